/// \file
/// What stands above water is mirrored in it.
#pragma once

#include <vector>

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/shading.h"

namespace kirin::engine::motion::render {

struct MirrorScratch {
  int width = 0;
  int height = 0;
  std::vector<float> red, green, blue;  ///< times `share`
  std::vector<float> share;             ///< 1 where something is mirrored
  std::vector<float> depth;
};

/// Puts each pixel of the scene above water to where still water mirrors it (Cichocki 2017), at
/// half the size, and lets the waves break that picture up; where nothing is found water keeps
/// mirroring the sky. Only what is in the frame can be mirrored.
void mirror_in_water(const ShadeScene& scene, MirrorScratch& scratch, FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
