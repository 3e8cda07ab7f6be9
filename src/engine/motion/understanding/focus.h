/// \file
/// What a picture is focused on.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Sharpness by edges: CV_32FC1 in [0, 1] of `size`, 1 where edges are as sharp as they get in this
/// picture; and how much sharpness varies over it: 0 for a picture that is sharp all over (or
/// nowhere), 1 for a sharp subject before a blurred background.
struct Focus {
  cv::Mat sharp;
  double variety = 0;
};

/// From how much a further blur weakens each edge of `picture` (CV_8UC3, RGB): a sharp one much, a
/// blurred one little (Zhuo & Sim 2011). Between edges it is interpolated.
Focus find_focus(const cv::Mat& picture, cv::Size size);

}  // namespace kirin::engine::motion
