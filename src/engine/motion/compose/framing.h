/// \file
/// Pictures in frames of other shapes: cropped where that costs nothing of interest, continued
/// where it would.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Width over height.
double aspect_of(cv::Size size);

/// The largest crop of `picture` with that aspect ratio that keeps most of `interest`
/// (CV_32FC1, small; empty: the middle).
cv::Rect attentive_crop(cv::Size picture, double aspect, const cv::Mat& interest);

/// The part of a picture's `interest` that a crop of it shows: shares its values.
cv::Mat interest_in(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop);

/// How much of the interest that is, [0, 1].
double kept_part(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop);
inline constexpr double kEnoughInterest = 0.9;  ///< what a crop may leave is the rest

/// `pixels` in `box` of a canvas of `size` and, beyond it, its own reflection, which soon loses its
/// details and what is of `interest`, and within `reach` pixels becomes the mere colours of the
/// ground.
cv::Mat continued(const cv::Mat& pixels, const cv::Mat& interest, const cv::Rect& box,
                  cv::Size size, double reach);

/// All of `picture`'s `interest` in a frame of `size`, which its own shape cannot fill: cropped a
/// little, and continued beyond its edges. One whose subject `is_cut_below` keeps its lower edge at
/// the frame's.
cv::Mat extended(const cv::Mat& picture, const cv::Mat& interest, bool is_cut_below, cv::Size size);

}  // namespace kirin::engine::motion
