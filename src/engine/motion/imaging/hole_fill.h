/// \file
/// What might have been behind a thing that moved away.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `picture` (CV_8UC3) with every pixel where `hole` (CV_8UC1) is set replaced by texture from
/// elsewhere in the picture; all other pixels unchanged. Deterministic.
///
/// Patch-based completion from coarse to fine (Wexler, Shechtman & Irani 2007) with PatchMatch as
/// the search (Barnes et al. 2009), on at most 480 pixels a side; the finest offsets then copy
/// full-resolution pixels, and their seams are levelled (poisson.h). Likeness from far away,
/// above all from another height, counts less: light and distance differ there.
cv::Mat hole_filled(const cv::Mat& picture, const cv::Mat& hole);

}  // namespace kirin::engine::motion
