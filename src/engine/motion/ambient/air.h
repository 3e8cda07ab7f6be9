/// \file
/// The air between camera and picture, in which weather hangs.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// Where things in the air are seen from one pose. The air goes on without an end: what leaves the
/// view at one side comes back at the other, outside of it. Lengths are heights of the frame,
/// its centre at 0.
class Air {
 public:
  /// `disparity` (CV_32FC1 in [0, 1]): of the picture behind; `front` (likewise, or empty): what of
  /// it stands in the middle of the weather. Both must outlive this.
  Air(const CameraPose& pose, const cv::Mat& disparity, const cv::Mat& front, cv::Size frame);

  float width() const { return width_; }    ///< of what repeats
  float height() const { return height_; }  ///< likewise
  /// Pixels of the frame for a point of the air at `disparity`, and how much larger things are seen
  /// there than from the identity pose.
  struct Seen {
    cv::Point2f at;
    float scale;
  };
  Seen seen(cv::Point2f point, float disparity) const;
  /// In [0, 1]: 0 where at the pixel `at` what stands in front hides things at `disparity`.
  float visible(cv::Point2f at, float disparity) const;

 private:
  CameraPose pose_;
  const cv::Mat& disparity_;
  const cv::Mat& front_;
  cv::Size frame_;
  float aspect_;
  float width_;
  float height_;
};

/// `x` carried by whole turns into [0, 1).
float wrapped(double x);

}  // namespace kirin::engine::motion
