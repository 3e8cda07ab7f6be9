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
/// Where the surroundings move in different ways, the nearest of them counts. `unit`: how much of
/// the flow is one pixel of the field.
///
/// The fast global smoother of Min et al. (2014), normalised by the trust, over push-pull
/// (Gortler et al. 1996).
void fill_flow(cv::Mat& flow, const cv::Mat& trust, const cv::Mat& guide, float unit);

}  // namespace kirin::engine::motion
