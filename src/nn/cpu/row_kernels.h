/// \file
/// Vector kernels over rows of floats: what operators do between loading and storing a row. Nothing
/// is read or written beyond `count` numbers; where a result may take the place of an operand, only
/// in the same position.
#pragma once

#include "nn/ops/activation.h"
#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// The floats of `count` numbers of type bf16, f16 or f8_e4m3.
void widen(const std::byte* from, DType type, Index count, float* to);
/// Rounds to nearest, ties to even, into bf16 or f16.
void narrow(const float* from, Index count, DType type, std::byte* to);

/// y = activation(x).
void activate(Activation activation, const float* x, Index count, float* y);
/// y = activation(x · scale + bias); `bias` may be null.
void finish_linear(Activation activation, const float* x, float scale, const float* bias,
                   Index count, float* y);
/// y = x · factor.
void scale(const float* x, float factor, Index count, float* y);
/// y += x · factor.
void add_scaled(const float* x, float factor, Index count, float* y);
/// y = x + z · factors, number by number.
void add_product(const float* x, const float* z, const float* factors, Index count, float* y);
/// y = x · z.
void multiply(const float* x, const float* z, Index count, float* y);

}  // namespace kirin::nn::cpu
