/// \file
/// Depth as a lens sees it: the disparity field again, but true to edges.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// A disparity for depth of field, CV_32FC1 in [0, 1], the longer side 640.
///
/// The field that moves a camera spreads what is near far beyond its outline, so that nothing
/// tears. Blurred by it, the ground around a sharp subject would stay sharp as a halo. A wrong edge
/// in a blur tears nothing, so here the field follows the edges of `picture`, and a subject that is
/// sure stands clearly before the rest.
cv::Mat lens_disparity(const SceneUnderstanding& understanding, const cv::Mat& picture);

/// How surely each point belongs to a subject that stands before the rest (CV_32FC1, of the same
/// size); empty where there is no such subject.
cv::Mat sure_subject(const SceneUnderstanding& understanding, const cv::Mat& picture);

}  // namespace kirin::engine::motion
