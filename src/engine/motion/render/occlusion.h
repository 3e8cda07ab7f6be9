/// \file
/// Contact shadows: how much of the light from all around is kept from a pixel by what stands close
/// by, estimated from depth alone (Alchemy, McGuire et al. 2011), at half resolution.
#pragma once

#include <vector>

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/view.h"

namespace kirin::engine::motion::render {

struct OcclusionScratch {
  std::vector<float> depth, open, smooth;  ///< half-size planes
};

/// Darkens the frame's pixels by what hides the light around from them, as far as that light is in
/// them (FrameBuffer::ambient). `radius` metres; `taps` looks at the neighbourhood.
void darken_contacts(const View& view, float radius, int taps, OcclusionScratch& scratch,
                     FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
