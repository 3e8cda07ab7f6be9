/// \file
/// What moves while the shutter is open is smeared along its way.
#pragma once

#include <vector>

#include "engine/motion/render/frame_buffer.h"

namespace kirin::engine::motion::render {

struct MotionScratch {
  /// How a block of pixels and those around it move.
  struct Block {
    float way_x = 0;  ///< the longest way, pixels
    float way_y = 0;
    float length = 0;      ///< of the way
    bool is_even = false;  ///< all of them move alike
  };
  std::vector<Block> own, around;
  std::vector<float> inverse;  ///< 1 / half the length of each pixel's way
  std::vector<float> red, green, blue;
};

/// A reconstruction along the longest way near each pixel (McGuire et al. 2012), from
/// FrameBuffer::motion_x and motion_y: a sample for each pixel of the way, at most `taps`. What
/// does not move a pixel's length is left alone.
void blur_by_motion(int taps, MotionScratch& scratch, FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
