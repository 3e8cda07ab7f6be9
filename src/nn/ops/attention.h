#pragma once

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// Multi-head attention: softmax(scale · q kᵀ + bias) v, head by head, never holding more scores
/// than a block of them: the softmax is computed online.
///
/// q, y: [batch, queries, heads, head_dim]; k, v: [batch, keys, heads, head_dim]; each f32 or bf16.
/// The innermost axis is dense, the others may have any stride (slices of a fused projection). y is
/// contiguous and none of the inputs. Statistics and sums are f32; with bf16 inputs the weights
/// of v are rounded to bf16, as the official half-precision kernels do.
/// bias: [heads, queries, keys] f32, [heads, 1, keys] where all queries share it, or empty.
/// `valid_keys`: only the first so many keys take part, -1: all. Source: Dao et al.,
/// "FlashAttention" (2022); Milakov & Gimelshein, "Online normalizer calculation for softmax"
/// (2018).
class Attention {
 public:
  struct Options {
    float scale = 1.0F;
    Index valid_keys = -1;
  };
  void operator()(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias, Tensor& y,
                  Options options) const;

 private:
  static void run(Cpu, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias,
                  Tensor& y, Options options);
};

}  // namespace kirin::nn
