#pragma once

#include <memory>

#include "nn/device.h"
#include "nn/ops/activation.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// A fully connected layer: y = activation(x · weightᵀ + bias).
///
/// weight: [out, in], f32, f16, bf16 or f8_e4m3, contiguous; it is used where it lies and stays
/// mapped (what a backend packs for speed it makes on first use). bias: [out], any floating type,
/// or empty. x: [..., in], y: [..., out], each f32 or bf16, contiguous, of the same leading shape;
/// y is not x. Sums are taken in f32. With x in bf16 and weights in bf16 or f8, products are those
/// of bf16 numbers (exact in f32); with x in f32 the weights are widened to f32. `weight_scale`
/// multiplies the weights (f8 files store it beside them). Safe to call from several threads.
class Linear {
 public:
  struct Options {
    Activation activation = Activation::none;
    float weight_scale = 1.0F;
  };
  struct Packed;  // what a backend keeps of the weights

  /// A layer without weights, to be assigned to.
  Linear() = default;
  Linear(Tensor weight, Tensor bias, Options options);
  Linear(Tensor weight, Tensor bias) : Linear(std::move(weight), std::move(bias), Options{}) {}

  Index inputs() const { return weight_.extent(1); }
  Index outputs() const { return weight_.extent(0); }
  const Tensor& weight() const { return weight_; }

  void operator()(const Tensor& x, Tensor& y) const;
  /// The same into a new tensor of `type`.
  Tensor operator()(const Tensor& x, DType type = DType::f32) const;

 private:
  void run(Cpu, const Tensor& x, Tensor& y) const;

  Tensor weight_;
  Tensor bias_;
  Options options_;
  std::shared_ptr<Packed> packed_;
};

}  // namespace kirin::nn
