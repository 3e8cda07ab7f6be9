#include "nn/weights/weights.h"

#include <fmt/format.h>

namespace kirin::nn {
namespace {

bool fits(const Shape& shape, const Shape& wanted) {
  if (shape.size() != wanted.size()) {
    return false;
  }
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (wanted[i] >= 0 && shape[i] != wanted[i]) {
      return false;
    }
  }
  return true;
}

std::string joined(std::string_view name, std::string_view what) {
  return fmt::format("{}.{}", name, what);
}

}  // namespace

void Weights::release_pages() const {
  for (const auto& [name, tensor] : tensors_) {
    tensor.release_pages();
  }
}

bool Weights::has_prefix(std::string_view prefix) const {
  const auto first = tensors_.lower_bound(prefix);
  return first != tensors_.end() && first->first.starts_with(prefix);
}

Result<Tensor> Weights::get(std::string_view name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    const auto near = tensors_.lower_bound(name);
    return Error{ErrorCode::not_found,
                 fmt::format("no tensor \"{}\" among {}{}", name, tensors_.size(),
                             near == tensors_.end()
                                 ? std::string()
                                 : fmt::format("; the next name is \"{}\"", near->first))};
  }
  return found->second;
}

Result<Tensor> Weights::get(std::string_view name, const Shape& shape) const {
  ASSIGN_OR_RETURN(Tensor tensor, get(name));
  if (!fits(tensor.shape(), shape)) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("tensor \"{}\" has the shape {}, due is {}", name,
                             to_string(tensor.shape()), to_string(shape))};
  }
  return tensor;
}

Result<Linear> Weights::linear(std::string_view name, Activation activation) const {
  ASSIGN_OR_RETURN(Tensor weight, get(joined(name, "weight"), {-1, -1}));
  Tensor bias;
  if (has(joined(name, "bias"))) {
    ASSIGN_OR_RETURN(bias, get(joined(name, "bias"), {weight.extent(0)}));
  }
  Linear::Options options{activation, 1.0F};
  for (const char* scale_name : {"scale_weight", "weight_scale"}) {
    if (has(joined(name, scale_name))) {
      ASSIGN_OR_RETURN(const Tensor scale, get(joined(name, scale_name)));
      if (scale.count() != 1) {
        return Error{ErrorCode::unimplemented,
                     fmt::format("\"{}.{}\" has {} scales, only one a tensor is understood", name,
                                 scale_name, scale.count())};
      }
      options.weight_scale = scale.values().front();
    }
  }
  return Linear(std::move(weight), std::move(bias), options);
}

Result<Conv3d> Weights::conv(std::string_view name, const Conv3d::Options& options) const {
  ASSIGN_OR_RETURN(Tensor weight, get(joined(name, "weight")));
  if (weight.rank() == 4) {
    weight = weight.reshaped(
        {weight.extent(0), weight.extent(1), 1, weight.extent(2), weight.extent(3)});
  }
  if (weight.rank() != 5) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("\"{}.weight\" has the shape {}, which no convolution has", name,
                             to_string(weight.shape()))};
  }
  Tensor bias;
  if (has(joined(name, "bias"))) {
    ASSIGN_OR_RETURN(bias, get(joined(name, "bias"), {weight.extent(0)}));
  }
  return Conv3d(std::move(weight), std::move(bias), options);
}

}  // namespace kirin::nn
