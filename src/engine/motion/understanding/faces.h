/// \file
/// Frontal faces.
#pragma once

#include <vector>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The faces in `picture` (CV_8UC3, RGB), the surest first, at most eight: by a cascade of local
/// binary patterns (Liao et al. 2007). A texture passes for a face now and then; trust is for what
/// has a pair of eyes and the colour of skin as well.
std::vector<Face> find_faces(const cv::Mat& picture);

}  // namespace kirin::engine::motion
