/// \file
/// Shaded points become pixels of the frame.
#pragma once

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/render/shading.h"

namespace kirin::engine::motion::render {

/// Writes all pixels of the tile: light is the weighted sum of a pixel's points; depth, thing,
/// motion and normal are the nearest one's. Normals and motion only where the frame has them.
void write_tile(const ShadePoints& points, const ShadedPoints& shaded, FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
