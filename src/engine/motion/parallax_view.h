/// \file
/// A still picture seen by a moving camera: parallax from a disparity field.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera_plan.h"

namespace kirin::engine::motion {

enum class Sampling { cubic, lanczos };

/// Renders `picture` (RGB) as frames of `size`.
///
/// The identity pose gives `resampled(picture, size)` exactly; from there on samples come from a
/// source 1.5 times the frame's size, so that sub-pixel motion is smooth. Where the plan's camera
/// sees past the picture (a zoom out), the source is continued beyond its edges first.
class ParallaxView {
 public:
  /// `plan` tells how far past the edges and how close the camera will go.
  ParallaxView(const cv::Mat& picture, cv::Size size, const CameraPlan& plan, Sampling sampling);

  /// Paints the view from `pose` into `frame` (CV_8UC3, `size`). Thread-safe.
  void paint(const CameraPose& pose, cv::Mat& frame) const;

  /// From now on nothing moves where `mask` (CV_8UC1, `size`) is set, and less and less towards it.
  void hold_still(const cv::Mat& mask);

  const cv::Mat& plain() const { return plain_; }          ///< the identity view
  const cv::Mat& disparity() const { return disparity_; }  ///< as disparity_of
  /// The disparity at a point of the picture, both in [0, 1].
  float disparity_at(double x, double y) const;

 private:
  cv::Size size_;
  Sampling sampling_;
  cv::Mat plain_;
  cv::Mat disparity_;
  cv::Mat freedom_;  ///< empty, or how much each point of the frame moves: CV_32FC1 like disparity_
  cv::Mat source_;
  cv::Size inner_;    ///< the picture's size within source_
  cv::Point margin_;  ///< its place there
};

}  // namespace kirin::engine::motion
