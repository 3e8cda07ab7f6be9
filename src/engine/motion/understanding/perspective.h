/// \file
/// Where lines converge, and where the horizon is.
#pragma once

#include <optional>

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// A point that the picture's straight edges run towards.
struct VanishingPoint {
  cv::Point2d at;  ///< fractions of width and height; may lie a little outside
  double trust = 0;
};

/// By voting: line segments (von Gioi et al. 2010) are met in pairs, and each meeting point counts
/// the length of the segments that run towards it. Level and upright edges do not vote: they run
/// towards a point in most pictures of houses, but not towards what a camera moves to.
std::optional<VanishingPoint> find_vanishing_point(const cv::Mat& picture);

/// A level line.
struct Horizon {
  double row = 0.5;  ///< fraction of the height
  double trust = 0;
};

/// From the water's far shore, the vanishing point and the sky's lower border, whichever is sure.
/// Mountains hide a horizon: an uneven border has little trust.
Horizon find_horizon(const Region& sky, const Region& water,
                     const std::optional<VanishingPoint>& vanishing);

}  // namespace kirin::engine::motion
