/// \file
/// The motion that two pictures have in common: what the camera did between them.
#pragma once

#include <complex>
#include <opencv2/core.hpp>
#include <optional>

namespace kirin::engine::motion {

/// The homography from pixels of `a` to pixels of `b` (CV_8UC1, perhaps of two sizes) that their
/// features agree on; nothing where they do not. A similarity is preferred where it explains the
/// features nearly as well: it holds beyond them (model selection, after Torr 1998).
///
/// SIFT (Lowe 2004), mutual ratio test, RANSAC (Fischler & Bolles 1981). Deterministic.
std::optional<cv::Matx33d> camera_motion(const cv::Mat& a, const cv::Mat& b);

/// `p` seen through a homography.
cv::Vec2d apply(const cv::Matx33d& h, const cv::Vec2d& p);

/// A homography travelled at an even pace.
///
/// Its nearest similarity is raised to the power of time, which is constant speed in zoom and turn
/// (Alexa 2002) and moves a window's centre in step with its width; what is left is mixed linearly.
class CameraPath {
 public:
  CameraPath() = default;
  /// `homography` leads from pixels of a picture of `size` to those of another of that size.
  CameraPath(const cv::Matx33d& homography, cv::Size size);

  /// From pixels of the first picture to pixels of the frame at `share`: the identity at 0, the
  /// homography at 1.
  cv::Matx33d at(double share) const;
  /// How much larger things are at the end than at the start.
  double zoom() const { return std::abs(turn_); }

 private:
  std::complex<double> turn_ = 1;
  std::complex<double> shift_ = 0;
  cv::Matx33d residue_ = cv::Matx33d::eye();  ///< of the homography, beyond the similarity
};

}  // namespace kirin::engine::motion
