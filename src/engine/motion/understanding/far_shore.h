/// \file
/// A lake that was taken for the lower part of the sky.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/appearance.h"

namespace kirin::engine::motion {

/// The row of a far shore within `sky` (CV_8UC1): a level band darker than what is above and below
/// it, the lower part darker than the upper, over most columns in which the sky goes on below.
/// -1 where there is none.
///
/// In haze no edge tells a lake from the sky that it mirrors.
int far_shore(const Appearance& seen, const cv::Mat& sky);

}  // namespace kirin::engine::motion
