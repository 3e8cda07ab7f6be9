/// \file
/// Colours from their differences: what makes pieces from different places meet without seams.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `picture` (CV_32FC3) within `hole` (CV_8UC1) becomes what meets the rest at the hole's rim and
/// has the differences `across` (to the pixel on the right) and `down` (to the one below) as nearly
/// as can be: Poisson's equation (Perez, Gangnet & Blake 2003) by successive over-relaxation,
/// `rounds` of it. The picture's border is free. `across` and `down` are CV_32FC3 and are read
/// wherever one of the two pixels is in the hole.
void join_seamlessly(cv::Mat& picture, const cv::Mat& hole, const cv::Mat& across,
                     const cv::Mat& down, int rounds);

}  // namespace kirin::engine::motion
