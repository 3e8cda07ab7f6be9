/// \file
/// The bones of a bird and the stances they are brought into.
#pragma once

#include <array>
#include <string_view>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/limb.h"

namespace kirin::engine::motion::animate {

/// What kinds do differently.
struct BirdHabit {
  double wingbeat = 0;      ///< beats a second; 0: from the size
  float glide = 0.35F;      ///< part of the flight without beating
  bool hops = false;        ///< goes over the ground with both feet together
  float waddle = 0;         ///< radians the body rocks
  float head_bob = 1;       ///< how much the head is held still in the world while walking
  bool hovers = false;      ///< hummingbirds
  bool cannot_fly = false;  ///< penguins flap and slide instead
};
BirdHabit bird_habit(std::string_view kind);

struct BirdRig {
  int body = -1, neck = -1, neck_2 = -1, head = -1, beak = -1, tail = -1;
  std::array<int, 2> eyes{-1, -1};
  std::array<int, 2> folds{-1, -1};
  std::array<std::array<int, 3>, 2> wings{{{-1, -1, -1}, {-1, -1, -1}}};
  std::array<Leg, 2> legs;
  float neck_rise = 0;  ///< elevation of a long neck at rest, radians; 0: the neck is short
  bool has_long_legs = false;
  float leg = 0.1F;     ///< hip to ground, metres
  float height = 0.2F;  ///< metres
  BirdHabit habit;
};
BirdRig bird_rig(const world::Model& model);

/// A stance in numbers. Turns in radians, lengths in metres.
struct BirdStance {
  float rise = 0, advance = 0;
  float pitch = 0, yaw = 0, roll = 0;
  float neck = 0, neck_2 = 0, neck_yaw = 0;
  float head = 0, head_yaw = 0, head_roll = 0;
  float head_ahead = 0;  ///< metres the head is pushed forward
  float beak = 0;        ///< open
  float eyes = 1;        ///< open
  float tail = 0, tail_yaw = 0;
  float spread = 0;                    ///< 0: wings folded, 1: spread
  std::array<float, 3> wing{0, 0, 0};  ///< each bone's lift
  float sweep = 0;                     ///< back
  float fold_lift = 0;                 ///< the folded wings, away from the body
  float breath = 0;
  bool stands = true;  ///< feet where `feet` says; otherwise the legs hang back
  float tuck = 0;      ///< legs drawn up behind, [0, 1]
  std::array<world::Vec3, 2> feet{};
  std::array<float, 2> curl{0, 0};
};

world::Pose settle(const world::Model& model, const BirdRig& rig, const BirdStance& stance);

}  // namespace kirin::engine::motion::animate
