/// \file
/// What the camera is told of a picture that has been understood.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/picture_facts.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The facts about `picture` (CV_8UC3, RGB, as the frame shows it) that `understanding` is sure of.
PictureFacts camera_facts(const cv::Mat& picture, const SceneUnderstanding& understanding);

}  // namespace kirin::engine::motion
