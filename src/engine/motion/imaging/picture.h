/// \file
/// Pictures as OpenCV matrices (CV_8UC3, RGB), and their scaling. Private to the room.
#pragma once

#include <opencv2/core.hpp>

#include "media/image.h"

namespace kirin::engine::motion {

/// A matrix over the picture's own pixels: no copy, valid as long as the picture. Do not write to a
/// const one.
cv::Mat as_mat(const media::Image& image);
cv::Mat as_mat(media::Image& image);
/// Likewise CV_8UC1.
cv::Mat as_mat(const media::AlphaPlane& plane);

/// `picture` (8-bit, 1 or 3 channels) scaled to `size` with an antialiased cubic (Catmull-Rom,
/// widened where it shrinks; Keys 1981), pixel centres at half integers: what image programs call
/// bicubic.
cv::Mat resampled(const cv::Mat& picture, cv::Size size);

/// The part of `picture` that a frame of `size` shows: all of it where the aspect ratios differ by
/// less than 1.5% (rounding), else the largest centred crop of the frame's aspect ratio.
cv::Mat cover_crop(const cv::Mat& picture, cv::Size size);

/// The picture as a frame of `size`: cover_crop, then resampled.
cv::Mat fitted(const media::Image& image, cv::Size size);

/// Where the mask is bright (luma of at least 128), as CV_8UC1 of 0 and 255 at `size`; cropped like
/// `fitted`.
cv::Mat fitted_mask(const media::Image& mask, cv::Size size);

/// Rec. 709 luma, CV_8UC1.
cv::Mat luma_of(const cv::Mat& picture);

}  // namespace kirin::engine::motion
