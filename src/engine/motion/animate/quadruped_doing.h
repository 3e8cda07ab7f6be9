/// \file
/// What four-legged animals do on the spot, each a function that changes a stance.
#pragma once

#include "engine/motion/animate/quadruped_rig.h"

namespace kirin::engine::motion::animate {

/// One thing that is done.
struct Doing {
  const QuadrupedRig& rig;
  double t;  ///< seconds since it began, at its pace
  float leg;
  Stance& stance;
  world::Affine& offset;
};

// At rest (quadruped_rest.cc).
Stance lying(const QuadrupedRig& rig);
/// Mixes from the stance there is to `there` in `length` seconds; breath and tail go on.
void go_to(Doing& d, const Stance& there, double length);
void sit(Doing& d);
void lie(Doing& d);
void sleep(Doing& d);
void graze(Doing& d);
void drink(Doing& d);

}  // namespace kirin::engine::motion::animate
