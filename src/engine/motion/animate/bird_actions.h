/// \file
/// What birds do, each a function that changes a stance.
#pragma once

#include "engine/motion/animate/bird_rig.h"

namespace kirin::engine::motion::animate {

/// One bird doing something.
struct BirdDoing {
  const BirdRig& rig;
  double t;  ///< seconds at its pace
  const Manner& manner;
  BirdStance& s;
  world::Affine& offset;
};
using BirdAction = void (*)(BirdDoing& doing);

/// What the action is for birds, or null.
BirdAction find_bird_action(std::string_view action);

/// Standing about: breathes, blinks, looks in jerks.
BirdStance bird_at_ease(const BirdRig& rig, double t, const Manner& manner);

/// How strongly the wings beat at `t`, [0, 1]: in bouts with glides between.
float wing_bout(const BirdRig& rig, double t, std::uint64_t seed);

// For those that do things another way: penguins and hummingbirds.
void hover_as_bird(BirdDoing& d);
void row_under_water(BirdDoing& d);
void wave_wing(BirdDoing& d);

}  // namespace kirin::engine::motion::animate
