/// \file
/// What speaks for a cut: measured on the picture and the mask alone.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/compose/subject.h"

namespace kirin::engine::motion {

/// Fills in contrast, outline, plainness, inside, layering and is_cut_below of `subject`, whose
/// mask is of the size of `lab` (CV_32FC3, CIE Lab) and not empty.
void measure(const cv::Mat& lab, Subject& subject);

}  // namespace kirin::engine::motion
