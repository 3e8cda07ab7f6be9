/// \file
/// Which of several brushed things is in front of which.
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

namespace kirin::engine::motion {

/// What layering needs to know of a thing.
struct Painted {
  cv::Mat mask;     ///< CV_8UC1, 0 and 255, all of one size
  double foot = 0;  ///< its lowest point in pixels from the top, when painted
};

/// Where a thing is in one frame.
struct Spread {
  cv::Rect2d box;
  double foot = 0;
};

/// How several things cover each other.
class Layering {
 public:
  explicit Layering(const std::vector<Painted>& things);

  /// Whether `a` was painted onto `b` and stays before it: most of its mask lies in the larger one.
  bool is_part_of(std::size_t a, std::size_t b) const;

  /// The things from back to front: who stands lower is nearer, what was painted onto a larger
  /// thing is before it.
  const std::vector<std::size_t>& painted_order() const { return order_; }

  /// The order in each frame. Things change places only while they are apart, so that nothing
  /// jumps through another.
  std::vector<std::vector<std::size_t>> orders(
      const std::vector<std::vector<Spread>>& frames) const;

 private:
  cv::Mat part_of_;  ///< CV_8UC1, [a, b]
  std::vector<std::size_t> order_;
};

}  // namespace kirin::engine::motion
