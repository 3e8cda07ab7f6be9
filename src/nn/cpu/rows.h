/// \file
/// Rows of numbers in any floating type as floats and back: the way into and out of kernels.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// Writes `count` numbers of a contiguous tensor, from element `first` on, as floats. Any floating
/// type.
void load_floats(const Tensor& tensor, Index first, Index count, float* out);
/// The same, where they lie if they are floats and else in `copy`, which has room for them.
const float* floats_of(const Tensor& tensor, Index first, Index count, float* copy);
/// Rounds floats to the tensor's type (f32, bf16 or f16) and stores them from element `first` on.
void store_floats(const float* values, Index first, Index count, Tensor& tensor);

/// Where a kernel may write `count` floats that are to be y's from `first` on: y itself or `copy`.
float* room_for(Tensor& y, Index first, float* copy);
/// Makes what was written to `room_for` y's numbers.
void keep(const float* room, Index first, Index count, Tensor& y);

}  // namespace kirin::nn::cpu
