/// \file
/// What drifts in the air: clouds, smoke and mist.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/flow_map.h"
#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

struct DriftLook {
  double amount = 1;     ///< of speed; 1 ordinary
  double direction = 1;  ///< of the wind: -1 to the left, 1 to the right
  double horizon = 0.5;  ///< fraction of the height
  std::uint64_t seed = 0;
};

/// True where clouds are one picture all along (see FlowMap): slow, and no loop.
bool drifts_in_one(const DriftLook& look, const Passage& passage);

/// Clouds on their way over the sky: faster overhead, slower at the horizon, none past the border
/// of `sky`. `hold` (CV_32FC1 in [0, 1], of the grid's size): what stays, such as the sun.
FlowMap drifting_clouds(const Place& sky, const cv::Mat& hold, const DriftLook& look,
                        const Passage& passage);

/// Smoke on its way up and along with the wind, billowing.
FlowMap rising_smoke(const Place& place, const DriftLook& look, const Passage& passage);

}  // namespace kirin::engine::motion
