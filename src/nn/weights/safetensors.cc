#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <optional>

#include "base/json.h"
#include "nn/weights/mapped_file.h"
#include "nn/weights/weights.h"

namespace kirin::nn {
namespace {

constexpr std::size_t kPrefixBytes = 8;
/// The limit of the reference implementation.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr JsonLimits kHeaderLimits{.depth = 4, .values = 4'000'000};
constexpr std::size_t kMaxRank = 8;

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

std::optional<DType> type_named(std::string_view name) {
  if (name == "F32") return DType::f32;
  if (name == "F16") return DType::f16;
  if (name == "BF16") return DType::bf16;
  if (name == "F8_E4M3") return DType::f8_e4m3;
  if (name == "F64") return DType::f64;
  if (name == "I64") return DType::i64;
  if (name == "I32") return DType::i32;
  if (name == "U8") return DType::u8;
  if (name == "BOOL") return DType::boolean;
  return std::nullopt;
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

/// The extents, and the bytes they take; nothing where they overflow or are no extents.
struct Extents {
  Shape shape;
  std::uint64_t size_bytes = 0;
};
std::optional<Extents> extents(const Json& value, DType type) {
  if (!value.is_array() || value.get_array().size() > kMaxRank) {
    return std::nullopt;
  }
  Extents all{{}, nn::size_bytes(type)};
  for (const Json& item : value.get_array()) {
    const auto extent = whole(item);
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<Index>::max());
    if (!extent || (*extent != 0 && all.size_bytes > kMost / *extent)) {
      return std::nullopt;
    }
    all.size_bytes *= *extent;
    all.shape.push_back(static_cast<Index>(*extent));
  }
  return all;
}

Result<Tensor> tensor_of(const Json& entry, const MappedFile& file, std::size_t data_start) {
  if (!entry.is_object()) {
    return broken("its entry is not an object");
  }
  const auto& object = entry.get_object();
  const auto* type_name = object.if_contains("dtype");
  const auto* shape = object.if_contains("shape");
  const auto* offsets = object.if_contains("data_offsets");
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
  const std::size_t available = file.bytes.size() - data_start;
  if (!begin || !end || *begin > *end || *end > available) {
    return broken(fmt::format("its data_offsets lie outside of the {} bytes of data", available));
  }
  const auto all = extents(*shape, *type);
  if (!all || all->size_bytes != *end - *begin) {
    return broken(fmt::format("its shape and type do not take the {} bytes it has", *end - *begin));
  }
  return Tensor::over(file.owner, file.bytes.data() + data_start + *begin, all->shape, *type);
}

}  // namespace

Result<Weights> read_safetensors(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const MappedFile file, map_file(path));
  if (file.bytes.size() < kPrefixBytes) {
    return broken(fmt::format("{}: {} bytes are too few", path.string(), file.bytes.size()));
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.bytes.data(), kPrefixBytes);
  if (length > kMaxHeaderBytes || length > file.bytes.size() - kPrefixBytes) {
    return broken(fmt::format("{}: a header of {} bytes in a file of {}", path.string(), length,
                              file.bytes.size()));
  }
  const std::string_view header(reinterpret_cast<const char*>(file.bytes.data()) + kPrefixBytes,
                                length);
  ASSIGN_OR_RETURN(const Json document, parse_json(header, kHeaderLimits).within(path.string()));
  if (!document.is_object()) {
    return broken(path.string() + ": the header is not an object");
  }
  Weights::Tensors tensors;
  for (const auto& [name, entry] : document.get_object()) {
    if (name == "__metadata__") {
      continue;
    }
    auto tensor = tensor_of(entry, file, kPrefixBytes + length);
    if (!tensor) {
      return tensor.error().within(
          fmt::format("{}: tensor \"{}\"", path.string(), std::string_view(name)));
    }
    tensors.emplace(name, *std::move(tensor));
  }
  return Weights(std::move(tensors));
}

}  // namespace kirin::nn
