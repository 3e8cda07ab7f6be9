/// \file
/// What moves while the shutter is open is smeared along its way.
#pragma once

#include <vector>

#include "engine/motion/render/frame_buffer.h"

namespace kirin::engine::motion::render {

struct MotionScratch {
  std::vector<float> way_x, way_y;  ///< the longest way near each block of pixels
  std::vector<float> red, green, blue;
};

/// A reconstruction along the longest way near each pixel (McGuire et al. 2012), `taps` samples,
/// from FrameBuffer::motion_x and motion_y.
void blur_by_motion(int taps, MotionScratch& scratch, FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
