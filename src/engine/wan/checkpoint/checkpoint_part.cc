#include "engine/wan/checkpoint/checkpoint_part.h"

#include <fmt/format.h>

#include <set>

#include "base/file.h"
#include "nn/weights/dequantise.h"
#include "nn/weights/lora.h"
#include "nn/weights/weight_files.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{1} << 20;
constexpr std::string_view kTokenizerTensor = "spiece_model";
constexpr std::string_view kWeight = ".weight";

std::uint64_t size_of(const nn::Tensor& tensor) {
  return static_cast<std::uint64_t>(tensor.count()) * nn::size_bytes(tensor.type());
}

/// config.json of the directory with official keys; empty where there is none.
Result<JsonObject> read_config(const fs::path& directory) {
  const fs::path file = directory / "config.json";
  std::error_code error;
  if (!fs::is_regular_file(file, error)) {
    return JsonObject{};
  }
  if (fs::file_size(file, error) > kMaxConfigBytes) {
    return Error{ErrorCode::data_loss, file.string() + " is too long"};
  }
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  ASSIGN_OR_RETURN(const Json json, parse_json(text).within(file.string()));
  if (!json.is_object()) {
    return Error{ErrorCode::data_loss, file.string() + " holds no object"};
  }
  return official_config(json.get_object());
}

/// Whether a module is a linear layer, which applies the scale of its f8 weights itself.
bool is_linear_layer(std::string_view module) {
  return !module.ends_with("embedding") && module.find("norm") == std::string_view::npos;
}

/// What is no parameter of the network: scales, markers, a tokenizer.
bool is_accessory(std::string_view name) {
  for (const std::string_view suffix :
       {".scale_weight", ".weight_scale", ".scale_input", ".input_scale", "scaled_fp8"}) {
    if (name.ends_with(suffix)) {
      return true;
    }
  }
  return name == kTokenizerTensor;
}

/// What the published files hold beside the network that we use.
bool is_unused(PartKind kind, std::string_view name) {
  return kind == PartKind::clip && (name.starts_with("textual.") || name == "log_scale");
}

/// Tensors that some packagings leave out because nothing uses them.
bool may_be_missing(PartKind kind, std::string_view name) {
  return kind == PartKind::clip && (name == "visual.head" || name.starts_with("visual.post_norm."));
}

std::vector<std::string> diffusers_names(std::string_view module) {
  auto name = library_name(PartKind::dit, std::string(module) += kWeight);
  if (!name) {
    return {};
  }
  name->resize(name->size() - kWeight.size());
  return {*std::move(name)};
}

}  // namespace

Result<CheckpointPart> CheckpointPart::open(const fs::path& path) {
  CheckpointPart part;
  part.path_ = path;
  ASSIGN_OR_RETURN(const nn::WeightFiles found, nn::find_weight_files(path));
  part.files_ = found.files;
  ASSIGN_OR_RETURN(part.stored_, nn::read_weights(path));
  const auto recognised = recognise(part.stored_);
  if (!recognised) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("{} holds {}, none of Wan's networks", path.string(),
                             nn::looks_like_lora(part.stored_) ? "a LoRA" : "other tensors")};
  }
  part.recognised_ = *recognised;
  if (part.kind() == PartKind::dit) {
    ASSIGN_OR_RETURN(part.config_, read_config(found.files.front().parent_path()));
  }
  part.shapes_ = official_shapes(part.stored_, part.recognised_);
  ASSIGN_OR_RETURN(part.architecture_,
                   architecture_of(part.kind(), part.shapes_, part.config_).within(path.string()));
  part.measure();
  return part;
}

void CheckpointPart::measure() {
  for (const auto& [name, tensor] : stored_.tensors()) {
    stored_bytes_ += size_of(tensor);
    bytes_by_type_[tensor.type()] += size_of(tensor);
    parameters_ += is_accessory(name) ? 0 : static_cast<std::uint64_t>(tensor.count());
  }
}

std::uint64_t CheckpointPart::bytes_in(nn::DType matrices) const {
  std::uint64_t bytes = 0;
  for (const auto& [name, shape] : shapes_) {
    if (!is_accessory(name) && !is_unused(kind(), name)) {
      const nn::DType type = shape.size() >= 2 ? matrices : nn::DType::f32;
      bytes += static_cast<std::uint64_t>(nn::count_of(shape)) * nn::size_bytes(type);
    }
  }
  return bytes;
}

std::string CheckpointPart::embedded_tokenizer() const {
  const auto tensor = stored_.get(kTokenizerTensor);
  if (!tensor || tensor->type() != nn::DType::u8) {
    return {};
  }
  return {reinterpret_cast<const char*>(tensor->bytes()),
          static_cast<std::size_t>(tensor->count())};
}

Result<LoadedPart> CheckpointPart::load(std::span<const LoraFile> loras) const {
  ASSIGN_OR_RETURN(nn::Weights weights, with_official_names(stored_, recognised_));
  ASSIGN_OR_RETURN(weights, nn::without_row_scales(weights, is_linear_layer));
  LoadedPart loaded{std::move(weights), {}};
  for (const LoraFile& lora : loras) {
    ASSIGN_OR_RETURN(const nn::Weights changes, nn::read_weights(lora.file));
    ASSIGN_OR_RETURN(const nn::LoraReport report,
                     nn::merge_lora(loaded.weights, changes, lora.strength, diffusers_names)
                         .within(lora.file.string()));
    if (!report.unmatched.empty()) {
      loaded.warnings.push_back(fmt::format(
          "{}: {} of its {} tensors fit nothing in the model and were left out: {}{}",
          lora.file.string(), report.unmatched.size(), changes.tensors().size(),
          fmt::join(
              std::span(report.unmatched).first(std::min<std::size_t>(report.unmatched.size(), 8)),
              ", "),
          report.unmatched.size() > 8 ? ", …" : ""));
    }
  }
  return loaded;
}

CheckpointPart::Faults CheckpointPart::check() const {
  Faults found;
  std::set<std::string_view> expected;
  const std::vector<TensorSpec> tensors = expected_tensors(architecture_);
  for (const TensorSpec& tensor : tensors) {
    expected.insert(tensor.name);
    const auto stored = shapes_.find(tensor.name);
    if (stored == shapes_.end()) {
      if (!may_be_missing(kind(), tensor.name)) {
        found.faults.push_back(
            fmt::format("{} is missing, {} is due", tensor.name, nn::to_string(tensor.shape)));
      }
    } else if (stored->second != tensor.shape) {
      found.faults.push_back(fmt::format("{} has the shape {}, {} is due", tensor.name,
                                         nn::to_string(stored->second),
                                         nn::to_string(tensor.shape)));
    }
  }
  for (const auto& [name, shape] : shapes_) {
    if (!expected.contains(name) && !is_accessory(name) && !is_unused(kind(), name)) {
      found.unknown.push_back(name);
    }
  }
  return found;
}

}  // namespace kirin::wan
