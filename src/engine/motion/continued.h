/// \file
/// A picture continued beyond its edges, for a camera that pulls back.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `picture` (RGB) with `margin` more pixels on each side. Beyond the edge the picture is mirrored,
/// and more and more blurred along the way, so that no mirrored thing is recognised.
cv::Mat continued(const cv::Mat& picture, cv::Point margin);

}  // namespace kirin::engine::motion
