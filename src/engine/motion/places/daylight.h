/// \file
/// Hour, weather and the colours that the prompt names in; sky, light, fog and exposure out.
///
/// The one place that decides how bright and of which colour an hour is. Stylised as film is: the
/// key light comes from the side on which the sun is seen, but high and forward enough that faces
/// are lit, and moonlight is bright enough to follow what happens.
#pragma once

#include <cstdint>

#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::places {

struct Daylight {
  world::Sky sky = {};
  world::Lighting light = {};
  world::Fog fog = {};
  world::Look look = {};
  world::Vec3 wind = {};
  float lamps = 0;       ///< [0, 1]: how much lamps and windows are on
  bool is_dark = false;  ///< night: fireflies fly, lava lights the rocks
};

/// `aspect` is the frame's width over its height: a sun or moon that is to be seen stands where a
/// narrow frame still shows it.
Daylight daylight_of(const story::SceneDescription& scene, float aspect, std::uint64_t seed);

}  // namespace kirin::engine::motion::places
