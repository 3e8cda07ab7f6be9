/// \file
/// A cut-out that brought some of its surroundings along takes on the colours of where it is now.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/brush/painted_thing.h"

namespace kirin::engine::motion {

/// Colours of a background at low resolution, to be asked for often.
class BackgroundTones {
 public:
  explicit BackgroundTones(const cv::Mat& background);
  /// The mean colour around a point of the full-size picture.
  cv::Vec3f at(cv::Point2f p) const;

 private:
  cv::Mat tones_;          ///< CV_32FC3
  cv::Point2f per_pixel_;  ///< tones to a pixel
};

/// What to add to a cut-out's colours so that it meets its surroundings where its edge is no edge
/// of a thing: the differences along the rim, spread inwards by inverse squares of distance
/// (instant cloning: Farbman et al. 2009, with Shepard's weights), and less on what does not look
/// like the rim: the thing itself keeps its colours. Thread-safe.
class Membrane {
 public:
  Membrane() = default;
  /// For the cut-out `box` of `picture` with that outline.
  Membrane(const cv::Mat& picture, cv::Rect box, const std::vector<OutlinePoint>& outline);

  /// Nothing to correct: the outline is the thing's own.
  bool is_idle() const { return rim_.empty(); }
  /// CV_32FC3 over the box, coarse (linear between), where the point p of the cut-out now is at
  /// `centre + (p - centre) * scale + offset`.
  cv::Mat correction(const BackgroundTones& tones, cv::Point2f centre, double scale,
                     cv::Point2f offset) const;
  /// How much of the cut-out's coverage is left where it fades out into what it brought along:
  /// CV_32FC1, [0, 1], of the box's size. `alpha` is the coverage in the box.
  cv::Mat fade(const cv::Mat& alpha) const;

 private:
  struct RimPoint {
    cv::Point2f at;
    cv::Vec3f colour;
  };
  cv::Rect box_;
  std::vector<RimPoint> rim_;  ///< where the outline goes on
  cv::Mat weights_;            ///< CV_32FC1: nodes x rim points
  cv::Mat looseness_;  ///< CV_32FC1 over the nodes: how much of what is there was brought along
};

}  // namespace kirin::engine::motion
