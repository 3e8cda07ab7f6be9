/// \file
/// The colours of an hour and a weather, from which everything in a scene takes its own.
#pragma once

#include <cstdint>

#include "engine/motion/scene/colour.h"
#include "engine/motion/scene/scene_brief.h"

namespace kirin::engine::motion::scene {

struct Palette {
  Rgb zenith;
  Rgb middle;
  Rgb horizon;
  Rgb glow;  ///< light around the sun or moon
  float glow_strength = 0.5F;
  Rgb cloud_lit;
  Rgb cloud_shade;
  Rgb haze;     ///< what far things fade to
  Rgb ambient;  ///< what colours are multiplied with in the open
  Rgb key;      ///< of the light on edges that face it
  Rgb disc;     ///< of the sun or moon
  Rgb deep_water;
  float stars = 0;  ///< [0, 1]
  float cloud_cover = 0.4F;
  float lamps = 0;  ///< how much lamps and windows glow, [0, 1]
  // The land
  Rgb grass;
  Rgb foliage;
  Rgb rock;
  Rgb sand;
  Rgb snow;
};

/// The palette of the brief; `seed` varies it a little.
Palette palette_of(const SceneBrief& brief, std::uint64_t seed);

/// The colour of hue (turns, any real), saturation and value, the last two in [0, 1].
Rgb from_hsv(float hue, float saturation, float value);

}  // namespace kirin::engine::motion::scene
