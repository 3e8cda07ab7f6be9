#pragma once

#include <array>
#include <memory>

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// A convolution over time and space, channels last, whose past comes from a cache.
///
/// weight: [out, in, kt, kh, kw], any floating type; bias: [out] or empty. x: [frames, height,
/// width, in]; past: [p, height, width, in] or empty (p = 0), the frames before x; y: [frames_out,
/// height_out, width_out, out]; all f32 and contiguous, or all bf16; sums are f32. With x in bf16
/// the weights are rounded to bf16. Time is not padded: frames_out = (p + frames - kt) / stride_t +
/// 1; who wants zeros in front passes them as past. height_out = (height + top + bottom - kh) /
/// stride + 1, width_out likewise. An image or a kernel without time is the case kt = 1: each frame
/// by itself. Safe to call from several threads.
class Conv3d {
 public:
  struct Options {
    Index stride_time = 1;
    Index stride_space = 1;
    Index top = 0;
    Index bottom = 0;
    Index left = 0;
    Index right = 0;
  };
  struct Packed;  // what a backend keeps of the weights

  Conv3d() = default;
  Conv3d(Tensor weight, Tensor bias, Options options);

  Index inputs() const { return weight_.extent(1); }
  Index outputs() const { return weight_.extent(0); }
  Index kernel_time() const { return weight_.extent(2); }
  const Options& options() const { return options_; }

  /// The shape of y.
  Shape output_shape(const Tensor& past, const Tensor& x) const;
  void operator()(const Tensor& past, const Tensor& x, Tensor& y) const;
  Tensor operator()(const Tensor& past, const Tensor& x) const;

 private:
  void run(Cpu, const Tensor& past, const Tensor& x, Tensor& y) const;
  static std::shared_ptr<Packed> nothing_packed();

  Tensor weight_;
  Tensor bias_;
  Options options_;
  std::shared_ptr<Packed> packed_;  // shared by copies
};

}  // namespace kirin::nn
