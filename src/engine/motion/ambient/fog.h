/// \file
/// Fog: a veil that drifts before what is far.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/passage.h"
#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

struct FogLook {
  double amount = 1;  ///< 1 ordinary: far things are veiled by half
  double wind = 0.5;  ///< -1 to the left ... 1 to the right
  cv::Vec3f colour{200, 205, 210};
  std::uint64_t seed = 0;
};

class Fog {
 public:
  Fog() = default;
  /// `disparity` (CV_32FC1 in [0, 1]): of the picture; what is near stays clear.
  Fog(const cv::Mat& disparity, const FogLook& look);

  bool empty() const { return noise_.empty(); }
  /// Draws the veil at `t` over a frame that shows the picture from `pose`.
  void draw(double t, const Passage& passage, const CameraPose& pose, cv::Mat& frame) const;

 private:
  float veil(double x, double y, double seconds) const;

  FogLook look_;
  cv::Mat far_;    ///< how much each point of the picture is veiled at most
  cv::Mat noise_;  ///< a tile that repeats
};

}  // namespace kirin::engine::motion
