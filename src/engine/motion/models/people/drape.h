/// \file
/// Cloth that hangs: skirts, coats' tails, aprons and capes, as thin closed shells.
#pragma once

#include <functional>
#include <vector>

#include "engine/motion/models/people/body_plan.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models::person {

/// One level of the cloth: an ellipse about (0, middle_z).
struct Ring {
  float y = 0;
  float side = 0;  ///< half width
  float depth = 0;
  float middle_z = 0;
  float fold = 0;  ///< depth of its folds, metres
};

/// Which two bones a point of the cloth follows.
struct Hold {
  int first = 0;
  int second = 0;
  float weight = 1;  ///< of the first
};

struct Drape {
  std::vector<Ring> rings = {};  ///< from the top down
  float from = 0;                ///< radians from the front (+z) towards the left (+x)
  float to = 2 * world::kPi;
  int columns = 28;
  int folds = 9;
  float thickness = 0.008F;
  /// Of the point at an angle and a height.
  std::function<Hold(float angle, float y)> hold = {};
};

void add_drape(world::Mesh& mesh, const Drape& drape, const world::Paint& paint);

/// The bones of a skirt: one for each quarter, from the hips down ("skirt_fl", "skirt_fr",
/// "skirt_bl", "skirt_br") and from the knees down (the same with "_2"). Adds them where missing.
struct SkirtBones {
  int upper[4] = {0, 0, 0, 0};  ///< front left, back left, back right, front right
  int lower[4] = {0, 0, 0, 0};
  float hip_y = 0;
  float knee_y = 0;

  Hold hold(float angle, float y) const;
};
SkirtBones skirt_bones(world::Model& model, const BodyPlan& plan);

}  // namespace kirin::engine::motion::models::person
