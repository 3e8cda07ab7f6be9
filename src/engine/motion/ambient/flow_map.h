/// \file
/// Things that flow without an end: clouds, streams, smoke.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

/// A steady flow over a part of the picture, shown by two pictures of it half a period apart: each
/// is carried along, fades out and starts over while the other is seen (Max & Becker 1995; Vlachos,
/// "Water Flow in Portal 2", 2010). In the given picture the first is where it belongs and seen
/// alone.
///
/// A flow slow enough to last a whole clip within its reach is one picture all along: nothing
/// fades.
class FlowMap {
 public:
  /// `velocity` (CV_32FC2, of the grid's size): fractions of width and height per second. `period`:
  /// seconds between two starts, 0 for a single picture all along.
  FlowMap(const cv::Mat& velocity, double period, const Passage& passage);

  /// Adds what has flowed at `t` to both shifts (CV_32FC2, of the grid's size), and to `share`
  /// (CV_32FC1) how much the second is seen where there is flow.
  void add_to(cv::Mat& shift, cv::Mat& other_shift, cv::Mat& share, const Passage& passage,
              double t) const;
  bool is_single() const { return period_ <= 0; }
  /// Multiplies the speed by `factor` (CV_32FC1, of the grid's size).
  void limit(const cv::Mat& factor);

 private:
  void find_box();

  cv::Mat velocity_;
  cv::Rect box_;
  double period_;
};

}  // namespace kirin::engine::motion
