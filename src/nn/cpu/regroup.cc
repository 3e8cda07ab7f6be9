#include "nn/ops/regroup.h"

#include <algorithm>
#include <vector>

#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// For each (row, column, channel of the fine frame) the channel of the coarse one.
std::vector<Index> coarse_channels(Index fine_channels, Index coarse_channels, const Cell& cell) {
  const Index per_channel = cell.time * cell.space * cell.space;
  const Index run = fine_channels * per_channel / coarse_channels;
  std::vector<Index> channels;
  for (Index pixel = 0; pixel < cell.space * cell.space; ++pixel) {
    for (Index c = 0; c < fine_channels; ++c) {
      channels.push_back((c * per_channel + cell.frame * cell.space * cell.space + pixel) / run);
    }
  }
  return channels;
}

/// Calls `visit(offset of the fine pixel, offset of the coarse pixel, its place in the cell)` for
/// all pixels, in parallel over the lines of the coarse frame.
template <typename Visit>
void for_each_pixel(const Tensor& coarse, const Tensor& fine, const Cell& cell,
                    const Visit& visit) {
  const Index width = coarse.extent(2);
  parallel_for(coarse.extent(1), 4, [&](Index begin, Index end) {
    for (Index line = begin * cell.space; line < end * cell.space; ++line) {
      for (Index column = 0; column < width * cell.space; ++column) {
        visit((line * width * cell.space + column) * fine.extent(3),
              (line / cell.space * width + column / cell.space) * coarse.extent(3),
              line % cell.space * cell.space + column % cell.space);
      }
    }
  });
}

}  // namespace

void AverageDown::run(Cpu, const Tensor& x, const Cell& cell, Tensor& y) {
  const Index in = x.extent(3);
  const auto channels = coarse_channels(in, y.extent(3), cell);
  const float share = static_cast<float>(y.extent(3)) /
                      static_cast<float>(in * cell.time * cell.space * cell.space);
  const float* from = x.data<float>();
  float* to = y.mutable_data<float>();
  for_each_pixel(y, x, cell, [&](Index fine, Index coarse, Index place) {
    const Index* target = channels.data() + place * in;
    for (Index c = 0; c < in; ++c) {
      to[coarse + target[c]] += from[fine + c] * share;
    }
  });
}

void RepeatUp::run(Cpu, const Tensor& x, const Cell& cell, Tensor& y) {
  const Index out = y.extent(3);
  const auto channels = coarse_channels(out, x.extent(3), cell);
  const float* from = x.data<float>();
  float* to = y.mutable_data<float>();
  for_each_pixel(x, y, cell, [&](Index fine, Index coarse, Index place) {
    const Index* source = channels.data() + place * out;
    for (Index c = 0; c < out; ++c) {
      to[fine + c] += from[coarse + source[c]];
    }
  });
}

void Interleave::run(Cpu, const Tensor& x, Index space, Index row, Index column, Tensor& y) {
  const Index width = x.extent(2);
  const Index channels = x.extent(3);
  const float* from = x.data<float>();
  float* to = y.mutable_data<float>();
  parallel_for(x.extent(1), 4, [&](Index begin, Index end) {
    for (Index line = begin; line < end; ++line) {
      const float* source = from + line * width * channels;
      float* target = to + ((line * space + row) * width * space + column) * channels;
      for (Index at = 0; at < width; ++at) {
        std::copy_n(source + at * channels, channels, target + at * space * channels);
      }
    }
  });
}

}  // namespace kirin::nn
