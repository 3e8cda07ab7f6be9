#pragma once

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// gelu_tanh: 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))); gelu_erf: 0.5 x (1 + erf(x/√2))
/// (Hendrycks & Gimpel, "Gaussian Error Linear Units", 2016); silu: x / (1 + e⁻ˣ).
enum class Activation : std::uint8_t { none, gelu_tanh, gelu_erf, silu };

/// One value, in float; the reference of all backends.
float activated(Activation activation, float x);

/// y = activation(x), element by element. x, y: any shape, f32 or bf16; y may be x.
class Activate {
 public:
  void operator()(Activation activation, const Tensor& x, Tensor& y) const;

 private:
  static void run(Cpu, Activation activation, const Tensor& x, Tensor& y);
};

/// y = activation(x) · z, element by element, the gate of gated feed-forward layers (Shazeer, "GLU
/// Variants Improve Transformer", 2020). x, y, z: the same shape, f32 or bf16; y may be x or z.
class ActivateGate {
 public:
  void operator()(Activation activation, const Tensor& x, const Tensor& z, Tensor& y) const;

 private:
  static void run(Cpu, Activation activation, const Tensor& x, const Tensor& z, Tensor& y);
};

}  // namespace kirin::nn
