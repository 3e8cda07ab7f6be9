/// \file
/// Legs that reach for a point, and the small rhythms every living thing has.
#pragma once

#include <cstdint>

#include "engine/motion/world/skeleton.h"

namespace kirin::engine::motion::animate {

/// A leg of three segments and a toe, seen from the side: its joints at rest, in the model's frame.
/// A leg of two segments has `lower` < 0 or `foot` < 0 where a bone is missing.
struct Leg {
  int upper = -1, lower = -1, foot = -1, toe = -1;  ///< bones
  int parent = -1;
  world::Vec3 top, knee, heel, tip;
  float length() const { return top.y; }
  bool exists() const { return upper >= 0 && lower >= 0 && foot >= 0 && toe >= 0; }
};

Leg leg_of(const world::Skeleton& skeleton, const char* upper, const char* lower, const char* foot,
           const char* toe);

/// How the leg is to stand.
struct Reach {
  world::Vec3 target;   ///< of the toe's joint, model's frame, metres
  float follow = 0.6F;  ///< how much the lowest segment turns with the whole leg
  float curl = 0;       ///< radians it folds back beside
  float toe = 0;        ///< radians the toe points down from level
};

/// Sets the leg's joints in `pose` so that the toe comes to the target, as near as the leg reaches;
/// the knee bends to the side it is bent at rest. `parent` is the frame of the bone that carries
/// the leg, in the model's frame (its origin the posed joint). Returns by how many metres the
/// target was missed.
float reach(const world::Skeleton& skeleton, const Leg& leg, const world::Affine& parent,
            const Reach& how, world::Pose& pose);

/// The posed frame of each bone from the root down to `bone` without its stretch.
world::Affine frame_of(const world::Skeleton& skeleton, const world::Pose& pose, int bone);

/// 1 in a short bump that comes about every `every` seconds at moments that `seed` tells, 0
/// between; `length` seconds long: blinks, ear flicks.
float now_and_then(double seconds, double every, double length, std::uint64_t seed);

/// Smooth wandering in [-1, 1], about `rate` turns a second.
float wander(double seconds, double rate, std::uint64_t seed);

/// sin(2π·turns), with the whole turns taken off first so that late moments stay exact.
float wave(double turns);

/// 0 before `from`, 1 after `from` + `length`, smooth between.
float eased(double seconds, double from, double length);

}  // namespace kirin::engine::motion::animate
