/// \file
/// Clips as users get them: encoded, then decoded by ffmpeg.
#pragma once

#include <opencv2/core.hpp>

#include "engine/engine.h"

namespace kirin::quality {

/// Pictures as video holds them: Y'CbCr 4:2:0, BT.709, all planes in one row of values.
struct EncodedEnds {
  cv::Mat first;  ///< CV_8UC1
  cv::Mat last;
};

/// `picture` as it goes into an encoder: what EncodedEnds are compared with, so that a measure
/// tells of the engine and the encoder and not of thinner chroma, which every player has.
cv::Mat as_video(const media::Image& picture);

/// The first and the last frame of the job's clip (`frame_count` frames), through the MP4 that
/// ClipWriter makes with its ordinary settings. Fails the running test where something does not
/// work.
EncodedEnds encoded_ends(const engine::GenerationJob& job);

/// The frames between `first` and `last` (RGB, of one size) at the times 1/`parts`, 2/`parts` … by
/// ffmpeg's motion-compensated `minterpolate`.
std::vector<cv::Mat> minterpolated(const cv::Mat& first, const cv::Mat& last, int parts);

}  // namespace kirin::quality
