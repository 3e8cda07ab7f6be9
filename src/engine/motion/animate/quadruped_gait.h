/// \file
/// How four legs take turns, from the speed.
///
/// Animals of all sizes change gait at like Froude numbers u²/(g·leg) and take strides of like
/// relative length (Alexander 1989, "Optimization and gaits in the locomotion of vertebrates").
/// When each foot strikes follows Hildebrand 1965, "Symmetrical gaits of horses".
#pragma once

#include "engine/motion/animate/quadruped_rig.h"

namespace kirin::engine::motion::animate {

enum class GaitName { walk, amble, trot, canter, gallop, bound, hop };

/// One stride: when each foot strikes, as a part of it, and how long it stays.
struct Gait {
  GaitName name = GaitName::walk;
  std::array<float, 4> strikes{0, 0.5F, 0.25F, 0.75F};  ///< hind left, hind right, fore left, right
  float duty = 0.65F;      ///< part of the stride a foot is on the ground
  float half_step = 0.1F;  ///< metres a foot is ahead of its place when it strikes
  float lift = 0.05F;      ///< metres
  float period = 1;        ///< seconds
  float crouch = 0;        ///< metres the hips are lower than at rest
  float bob = 0;           ///< metres
};

/// u²/(g·leg).
double froude(double speed, double leg);

/// The gait at `speed` (> 0), metres per second, such that the feet stand still on the ground and
/// are within reach.
Gait gait_at(const world::Model& model, const QuadrupedRig& rig, double speed);

/// The stance of that gait `seconds` after its beginning.
Stance stride(const QuadrupedRig& rig, const Gait& gait, double seconds, const Manner& manner);

}  // namespace kirin::engine::motion::animate
