/// \file
/// What has moved by itself within a picture at one moment: the hand-over from ambient motion to
/// the view that samples the picture.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Coarse fields over the picture (not over the frame), each of any small size, linear between
/// their values; an empty field changes nothing. Amounts are fractions of the picture's width and
/// height.
struct AmbientMoment {
  cv::Mat shift;  ///< CV_32FC2: what is seen at `p` is what the picture has at p + shift(p)
  /// CV_32FC2 and CV_32FC1 in [0, 1]: where `share` is above 0, so much of what the picture has at
  /// p + other_shift(p) is mixed in (the second phase of a flow that starts over).
  cv::Mat other_shift;
  cv::Mat share;
  cv::Mat light;  ///< CV_32FC1, a factor of the brightness in [0, 2), 1 where nothing changes

  bool empty() const { return shift.empty() && share.empty() && light.empty(); }
};

}  // namespace kirin::engine::motion
