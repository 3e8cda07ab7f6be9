/// \file
/// The sky.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// A sky, its clouds included.
struct Sky {
  Region region;
  /// CV_8UC1, 0 or 255: the clouds that touch the ground (clouds_outside()). Empty where unsure.
  cv::Mat bank;
  /// Likewise: what lies below a far shore and mirrors the sky, no part of it.
  cv::Mat lake;
};

/// Where the sky is: what hangs from the upper edge, smooth and of a sky's colour, down to the
/// first strong edge (the border search of Shen & Wang 2013), then cut by colour (GrabCut, Rother
/// et al. 2004). Its trust falls for what a wall or a blurred background may be as well.
Sky find_sky(const Appearance& seen);

}  // namespace kirin::engine::motion
