#pragma once

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// Where one frame stands in a cell of `time` frames by `space` x `space` pixels.
struct Cell {
  Index time = 1;   ///< frames of a cell
  Index space = 1;  ///< its pixels along each side
  Index frame = 0;  ///< which of the frames, in [0, time)
};

/// One frame's share of a mean over space, time and channels: y += Σ x / group.
///
/// x: [1, space · height, space · width, in], y: [1, height, width, out], f32. The numbers of a
/// cell stand in the order (channel, frame, row, column) and each run of group = in · time · space²
/// / out of them makes one channel of y, which is their mean once all frames of the cell were added
/// to zeros. group is a whole number. Source: Wan 2.2 autoencoder, `AvgDown3D`.
class AverageDown {
 public:
  void operator()(const Tensor& x, const Cell& cell, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Cell& cell, Tensor& y);
};

/// Each number repeated over a cell, added to one frame of it: y += repeated(x).
///
/// x: [1, height, width, in], y: [1, space · height, space · width, out], f32. Every channel of x
/// is repeated out · time · space² / in times (a whole number); the repeats fill (channel, frame,
/// row, column) in this order. Source: Wan 2.2 autoencoder, `DupUp3D`.
class RepeatUp {
 public:
  void operator()(const Tensor& x, const Cell& cell, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, const Cell& cell, Tensor& y);
};

/// A frame made of interleaved ones: y[0, space · h + row, space · w + column] = x[0, h, w].
///
/// x: [1, height, width, channels], y: [1, space · height, space · width, channels], f32; row and
/// column are in [0, space). y is complete after space² calls.
class Interleave {
 public:
  void operator()(const Tensor& x, Index space, Index row, Index column, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& x, Index space, Index row, Index column, Tensor& y);
};

}  // namespace kirin::nn
