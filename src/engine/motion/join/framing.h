/// \file
/// Which part of the last picture a clip arrives at, where its shape is not the first's.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string_view>

#include "engine/motion/join/camera_motion.h"

namespace kirin::engine::motion {

/// The largest window of the shape of `shape` in a picture of size `whole`, as near to having its
/// middle at `middle` (pixels) as fits. Shapes that differ by less than 1.5 % are the same.
cv::Rect window_around(cv::Size whole, cv::Size shape, cv::Point2d middle);

/// The last picture as the clip shows it.
struct Framing {
  cv::Rect window;  ///< of the last picture
  /// From pixels of the first picture to those of the last, both at the clip's size.
  std::optional<CommonMotion> motion;
  std::string_view reason;  ///< "whole", "same place", "face", "subject" or "middle"
};

/// `first` is of the clip's size, `last` as it was given. Where they have features in common, the
/// window shows what the first shows; else it keeps faces, or the subject; else it is the middle.
Framing frame_last(const cv::Mat& first, const cv::Mat& last, int threads = 1);

}  // namespace kirin::engine::motion
