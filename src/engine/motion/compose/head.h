/// \file
/// A head on the shoulders of a cut-out: clothes stand out, faces often do not.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Something round of skin's colour (any, from pale to dark brown: hue and chroma in CIE Lab, not
/// lightness) just above `mask` (CV_8UC1) in a picture (`lab`, CV_32FC3, of the mask's size). Where
/// there is one, a cut at the collar would take a person's head off.
std::optional<Face> head_above(const cv::Mat& lab, const cv::Mat& mask);

}  // namespace kirin::engine::motion
