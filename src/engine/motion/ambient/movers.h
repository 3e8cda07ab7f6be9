/// \file
/// Everything in one picture that moves by itself.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine/motion/ambient/ambient_brief.h"
#include "engine/motion/ambient/flicker.h"
#include "engine/motion/ambient/flow_map.h"
#include "engine/motion/ambient/fog.h"
#include "engine/motion/ambient/glitter.h"
#include "engine/motion/ambient/oscillation.h"
#include "engine/motion/ambient/passage.h"
#include "engine/motion/ambient/weather.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

struct Movers {
  Passage passage;
  cv::Size grid;        ///< of all fields
  cv::Mat disparity;    ///< of the picture
  cv::Mat front;        ///< what stands in the middle of the weather; empty: nothing is sure to
  Oscillation waves;    ///< of the water
  cv::Mat brightening;  ///< of the water by its waves (see shimmer()); empty where there are none
  std::vector<Oscillation> swings;
  std::vector<FlowMap> flows;
  std::vector<Flicker> flickers;
  Glitter glitter;
  Fog fog;
  std::vector<std::pair<Weather, WeatherLook>> weather;
  std::vector<std::string> names;  ///< for people
};

/// Decides by the prompt and by how sure each region of `picture` (CV_8UC3, RGB) is what moves, and
/// makes it.
Movers make_movers(const SceneUnderstanding& seen, const cv::Mat& picture,
                   const AmbientBrief& brief);

}  // namespace kirin::engine::motion
