#pragma once

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// Layer normalisation over the last axis, then an affine map, then adaptive modulation:
/// n = (x - mean) / √(variance + eps); a = n · weight + bias; y = a · (1 + scale) + shift.
///
/// x, y: [..., channels], f32 or bf16; y may be x. weight, bias: [channels], or empty for 1 and 0.
/// scale, shift: [groups, channels] f32, or both empty for 0: the rows of x are `groups` runs of
/// equal length and each run has its own row (1 for all tokens, batch for a row a sample, tokens
/// for a row a token). Statistics are f32 or better. Source: Ba et al., "Layer Normalization"
/// (2016); Peebles & Xie (2023), adaLN.
class LayerNorm {
 public:
  struct Affine {
    Tensor weight;
    Tensor bias;
  };
  struct Modulation {
    Tensor scale;
    Tensor shift;
  };
  void operator()(const Tensor& x, const Affine& affine, const Modulation& modulation, float eps,
                  Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Affine& affine, const Modulation& modulation,
                  float eps, Tensor& y);
};

/// Root-mean-square normalisation over the last axis: y = x / √(mean(x²) + eps) · weight.
///
/// x, y: [..., channels], f32 or bf16; y may be x. weight: [channels], any floating type.
/// Source: Zhang & Sennrich, "Root Mean Square Layer Normalization" (2019).
class RmsNorm {
 public:
  void operator()(const Tensor& x, const Tensor& weight, float eps, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Tensor& weight, float eps, Tensor& y);
};

/// The norm of the Wan VAEs: y = x / max(‖x‖₂, 1e-12) · √channels · gamma over the last axis, then
/// SiLU where asked. No eps inside the root.
///
/// x, y: [..., channels], f32 or bf16; y may be x. gamma: [channels], any floating type.
class ChannelNorm {
 public:
  enum class Then : std::uint8_t { nothing, silu };
  void operator()(const Tensor& x, const Tensor& gamma, Then then, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Tensor& gamma, Then then, Tensor& y);
};

}  // namespace kirin::nn
