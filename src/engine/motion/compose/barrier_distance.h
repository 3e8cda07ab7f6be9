/// \file
/// How hard it is to reach each point of a picture from its border: high inside of what stands out.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Minimum barrier distance of each point of `lab` (CV_32FC3) from `seeds` (CV_8UC1, set at the
/// points that count as ground), the sum of the three channels: the least difference between the
/// largest and the smallest value on any path. CV_32FC1, in the units of `lab`.
///
/// Three raster passes instead of all paths (Zhang et al., "Minimum Barrier Salient Object
/// Detection at 80 FPS", ICCV 2015), which is within a few per cent of the exact distance.
cv::Mat barrier_distance(const cv::Mat& lab, const cv::Mat& seeds);

/// How unlike the colours of the border each point is: for each side of the picture the Mahalanobis
/// distance from that side's colours, all four summed less the largest (a subject may touch one
/// side). CV_32FC1, 0 for the border's own colour.
cv::Mat border_contrast(const cv::Mat& lab, int rim);

}  // namespace kirin::engine::motion
