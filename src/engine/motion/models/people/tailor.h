/// \file
/// What bodies and limbs are made with.
#pragma once

#include "engine/motion/models/people/body.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models::person {

/// Between grid points, per metre of height.
inline constexpr float kCloth = 0.0174F;

struct Tailor {
  const BodyPlan& plan;
  const Look& look;
  float h;  ///< height, metres

  world::Paint skin(int bone) const { return {look.skin, world::Surface::skin, bone}; }
  world::Paint top(int bone) const { return {look.clothes.top, look.clothes.top_surface, bone}; }
  world::Paint bottom(int bone) const {
    return {look.clothes.bottom, look.clothes.bottom_surface, bone};
  }
};

/// Arm and hand, bare where no sleeve covers them.
void add_arm(world::Mesh& mesh, const Tailor& t, int side);
/// Foot and shoe; its sole is flat on the ground.
void add_foot(world::Mesh& mesh, const Tailor& t, int side);

}  // namespace kirin::engine::motion::models::person
