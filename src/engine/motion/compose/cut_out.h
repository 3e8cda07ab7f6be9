/// \file
/// A cut-out subject that stands in a moving view: painted as a plane at the depth of its feet.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/compose/common_light.h"
#include "engine/motion/compose/matte.h"
#include "engine/motion/compose/placement.h"
#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

/// Paints one subject. Thread-safe once made.
class CutOut {
 public:
  /// How much larger than its place a subject should be drawn before it is handed over: room for a
  /// camera that comes closer.
  static constexpr double kFiner = 1.2;

  /// `subject` fills the box `at` in frames of `frame`; `shadow` may be empty. `disparity` is that
  /// of the ground at its feet. `phase` in [0, 1) is of its idle sway.
  CutOut(const Matte& subject, const GroundShadow& shadow, const Standing& at, cv::Size frame,
         double disparity, double phase);

  /// Over `frame` as seen from `pose` after `seconds`, shadow first.
  void paint(const CameraPose& pose, double seconds, cv::Mat& frame) const;

  /// The part of its box that `pose` shows, [0, 1].
  double seen_part(const CameraPose& pose) const;

 private:
  /// From pixels of the frame to pixels of the picture at its place.
  cv::Matx23d look(const CameraPose& pose, double seconds) const;

  SampledPicture pixels_;  ///< with alpha and a rim of nothing
  cv::Mat spans_;  ///< CV_32SC2: of each row, the first column that is not empty, and past it
  cv::Mat light_;
  cv::Rect2d light_box_;  ///< what `light_` covers, in pixels of the frame
  cv::Rect2d box_;        ///< of the picture within its rim, in pixels of the frame
  cv::Size frame_;
  double disparity_;
  double phase_;
  double scale_x_;  ///< pixels of the picture to a pixel of the frame
  double scale_y_;
};

/// Where the point `p` of a plane of that disparity is seen: pixels of the frame for both.
cv::Point2d seen_on_plane(const CameraPose& pose, cv::Size frame, double disparity, cv::Point2d p);

/// From pixels of a frame seen from `pose` to those of a plane of that disparity as it was at the
/// identity pose: the inverse of CameraPose's formula.
cv::Matx23d plane_from_frame(const CameraPose& pose, cv::Size frame, double disparity);

}  // namespace kirin::engine::motion
