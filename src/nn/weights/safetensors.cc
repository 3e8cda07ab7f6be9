#include "nn/weights/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/json.h"
#include "nn/weights/extents.h"

namespace kirin::nn {
namespace {

constexpr std::size_t kPrefixBytes = 8;
/// The limit of the reference implementation.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
/// Trainers write whole data set descriptions into one string of the metadata.
constexpr JsonLimits kHeaderLimits{
    .depth = 4, .values = 4'000'000, .inline_string_bytes = std::size_t{32} << 20};

struct NamedType {
  std::string_view name;
  DType type;
};
constexpr std::array kTypes = {
    NamedType{"F32", DType::f32},      NamedType{"F16", DType::f16},
    NamedType{"BF16", DType::bf16},    NamedType{"F8_E4M3", DType::f8_e4m3},
    NamedType{"F64", DType::f64},      NamedType{"I64", DType::i64},
    NamedType{"I32", DType::i32},      NamedType{"U8", DType::u8},
    NamedType{"BOOL", DType::boolean},
};

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

std::optional<DType> type_named(std::string_view name) {
  const auto* found = std::ranges::find(kTypes, name, &NamedType::name);
  return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

/// A number that is a whole one and not negative.
std::optional<std::uint64_t> whole(const Json& value) {
  if (value.is_uint64()) {
    return value.get_uint64();
  }
  if (value.is_int64() && value.get_int64() >= 0) {
    return static_cast<std::uint64_t>(value.get_int64());
  }
  return std::nullopt;
}

std::optional<Extents> extents_of(const Json& value, DType type) {
  if (!value.is_array()) {
    return std::nullopt;
  }
  std::vector<std::uint64_t> all;
  for (const Json& item : value.get_array()) {
    const auto extent = whole(item);
    if (!extent) {
      return std::nullopt;
    }
    all.push_back(*extent);
  }
  return checked_extents(all, type);
}

Result<SafetensorsEntry> entry_of(std::string_view name, const Json& value,
                                  std::uint64_t data_bytes) {
  const JsonObject* object = value.if_object();
  const Json* type_name = object == nullptr ? nullptr : object->if_contains("dtype");
  const Json* shape = object == nullptr ? nullptr : object->if_contains("shape");
  const Json* offsets = object == nullptr ? nullptr : object->if_contains("data_offsets");
  if (type_name == nullptr || !type_name->is_string() || shape == nullptr || offsets == nullptr ||
      !offsets->is_array() || offsets->get_array().size() != 2) {
    return broken("its entry needs dtype, shape and two data_offsets");
  }
  const std::string_view type_text = type_name->get_string();
  const auto type = type_named(type_text);
  if (!type) {
    return Error{ErrorCode::unimplemented, fmt::format("the type {} is not understood", type_text)};
  }
  const auto begin = whole(offsets->get_array()[0]);
  const auto end = whole(offsets->get_array()[1]);
  if (!begin || !end || *begin > *end || *end > data_bytes) {
    return broken(fmt::format("its data_offsets lie outside of the {} bytes of data", data_bytes));
  }
  auto all = extents_of(*shape, *type);
  if (!all || all->size_bytes != *end - *begin) {
    return broken(fmt::format("its shape and type do not take the {} bytes it has", *end - *begin));
  }
  return SafetensorsEntry{std::string(name), *type, std::move(all->shape), *begin, *end};
}

Result<void> read_metadata(const Json& value, SafetensorsHeader& header) {
  if (!value.is_object()) {
    return broken("__metadata__ is not an object");
  }
  for (const auto& [key, text] : value.get_object()) {
    if (!text.is_string()) {
      return broken("__metadata__ holds what is not text");
    }
    header.metadata.emplace(key, text.get_string());
  }
  return {};
}

/// The entries must follow each other without overlaps or gaps and end where the file ends.
Result<void> check_cover(const std::vector<SafetensorsEntry>& entries, std::uint64_t data_bytes) {
  std::uint64_t covered = 0;
  for (const SafetensorsEntry& entry : entries) {
    if (entry.begin != covered) {
      return broken(fmt::format("tensor \"{}\": it {} byte {}", entry.name,
                                entry.begin < covered ? "overlaps another before"
                                                      : "leaves a gap that no tensor names from",
                                covered));
    }
    covered = entry.end;
  }
  if (covered != data_bytes) {
    return broken(fmt::format("the tensors end at byte {} of {}", covered, data_bytes));
  }
  return {};
}

}  // namespace

std::string_view safetensors_name(DType type) {
  return std::ranges::find(kTypes, type, &NamedType::type)->name;
}

Result<SafetensorsHeader> parse_safetensors_header(std::string_view text,
                                                   std::uint64_t data_bytes) {
  ASSIGN_OR_RETURN(const Json document, parse_json(text, kHeaderLimits));
  if (!document.is_object()) {
    return broken("the header is not an object");
  }
  SafetensorsHeader header;
  for (const auto& [name, value] : document.get_object()) {
    if (name == "__metadata__") {
      RETURN_IF_ERROR(read_metadata(value, header));
      continue;
    }
    auto entry = entry_of(name, value, data_bytes);
    if (!entry) {
      return entry.error().within(fmt::format("tensor \"{}\"", std::string_view(name)));
    }
    header.entries.push_back(*std::move(entry));
  }
  std::ranges::sort(header.entries, {}, [](const SafetensorsEntry& entry) {
    return std::tie(entry.begin, entry.end, entry.name);
  });
  RETURN_IF_ERROR(check_cover(header.entries, data_bytes));
  return header;
}

bool looks_like_safetensors(std::span<const std::byte> start) {
  std::uint64_t length = 0;
  if (start.size() <= kPrefixBytes) {
    return false;
  }
  std::memcpy(&length, start.data(), kPrefixBytes);
  return length <= kMaxHeaderBytes && start[kPrefixBytes] == std::byte{'{'};
}

Result<Weights> safetensors_weights(const MappedFile& file) {
  if (file.bytes.size() < kPrefixBytes) {
    return broken(fmt::format("{} bytes are too few", file.bytes.size()));
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.bytes.data(), kPrefixBytes);
  if (length > kMaxHeaderBytes || length > file.bytes.size() - kPrefixBytes) {
    return broken(fmt::format("a header of {} bytes in a file of {}", length, file.bytes.size()));
  }
  const std::string_view text(reinterpret_cast<const char*>(file.bytes.data()) + kPrefixBytes,
                              length);
  const auto data = file.bytes.subspan(kPrefixBytes + length);
  ASSIGN_OR_RETURN(SafetensorsHeader header, parse_safetensors_header(text, data.size()));
  Weights::Tensors tensors;
  for (SafetensorsEntry& entry : header.entries) {
    tensors.emplace(std::move(entry.name), Tensor::over(file.owner, data.data() + entry.begin,
                                                        std::move(entry.shape), entry.type));
  }
  return Weights(std::move(tensors));
}

Result<Weights> read_safetensors(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const MappedFile file, map_file(path));
  return safetensors_weights(file).within(path.string());
}

}  // namespace kirin::nn
