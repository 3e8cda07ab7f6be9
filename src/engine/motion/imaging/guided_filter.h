/// \file
/// Smoothing that keeps the edges of a guide.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// The guided filter of He, Sun & Tang (2010), grey guide, windows of 2 `radius` + 1: `input`
/// (CV_32FC1) smoothed except where `guide` (CV_32FC1, [0, 1]) has edges of a variance above
/// `epsilon`.
cv::Mat guided_filtered(const cv::Mat& input, const cv::Mat& guide, int radius, double epsilon);

}  // namespace kirin::engine::motion
