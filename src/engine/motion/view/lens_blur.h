/// \file
/// Versions of a picture that are out of focus by more and more: what depth of field is painted
/// from.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

struct BlurLevel {
  SampledPicture picture;  ///< the whole picture, perhaps smaller
  double radius = 0;       ///< of its disc, as a fraction of the picture's width
};

/// `picture` (CV_8UC3, RGB) blurred by discs, in linear light so that highlights keep their
/// brightness as they spread. The radii grow by a constant factor up to at least `most`, a fraction
/// of the width.
///
/// `near` (CV_32FC1 in [0, 1], any size; may be empty) tells what stands before the rest: its
/// colours do not spread into what is behind it, where a sharp subject would glow into its
/// background. What is behind does spread into it: the edge of a blurred foreground is translucent.
std::vector<BlurLevel> blur_levels(const cv::Mat& picture, const cv::Mat& near, double most);

/// Which level shows a blur of `radius`: 0 is the sharp picture, 1 is levels[0], between them a mix
/// of both. At most levels.size().
float level_of(const std::vector<BlurLevel>& levels, double radius);

}  // namespace kirin::engine::motion
