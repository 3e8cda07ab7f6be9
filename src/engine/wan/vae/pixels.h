/// \file
/// Between clips, [channels, frames, height, width], and the frames inside a coder, channels last.
#pragma once

#include <vector>

#include "nn/tensor.h"

namespace kirin::wan {

/// A rectangle of a picture or of a latent frame.
struct Region {
  nn::Index top = 0;
  nn::Index left = 0;
  nn::Index height = 0;
  nn::Index width = 0;
};

/// Frame `at` of clip [C, T, H, W], cut to `region`: [1, height / patch, width / patch, C ·
/// patch²]. The channels of a patch stand in the order (channel, column, row), as Wan 2.2 has them.
nn::Tensor coder_frame(const nn::Tensor& clip, nn::Index at, const Region& region, nn::Index patch);

/// How much a tile counts at each of its lines and columns.
struct Ramps {
  std::vector<float> rows;
  std::vector<float> columns;
};

/// Adds a coder's frame, weighted, into frame `at` of clip [C, T, H, W] at `region`; the reverse of
/// `coder_frame`. Ramps of weight 1 leave the numbers as they are where the clip was 0.
void blend(const nn::Tensor& frame, nn::Index patch, const Region& region, const Ramps& ramps,
           nn::Index at, nn::Tensor& clip);

/// Cuts all numbers to [-1, 1].
void clamp_pixels(nn::Tensor& clip);

}  // namespace kirin::wan
