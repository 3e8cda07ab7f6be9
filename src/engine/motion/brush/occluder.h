/// \file
/// What stands in the picture itself in front of a brushed thing.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// What the picture is of, where that is certain: things whose feet are farther away pass behind
/// it.
struct Occluder {
  cv::Mat alpha;    ///< CV_8UC1 of the picture's size, empty where nothing is certain
  cv::Rect box;     ///< of alpha
  double foot = 0;  ///< its lowest point, pixels from the top
};

/// The picture's subject if the understanding is sure of it, it has clear edges almost all around,
/// and no brush painted on it (`painted`, CV_8UC1). A wrong outline would cut pieces out of the
/// thing that passes, so doubt means that nothing occludes.
Occluder certain_occluder(const SceneUnderstanding& seen, const cv::Mat& picture,
                          const cv::Mat& painted);

/// Draws `picture` over `frame` (CV_8UC3 both) within `box` where the occluder is.
void cover_with(const Occluder& occluder, const cv::Mat& picture, cv::Rect box, cv::Mat& frame);

}  // namespace kirin::engine::motion
