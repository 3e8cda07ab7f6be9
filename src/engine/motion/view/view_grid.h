/// \file
/// Where the pixels of a frame look in a picture: found for every kCell-th pixel of every kCell-th
/// row, linear between.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/view/field_rows.h"
#include "engine/motion/view/pose_map.h"

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

/// Where single points of a frame look, without what moves by itself.
class CameraLook {
 public:
  /// Keeps a reference to `fields`.
  CameraLook(const CameraPose& pose, cv::Size size, const ViewFields& fields);

  /// What is seen at `seen`: a point of the picture, inside it.
  Spot at(Spot seen) const;
  /// What is seen at every kCell-th pixel of a row, as fractions of the picture's width and height
  /// from its corner. `disparity` holds guesses of what is seen there (those of the row above will
  /// do), and then that itself. Arrays have room for padded(count).
  void at_row(double seen_y, int count, float* disparity, float* x, float* y) const;
  /// Where the picture's point is seen, to 1/100 of a pixel; the inverse of `at`, for points that
  /// the stretch at the picture's edges has not pushed out of view.
  Spot seen_at(Spot point) const;

 private:
  bool has_parallax() const { return map_.has_parallax() && !fields_.disparity.empty(); }
  ParallaxRow row_from(Spot turned) const;
  Spot settled_at(Spot seen, Spot turned, float disparity) const;

  PoseMap map_;
  const ViewFields& fields_;
  cv::Size size_;
  Stretch stretch_x_;
  Stretch stretch_y_;
  CameraPose pose_;
};

/// How near the grid comes to folding over or to tearing, at its worst: 0 where it is rigid
/// (however it turns and zooms), 1 where two pixels begin to look at the same point, or past each
/// other, or where neighbours begin to look at points that are apart.
///
/// With J the grid's derivative, A that of the pose without parallax, and e the eigenvalues of the
/// symmetric part of J A^-1, it is the largest of 1 - e and 1 - 1/e. Where all e are positive, the
/// map is strictly monotone and hence nowhere folded (Minty 1962).
double fold_score(const ViewGrid& grid, const CameraPose& pose);

/// The grid of a frame of `size` seen from `pose`, the picture having moved as `moment` says.
ViewGrid view_grid(const CameraPose& pose, cv::Size size, const ViewFields& fields,
                   const AmbientMoment& moment);

}  // namespace kirin::engine::motion
