/// \file
/// Vector kernels over rows of floats: what operators do between loading and storing a row.
///
/// Rows are `PaddedRow`s: kernels work on whole vectors and so read and write past `count`, up to
/// the next multiple of 64 bytes; what they leave there is of no use.
#pragma once

#include <vector>

#include "nn/ops/activation.h"
#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// Floats with room for a whole vector at the end, zero at first.
class PaddedRow {
 public:
  explicit PaddedRow(Index count) : values_(static_cast<std::size_t>(count + 16)) {}
  float* data() { return values_.data(); }
  const float* data() const { return values_.data(); }

 private:
  std::vector<float> values_;
};

/// The floats of `count` numbers of type bf16, f16 or f8_e4m3; no padding is read or written.
void widen(const std::byte* from, DType type, Index count, float* to);
/// Rounds to nearest, ties to even, into bf16 or f16; no padding is read or written.
void narrow(const float* from, Index count, DType type, std::byte* to);

/// row = activation(row).
void activate(Activation activation, Index count, float* row);
/// row = activation(row · scale + bias); `bias` may be null, else it has padding, too.
void finish_linear(Activation activation, float scale, const float* bias, Index count, float* row);
/// to += from · factor.
void add_scaled(const float* from, float factor, Index count, float* to);
/// to += from · factors, number by number.
void add_product(const float* from, const float* factors, Index count, float* to);
/// to *= from.
void multiply_by(const float* from, Index count, float* to);

}  // namespace kirin::nn::cpu
