#pragma once

#include <span>
#include <vector>

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// y = x with its axes in another order: axis i of y is axis order[i] of x. Copies, and may change
/// the type among f32, bf16, f16. Patchify, unpatchify and pixel shuffles are a reshape, this, and
/// a reshape.
class Permute {
 public:
  void operator()(const Tensor& x, std::span<const Index> order, Tensor& y) const;
  /// Into a new tensor of x's type.
  Tensor operator()(const Tensor& x, std::initializer_list<Index> order) const;

 private:
  static void run(Cpu, const Tensor& permuted, Tensor& y);
};

/// y[n, 2h+i, 2w+j, c] = x[n, h, w, c] for i, j in {0, 1}: nearest-neighbour enlargement by two.
///
/// x: [images, height, width, channels], y: [images, 2 height, 2 width, channels], of one type.
class UpsampleNearest {
 public:
  void operator()(const Tensor& x, Tensor& y) const;
  Tensor operator()(const Tensor& x) const;

 private:
  static void run(Cpu, const Tensor& x, Tensor& y);
};

/// The mean over the last axis: x [..., n], y [...], f32.
class MeanLastAxis {
 public:
  void operator()(const Tensor& x, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, Tensor& y);
};

}  // namespace kirin::nn
