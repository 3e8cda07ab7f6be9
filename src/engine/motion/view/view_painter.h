/// \file
/// The rows of a frame, painted from the pictures that a grid of points looks at.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/view/view_grid.h"

namespace kirin::engine::motion {

/// One picture at two finenesses, and how much of each is seen.
struct ViewSources {
  const SampledPicture& plain;  ///< of the frame's size
  const SampledPicture& fine;
  double fine_share = 1;  ///< in [0, 1]
};

/// Paints a whole frame (CV_8UC3) of the size that `grid` was found for.
void paint_view(const ViewGrid& grid, const ViewSources& sources, cv::Mat& frame);

}  // namespace kirin::engine::motion
