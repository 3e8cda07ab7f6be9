/// \file
/// From one picture to another that has nothing to do with it, as one camera move.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {

/// The camera leaves the first picture and arrives at the last with the same move; between, the
/// last shows through from far to near along soft, noise-edged borders, so that at each place
/// mostly one picture is seen.
class SoftTransition {
 public:
  SoftTransition(const cv::Mat& first, const cv::Mat& last, cv::Size size, const CameraPlan& plan);

  /// Paints time `t` in [0, 1] into `frame` (CV_8UC3). Thread-safe.
  void paint(double t, cv::Mat& frame) const;

 private:
  CameraPlan leaving_;
  CameraPlan arriving_;
  ParallaxView first_;
  ParallaxView last_;
  cv::Mat order_;  ///< when each place changes, [0, 1], CV_32FC1 for every kCell-th pixel
};

}  // namespace kirin::engine::motion
