#pragma once

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// Rotary position embedding: rotates each adjacent pair (2i, 2i+1) of a head's numbers by the
/// angle of its token and pair.
///
/// x: [batch, tokens, heads, head_dim], f32 or bf16, rotated in place. cosines, sines: [tokens,
/// head_dim / 2] f64. The rotation is done in f64 and rounded once, as the reference does. Source:
/// Su et al., "RoFormer" (2021).
class RotaryEmbedding {
 public:
  void operator()(Tensor& x, const Tensor& cosines, const Tensor& sines) const;

 private:
  static void run(Cpu, Tensor& x, const Tensor& cosines, const Tensor& sines);
};

}  // namespace kirin::nn
