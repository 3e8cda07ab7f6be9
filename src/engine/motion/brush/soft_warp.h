/// \file
/// A part of something larger moved without cutting it off: what is around bends along.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/brush/stroke_motion.h"
#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

/// A painted part and where it goes. Only offsets count.
struct SoftPart {
  cv::Mat mask;  ///< CV_8UC1, 0 and 255, of the picture's size
  std::vector<Placement> placements;
};

/// Parts move rigidly, what is pinned stays, and between them a harmonic function says how much of
/// the motion is taken part in (as in harmonic coordinates: Joshi et al. 2007). Thread-safe once
/// made.
class SoftWarp {
 public:
  SoftWarp() = default;
  /// `pinned` (CV_8UC1, of the picture's size, or empty) is where nothing may move; nor does the
  /// picture's border.
  SoftWarp(cv::Size picture, std::vector<SoftPart> parts, const cv::Mat& pinned);

  bool empty() const { return parts_.empty(); }
  /// How near the warp comes to folding the picture over itself in any frame: 1 less the least
  /// determinant of its Jacobian. 0 moves nothing, from 1 on it folds.
  double fold() const { return fold_; }
  /// What may change, in pixels of the picture.
  cv::Rect box() const;

  /// Draws `picture` as frame `index` has it into `frame` (CV_8UC3), where anything moves. What
  /// does not move is exact; what does comes from `fine`, the same picture larger, so that it does
  /// not shimmer.
  void draw(const SampledPicture& picture, const SampledPicture& fine, int index,
            cv::Mat& frame) const;

 private:
  void find_shares(const cv::Mat& pinned, double reach);
  /// The displacement field of one frame over the grid's box: CV_32FC2.
  cv::Mat displacement(std::size_t index) const;
  double worst_fold() const;

  cv::Size picture_;
  std::vector<SoftPart> parts_;
  cv::Rect box_;                 ///< of the nodes that move, in cells
  std::vector<cv::Mat> shares_;  ///< CV_32FC1, a node for every kCell-th pixel, one for each part
  double fold_ = 0;
};

}  // namespace kirin::engine::motion
