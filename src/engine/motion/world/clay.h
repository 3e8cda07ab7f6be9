/// \file
/// Modelling as with clay: balls, limbs and blocks that melt into each other, then made a mesh.
///
/// A lump is a signed distance field joined by smooth minima (Quilez 2013, the polynomial one) and
/// polygonised by surface nets (Gibson 1998). Each shape carries its colour, its surface and the
/// bone it follows; the mesh blends these where shapes meet, so joints bend softly.
#pragma once

#include <vector>

#include "engine/motion/world/mesh.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::world {

class Clay {
 public:
  /// How wide, in metres, shapes added from now on melt into what is there; 0: not at all.
  Clay& blend(float width) {
    blend_ = width;
    return *this;
  }
  Clay& ball(Vec3 middle, float radius, const Paint& paint);
  /// An ellipsoid in `frame`.
  Clay& ellipsoid(const Affine& frame, Vec3 radii, const Paint& paint);
  Clay& ellipsoid(Vec3 middle, Vec3 radii, const Paint& paint) {
    return ellipsoid(translation(middle), radii, paint);
  }
  /// A cone with round ends: from `a` with one radius to `b` with another.
  Clay& limb(Vec3 a, Vec3 b, float radius_a, float radius_b, const Paint& paint);
  /// A box with edges rounded by `rounding`.
  Clay& block(const Affine& frame, Vec3 half, float rounding, const Paint& paint);
  /// Takes an ellipsoid away from what is there; the cut shows `paint`.
  Clay& carve(const Affine& frame, Vec3 radii, const Paint& paint);

  /// Colours only what is already there inside the ellipsoid: spots, muzzles, socks.
  Clay& stain(const Affine& frame, Vec3 radii, Light colour);

  /// The lump's mesh, `cell` metres between grid points (details below it are lost). At most about
  /// 4 million grid points: coarser cells are taken where it would need more.
  Mesh mesh(float cell) const;

 private:
  enum class Kind { ellipsoid, limb, block, carving };
  struct Shape {
    Kind kind;
    Affine to_local;  ///< ellipsoid, block, carving
    Vec3 size;        ///< radii or half extents
    Vec3 a, b;        ///< limb
    float radius_a = 0, radius_b = 0;
    float rounding = 0;
    float blend = 0;
    Paint paint;
    Bounds bounds;
  };
  struct Stain {
    Affine to_local;
    Vec3 radii;
    Light colour;
  };
  static float distance(const Shape& shape, Vec3 p);
  Vertex finished(Vec3 position, Vec3 normal, float cell) const;

  float blend_ = 0.03F;
  std::vector<Shape> shapes_;
  std::vector<Stain> stains_;
};

}  // namespace kirin::engine::motion::world
