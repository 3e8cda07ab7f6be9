/// \file
/// The views between two corresponding pictures.
#pragma once

#include <complex>
#include <opencv2/core.hpp>

#include "engine/motion/join/correspondence.h"
#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

/// Paints the view at a time between `first` and `last`: each is carried to that time along the
/// common camera motion and its own flow, then they are mixed by time and by how far each can be
/// trusted at each place.
class Interpolator {
 public:
  Interpolator(const cv::Mat& first, const cv::Mat& last, Correspondence correspondence);

  /// Paints time `t` in (0, 1), eased, into `frame` (CV_8UC3 of the pictures' size). Thread-safe.
  void paint(double t, cv::Mat& frame) const;

 private:
  cv::Matx33d motion_at(double share) const;

  SampledPicture first_;
  SampledPicture last_;
  Correspondence correspondence_;
  cv::Matx33d residue_;  ///< of the homography, beyond the similarity nearest to it
  std::complex<double> turn_;
  std::complex<double> shift_;
};

}  // namespace kirin::engine::motion
