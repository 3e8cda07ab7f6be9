/// \file
/// A subject that stands on a plain ground, cut out.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace kirin::engine::motion {

/// The alpha (CV_8UC1, soft edge) of what stands before the plain ground of `picture` (RGB);
/// nothing where the border is not of one colour or the cut is doubtful. Measured on photographs,
/// automatic cuts of busy pictures are often wrong while sure of themselves, so only plain grounds
/// count. Deterministic.
std::optional<cv::Mat> subject_alpha(const cv::Mat& picture);

}  // namespace kirin::engine::motion
