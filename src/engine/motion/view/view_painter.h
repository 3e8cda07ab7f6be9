/// \file
/// The rows of a frame, painted from the pictures that a grid of points looks at.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/view/lens_blur.h"
#include "engine/motion/view/view_grid.h"

namespace kirin::engine::motion {

/// One picture at two finenesses and out of focus, and how much of each is seen.
struct ViewSources {
  const SampledPicture& plain;  ///< of the frame's size
  const SampledPicture& fine;
  double fine_share = 1;  ///< in [0, 1]
  const std::vector<BlurLevel>& blurred;
  double focus = 1;  ///< the disparity that is sharp
  double aperture =
      0;  ///< radius of the blur where the disparity is 1 away, of the picture's width
};

/// Paints a whole frame (CV_8UC3) of the size that `grid` was found for.
void paint_view(const ViewGrid& grid, const ViewSources& sources, cv::Mat& frame);

}  // namespace kirin::engine::motion
