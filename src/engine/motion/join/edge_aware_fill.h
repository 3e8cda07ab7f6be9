/// \file
/// A flow completed where nobody knows it, along the picture's own edges.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `flow` (CV_32FC2) where `trust` (CV_32FC1, [0, 1]) is low becomes what is trusted around it:
/// first along what looks alike in `guide` (CV_8UC3, same size), so that what is hidden behind an
/// object moves with what it belongs to and not with the object; far from everything trusted, by
/// ever wider means.
///
/// The fast global smoother of Min et al. (2014), normalised by the trust, over push-pull
/// (Gortler et al. 1996).
void fill_flow(cv::Mat& flow, const cv::Mat& trust, const cv::Mat& guide);

}  // namespace kirin::engine::motion
