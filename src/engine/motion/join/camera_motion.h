/// \file
/// The motion that two pictures have in common: what the camera did between them.
#pragma once

#include <complex>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace kirin::engine::motion {

/// What features that two pictures have in common tell, as homographies from pixels of the one to
/// pixels of the other.
struct CommonMotion {
  cv::Matx33d camera;               ///< most of the picture
  std::vector<cv::Matx33d> others;  ///< at most 2: things that move for themselves, and far
};

/// From pixels of `a` to pixels of `b` (CV_8UC1, perhaps of two sizes), or nothing where their
/// features do not agree. A similarity is preferred where it explains the features nearly as well:
/// it holds beyond them (model selection, after Torr 1998).
///
/// SIFT (Lowe 2004), mutual ratio test, RANSAC (Fischler & Bolles 1981), again on what is left.
/// Deterministic.
std::optional<CommonMotion> common_motion(const cv::Mat& a, const cv::Mat& b, int threads = 1);

/// The same between pictures of other sizes than those that were compared.
CommonMotion rescaled(const CommonMotion& motion, cv::Size small_from, cv::Size from,
                      cv::Size small_to, cv::Size to);

/// From pixels of a picture of size `small` to those of one of size `full`, centres at integers.
cv::Matx33d enlarged(cv::Size small, cv::Size full);

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
