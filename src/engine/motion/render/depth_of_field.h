/// \file
/// What is not in focus is drawn as soft discs.
#pragma once

#include <array>
#include <vector>

#include "engine/motion/render/frame_buffer.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// Planes at half the frame's size, row by row with a margin on both sides that repeats the edge.
struct FocusScratch {
  int width = 0;  ///< without margins
  int height = 0;
  int margin = 0;
  std::array<std::vector<float>, 3> half;
  std::array<std::vector<float>, 3> blurred;
  std::vector<float> radius;  ///< of confusion, half-size pixels; negative: before the focus
  std::vector<float> share;   ///< of the blurred picture
  /// By blocks of kFocusBlock² pixels: how far discs before the focus reach into them.
  std::vector<float> spill;

  int stride() const { return width + 2 * margin; }
  std::size_t at(int x, int y) const { return static_cast<std::size_t>(y * stride() + margin + x); }
};

/// Gathers, at half the size, the discs that cover each pixel on a golden spiral of up to `taps`
/// (Vogel 1979): discs behind a sharp edge do not spill over it, discs before it do.
void blur_by_depth(const world::CameraState& camera, int taps, FocusScratch& scratch,
                   FrameBuffer& frame);

}  // namespace kirin::engine::motion::render
