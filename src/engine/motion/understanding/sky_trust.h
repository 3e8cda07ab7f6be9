/// \file
/// Whether what may be a sky is one.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/appearance.h"

namespace kirin::engine::motion {

/// How like a sky's each point's colour is: CV_32FC1 in [0, 1].
struct SkyColours {
  cv::Mat blue;    ///< by day and at night
  cv::Mat likely;  ///< or pale, or warm: of any sky
};

/// How sure it is that `sky` (CV_8UC1) is the sky, in [0, 1]: by colour, extent, texture, and the
/// border to the rest.
double sky_trust(const Appearance& seen, const cv::Mat& sky, const SkyColours& colours);

}  // namespace kirin::engine::motion
