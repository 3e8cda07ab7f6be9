/// \file
/// What is in the air: rain, snow, dust, leaves, fireflies, lightning, sparks.
///
/// All of it is sprites whose places are functions of time; what fills the air is wrapped round the
/// eye, so that it is everywhere the camera goes and still stays where it is in the world.
#pragma once

#include <cstdint>

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// Specks that drift through a box round the eye.
struct Drift {
  int count = 100;
  world::Vec3 half{6, 4, 6};    ///< of the box, metres
  world::Vec3 shift{0, 0, -3};  ///< of the box from the eye
  world::Vec3 velocity{0, -1, 0};
  float spread = 0.3F;          ///< of the speed, as a share
  world::Vec3 wobble{0, 0, 0};  ///< metres to each side
  float wobble_rate = 1;        ///< radians per second
  float smallest = 0.01F, largest = 0.02F;
  float streak_seconds = 0;  ///< motion drawn as a line
  world::Light colour{1, 1, 1}, other_colour{1, 1, 1};
  float opacity = 0.8F;
  float softness = 0.5F;
  bool is_glowing = false;
  float blinking = 0;    ///< [0, 1]
  float lowest = -1e9F;  ///< metres; specks below are not there
  float highest = 1e9F;
};
world::SpriteSource drifting(const Drift& drift, std::uint64_t seed);

/// A column of smoke, steam or spray from `from`: puffs that rise with `velocity`, grow to
/// `radius` and fade after `seconds`.
struct Plume {
  world::Vec3 from{};
  world::Vec3 scatter{1, 0, 1};  ///< metres the sources lie apart
  world::Vec3 velocity{0, 2, 0};
  float seconds = 6;
  float young_radius = 0.5F, radius = 3;
  int count = 40;
  world::Light colour{0.5F, 0.5F, 0.5F}, old_colour{0.4F, 0.4F, 0.4F};
  float opacity = 0.4F;
  bool is_glowing = false;
  world::Vec3 fall{0, 0, 0};  ///< metres per second²: gravity of sparks and spray
};
world::SpriteSource plume(const Plume& plume, std::uint64_t seed);

/// Banks of mist that lie over the ground near the stage.
void add_mist(Site& site, float amount, world::Light colour, float reach, std::uint64_t salt);

/// All that the description's weather, season, hour and sights put into the air. Called when the
/// place is built.
void add_weather(Site& site);
/// Rain and snow as seen from a room: only beyond the wall at `window_z`.
void add_weather_outside(Site& site, float window_z);

}  // namespace kirin::engine::motion::places
