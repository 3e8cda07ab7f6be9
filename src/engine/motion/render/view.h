/// \file
/// Where a picture looks: the map from the world to pixels and back to rays.
#pragma once

#include <array>

#include "engine/motion/world/world.h"
#include "media/image.h"

namespace kirin::engine::motion::render {

/// Nothing nearer than this many metres is drawn.
inline constexpr float kNear = 0.05F;
/// Steps of a pixel that corners are snapped to, so that coverage can be decided in whole numbers.
inline constexpr int kSnap = 256;

/// A picture's geometry. Pixels count from the upper left corner; the middle of the first is
/// (½, ½).
///
/// Of a perspective view `to_pixels` maps a point to (X, Y, W): it is seen at pixel (X / W, Y / W)
/// and is W metres away along the view axis; its nearness is 1 / W, linear over the picture. Of a
/// parallel view (X, Y) is the pixel and the third is the nearness, in metres towards the viewer.
struct View {
  media::Size size = {};
  bool is_parallel = false;
  world::Affine to_pixels = {};
  world::Vec3 eye = {};
  /// A perspective view's ray through pixel (x, y), of depth 1: rays.point({x, y, 0}).
  world::Affine rays = {};
  float focal = 1;  ///< pixels
  world::Affine pose = {};

  world::Vec3 ray(float x, float y) const { return rays.point({x, y, 0}); }
};

View view_of(const world::CameraState& camera, media::Size size);

/// A view along `direction` (from the light, length 1) of all that projects into a square of
/// 2 * `half` metres about `middle`.
View parallel_view(world::Vec3 middle, world::Vec3 towards_light, float half, int pixels);

/// Half spaces whose intersection a view sees.
class Frustum {
 public:
  explicit Frustum(const View& view);
  bool sees(world::Vec3 middle, float radius) const;

 private:
  struct Plane {
    world::Vec3 normal;
    float offset = 0;
  };
  std::array<Plane, 5> planes_ = {};
};

}  // namespace kirin::engine::motion::render
