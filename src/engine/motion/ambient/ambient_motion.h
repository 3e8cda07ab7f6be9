/// \file
/// What moves by itself in a photograph: water, clouds, foliage, fire, light; and weather on top
/// where the prompt asks for it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/ambient/ambient_moment.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// What ambient motion is made for.
struct AmbientBrief {
  std::string_view prompt;
  std::string_view negative_prompt;
  double strength = 0.5;  ///< `cfg_scale`: [0, 1], 0.5 is ordinary
  cv::Size size;          ///< of the frames
  double seconds = 5;
  std::uint64_t seed = 0;
};

/// Where a point of the picture is seen in the frame. Fractions of width and height in, pixels of
/// the frame out.
using SeenAt = std::function<cv::Point2f(cv::Point2f)>;

/// Thread-safe once made. At t = 0 nothing has moved: the first frame is the given picture; from
/// there everything sets in softly.
class AmbientMotion {
 public:
  /// `picture` is the frame-sized plain picture (CV_8UC3, RGB).
  AmbientMotion(const SceneUnderstanding& understanding, const cv::Mat& picture,
                const AmbientBrief& brief);
  ~AmbientMotion();
  AmbientMotion(AmbientMotion&&) noexcept;
  AmbientMotion& operator=(AmbientMotion&&) = delete;

  /// The fields at `t` in [0, 1].
  AmbientMoment at(double t) const;
  /// Weather, glitter and twinkling lights of that moment over a finished frame (CV_8UC3).
  void draw_over(double t, const SeenAt& seen_at, cv::Mat& frame) const;
  /// Nothing moves where `mask` (CV_8UC1, of the picture's size) is set.
  void hold_still(const cv::Mat& mask);
  /// For people: {"water", "clouds", "snow"}.
  std::vector<std::string> describe() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kirin::engine::motion
