/// \file
/// How near each part of a picture is, guessed: one smooth field, safe to move a camera in.
///
/// A layered guess tears objects where it is wrong. This one is a single continuous surface from
/// what is likely in any picture (sky far, ground nearer towards the bottom, what is sharp or
/// unlike the border nearer), refined along the picture's own edges and limited in slope, so that a
/// wrong guess bends nothing visibly.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Disparity of the picture (CV_8UC3, RGB) in [0, 1], 0 far and 1 near, CV_32FC1, 320 wide or high
/// (the longer side). It changes by at most 1 over half the longer side.
cv::Mat disparity_of(const cv::Mat& picture);

}  // namespace kirin::engine::motion
