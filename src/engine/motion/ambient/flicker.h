/// \file
/// Light that is never quite steady: flames, lamps, stars.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

/// How fast and how far a light changes.
struct FlickerLook {
  double depth = 0.1;  ///< of brightness, where the gain is 1
  double slowest_hz = 0.8;
  double colour = 1;  ///< the spectrum falls as 1/f^colour: 1 as flames do, 0.5 as stars twinkle
  double spill = 0;   ///< how far light falls on what is around, fractions of the width
  double spill_gain = 0;  ///< of the light on what is around, relative to the source
  std::uint64_t seed = 0;
};

/// Each connected spot of a place has a rhythm of its own; the light that it throws goes with it.
class Flicker {
 public:
  Flicker() = default;
  /// `share` (CV_32FC1 in [0, 1], of the grid's size): the sources.
  Flicker(const cv::Mat& share, const FlickerLook& look, const Passage& passage);

  bool empty() const { return rhythms_.empty(); }
  /// Adds to `light` (CV_32FC1, of the grid's size) what is more or less at `t`: 0 in the given
  /// picture.
  void add_to(cv::Mat& light, const Passage& passage, double t) const;
  void limit(const cv::Mat& factor);

 private:
  struct Tone {
    double hz;
    double amplitude;
    double phase;
  };
  struct Rhythm {
    cv::Rect box;
    cv::Mat gain;  ///< CV_32FC1 of the box's size
    std::vector<Tone> tones;
  };

  std::vector<Rhythm> rhythms_;
};

}  // namespace kirin::engine::motion
