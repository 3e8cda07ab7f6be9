#include "engine/wan/dit/load_layer.h"

#include <fmt/format.h>

namespace kirin::wan {
namespace {

Result<nn::Tensor> floating(const nn::Weights& weights, const std::string& name,
                            const nn::Shape& shape) {
  ASSIGN_OR_RETURN(nn::Tensor tensor, weights.get(name, shape));
  if (!nn::is_floating(tensor.type())) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("tensor \"{}\" is {}, due are floating-point numbers", name,
                             nn::to_string(tensor.type()))};
  }
  return tensor;
}

}  // namespace

Result<nn::Linear> load_linear(const nn::Weights& weights, const std::string& name,
                               nn::Index inputs, nn::Index outputs, nn::Activation activation) {
  RETURN_IF_ERROR(floating(weights, name + ".weight", {outputs, inputs}));
  return weights.linear(name, activation);
}

Result<nn::Linear> load_patch_embedding(const nn::Weights& weights, const std::string& name,
                                        nn::Index inputs, nn::Index outputs) {
  ASSIGN_OR_RETURN(nn::Tensor weight,
                   floating(weights, name + ".weight", {outputs, -1, -1, -1, -1}));
  if (weight.count() != inputs * outputs) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("\"{}.weight\" has the shape {}, due are {} numbers a patch", name,
                             nn::to_string(weight.shape()), inputs)};
  }
  ASSIGN_OR_RETURN(nn::Tensor bias, floating(weights, name + ".bias", {outputs}));
  return nn::Linear(weight.reshaped({outputs, inputs}), std::move(bias));
}

Result<nn::Tensor> load_f32(const nn::Weights& weights, const std::string& name,
                            const nn::Shape& shape) {
  ASSIGN_OR_RETURN(const nn::Tensor tensor, floating(weights, name, shape));
  return tensor.to(nn::DType::f32);
}

}  // namespace kirin::wan
