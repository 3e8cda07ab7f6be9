/// \file
/// What bipeds do beside going: each deed poses a puppet for one moment.
#pragma once

#include <span>
#include <string_view>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/biped_puppet.h"

namespace kirin::engine::motion::animate {

/// A salt of its own for either side.
constexpr std::uint64_t salted(int salt, int side) {
  const int both = salt + side;
  return static_cast<std::uint64_t>(both);
}

/// One moment of a deed, being posed.
struct Act {
  Puppet& puppet;
  float t = 0;  ///< seconds since it began, times the pace
  const Manner& manner;
  world::Affine offset = {};
  float mouth = 0;        ///< [0, 1] how far it is open
  float eyes = 1;         ///< [0, 1] how far they are open
  float brows = 0;        ///< [-1, 1] knit … raised
  world::Vec3 gaze = {};  ///< turns of the eyes about x and y, radians

  const BipedRig& rig() const { return puppet.rig(); }
  /// Smooth chance in [-1, 1] that changes `rate` times a second; another for each `salt`.
  float chance(float rate, std::uint64_t salt) const;
  /// A sine of `hertz`.
  float wave(float hertz, float phase = 0) const {
    return std::sin(2 * world::kPi * (hertz * t + phase));
  }
  /// The point (x, y, z) in arm lengths from between the shoulders, moving with the chest; x is
  /// outwards on `side`.
  world::Vec3 before(int side, float x, float y, float z) const;
  /// The hand goes there with its elbow low.
  void reach(int side, float x, float y, float z);
  void reach(int side, float x, float y, float z, world::Vec3 elbow);
};

struct Deed {
  std::string_view action;
  void (*pose)(Act& act);
  float speed = 0;  ///< natural, metres per second, of a body with legs of 0.9 m
  float beats = 0;  ///< strikes per second at pace 1
};

/// Standing, breathing, weight from one leg to the other: what the others build on.
void stand_idly(Act& act);
/// On a seat of knee height (`seat_height`), hands on the thighs.
void sit_down(Act& act);
float seat_height(const BipedRig& rig);

std::span<const Deed> rest_deeds();     ///< idle, sit, lie, sleep, kneel, meditate, …
std::span<const Deed> gesture_deeds();  ///< wave, bow, talk, point, cry, …
std::span<const Deed> work_deeds();     ///< cook, paint, read, type, play, carry, …
std::span<const Deed> sport_deeds();    ///< jump, climb, throw, fight, …
std::span<const Deed> travel_deeds();   ///< swim, fly, ride, cycle, ski, …
std::span<const Deed> dance_deeds();

}  // namespace kirin::engine::motion::animate
