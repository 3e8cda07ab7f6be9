/// \file
/// The light and colour of one picture brought towards another's.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// One curve for each channel, from levels to levels, both in [0, 255].
struct ToneCurves {
  std::array<std::array<float, 256>, 3> level{};
  float strength = 0;  ///< by how many levels they change the picture they were made for
};

/// Curves that give `from` (CV_8UC3) the means and spreads of `to` in each channel (Reinhard et al.
/// 2001, in the pictures' own space), within what a picture bears.
ToneCurves palette_curves(const cv::Mat& from, const cv::Mat& to);

/// Curves that give `from` the histograms of `to`, which shows the same places (both CV_8UC3), each
/// counted by `weight` (CV_32FC1). Monotone. Histograms and not pairs: a mean over pairs that are
/// a little out of place would take contrast away.
ToneCurves matched_curves(const cv::Mat& from, const cv::Mat& to, const cv::Mat& weight);

/// A table a channel: level + share * (curve - level), then towards `veil` by `veiled`.
using ToneTable = std::array<std::array<std::uint8_t, 256>, 3>;
ToneTable tone_table(const ToneCurves& curves, double share, double veil = 0, double veiled = 0);

/// Looks `count` RGB pixels up.
void apply_tones(const ToneTable& table, int count, std::uint8_t* rgb);

/// Mixes the row `over` into `rgb` by `share` in [0, 1], given for every kCell-th pixel.
void mix_row(const float* share, int count, const std::uint8_t* over, std::uint8_t* rgb);

}  // namespace kirin::engine::motion
