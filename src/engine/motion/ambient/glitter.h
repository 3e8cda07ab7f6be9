/// \file
/// Glitter: points of light that flash up on bright water and on lamps.
#pragma once

#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/passage.h"

namespace kirin::engine::motion {

/// Where a point of the picture is seen in the frame. Fractions of width and height in, pixels of
/// the frame out.
using SeenAt = std::function<cv::Point2f(cv::Point2f)>;

class Glitter {
 public:
  Glitter() = default;
  /// Finds the brightest small spots of `picture` (CV_8UC3, RGB) within `place`, which may flash
  /// up.
  Glitter(const Place& place, const cv::Mat& picture, double amount, std::uint64_t seed,
          const Passage& passage);

  bool empty() const { return sparks_.empty(); }
  void draw(double t, const Passage& passage, const SeenAt& seen_at, cv::Mat& frame) const;
  /// Removes those where `mask` (CV_8UC1, any size) is set.
  void remove(const cv::Mat& mask);

 private:
  struct Spark {
    cv::Point2f at;  ///< fractions
    float radius;    ///< pixels
    float strength;
    cv::Vec3f colour;
    double hz;
    double phase;
  };

  std::vector<Spark> sparks_;
};

}  // namespace kirin::engine::motion
