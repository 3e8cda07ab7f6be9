/// \file
/// Where the pixels of a frame look in a picture: found for every kCell-th pixel of every kCell-th
/// row, linear between.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// CV_32FC1 each, one row and column past the frame's end. Points are pixels of a picture of the
/// frame's own size, pixel centres at integers.
struct ViewGrid {
  cv::Mat x;
  cv::Mat y;
  cv::Mat other_x;  ///< with `share`: a second look, mixed in; empty where there is none
  cv::Mat other_y;
  cv::Mat share;
  cv::Mat light;      ///< the gain; empty where it is 1 everywhere
  cv::Mat disparity;  ///< of what is seen, for a blur by depth; empty where all is sharp
};

/// What a view is found from. All fields are coarse and cover the picture; empty ones change
/// nothing.
struct ViewFields {
  cv::Mat disparity;        ///< CV_32FC1, 0 far and 1 near
  cv::Mat focus_disparity;  ///< likewise, as the lens sees it: becomes ViewGrid::disparity
  /// CV_32FC1 in [0, 1], over the frame: how much of the camera's motion each point takes part in.
  cv::Mat freedom;
};

/// The grid of a frame of `size` seen from `pose`, the picture having moved as `moment` says.
ViewGrid view_grid(const CameraPose& pose, cv::Size size, const ViewFields& fields,
                   const AmbientMoment& moment);

}  // namespace kirin::engine::motion
