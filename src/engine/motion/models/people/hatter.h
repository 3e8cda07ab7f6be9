/// \file
/// What hats and spectacles are made with.
#pragma once

#include <span>

#include "engine/motion/models/people/head.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {

/// Works in heads about the middle of the head, tipped back a little as hats are worn.
struct Hatter {
  world::Model& model;
  const BodyPlan& plan;
  const Look& look;
  world::Affine brow;  ///< heads to metres

  world::Light colour() const { return look.clothes.hat_colour; }
  world::Paint cloth(world::Light light) const { return {light, look.clothes.hat_surface, kHead}; }
  world::MeshBuilder build() const { return world::MeshBuilder(model.mesh); }
  world::Affine at(world::Vec3 u) const { return brow * world::translation(u); }

  void turned(std::span<const world::Point2> profile, const world::Paint& paint,
              world::Vec3 middle = {}) const {
    build().lathe(at(middle) * world::scaling(world::Vec3{0.95F, 1, 1.05F}), profile, 28, paint);
  }
  void ring(float y, float radius, float tube, const world::Paint& paint) const {
    build().torus(at({0, y, 0}) * world::scaling(world::Vec3{0.95F, 1, 1.05F}), radius, tube, 28, 8,
                  paint);
  }
  void add(const world::Clay& clay, float cell) const {
    world::append(model.mesh, clay.mesh(cell * plan.head));
  }
  /// A thin disc, where clay would be too coarse.
  void disc(world::Vec3 middle, world::Vec3 radii, const world::Paint& paint, float tip = 0) const {
    build().ball(world::translation(brow.point(middle)) * world::turn_x(tip - 0.12F),
                 radii * plan.head, 8, 24, paint);
  }
  void ellipsoid(world::Clay& clay, world::Vec3 middle, world::Vec3 radii,
                 const world::Paint& paint, float tip = 0) const {
    clay.ellipsoid(world::translation(brow.point(middle)) * world::turn_x(tip - 0.12F),
                   radii * plan.head, paint);
  }
};

void add_hat(const Hatter& t);

}  // namespace kirin::engine::motion::models::person
