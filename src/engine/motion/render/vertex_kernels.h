/// \file
/// The loops over vertices, in Highway vectors dispatched at run time.
///
/// Arrays are read and written in whole vectors: they have room for 15 more than `count`.
#pragma once

#include <climits>
#include <cstddef>
#include <cstdint>

#include "engine/motion/render/view.h"

namespace kirin::engine::motion::render {

/// How far from the picture's middle, in pixels, a corner may lie without being clipped.
inline constexpr float kGuard = 1900;
/// `snap_x` of a corner that must be clipped: too near, or too far to the side.
inline constexpr std::int32_t kUnsnapped = INT_MIN;

/// Corners as the picture sees them (View::to_pixels).
struct SeenVertices {
  float* x = nullptr;  ///< X, not divided by W
  float* y = nullptr;
  float* w = nullptr;  ///< 1 in parallel views
  float* nearness = nullptr;
  std::int32_t* snap_x = nullptr;
  std::int32_t* snap_y = nullptr;
};

struct Points {
  const float* x = nullptr;
  const float* y = nullptr;
  const float* z = nullptr;
};

/// `to_pixels` maps the points as they are given.
void see_vertices(const Points& points, std::size_t count, const world::Affine& to_pixels,
                  bool is_parallel, media::Size size, const SeenVertices& out);

/// Moves points by `map`; `out` may be the points themselves.
void move_vertices(const Points& points, std::size_t count, const world::Affine& map, float* x,
                   float* y, float* z);

/// Bends points in the wind: each by its own `sway` metres at most in a breeze of 3 m/s, twice that
/// in a storm, along the wind and a little across it. `scale` turns the mesh's metres to the
/// world's.
void sway_vertices(const float* sway, std::size_t count, world::Vec3 wind, double seconds,
                   float scale, float* x, float* y, float* z);

}  // namespace kirin::engine::motion::render
