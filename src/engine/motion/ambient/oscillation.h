/// \file
/// Fields that swing: sums of waves whose phase differs from place to place.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

/// One wave with its own frequency: amplitude(p) * cos(phase(p) - 2 pi hz s) at second `s`.
struct Wave {
  double hz = 1;
  cv::Mat amplitude;  ///< CV_32FC1 or CV_32FC2 (x and y), of the grid's size
  cv::Mat phase;      ///< CV_32FC1, radians
};

/// A sum of waves, kept as what multiplies the cosine and the sine of time, so that a moment costs
/// two multiplications a wave and point.
class Oscillation {
 public:
  Oscillation() = default;
  /// Waves live inside `box` of the grid. Frequencies are fitted to `passage`.
  explicit Oscillation(cv::Rect box) : box_(box) {}

  void add(const Wave& wave, const Passage& passage);
  bool empty() const { return modes_.empty(); }
  /// Adds the sum at `t` to `field` (of the grid's size and the amplitudes' type). In the given
  /// picture it is 0.
  void add_to(cv::Mat& field, const Passage& passage, double t) const;
  /// Multiplies all amplitudes by `factor` (CV_32FC1, of the grid's size).
  void limit(const cv::Mat& factor);

 private:
  struct Mode {
    double hz = 1;
    cv::Mat cosine;
    cv::Mat sine;
  };

  cv::Rect box_;
  std::vector<Mode> modes_;
};

}  // namespace kirin::engine::motion
