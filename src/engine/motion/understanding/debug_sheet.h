/// \file
/// A picture of what was understood of a picture: for people who wonder why it moves as it does.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Draws `picture` (CV_8UC3, RGB) with its horizon, vanishing point and faces, its disparity and
/// subject in false colours, each region over it, and `notes` below the legend. CV_8UC3.
cv::Mat debug_sheet(const cv::Mat& picture, const SceneUnderstanding& seen,
                    const std::vector<std::string>& notes);

}  // namespace kirin::engine::motion
