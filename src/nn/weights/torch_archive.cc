#include "nn/weights/torch_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

#include "nn/weights/extents.h"
#include "nn/weights/pickle.h"
#include "nn/weights/zip_directory.h"

namespace kirin::nn {
namespace {

constexpr std::uint64_t kMaxPickleBytes = std::uint64_t{4} << 20;
constexpr int kMaxNesting = 4;
constexpr std::size_t kMaxRank = 8;

struct NamedType {
  std::string_view name;  ///< a storage class, or a type of its own where it has none
  DType type;
};
constexpr std::array kTypes = {
    NamedType{"torch FloatStorage", DType::f32},
    NamedType{"torch HalfStorage", DType::f16},
    NamedType{"torch BFloat16Storage", DType::bf16},
    NamedType{"torch DoubleStorage", DType::f64},
    NamedType{"torch LongStorage", DType::i64},
    NamedType{"torch IntStorage", DType::i32},
    NamedType{"torch ByteStorage", DType::u8},
    NamedType{"torch BoolStorage", DType::boolean},
    NamedType{"torch float8_e4m3fn", DType::f8_e4m3},
};
constexpr std::string_view kUntyped = "torch.storage UntypedStorage";
constexpr std::string_view kRebuild2 = "torch._utils _rebuild_tensor_v2";
constexpr std::string_view kRebuild3 = "torch._utils _rebuild_tensor_v3";
constexpr std::string_view kParameter = "torch._utils _rebuild_parameter";
constexpr std::array kAllowed = {kTypes[0].name, kTypes[1].name, kTypes[2].name, kTypes[3].name,
                                 kTypes[4].name, kTypes[5].name, kTypes[6].name, kTypes[7].name,
                                 kTypes[8].name, kUntyped,       kRebuild2,      kRebuild3,
                                 kParameter};

/// The number that the first pickle of a file of before PyTorch 1.6 holds, as LONG1 of 10 bytes.
constexpr std::array<std::uint8_t, 14> kLegacyStart = {0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c,
                                                       0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

bool is_legacy(std::span<const std::byte> start) {
  return start.size() >= kLegacyStart.size() &&
         std::equal(kLegacyStart.begin(), kLegacyStart.end(), start.begin(),
                    [](std::uint8_t a, std::byte b) { return std::byte{a} == b; });
}

std::optional<DType> type_named(std::string_view name) {
  const auto* found = std::ranges::find(kTypes, name, &NamedType::name);
  return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

/// Items of a tuple that are all whole numbers from 0 on.
std::optional<std::vector<std::uint64_t>> whole_numbers(PickleRef value) {
  const auto* tuple = value->as<PickleTuple>();
  if (tuple == nullptr || tuple->items.size() > kMaxRank) {
    return std::nullopt;
  }
  std::vector<std::uint64_t> numbers;
  for (const PickleRef item : tuple->items) {
    const auto* number = item->as<std::int64_t>();
    if (number == nullptr || *number < 0) {
      return std::nullopt;
    }
    numbers.push_back(static_cast<std::uint64_t>(*number));
  }
  return numbers;
}

/// The axes from the outermost in memory to the innermost, plain where that is possible; an error
/// where the elements are not dense in that order either.
Result<std::vector<std::size_t>> dense_order(const std::vector<std::uint64_t>& extents,
                                             const std::vector<std::uint64_t>& strides) {
  const auto is_dense = [&](const std::vector<std::size_t>& axes) {
    std::uint64_t step = 1;
    for (std::size_t i = axes.size(); i-- > 0;) {
      if (extents[axes[i]] != 1 && strides[axes[i]] != step) {
        return false;
      }
      step *= extents[axes[i]];
    }
    return true;
  };
  std::vector<std::size_t> axes(extents.size());
  std::iota(axes.begin(), axes.end(), 0);
  if (is_dense(axes) || std::ranges::find(extents, std::uint64_t{0}) != extents.end()) {
    return axes;
  }
  std::ranges::stable_sort(axes, std::ranges::greater{}, [&](std::size_t axis) {
    return extents[axis] == 1 ? std::numeric_limits<std::uint64_t>::max() : strides[axis];
  });
  if (!is_dense(axes)) {
    return Error{ErrorCode::unimplemented, "its elements are not dense in its storage"};
  }
  return axes;
}

class Archive {
 public:
  static Result<Archive> open(const MappedFile& file) {
    ASSIGN_OR_RETURN(std::vector<ZipEntry> entries, read_zip_directory(file.bytes));
    Archive archive(file);
    for (ZipEntry& entry : entries) {
      constexpr std::string_view kPickleName = "data.pkl";
      const std::size_t slash = entry.name.find('/');
      if (slash != std::string::npos && entry.name.substr(slash + 1) == kPickleName) {
        archive.folder_ = entry.name.substr(0, slash + 1);
      }
      archive.members_.emplace(std::move(entry.name), entry.bytes);
    }
    const auto* order = archive.member("byteorder");
    if (order != nullptr &&
        std::string_view(reinterpret_cast<const char*>(order->data()), order->size()) != "little") {
      return Error{ErrorCode::unimplemented, "its numbers are not little-endian"};
    }
    return archive;
  }

  Result<Weights> weights() {
    const auto* bytes = member("data.pkl");
    if (bytes == nullptr) {
      return broken("a ZIP archive without data.pkl is not one of PyTorch's");
    }
    if (bytes->size() > kMaxPickleBytes) {
      return broken(fmt::format("data.pkl has {} bytes", bytes->size()));
    }
    ASSIGN_OR_RETURN(const Pickle pickle, read_pickle(*bytes, kAllowed).within("data.pkl"));
    Weights::Tensors tensors;
    RETURN_IF_ERROR(collect(pickle.root(), kMaxNesting, tensors));
    if (tensors.empty()) {
      return broken("data.pkl holds no tensors under names");
    }
    return Weights(std::move(tensors));
  }

 private:
  explicit Archive(const MappedFile& file) : file_(file), copy_budget_(file.bytes.size()) {}

  const std::span<const std::byte>* member(const std::string& name) const {
    const auto found = members_.find(folder_ + name);
    return found == members_.end() ? nullptr : &found->second;
  }

  /// The tensors of a dictionary; where it holds none, those of the one inside that holds the
  /// model.
  Result<void> collect(PickleRef value, int nesting, Weights::Tensors& tensors) {
    const auto* dict = value->as<PickleDict>();
    if (dict == nullptr) {
      return broken("data.pkl holds no dictionary");
    }
    for (const auto& [key, item] : dict->items) {
      const auto* name = key->as<std::string>();
      const auto* call = item->as<PickleCall>();
      if (name == nullptr || call == nullptr) {
        continue;
      }
      auto tensor = rebuilt(*call);
      if (!tensor) {
        return tensor.error().within(fmt::format("tensor \"{}\"", *name));
      }
      if (!tensors.emplace(*name, *std::move(tensor)).second) {
        return broken(fmt::format("tensor \"{}\" stands twice", *name));
      }
    }
    return tensors.empty() && nesting > 0 ? collect_inside(*dict, nesting, tensors)
                                          : Result<void>();
  }

  Result<void> collect_inside(const PickleDict& dict, int nesting, Weights::Tensors& tensors) {
    for (const std::string_view wanted : {"state_dict", "model", "module", "model_state"}) {
      for (const auto& [key, item] : dict.items) {
        const auto* name = key->as<std::string>();
        if (name != nullptr && *name == wanted && item->as<PickleDict>() != nullptr) {
          return collect(item, nesting - 1, tensors);
        }
      }
    }
    return {};
  }

  Result<Tensor> rebuilt(const PickleCall& call) {
    const PickleCall* inner = &call;
    if (call.function == kParameter) {
      inner = call.items().empty() ? nullptr : call.items()[0]->as<PickleCall>();
    }
    const bool is_third = inner != nullptr && inner->function == kRebuild3;
    if (inner == nullptr || inner->items().size() < (is_third ? 7U : 4U) ||
        (inner->function != kRebuild2 && !is_third)) {
      return broken("it is not rebuilt as a tensor is");
    }
    const auto& arguments = inner->items();
    std::optional<DType> type;
    if (is_third) {
      const auto* name = arguments[6]->as<PickleGlobal>();
      type = name == nullptr ? std::nullopt : type_named(name->name);
      if (!type) {
        return Error{ErrorCode::unimplemented, "its type is not understood"};
      }
    }
    ASSIGN_OR_RETURN(const auto bytes, storage(*arguments[0], type));
    const auto* offset = arguments[1]->as<std::int64_t>();
    const auto extents = whole_numbers(arguments[2]);
    const auto strides = whole_numbers(arguments[3]);
    if (offset == nullptr || *offset < 0 || !extents || !strides ||
        extents->size() != strides->size()) {
      return broken("its offset, size and stride are not whole numbers");
    }
    return placed(bytes, static_cast<std::uint64_t>(*offset), *extents, *strides, *type);
  }

  /// The bytes of a persistent id ("storage", class, key, device, count), and the class's type
  /// where none is known yet.
  Result<std::span<const std::byte>> storage(const PickleValue& value,
                                             std::optional<DType>& type) const {
    const auto* persistent = value.as<PicklePersistent>();
    const auto* id = persistent == nullptr ? nullptr : persistent->id->as<PickleTuple>();
    if (id == nullptr || id->items.size() < 5) {
      return broken("its storage is not named as one is");
    }
    const auto* tag = id->items[0]->as<std::string>();
    const auto* storage_class = id->items[1]->as<PickleGlobal>();
    const auto* key = id->items[2]->as<std::string>();
    const auto* count = id->items[4]->as<std::int64_t>();
    if (tag == nullptr || *tag != "storage" || storage_class == nullptr || key == nullptr ||
        count == nullptr || *count < 0) {
      return broken("its storage is not named as one is");
    }
    std::uint64_t unit = 1;
    if (storage_class->name != kUntyped) {
      const auto named = type_named(storage_class->name);
      if (!named) {
        return broken(fmt::format("{} is no class of storages", storage_class->name));
      }
      type = type ? type : named;
      unit = size_bytes(*named);
    }
    if (!type) {
      return broken("its storage has no type");
    }
    const auto* bytes = member("data/" + *key);
    if (bytes == nullptr) {
      return broken(fmt::format("its storage {}data/{} is missing", folder_, *key));
    }
    if (static_cast<std::uint64_t>(*count) > bytes->size() / unit) {
      return broken(fmt::format("its storage has {} bytes, {} elements of {} are due",
                                bytes->size(), *count, unit));
    }
    return bytes->first(static_cast<std::size_t>(*count) * unit);
  }

  /// A view of the elements, or a copy where their order is another.
  Result<Tensor> placed(std::span<const std::byte> storage, std::uint64_t offset,
                        const std::vector<std::uint64_t>& extents,
                        const std::vector<std::uint64_t>& strides, DType type) {
    const auto all = checked_extents(extents, type);
    const std::uint64_t unit = size_bytes(type);
    const std::uint64_t elements = storage.size() / unit;
    if (!all || all->size_bytes / unit > elements || offset > elements - all->size_bytes / unit) {
      return broken(fmt::format("it lies outside of the {} elements of its storage", elements));
    }
    ASSIGN_OR_RETURN(std::vector<std::size_t> axes, dense_order(extents, strides));
    const std::byte* data = storage.data() + offset * unit;
    const bool is_plain = std::ranges::is_sorted(axes);
    if (!is_plain || reinterpret_cast<std::uintptr_t>(data) % unit != 0) {
      if (all->size_bytes > copy_budget_) {
        return broken("copies of tensors that share bytes would exceed the file's size");
      }
      copy_budget_ -= all->size_bytes;
    }
    Shape sorted;
    for (const std::size_t axis : axes) {
      sorted.push_back(static_cast<Index>(extents[axis]));
    }
    Tensor tensor = Tensor::over(file_.owner, data, std::move(sorted), type);
    for (std::size_t i = 0; i < axes.size(); ++i) {  // sorts the axes back, by exchanges
      while (axes[i] != i) {
        const std::size_t other = axes[i];
        tensor = tensor.transposed(static_cast<Index>(i), static_cast<Index>(other));
        std::swap(axes[i], axes[other]);
      }
    }
    return is_plain ? tensor : tensor.clone();
  }

  MappedFile file_;
  std::uint64_t copy_budget_;
  std::string folder_;
  std::map<std::string, std::span<const std::byte>, std::less<>> members_;
};

}  // namespace

bool looks_like_torch(std::span<const std::byte> start) {
  return looks_like_zip(start) || is_legacy(start);
}

std::string_view torch_storage_name(DType type) {
  const auto* found = std::ranges::find(kTypes, type, &NamedType::type);
  constexpr std::string_view kModule = "torch ";
  return found->name.ends_with("Storage") ? found->name.substr(kModule.size()) : std::string_view();
}

Result<Weights> torch_weights(const MappedFile& file) {
  if (is_legacy(file.bytes)) {
    return Error{ErrorCode::unimplemented,
                 "the format of PyTorch before 1.6 is not understood: load it there and save it "
                 "again, or take a safetensors file"};
  }
  ASSIGN_OR_RETURN(Archive archive, Archive::open(file));
  return archive.weights();
}

}  // namespace kirin::nn
