/// \file
/// Weather over finished frames: snow, rain, petals, fireflies and what else falls or floats.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/air.h"
#include "engine/motion/ambient/ambient_words.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

struct WeatherLook {
  double amount = 1;        ///< of what is in the air; 1 ordinary
  double wind = 0.5;        ///< -1 to the left ... 1 to the right, more in a storm
  double brightness = 0.5;  ///< mean luma of the picture, [0, 1]: what falls at night is dark
  cv::Vec3f ambient{128, 128, 128};  ///< mean colour of the picture, 0 to 255
  std::uint64_t seed = 0;
};

/// Draws the particles of `kind` at `t` (fog has none: see fog.h) in layers of depth: the far ones
/// behind what is near in the picture. Nothing in the given picture; they set in within a second.
void draw_weather(Weather kind, const WeatherLook& look, const Passage& passage, double t,
                  const Air& air, cv::Mat& frame);

}  // namespace kirin::engine::motion
