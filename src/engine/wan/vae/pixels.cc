#include "engine/wan/vae/pixels.h"

#include <algorithm>

#include "nn/parallel.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Calls `visit(number in the clip, number in the coder's frame, line, column of the region)` for
/// all numbers of the region, in parallel over the coder's lines.
template <typename Visit>
void for_each_number(const nn::Shape& clip, Index at, const Region& region, Index patch,
                     const Visit& visit) {
  const Index channels = clip[0];
  const Index deep = channels * patch * patch;
  nn::parallel_for(region.height / patch, 4, [&](Index begin, Index end) {
    for (Index line = begin * patch; line < end * patch; ++line) {
      const Index frame_line = line / patch * (region.width / patch);
      for (Index c = 0; c < channels; ++c) {
        const Index clip_line =
            ((c * clip[1] + at) * clip[2] + region.top + line) * clip[3] + region.left;
        for (Index column = 0; column < region.width; ++column) {
          const Index channel = (c * patch + column % patch) * patch + line % patch;
          visit(clip_line + column, (frame_line + column / patch) * deep + channel, line, column);
        }
      }
    }
  });
}

}  // namespace

Tensor coder_frame(const Tensor& clip, Index at, const Region& region, Index patch) {
  Tensor frame = Tensor::uninitialised(
      {1, region.height / patch, region.width / patch, clip.extent(0) * patch * patch});
  const float* from = clip.data<float>();
  float* to = frame.mutable_data<float>();
  for_each_number(clip.shape(), at, region, patch,
                  [&](Index there, Index here, Index, Index) { to[here] = from[there]; });
  return frame;
}

void blend(const Tensor& frame, Index patch, const Region& region, const Ramps& ramps, Index at,
           Tensor& clip) {
  const float* from = frame.data<float>();
  float* to = clip.mutable_data<float>();
  for_each_number(clip.shape(), at, region, patch,
                  [&](Index there, Index here, Index line, Index column) {
                    to[there] += ramps.rows[line] * ramps.columns[column] * from[here];
                  });
}

void clamp_pixels(Tensor& clip) {
  float* values = clip.mutable_data<float>();
  nn::parallel_for(clip.count(), 65536, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      values[i] = std::clamp(values[i], -1.0F, 1.0F);
    }
  });
}

}  // namespace kirin::wan
