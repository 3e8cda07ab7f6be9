#include "nn/weights/lora.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "nn/ops/linear.h"
#include "nn/weights/dequantise.h"

namespace kirin::nn {
namespace {

/// All that a file says about one module.
struct Adaptation {
  std::map<LoraRole, Tensor> tensors;
  std::vector<std::string> names;  ///< in the file

  const Tensor* find(LoraRole role) const {
    const auto found = tensors.find(role);
    return found == tensors.end() ? nullptr : &found->second;
  }
};

/// Finds the model's modules by every name that they may have.
class Modules {
 public:
  Modules(const Weights& weights,
          const std::function<std::vector<std::string>(std::string_view)>& other_names) {
    std::set<std::string> modules;
    for (const auto& [name, tensor] : weights.tensors()) {
      if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) {
        modules.insert(name.substr(0, dot));
      }
    }
    for (const std::string& module : modules) {
      add(module, module);
    }
    for (const std::string& module : modules) {  // after all names of the model's own
      for (const std::string& other :
           other_names ? other_names(module) : std::vector<std::string>()) {
        add(other, module);
      }
    }
  }

  const std::string* find(std::string_view name, bool is_flat) const {
    const auto& names = is_flat ? by_flat_name_ : by_name_;
    const auto found = names.find(name);
    return found == names.end() ? nullptr : &found->second;
  }

 private:
  void add(std::string name, const std::string& module) {
    by_name_.emplace(name, module);
    std::ranges::replace(name, '.', '_');
    by_flat_name_.emplace(std::move(name), module);
  }

  std::map<std::string, std::string, std::less<>> by_name_;
  std::map<std::string, std::string, std::less<>> by_flat_name_;
};

/// strength · (alpha / rank) · up · down, in f32 and of the weight's shape.
Result<Tensor> low_rank_change(const Adaptation& adaptation, const Shape& shape, float strength) {
  const Tensor* down = adaptation.find(LoraRole::down);
  const Tensor* up = adaptation.find(LoraRole::up);
  if (down == nullptr || up == nullptr || down->rank() < 2 || up->rank() < 2 ||
      !is_floating(down->type()) || !is_floating(up->type())) {
    return Error{ErrorCode::failed_precondition, "its down or up matrix is missing"};
  }
  const Index rank = down->extent(0);
  const Index inputs = rank == 0 ? 0 : down->count() / rank;
  const Index outputs = up->extent(0);
  const bool fits = rank > 0 && up->count() == outputs * rank && shape.size() >= 2 &&
                    shape[0] == outputs && count_of(shape) == outputs * inputs && inputs > 0;
  if (!fits) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("down {} and up {} do not make a change of {}",
                             to_string(down->shape()), to_string(up->shape()), to_string(shape))};
  }
  float factor = strength;
  if (const Tensor* alpha = adaptation.find(LoraRole::alpha)) {
    if (alpha->count() != 1) {
      return Error{ErrorCode::failed_precondition, "its alpha is not one number"};
    }
    factor *= alpha->values().front() / static_cast<float>(rank);
  }
  // A linear layer computes x · weightᵀ.
  const Tensor across = down->to(DType::f32).reshaped({rank, inputs}).transposed(0, 1).clone();
  Linear::Options options;
  options.weight_scale = factor;
  const Linear multiply(across, {}, options);
  return multiply(up->to(DType::f32).reshaped({outputs, rank})).reshaped(shape);
}

Result<Tensor> plain_change(const Tensor& difference, const Shape& shape, float strength) {
  if (difference.count() != count_of(shape) || !is_floating(difference.type())) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("a difference {} does not fit {}", to_string(difference.shape()),
                             to_string(shape))};
  }
  Tensor change = difference.to(DType::f32).clone();
  float* numbers = change.mutable_data<float>();
  std::for_each(numbers, numbers + change.count(), [&](float& number) { number *= strength; });
  return change.reshaped(shape);
}

/// The sum in f32, rounded to the tensor's type, or to bf16 where that is f8.
Tensor sum(const Tensor& tensor, const Tensor& change) {
  const DType type = tensor.type() == DType::f8_e4m3 ? DType::bf16 : tensor.type();
  Tensor total = tensor.to(DType::f32).clone();
  float* numbers = total.mutable_data<float>();
  const auto* added = change.data<float>();
  for (Index i = 0; i < total.count(); ++i) {
    numbers[i] += added[i];
  }
  return total.to(type);
}

class Merger {
 public:
  Merger(Weights& weights, float strength)
      : tensors_(weights.tensors()), weights_(weights), strength_(strength) {}

  Result<void> merge(const std::string& module, const Adaptation& adaptation) {
    const std::string weight = module + ".weight";
    if (adaptation.find(LoraRole::down) != nullptr || adaptation.find(LoraRole::up) != nullptr) {
      RETURN_IF_ERROR(change(weight, [&](const Shape& shape) {
        return low_rank_change(adaptation, shape, strength_);
      }));
    }
    constexpr std::pair<LoraRole, std::string_view> kPlain[] = {
        {LoraRole::diff, ".weight"},
        {LoraRole::diff_bias, ".bias"},
        {LoraRole::diff_modulation, ".modulation"}};
    for (const auto& [role, leaf] : kPlain) {
      if (const Tensor* difference = adaptation.find(role)) {
        RETURN_IF_ERROR(change(module + std::string(leaf), [&](const Shape& shape) {
          return plain_change(*difference, shape, strength_);
        }));
      }
    }
    return {};
  }

  std::size_t finish() {
    weights_ = Weights(std::move(tensors_));
    return merged_;
  }

 private:
  template <typename Change>
  Result<void> change(const std::string& name, Change&& make) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
      return Error{ErrorCode::not_found, fmt::format("the model has no \"{}\"", name)};
    }
    if (!is_floating(found->second.type())) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("\"{}\" holds no floating-point numbers", name)};
    }
    ASSIGN_OR_RETURN(const Tensor difference, make(found->second.shape()));
    ASSIGN_OR_RETURN(const Tensor plain, dequantised(tensors_, name));
    tensors_[name] = sum(plain, difference);
    ++merged_;
    return {};
  }

  Weights::Tensors tensors_;
  Weights& weights_;
  float strength_;
  std::size_t merged_ = 0;
};

Result<void> refuse_other_kinds(const Weights& lora) {
  for (const auto& [name, tensor] : lora.tensors()) {
    for (const std::string_view part : {".dora_scale", ".lora_magnitude_vector", ".lora_mid.",
                                        ".lokr_w", ".hada_w", ".oft_blocks"}) {
      if (name.find(part) != std::string::npos) {
        return Error{ErrorCode::unimplemented,
                     fmt::format("\"{}\": this kind of adaptation is not understood", name)};
      }
    }
  }
  return {};
}

}  // namespace

Result<LoraReport> merge_lora(
    Weights& weights, const Weights& lora, float strength,
    const std::function<std::vector<std::string>(std::string_view)>& other_names) {
  RETURN_IF_ERROR(refuse_other_kinds(lora));
  const Modules modules(weights, other_names);
  LoraReport report;
  std::map<std::string, Adaptation> adaptations;
  for (const auto& [name, tensor] : lora.tensors()) {
    const auto parsed = parse_lora_name(name);
    const std::string* module = parsed ? modules.find(parsed->module, parsed->is_flat) : nullptr;
    if (module == nullptr) {
      report.unmatched.push_back(name);
      continue;
    }
    Adaptation& adaptation = adaptations[*module];
    if (!adaptation.tensors.emplace(parsed->role, tensor).second) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("\"{}\": the file adapts this twice", name)};
    }
    adaptation.names.push_back(name);
  }
  Merger merger(weights, strength);
  for (const auto& [module, adaptation] : adaptations) {
    if (const auto merged = merger.merge(module, adaptation); !merged) {
      if (merged.error().code != ErrorCode::not_found) {
        return merged.error().within(fmt::format("adapting \"{}\"", module));
      }
      report.unmatched.insert(report.unmatched.end(), adaptation.names.begin(),
                              adaptation.names.end());
    }
  }
  report.merged = merger.finish();
  if (report.merged == 0) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("none of its {} tensors fits the model{}", lora.tensors().size(),
                             report.unmatched.empty()
                                 ? std::string()
                                 : fmt::format(", such as \"{}\"", report.unmatched.front()))};
  }
  return report;
}

}  // namespace kirin::nn
