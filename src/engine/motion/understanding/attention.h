/// \file
/// What a picture is of.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// How likely each point belongs to the picture's subject, and how sure it is that there is one.
struct Attention {
  cv::Mat likely;  ///< CV_32FC1 in [0, 1]
  double trust = 0;
};

/// What cannot be reached from the picture's edge without crossing a step of colour (the minimum
/// barrier distance of Zhang et al. 2015, raster scans), and has not the edge's colours. `apart` is
/// what is known to be no subject: CV_32FC1 in [0, 1], or empty.
Attention find_subject(const Appearance& seen, const cv::Mat& apart);

}  // namespace kirin::engine::motion
