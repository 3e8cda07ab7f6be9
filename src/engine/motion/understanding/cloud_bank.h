/// \file
/// The clouds that a sky's border leaves out: those that touch the ground.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/appearance.h"

namespace kirin::engine::motion {

/// The parts outside of `sky` (CV_8UC1, 0 or 255), a sure sky, that are clouds of it: smooth, of a
/// cloud's colour, hanging from the sky by a soft border, and ending below in something darker.
/// CV_8UC1, 0 or 255.
///
/// A border drawn by colour takes a white cloud before a ridge, or the fire of a sunset below the
/// blue, for ground. A white house has a cloud's colour too, but meets the sky at once.
cv::Mat clouds_outside(const Appearance& seen, const cv::Mat& sky);

}  // namespace kirin::engine::motion
