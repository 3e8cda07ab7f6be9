/// \file
/// The sky as shiny things see it: a small map of the upper hemisphere, made each frame.
#pragma once

#include <vector>

#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// Seen in a paraboloid (Heidrich & Seidel 1998): direction d is at (d.x, d.z) / (1 + d.y), scaled
/// to the square. Directions below the horizon are not in it.
struct Environment {
  static constexpr int kSide = 160;
  std::vector<float> red, green, blue;  ///< rows of d.z
};

/// Without disc and stars, with clouds.
void draw_environment(const world::Sky& sky, double seconds, Environment& out);

}  // namespace kirin::engine::motion::render
