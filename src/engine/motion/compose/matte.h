/// \file
/// A rough mask made into a soft edge, and the colours of what is in front without those behind.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// What was cut out of a picture.
struct Matte {
  cv::Mat colour;  ///< CV_8UC3, RGB, not premultiplied: the foreground's own, also where it is thin
  cv::Mat alpha;   ///< CV_8UC1
};

/// The matte of what `mask` (CV_8UC1, any size, over the whole of `picture`) covers. Within a band
/// along the mask's outline, about `band` (a fraction of the longer side) wide on each side, alpha
/// is where a pixel lies between the colours just inside and just outside, held together by a
/// guided filter (He, Sun & Tang 2010, colour guide): hair and petals keep their shape. Colours are
/// freed of the ground's by blurs of what is known (Forte 2021, "Approximate Fast Foreground Colour
/// Estimation").
Matte matte_of(const cv::Mat& picture, const cv::Mat& mask, double band = 0.012);

/// The guided filter of He, Sun & Tang (2010) with a colour guide (CV_32FC3, [0, 1]); `input` is
/// CV_32FC1, windows are 2 `radius` + 1 wide. The coefficients are found at half size (He & Sun
/// 2015).
cv::Mat colour_guided(const cv::Mat& input, const cv::Mat& guide, int radius, double epsilon);

}  // namespace kirin::engine::motion
