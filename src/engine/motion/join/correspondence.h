/// \file
/// How two pictures of the same thing correspond: one global homography and a residual flow each
/// way.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Between pictures A and B of one size.
struct Correspondence {
  cv::Matx33d homography = cv::Matx33d::eye();  ///< from pixels of A to pixels of B
  /// Fractions of the width and height, CV_32FC2, at most 640 pixels wide, in A's frame: what is at
  /// `x` in A is at homography(x + forward(x)) in B, and what is at homography(x) in B is at x +
  /// backward(x) in A.
  cv::Mat forward;
  cv::Mat backward;
  cv::Mat
      forward_trust;  ///< CV_32FC1 in [0, 1]: the flows agree with each other and with the colours
  cv::Mat backward_trust;
  double quality =
      0;  ///< mean trust where the pictures overlap; below kRelated they show different things
};

inline constexpr double kRelated = 0.30;

/// SIFT (Lowe 2004) and RANSAC for the homography, DIS (Kroeger et al. 2016) for the flow,
/// unreliable flow filled from its surroundings. Deterministic.
Correspondence correspondence_of(const cv::Mat& a, const cv::Mat& b);

}  // namespace kirin::engine::motion
