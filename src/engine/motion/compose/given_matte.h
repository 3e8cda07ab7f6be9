/// \file
/// A picture that comes cut out already: its own transparency says what is its subject.
#pragma once

#include <opencv2/core.hpp>
#include <span>

#include "engine/motion/compose/matte.h"
#include "engine/motion/compose/subject.h"

namespace kirin::engine::motion {

/// Whether `alpha` (CV_8UC1) cuts something out: more than 2% of the pixels are mostly transparent
/// and more than 3% mostly opaque. Rounded corners or a stray pixel do not.
bool is_cut_out(const cv::Mat& alpha);

/// The subject that `alpha`, a cut-out, leaves visible: no guess, so its confidence is 1. It goes
/// on below the picture where it meets the lower edge broadly. `faces` are those of the picture.
Subject given_subject(const cv::Mat& alpha, std::span<const Face> faces);

/// The box of all that is more than faintly visible in `alpha`, with a few pixels of room.
cv::Rect visible_box(const cv::Mat& alpha);

/// `colours` (CV_8UC3, RGB, not premultiplied) and their `alpha` at `size`: exactly the given edge,
/// resampled premultiplied (Porter & Duff 1984), so that no colour of a transparent pixel shows.
/// Where little is visible the colour is that of the subject around it.
Matte given_matte(const cv::Mat& colours, const cv::Mat& alpha, cv::Size size);

}  // namespace kirin::engine::motion
