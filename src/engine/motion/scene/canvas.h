/// \file
/// What a frame is painted on: three planes of floats, and anti-aliased shapes filled into them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/motion/scene/colour.h"
#include "engine/motion/scene/path.h"
#include "media/image.h"

namespace kirin::engine::motion::scene {

/// One row of the canvas, `width` floats in each plane.
struct CanvasRow {
  float* r;
  float* g;
  float* b;
};

/// What a shape is filled with: from `top` at `top_y` to `bottom` at `bottom_y` (pixels).
struct Paint {
  Rgb top;
  Rgb bottom;
  float top_y = 0;
  float bottom_y = 1;
  float alpha = 1;
};

/// A paint of one colour.
inline Paint flat(Rgb colour, float alpha = 1) { return {colour, colour, 0, 1, alpha}; }

class Canvas {
 public:
  explicit Canvas(media::Size size);

  media::Size size() const { return size_; }
  CanvasRow row(int y);
  float* red() { return red_.data(); }
  float* green() { return green_.data(); }
  float* blue() { return blue_.data(); }

  /// Fills the union of the path's contours, each pixel by the share that is covered (the exact
  /// area under each edge is accumulated, after Levien's font-rs). What lies outside is cut off.
  void fill(const Path& path, const Paint& paint);
  /// Adds light that falls off smoothly to nothing at `radius` pixels.
  void glow(Vec2 center, float radius, Rgb light);
  /// Mixes in `colour`, `alpha` in the middle and nothing at the rim of the ellipse.
  void soft_ellipse(Vec2 center, float radius_x, float radius_y, Rgb colour, float alpha);

 private:
  void accumulate_edge(Vec2 from, Vec2 to);
  void accumulate_row(int y, float x0, float x1, float cover);
  void resolve_row(int y, const Paint& paint);

  media::Size size_;
  std::vector<float> red_;
  std::vector<float> green_;
  std::vector<float> blue_;
  std::vector<float>
      cover_;  ///< signed area changes of the shape being filled; all zero between fills
  std::vector<int> row_from_;
  std::vector<int> row_to_;
};

}  // namespace kirin::engine::motion::scene
