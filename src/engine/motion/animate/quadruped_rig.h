/// \file
/// The bones of a four-legged animal and the stances they are brought into.
#pragma once

#include <array>
#include <cstdint>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/limb.h"

namespace kirin::engine::motion::animate {

/// What kinds do differently.
struct QuadrupedHabit {
  bool hops = false;          ///< hind legs together: rabbits, frogs
  bool is_upright = false;    ///< stands on its hind legs: kangaroos
  bool is_heavy = false;      ///< never leaves the ground: elephants amble
  bool is_hoofed = false;     ///< trots, canters, gallops with a stiff back
  bool sprawls = false;       ///< legs to the sides: lizards
  bool has_flippers = false;  ///< rows through the water: turtles
  float spine = 1;            ///< how far the back bends in a gallop
  float tail_wag = 0.25F;     ///< radians, at rest
  float tail_rate = 0.5F;     ///< swings a second, at rest
};
QuadrupedHabit habit_of(std::string_view kind);

inline constexpr std::size_t kHindLeft = 0;
inline constexpr std::size_t kHindRight = 1;
inline constexpr std::size_t kForeLeft = 2;
inline constexpr std::size_t kForeRight = 3;

struct QuadrupedRig {
  int body = -1, spine = -1, chest = -1, neck_1 = -1, neck_2 = -1, head = -1, jaw = -1;
  std::array<int, 2> ears{-1, -1};
  std::array<int, 2> eyes{-1, -1};
  std::array<int, 4> tail{-1, -1, -1, -1};
  std::array<int, 4> trunk{-1, -1, -1, -1};
  std::array<std::array<int, 3>, 2> wings{{{-1, -1, -1}, {-1, -1, -1}}};
  std::array<Leg, 4> legs;  ///< hind left, hind right, fore left, fore right
  float leg = 0.5F;         ///< hip to ground, metres
  QuadrupedHabit habit;
};
QuadrupedRig quadruped_rig(const world::Model& model);

/// A stance in numbers that can be mixed. Turns in radians; lengths in metres.
struct Stance {
  float rise = 0, advance = 0;         ///< of the hips
  float pitch = 0, yaw = 0, roll = 0;  ///< of the body; a positive pitch is nose down
  float spine = 0, chest = 0;          ///< pitch beyond the body's
  float bend = 0;                      ///< sideways curve of the back
  float neck = 0, head = 0;            ///< pitch
  float neck_yaw = 0, head_yaw = 0, head_roll = 0;
  float jaw = 0;   ///< open
  float eyes = 1;  ///< open
  float ears = 0;  ///< back
  std::array<float, 2> ear_flick{0, 0};
  float tail_lift = 0;
  std::array<float, 4> tail_swing{0, 0, 0, 0};
  float trunk = 0;  ///< curl
  float trunk_swing = 0;
  float breath = 0;                        ///< [-1, 1]
  float wings_up = 1.25F, wings_fold = 1;  ///< 1: along the body
  std::array<world::Vec3, 4> feet{};       ///< away from where they stand at rest
  std::array<float, 4> curl{0, 0, 0, 0};   ///< of the feet, as Reach
  std::array<float, 4> toes{0, 0, 0, 0};
  float follow = 0.6F;
};

Stance mix(const Stance& a, const Stance& b, float amount);

/// The pose of that stance.
world::Pose settle(const world::Model& model, const QuadrupedRig& rig, const Stance& stance);

/// By how many metres the foot of `leg` does not get where the stance has it.
float miss_of(const world::Model& model, const QuadrupedRig& rig, const Stance& stance,
              std::size_t leg);

/// Standing about: breathes, blinks, flicks its ears, looks round, swings its tail.
Stance at_ease(const QuadrupedRig& rig, double seconds, const Manner& manner);

/// An action done on the spot, `seconds` after it began, and the offset that goes with it. Returns
/// false where there is no such action for four-legged animals.
bool act(const QuadrupedRig& rig, std::string_view action, double seconds, const Manner& manner,
         Stance& stance, world::Affine& offset);

}  // namespace kirin::engine::motion::animate
