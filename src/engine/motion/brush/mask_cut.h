/// \file
/// A generously painted mask cut back to the thing it was painted over.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// The part of `painted` (CV_8UC1, 0 and 255) that is the thing, perhaps with a few pixels around
/// where the painter stayed inside of its outline. `picture` is CV_8UC3 of the same size, some
/// hundred pixels a side.
///
/// A minimum cut between colours of the mask and colours around it (Boykov & Jolly 2001; iterated
/// as GrabCut does: Rother et al. 2004), with one difference that photographs asked for: what is
/// painted is the thing unless its colours are clearly those around, the more so the deeper inside
/// the mask it lies. Gaussian mixtures without that belief lost wheels and wings. Deterministic.
cv::Mat cut_to_thing(const cv::Mat& picture, const cv::Mat& painted);

}  // namespace kirin::engine::motion
