/// \file
/// A camera thrown from one picture to another.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/join/transition_words.h"

namespace kirin::engine::motion {

/// `frame` (CV_8UC3, showing the first picture) becomes the view `thrown` in [0, 1] of the way to
/// `last`, which lies two frames aside; between them both are mirrored, unrecognisable by the blur
/// of a shutter that is open while a frame lasts. `speed` of the way a clip.
void throw_camera(WayOver way, double thrown, double speed, const cv::Mat& last, cv::Mat& frame);

}  // namespace kirin::engine::motion
