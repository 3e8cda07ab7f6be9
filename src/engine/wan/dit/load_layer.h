/// \file
/// Layers of a model file, checked against the sizes that the model needs.
#pragma once

#include <string>

#include "base/result.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// The linear layer of `name`.weight [outputs, inputs]; failed_precondition for another shape or
/// for numbers that are not floating-point.
Result<nn::Linear> load_linear(const nn::Weights& weights, const std::string& name,
                               nn::Index inputs, nn::Index outputs,
                               nn::Activation activation = nn::Activation::none);

/// A patch embedding as the linear layer that it is: `name`.weight [outputs, channels, frames,
/// rows, columns] maps a patch's numbers in that order.
Result<nn::Linear> load_patch_embedding(const nn::Weights& weights, const std::string& name,
                                        nn::Index inputs, nn::Index outputs);

/// The tensor of that name and shape in f32.
Result<nn::Tensor> load_f32(const nn::Weights& weights, const std::string& name,
                            const nn::Shape& shape);

}  // namespace kirin::wan
