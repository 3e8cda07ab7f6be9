/// \file
/// A picture continued beyond its edges, for a camera that pulls back.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `picture` (RGB) with `margin` more pixels on each side, made of texture from elsewhere in the
/// picture as by hole_filled: a mirrored border is recognised at once, this seldom.
cv::Mat continued(const cv::Mat& picture, cv::Point margin);

}  // namespace kirin::engine::motion
