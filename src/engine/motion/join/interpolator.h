/// \file
/// The views between two corresponding pictures.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/join/flow_projection.h"
#include "engine/motion/join/tone_curves.h"

namespace kirin::engine::motion {

/// Paints the view at a moment between `first` and `last`: each is carried to that moment along the
/// common camera motion and its own flow, then they are mixed by time where both show a place.
/// Where their light or colour differs, it changes with time everywhere, also where only one of
/// them shows a place.
class Interpolator {
 public:
  Interpolator(const cv::Mat& first, const cv::Mat& last, const Correspondence& correspondence);

  /// Paints the moment `share` in (0, 1) of the way into `frame` (CV_8UC3 of the pictures' size).
  /// Thread-safe.
  void paint(double share, cv::Mat& frame) const;

 private:
  SampledPicture first_;
  SampledPicture last_;
  FlowProjection projection_;
  ToneCurves to_last_;
  ToneCurves to_first_;
  bool is_toned_;
};

}  // namespace kirin::engine::motion
