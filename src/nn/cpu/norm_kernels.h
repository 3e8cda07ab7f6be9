/// \file
/// Vector kernels of the norms, over dense rows of floats. y may be x; nothing is read or written
/// beyond the rows. Statistics are sums of doubles.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn::cpu {

struct NormRows {
  const float* x;
  float* y;
  Index rows;
  Index channels;
};

/// y = (x - mean) / √(variance + eps) · factor + offset.
void layer_norm_rows(const NormRows& rows, const float* factor, const float* offset, float eps);
/// y = x / √(mean(x²) + eps) · factor.
void rms_norm_rows(const NormRows& rows, const float* factor, float eps);
/// y = x / max(‖x‖₂, 1e-12) · √channels · factor, then SiLU where `silu`.
void channel_norm_rows(const NormRows& rows, const float* factor, bool silu);

/// Turns the pairs (2i, 2i + 1) of `count` numbers: y = x · cosines + swapped x · sines, in f64.
/// `cosines` and `sines` have a number for each of x: cᵢ, cᵢ and -sᵢ, sᵢ.
void rotate_pairs(float* x, Index count, const double* cosines, const double* sines);

}  // namespace kirin::nn::cpu
