/// \file
/// Where a brushed thing is in each frame: along its path, and nearer or farther where the path
/// leads over ground.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/brush/trajectory.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// A thing's place in one frame.
struct Placement {
  Point offset;      ///< from where it was painted, pixels
  double scale = 1;  ///< about its centre
  Point velocity;    ///< pixels a frame
};

/// How far from where it was painted a thing of `size` is: what its farthest point moved, pixels.
double moved(const Placement& placement, cv::Size size);

/// The depth of the ground by height in the picture, from the disparity of what no brush painted.
class GroundDepth {
 public:
  /// `painted` (CV_8UC1, any size) says what not to read.
  GroundDepth(const SceneUnderstanding& understanding, const cv::Mat& painted);

  /// How much larger a thing looks whose foot moves from one height to another (fractions of the
  /// picture's height): gently, in [1 / 1.4, 1.4]; 1 above the horizon and where the picture shows
  /// no ground.
  double scale(double from, double to) const;

 private:
  double at(double height) const;

  std::vector<double> profile_;  ///< disparity by row, never decreasing downwards
  double horizon_ = 0.5;
  double support_ = 0;  ///< [0, 1]: how surely this is a ground
};

/// The placements of a clip's frames. `foot` is the height of the thing's lowest point in pixels of
/// a frame `height` high. The first frame's is none; the last frame's is the path's end.
std::vector<Placement> placements(const Trajectory& path, int frame_count, double foot,
                                  double height, const GroundDepth& ground);

}  // namespace kirin::engine::motion
