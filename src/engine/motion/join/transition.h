/// \file
/// From one picture to another that has nothing to do with it.
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/join/tone_curves.h"
#include "engine/motion/join/transition_path.h"
#include "engine/motion/join/transition_words.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {

/// One shot of two pictures: the camera leaves the first and arrives at the last with one movement,
/// the colours of both meet half way, and the last takes over place by place, in an order that
/// belongs to the first picture's depth and moves with it.
class Transition {
 public:
  /// Views of frames of `size`. `plan` is the camera that the prompt asks for; it counts for
  /// TransitionStyle::camera.
  Transition(ParallaxView first, ParallaxView last, cv::Size size, const TransitionWords& words,
             const CameraPlan& plan);

  /// Paints time `t` in [0, 1] into `frame` (CV_8UC3). Thread-safe.
  void paint(double t, cv::Mat& frame) const;

 private:
  /// When each place of a frame changes, [0, 1]: every kCell-th pixel, carried by the first view.
  cv::Mat order_at(const CameraPose& pose) const;
  void paint_graded(bool is_last, const Passage& now, cv::Mat& frame) const;
  void paint_thrown(const Passage& now, cv::Mat& frame) const;

  cv::Size size_;
  ParallaxView first_;
  ParallaxView last_;
  TransitionPath path_;
  cv::Mat
      order_;  ///< over the first picture, CV_32FC1 in [0, 1]: equal shares change in equal times
  ToneCurves to_last_;
  ToneCurves to_first_;
};

}  // namespace kirin::engine::motion
