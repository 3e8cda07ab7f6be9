/// \file
/// Attention to a context whose last key stands for many.
#pragma once

#include "nn/tensor.h"

namespace kirin::wan {

/// The reference pads a prompt to 512 rows and attends to the padding. All padding rows are the
/// same row, so the softmax over them is that over one key whose score is log(count) higher: the
/// same sum with a tenth of the work and memory for an ordinary prompt.
class RepeatedKeyAttention {
 public:
  RepeatedKeyAttention() = default;
  /// `keys` of which the last stands for `repeats` (1: for itself).
  RepeatedKeyAttention(nn::Index heads, nn::Index keys, nn::Index repeats);

  /// q, y: [1, queries, heads, head_dim]; k, v: [1, keys, heads, head_dim]; as nn::Attention.
  void operator()(const nn::Tensor& q, const nn::Tensor& k, const nn::Tensor& v, float scale,
                  nn::Tensor& y) const;

 private:
  nn::Tensor bias_;  ///< [heads, some queries, keys], or empty: the same for all queries
};

}  // namespace kirin::wan
