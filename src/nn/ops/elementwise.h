#pragma once

#include <span>

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// y = Σ factorᵢ · xᵢ, element by element. All tensors have one shape, f32 or bf16, contiguous;
/// sums are f32; y may be one of the x. The solvers' steps and the guidance are such sums.
class Combine {
 public:
  struct Term {
    float factor;
    const Tensor* x;
  };
  void operator()(std::span<const Term> terms, Tensor& y) const;
  void operator()(std::initializer_list<Term> terms, Tensor& y) const {
    (*this)(std::span<const Term>(terms.begin(), terms.size()), y);
  }

 private:
  static void run(Cpu, std::span<const Term> terms, Tensor& y);
};

/// The gated residual: y = x + z · gate.
///
/// x, y, z: [..., channels], f32 or bf16 each; y may be x. gate: [groups, channels] f32, a row for
/// each of `groups` equal runs of rows, as in LayerNorm.
class GatedAdd {
 public:
  void operator()(const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y);
};

}  // namespace kirin::nn
