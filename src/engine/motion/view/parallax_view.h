/// \file
/// A still picture seen by a moving camera: parallax from a disparity field.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/understanding/scene_understanding.h"
#include "engine/motion/view/lens_blur.h"

namespace kirin::engine::motion {

/// How much finer than the frame the picture is kept that its pixels are sampled from.
enum class Detail { normal, fine };

/// Where every kCell-th pixel of a frame looks in a picture: CV_32FC1 each, one row and column past
/// the frame's end.
struct LookGrid {
  SampledPicture picture;  ///< shares its pixels
  cv::Mat x;
  cv::Mat y;
};

/// Renders `picture` (RGB) as frames of `size`.
///
/// The identity pose gives `resampled(picture, size)` exactly; from there on samples come from a
/// finer source, so that sub-pixel motion is smooth. Where a pose sees past the picture (a zoom
/// out), its outer part is stretched to the frame's edge: mirrored or invented texture is
/// recognised.
class ParallaxView {
 public:
  ParallaxView(const cv::Mat& picture, cv::Size size, Detail detail);

  /// Paints the view from `pose` into `frame` (CV_8UC3, `size`), the picture itself having moved as
  /// `moment` says. Thread-safe.
  void paint(const CameraPose& pose, const AmbientMoment& moment, cv::Mat& frame) const;
  void paint(const CameraPose& pose, cv::Mat& frame) const { paint(pose, {}, frame); }

  /// Where the point `p` of the picture (fractions of its width and height) is seen from `pose`:
  /// pixels of the frame.
  cv::Point2f seen_at(const CameraPose& pose, cv::Point2f p) const;

  /// How near the view from `pose` comes to folding over: see fold_score. Below 1 it does not.
  double fold(const CameraPose& pose) const;

  /// The view from `pose` as a grid to sample, for those who mix views.
  LookGrid look(const CameraPose& pose) const;

  /// From now on nothing moves where `mask` (CV_8UC1, `size`) is set, and less and less towards it.
  void hold_still(const cv::Mat& mask);

  /// From now on poses with an aperture are seen out of focus; the radius of the blur stays within
  /// about `most`, a fraction of the width. Without this call everything is sharp.
  void prepare_focus(double most);

  const cv::Mat& plain() const { return plain_; }                             ///< the identity view
  const SceneUnderstanding& understanding() const { return understanding_; }  ///< of the plain view
  const cv::Mat& disparity() const { return understanding_.disparity; }
  /// The disparity at a point of the picture, both in [0, 1].
  float disparity_at(double x, double y) const;

 private:
  cv::Size size_;
  cv::Mat plain_;
  SampledPicture plain_samples_;
  SceneUnderstanding understanding_;
  cv::Mat freedom_;  ///< empty, or how much each point of the frame moves: CV_32FC1 like disparity_
  SampledPicture source_;
  std::vector<BlurLevel> blurred_;
  cv::Mat focus_disparity_;
};

}  // namespace kirin::engine::motion
