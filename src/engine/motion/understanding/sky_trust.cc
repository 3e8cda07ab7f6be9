#include "engine/motion/understanding/sky_trust.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kirin::engine::motion {
namespace {

double mean_of(const cv::Mat& field, const cv::Mat& mask) { return cv::mean(field, mask)[0]; }

/// The sky's lower border: the mean step of colour (CIE Lab) across it, how much of that step
/// happens at once (a blurred background fades), and how far it strays from one row, as a part of
/// the height.
struct Border {
  double step = 0;
  double sharpness = 0;
  double spread = 1;
};

Border border_of(const Appearance& seen, const cv::Mat& sky) {
  constexpr int kFar = 6;
  double near = 0;
  double far = 0;
  int count = 0;
  std::vector<int> rows;
  for (int x = 0; x < sky.cols; ++x) {
    for (int y = kFar; y + kFar < sky.rows; ++y) {
      if (sky.at<std::uint8_t>(y, x) != 0 && sky.at<std::uint8_t>(y + 1, x) == 0) {
        double best = 0;
        for (int at = y - 2; at <= y + 2; ++at) {
          best = std::max(best, cv::norm(seen.lab.at<cv::Vec3f>(at - 1, x) -
                                         seen.lab.at<cv::Vec3f>(at + 1, x)));
        }
        near += best;
        far +=
            cv::norm(seen.lab.at<cv::Vec3f>(y - kFar + 1, x) - seen.lab.at<cv::Vec3f>(y + kFar, x));
        ++count;
        rows.push_back(y);
        break;
      }
    }
  }
  if (count == 0) {
    return {};
  }
  const auto middle = rows.begin() + count / 2;
  std::nth_element(rows.begin(), middle, rows.end());
  double off = 0;
  for (const int row : rows) {
    off += std::abs(row - *middle);
  }
  return {far / count, near / std::max(far, 1.0), off / count / sky.rows};
}

/// How much of the rest of the picture has the sky's colours: next to nothing where it is one, much
/// where it is a wall or paper.
double repeated(const Appearance& seen, const cv::Mat& sky, const cv::Mat& rest) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(seen.lab, mean, deviation, sky);
  int same = 0;
  int all = 0;
  for (int y = 0; y < sky.rows; ++y) {
    for (int x = 0; x < sky.cols; ++x) {
      if (rest.at<std::uint8_t>(y, x) != 0) {
        const auto& lab = seen.lab.at<cv::Vec3f>(y, x);
        double sum = 0;
        for (int c = 0; c < 3; ++c) {
          const double off = (lab[c] - mean[c]) / (deviation[c] + 3);
          sum += off * off;
        }
        same += sum < 4 ? 1 : 0;
        ++all;
      }
    }
  }
  return all == 0 ? 0 : static_cast<double>(same) / all;
}

/// How much of the sky's width is left at the rows where it is widest: 1 where the upper edge is
/// the widest, as skies have it.
double hangs_wide(const cv::Mat& sky) {
  cv::Mat widths;
  cv::reduce(sky, widths, 1, cv::REDUCE_AVG, CV_32F);
  double widest = 0;
  cv::minMaxLoc(widths, nullptr, &widest);
  const double top = cv::mean(widths.rowRange(0, std::min(3, widths.rows)))[0];
  return widest <= 0 ? 0 : top / widest;
}

}  // namespace

double sky_trust(const Appearance& seen, const cv::Mat& sky, const SkyColours& colours) {
  const auto between = [](double low, double high, double x) {
    return static_cast<double>(
        smooth_between(static_cast<float>(low), static_cast<float>(high), static_cast<float>(x)));
  };
  const double share =
      static_cast<double>(cv::countNonZero(sky)) / static_cast<double>(sky.total());
  const cv::Mat rest = sky == 0;
  const double touch =
      static_cast<double>(cv::countNonZero(sky.rowRange(0, std::min(3, sky.rows)))) /
      (3.0 * sky.cols);
  const double brighter = mean_of(seen.grey, sky) - mean_of(seen.grey, rest);
  const Border border = border_of(seen, sky);
  double trust = between(0.25, 0.7, mean_of(colours.likely, sky));
  trust *= between(0.01, 0.06, share);
  trust *= between(0.1, 0.4, touch);
  trust *= between(0.03, 0.012, percentile(seen.texture, 0.5, sky));
  // Blue is mostly sky, whatever is around. Other colours are so only where all else agrees.
  double other = 0.9 * between(0.02, 0.25, brighter);
  other *= between(0.35, 0.8, touch);
  other *= between(0.5, 0.9, hangs_wide(sky));
  other *= between(0.2, 0.06, repeated(seen, sky, rest));
  other *= between(6, 18, border.step) * between(0.25, 0.5, border.sharpness);
  other *= between(0.012, 0.006, percentile(seen.texture, 0.5, sky));
  // Its border is sharp, or level where haze or dusk softens it; what fills only a part of the
  // upper edge is the sky beside something, so brighter and like nothing else.
  const double level = between(0.16, 0.06, border.spread);
  double blue = 0.2 + 0.8 * std::max(between(0.45, 0.62, border.sharpness), level);
  blue *= share > 0.9 ? 0.8 : between(3, 12, border.step);
  blue *= std::max(between(0.4, 0.75, touch),
                   between(0.2, 0.08, repeated(seen, sky, rest)) * between(0, 0.15, brighter));
  // Blurred blue shapes that recur all over are a background out of focus.
  blue *= std::max(
      {level, between(0.45, 0.2, repeated(seen, sky, rest)), between(0.55, 0.8, border.sharpness)});
  const double part = between(0.2, 0.6, mean_of(colours.blue, sky));
  return trust * (part * std::max(blue, other) + (1 - part) * other);
}

}  // namespace kirin::engine::motion
