/// \file
/// Hard-edged and turned shapes: boxes, cylinders, lathes, tubes, extrusions, balls.
#pragma once

#include <span>

#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::world {

/// What a shape is painted with.
struct Paint {
  Light colour{0.8F, 0.8F, 0.8F};
  Surface surface = Surface::matte;
  int bone = 0;
  float sway = 0;
};

struct Point2 {
  float x = 0;
  float y = 0;
};

/// Adds shapes to a mesh. All take metres in the model's frame.
class MeshBuilder {
 public:
  explicit MeshBuilder(Mesh& mesh) : mesh_(mesh) {}

  /// A flat triangle or quad, counter-clockwise seen from outside.
  void triangle(Vec3 a, Vec3 b, Vec3 c, const Paint& paint);
  void quad(Vec3 a, Vec3 b, Vec3 c, Vec3 d, const Paint& paint);
  void box(const Affine& frame, Vec3 half, const Paint& paint);
  void box(Vec3 middle, Vec3 half, const Paint& paint) { box(translation(middle), half, paint); }
  /// A box whose edges are cut at 45° by `bevel` metres, so that they catch light.
  void bevelled_box(const Affine& frame, Vec3 half, float bevel, const Paint& paint);
  /// From `base` with radius `base_radius` to `tip` with `tip_radius` (0: a cone), with flat ends.
  void cylinder(Vec3 base, Vec3 tip, float base_radius, float tip_radius, int sides,
                const Paint& paint, bool has_caps = true);
  /// Turns the profile (x: distance from the axis, y: along the frame's +y, from bottom to top)
  /// about the frame's y axis. Smooth except where the profile bends by more than 40°.
  void lathe(const Affine& frame, std::span<const Point2> profile, int sides, const Paint& paint);
  /// An ellipsoid.
  void ball(const Affine& frame, Vec3 radii, int rings, int sides, const Paint& paint);
  void ball(Vec3 middle, float radius, const Paint& paint) {
    ball(translation(middle), {radius, radius, radius}, 10, 16, paint);
  }
  /// A round tube along `path` with one radius per point.
  void tube(std::span<const Vec3> path, std::span<const float> radii, int sides,
            const Paint& paint);
  /// The convex or star-shaped (seen from its middle) outline in the frame's x and y, counter-
  /// clockwise, as thick as 2 * half_depth along z.
  void extrude(const Affine& frame, std::span<const Point2> outline, float half_depth,
               const Paint& paint);
  /// A ring: a tube bent to a circle in the frame's x and z.
  void torus(const Affine& frame, float radius, float tube_radius, int segments, int sides,
             const Paint& paint);

 private:
  std::uint32_t vertex(Vec3 position, Vec3 normal, const Paint& paint);
  Mesh& mesh_;
};

}  // namespace kirin::engine::motion::world
