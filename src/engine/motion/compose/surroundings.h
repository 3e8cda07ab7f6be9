/// \file
/// The one picture before which the cut-out subjects stand: a place, perhaps with others that
/// dissolve into it, or an invented one.
#pragma once

#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "engine/motion/compose/reference.h"

namespace kirin::engine::motion {

struct Surroundings {
  cv::Mat picture;   ///< CV_8UC3, RGB, of the frame's aspect ratio
  cv::Mat interest;  ///< CV_32FC1 in [0, 1], coarse: what of it should not be hidden
  bool is_invented = false;
};
inline constexpr double kInventedHorizon = 0.62;  ///< fraction of the height

/// What is behind the cut-outs among `references` in frames of that size.
Surroundings surroundings_of(const std::vector<Reference>& references, cv::Size frame);

/// A place made of nothing but colours: a floor that curves up into a lit wall, as photographers
/// use. `palette` are pictures whose borders give it its hue. `horizon` is where the floor ends, a
/// fraction of the height.
cv::Mat invented_place(std::span<const cv::Mat> palette, cv::Size size, double horizon);

}  // namespace kirin::engine::motion
