/// \file
/// The coarse grid that ambient motion is worked out on, and where on it something may move.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The grid's size for a frame: the longer side 320, so that a moment costs the same at every frame
/// size.
cv::Size motion_grid(cv::Size frame);

/// Which of the picture's left and right sides end a place like a shore does: those beyond which
/// something would have to be seen.
struct Sides {
  bool left_is_closed = false;
  bool right_is_closed = false;
};

/// A place on the grid where things move.
///
/// Whatever moves in it moves less towards its border and not at all there: by less than the way to
/// the border, so that nothing from outside is drawn in and no edge is torn or doubled.
struct Place {
  cv::Mat share;    ///< CV_32FC1 in [0, 1], of the grid's size
  cv::Mat inside;   ///< CV_32FC1, distance from the border in fractions of the picture's width, 0
                    ///< outside
  cv::Rect box;     ///< what is not outside; empty where there is nothing
  double area = 0;  ///< fraction of the picture

  bool empty() const { return box.empty(); }
  /// How freely things may move by up to `reach` (fraction of the width): CV_32FC1 in [0, 1], of
  /// the grid's size; 1 well inside, and steep nowhere.
  cv::Mat freedom(double reach) const;
};

/// The place that `mask` (CV_8UC1, of the frame's size) covers nearly whole, cell by cell.
Place place_of(const cv::Mat& mask, cv::Size grid, Sides sides = {});

/// A noise in [-1, 1] on the grid, smooth over `cells` cells: CV_32FC1.
cv::Mat grid_noise(cv::Size grid, double cells, std::uint64_t seed);

}  // namespace kirin::engine::motion
