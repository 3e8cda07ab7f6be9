/// \file
/// What is not in focus is drawn as soft discs.
#pragma once

#include <vector>

#include "engine/motion/render/bloom.h"
#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

struct FocusScratch {
  LightPlanes half;  ///< the frame at half the size
  LightPlanes blurred;
  std::vector<float> radius;  ///< of confusion, half-size pixels; negative: before the focus
  std::vector<float> reach;   ///< how far a pixel looks for discs that cover it
  std::vector<float> share;   ///< of the blurred picture
};

/// Gathers, at half the size, the discs that cover each pixel on a golden spiral of `taps` (Vogel
/// 1979): discs behind a sharp edge do not spill over it, discs before it do.
void blur_by_depth(const world::CameraState& camera, int taps, FocusScratch& scratch,
                   FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
