/// \file
/// Flames that lick: from a candle's to a bonfire's.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/oscillation.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

struct FlameLook {
  double amount = 1;  ///< 1 ordinary
  std::uint64_t seed = 0;
};

/// Each connected flame of `share` (CV_32FC1 in [0, 1], of the grid's size) stays at its foot,
/// bends and stretches towards its tip, by a part of its own height; what is close around it goes
/// along and hides the seam. CV_32FC2.
Oscillation licking_flames(const cv::Mat& share, const FlameLook& look, const Passage& passage);

/// The part of `lights` (CV_32FC1 in [0, 1], any size) that has the colour of a flame in `picture`
/// (CV_8UC3, RGB): of the grid's size. Small flames are found as lights.
cv::Mat warm_lights(const cv::Mat& lights, const cv::Mat& picture, cv::Size grid);

}  // namespace kirin::engine::motion
