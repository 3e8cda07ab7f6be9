/// \file
/// Rows of numbers in any floating type as floats and back: the way into and out of kernels.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// Writes `count` numbers of a contiguous tensor, from element `first` on, as floats. Any floating
/// type.
void load_floats(const Tensor& tensor, Index first, Index count, float* out);
/// Rounds floats to the tensor's type (f32, bf16 or f16) and stores them from element `first` on.
void store_floats(const float* values, Index first, Index count, Tensor& tensor);

}  // namespace kirin::nn::cpu
