/// \file
/// Light that spills over: what is brighter than white glows, near and far.
#pragma once

#include <array>
#include <vector>

#include "engine/motion/render/frame_buffer.h"

namespace kirin::engine::motion::render {

/// A small picture in three planes with room for a vector more.
struct LightPlanes {
  int width = 0;
  int height = 0;
  std::array<std::vector<float>, 3> planes = {};

  void resize(int to_width, int to_height);
};

struct Bloom {
  /// At 1/4, 1/8 … of the frame; the first holds the result.
  std::array<LightPlanes, 5> levels = {};
};

/// Halves again and again and adds up from the smallest (Jimenez 2014). `exposure` says what white
/// is.
void find_bloom(const FrameBuffer& frame, float exposure, Bloom& bloom);

}  // namespace kirin::engine::motion::render
