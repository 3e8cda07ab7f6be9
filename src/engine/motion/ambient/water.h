/// \file
/// Water: ripples in perspective, flowing streams, and what the light does on them.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/flow_map.h"
#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/oscillation.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

struct WaterLook {
  double amount = 1;   ///< of movement; 1 ordinary
  double horizon = 0;  ///< fraction of the height; may lie far above the picture: seen from above
  std::uint64_t seed = 0;
};

/// Ripples on the water at `place`: waves of several wavelengths and directions on a plane that
/// runs to the horizon, so that they shrink with distance; each is left out where the grid could
/// not show it. Frequencies follow the dispersion of deep water (omega^2 = g k). Displacements are
/// mostly vertical, as those of reflections are. CV_32FC2 fields.
Oscillation ripples(const Place& place, const WaterLook& look, const Passage& passage);

/// The horizon for `ripples`: `horizon` where `trust` is good and it lies above the water, else one
/// that makes a water which reaches up to the picture's top look seen from above.
double water_horizon(const Place& place, double horizon, double trust);

/// Water that runs: along the streaks of `picture` (CV_8UC3) where it has them, else towards the
/// viewer; never upwards.
FlowMap running_water(const Place& place, const cv::Mat& picture, const WaterLook& look,
                      const Passage& passage);

/// How much a vertical shift of one height brightens each point of the water: glitter on what is
/// bright already. CV_32FC1.
cv::Mat shimmer(const Place& place, const cv::Mat& picture);

}  // namespace kirin::engine::motion
