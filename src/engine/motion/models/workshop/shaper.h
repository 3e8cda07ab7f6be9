/// \file
/// The joiner's bench: the shapes that furniture, vehicles and houses are made of, beyond those of
/// the mesh builder. All take metres in the model's frame.
#pragma once

#include <functional>
#include <initializer_list>
#include <span>

#include "engine/motion/models/workshop/outlines.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models {

/// A surface: u and v in [0, 1] to a point; seen from outside u runs to the right and v up.
using SurfaceFunction = std::function<world::Vec3(float u, float v)>;

class Shaper : public world::MeshBuilder {
 public:
  explicit Shaper(world::Mesh& mesh) : MeshBuilder(mesh), mesh_(mesh) {}

  /// A box with round edges.
  void rounded_box(const world::Affine& frame, world::Vec3 half, float radius,
                   const world::Paint& paint);
  void soft_box(world::Vec3 middle, world::Vec3 half, float radius, const world::Paint& paint) {
    rounded_box(world::translation(middle), half, radius, paint);
  }
  /// A box with sharp edges, or bevelled ones.
  void block(world::Vec3 middle, world::Vec3 half, const world::Paint& paint, float bevel = 0) {
    bevelled_box(world::translation(middle), half, bevel, paint);
  }
  /// Any outline (it may be hollow on a side) in the frame's x and y, 2 * half_depth thick along z,
  /// its edges cut by `bevel`. Sides are smooth where the outline bends by less than 35°.
  void plate(const world::Affine& frame, std::span<const world::Point2> outline, float half_depth,
             float bevel, const world::Paint& paint);
  /// A smooth surface of `nu` by `nv` quads. `is_round`: u = 1 meets u = 0.
  void sheet(const SurfaceFunction& surface, int nu, int nv, const world::Paint& paint,
             bool is_round = false);
  /// A sheet that is seen from both sides: cloth, paper, sails.
  void cloth(const SurfaceFunction& surface, int nu, int nv, const world::Paint& paint);
  /// A piece of a surface inside an outline in u and v (star-shaped from its middle), lifted off by
  /// `lift` metres: windows, badges, doors that follow a body.
  void patch(const SurfaceFunction& surface, std::span<const world::Point2> outline_uv, float lift,
             const world::Paint& paint);
  /// The outline in the frame's x and y, thrown along the frame's −z onto what has been made so far
  /// and laid on it, `lift` metres off: windows, lamps, badges.
  void decal(const world::Affine& frame, std::span<const world::Point2> outline, float lift,
             const world::Paint& paint);
  /// Decals on the sides (outline in z and y; both sides), the front and the rear (in x and y), the
  /// top (in x and −z) of a body that is nearer than 50 m to its origin.
  void side_decal(std::span<const world::Point2> outline_zy, float lift, const world::Paint& paint);
  void front_decal(std::span<const world::Point2> outline, float lift, const world::Paint& paint);
  void rear_decal(std::span<const world::Point2> outline, float lift, const world::Paint& paint);
  void top_decal(std::span<const world::Point2> outline, float lift, const world::Paint& paint);
  /// A round bar of one radius along `path` with round ends.
  void rod(std::span<const world::Vec3> path, float radius, const world::Paint& paint,
           int sides = 8);
  void rod(std::initializer_list<world::Vec3> path, float radius, const world::Paint& paint,
           int sides = 8) {
    rod(std::span<const world::Vec3>(path.begin(), path.size()), radius, paint, sides);
  }
  /// A lathe about the y axis at `base`.
  void turned(world::Vec3 base, std::initializer_list<world::Point2> profile, int sides,
              const world::Paint& paint) {
    lathe(world::translation(base), std::span(profile.begin(), profile.size()), sides, paint);
  }
  /// A lathe about the y axis at `base` with a smooth profile through `points`.
  void turned_smooth(world::Vec3 base, std::initializer_list<world::Point2> points, int sides,
                     const world::Paint& paint) {
    const Outline profile = smooth_profile(std::span(points.begin(), points.size()), 5);
    lathe(world::translation(base), profile, sides, paint);
  }
  /// A flat disc about the frame's +y.
  void disc(const world::Affine& frame, float radius, int sides, const world::Paint& paint) {
    const world::Point2 profile[] = {{radius, 0}, {0, 0}};
    lathe(frame, profile, sides, paint);
  }

  /// What `build` makes, put at `place` (which may mirror).
  void add(const world::Affine& place, const std::function<void(Shaper&)>& build);
  /// What `build` makes, once as it is and once mirrored to the other side (x to −x).
  void both_sides(const std::function<void(Shaper&)>& build);

  /// For `repaint`: everything made from here on.
  std::size_t mark() const { return mesh_.vertices.size(); }
  /// Changes the vertices made since `from`.
  void repaint(std::size_t from, const std::function<void(world::Vertex&)>& change);
  world::Mesh& mesh() { return mesh_; }

 private:
  std::uint32_t put(world::Vec3 position, world::Vec3 normal, const world::Paint& paint);
  void fan(std::uint32_t hub, std::uint32_t n, std::uint32_t rings);
  void grid(int nu, int nv, std::uint32_t base, bool is_flipped);
  world::Mesh& mesh_;
};

/// Light at half its strength and so on, for trims and shadows of a colour.
inline world::Light darker(world::Light colour, float factor) { return colour * factor; }
inline world::Light lighter(world::Light colour, float amount) {
  return world::mix(colour, {0.9F, 0.9F, 0.9F}, amount);
}
/// Value noise in [-1, 1], smooth in space, and a sum of `octaves` of it.
float noise3(world::Vec3 p, std::uint64_t salt);
float fbm3(world::Vec3 p, int octaves, std::uint64_t salt);

}  // namespace kirin::engine::motion::models
