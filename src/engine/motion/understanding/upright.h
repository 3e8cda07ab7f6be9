/// \file
/// What stands upright: towers, trunks, walls, people. It is as near at its top as at its foot.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// How sure it is that something upright is at each point: CV_32FC1 in [0, 1]. Long upright edges
/// tell; blades of grass and leaves are upright too, but short, so that their edges cancel along a
/// column.
cv::Mat uprightness(const Appearance& seen, const Region& sky);

/// How much more of the long edges is upright than level, in [0, 1]: 1 in a forest, 0 where
/// edges run any way, as in stone and cloth.
double upright_rather_than_level(const Appearance& seen);

/// Carries near upwards along what is upright: `disparity` (CV_32FC1) falls by `step` a point at
/// the most there, times what uprightness is short of 1. Nothing gets farther.
///
/// A guess that goes by rows has a tower's foot near and its top far, and a camera that moves
/// sideways then tilts it.
void stand_upright(cv::Mat& disparity, const cv::Mat& upright, float step);

}  // namespace kirin::engine::motion
