#include "engine/motion/join/tone_curves.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLevels = 256;

using Histogram = std::array<double, kLevels>;

/// The level below which `share` of a cumulated histogram lies.
double level_at(const Histogram& cumulated, double share) {
  const auto found = std::lower_bound(cumulated.begin(), cumulated.end(), share);
  const auto i =
      static_cast<std::size_t>(std::min<std::ptrdiff_t>(found - cumulated.begin(), kLevels - 1));
  const double below = i > 0 ? cumulated[i - 1] : 0;
  const double width = cumulated[i] - below;
  return static_cast<double>(i) - 0.5 + (width > 1e-12 ? (share - below) / width : 0.5);
}

/// Shares of all up to each level, in [0, 1].
Histogram cumulated(const Histogram& histogram) {
  Histogram sums{};
  double sum = 0;
  for (std::size_t i = 0; i < kLevels; ++i) {
    sum += histogram[i];
    sums[i] = sum;
  }
  for (double& value : sums) {
    value /= std::max(sum, 1e-9);
  }
  return sums;
}

/// What gives `from` the histogram of `to` (Gonzalez & Woods). The ends of a histogram hold too
/// little to go by: beyond the outer hundredths the curve goes on as it came.
std::array<float, kLevels> specified(const Histogram& from, const Histogram& to) {
  constexpr double kOuter = 0.01;
  const Histogram sums_from = cumulated(from);
  const Histogram sums_to = cumulated(to);
  std::array<float, kLevels> change{};
  for (std::size_t i = 0; i < kLevels; ++i) {
    const double below = i > 0 ? sums_from[i - 1] : 0;
    const double share = std::clamp((below + sums_from[i]) / 2, kOuter, 1 - kOuter);
    change[i] = static_cast<float>(level_at(sums_to, share) - level_at(sums_from, share));
  }
  cv::Mat row(1, kLevels, CV_32F, change.data());
  cv::Mat smooth;
  cv::GaussianBlur(row, smooth, {0, 0}, 5, 5, cv::BORDER_REPLICATE);
  std::array<float, kLevels> curve{};
  for (int i = 0; i < kLevels; ++i) {
    const float least = i > 0 ? curve[static_cast<std::size_t>(i) - 1] : 0;
    curve[static_cast<std::size_t>(i)] =
        std::clamp(static_cast<float>(i) + smooth.at<float>(0, i), least, 255.0F);
  }
  return curve;
}

}  // namespace

ToneCurves palette_curves(const cv::Mat& from, const cv::Mat& to) {
  cv::Scalar mean_from;
  cv::Scalar spread_from;
  cv::Scalar mean_to;
  cv::Scalar spread_to;
  cv::meanStdDev(from, mean_from, spread_from);
  cv::meanStdDev(to, mean_to, spread_to);
  ToneCurves curves;
  for (std::size_t c = 0; c < 3; ++c) {
    const int k = static_cast<int>(c);
    const double gain = std::clamp((spread_to[k] + 8) / (spread_from[k] + 8), 0.65, 1.5);
    const double shift = std::clamp(mean_to[k] - mean_from[k], -70.0, 70.0);
    for (std::size_t i = 0; i < kLevels; ++i) {
      const double moved = mean_from[k] + shift + gain * (static_cast<double>(i) - mean_from[k]);
      curves.level[c][i] = static_cast<float>(std::clamp(moved, 0.0, 255.0));
    }
    curves.strength = std::max(curves.strength, static_cast<float>(std::abs(shift)));
  }
  return curves;
}

ToneCurves matched_curves(const cv::Mat& from, const cv::Mat& to, const cv::Mat& weight) {
  CV_Assert(from.size() == to.size() && from.size() == weight.size());
  std::array<Histogram, 3> of_from{};
  std::array<Histogram, 3> of_to{};
  for (int y = 0; y < from.rows; ++y) {
    const auto* a = from.ptr<cv::Vec3b>(y);
    const auto* b = to.ptr<cv::Vec3b>(y);
    const auto* w = weight.ptr<float>(y);
    for (int x = 0; x < from.cols; ++x) {
      for (std::size_t c = 0; c < 3; ++c) {
        of_from[c][a[x][static_cast<int>(c)]] += static_cast<double>(w[x]);
        of_to[c][b[x][static_cast<int>(c)]] += static_cast<double>(w[x]);
      }
    }
  }
  ToneCurves curves;
  for (std::size_t c = 0; c < 3; ++c) {
    curves.level[c] = specified(of_from[c], of_to[c]);
    double moved = 0;
    double counted = 1e-6;
    for (std::size_t i = 0; i < kLevels; ++i) {
      moved +=
          of_from[c][i] * static_cast<double>(std::abs(curves.level[c][i] - static_cast<float>(i)));
      counted += of_from[c][i];
    }
    curves.strength = std::max(curves.strength, static_cast<float>(moved / counted));
  }
  return curves;
}

ToneTable tone_table(const ToneCurves& curves, double share, double veil, double veiled) {
  ToneTable table{};
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < kLevels; ++i) {
      const auto level = static_cast<double>(i);
      const double toned = level + share * (static_cast<double>(curves.level[c][i]) - level);
      const double seen = toned + veiled * (veil - toned);
      table[c][i] = static_cast<std::uint8_t>(std::clamp(seen + 0.5, 0.0, 255.0));
    }
  }
  return table;
}

void apply_tones(const ToneTable& table, int count, std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i, rgb += 3) {
    rgb[0] = table[0][rgb[0]];
    rgb[1] = table[1][rgb[1]];
    rgb[2] = table[2][rgb[2]];
  }
}

void mix_row(const float* share, int count, const std::uint8_t* over, std::uint8_t* rgb) {
  for (int x = 0; x < count; ++x) {
    const float part = static_cast<float>(x % kCell) / kCell;
    const float* point = share + x / kCell;
    const int factor = static_cast<int>((point[0] + (point[1] - point[0]) * part) * 256 + 0.5F);
    for (int c = 3 * x; c < 3 * x + 3; ++c) {
      rgb[c] = static_cast<std::uint8_t>((rgb[c] * (256 - factor) + over[c] * factor + 128) >> 8);
    }
  }
}

}  // namespace kirin::engine::motion
