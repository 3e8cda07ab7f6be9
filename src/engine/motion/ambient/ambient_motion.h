/// \file
/// What moves by itself in a photograph: water, clouds, foliage, fire, light; and weather on top
/// where the prompt asks for it.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "engine/motion/ambient/ambient_brief.h"
#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/ambient/glitter.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Thread-safe once made. In the first frame nothing has moved: it is the given picture; from there
/// everything sets in softly. Where the picture is arrived at, likewise before the last frame; time
/// runs forwards all the same, so that rain falls and smoke rises.
class AmbientMotion {
 public:
  /// `picture` is the frame-sized plain picture (CV_8UC3, RGB).
  AmbientMotion(const SceneUnderstanding& understanding, const cv::Mat& picture,
                const AmbientBrief& brief);
  ~AmbientMotion();
  AmbientMotion(AmbientMotion&&) noexcept;
  AmbientMotion& operator=(AmbientMotion&&) = delete;

  /// The fields at `t` in [0, 1] of the clip.
  AmbientMoment at(double t) const;
  /// Weather, glitter and twinkling lights of that moment over a finished frame (CV_8UC3) that
  /// shows the picture from `pose`.
  void draw_over(double t, const CameraPose& pose, const SeenAt& seen_at, cv::Mat& frame) const;
  /// Nothing moves where `mask` (CV_8UC1, of the picture's size) is set.
  void hold_still(const cv::Mat& mask);
  /// For people: {"water", "clouds", "snow"}.
  std::vector<std::string> describe() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kirin::engine::motion
