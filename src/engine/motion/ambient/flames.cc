#include "engine/motion/ambient/flames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kBend = 0.05;       ///< of a flame's height, at its tip
constexpr double kFarthest = 0.005;  ///< heights of the picture
constexpr int kMostFlames = 64;

/// One tongue: how fast, how long (flame heights), how strong, and how much of it stretches.
struct Tongue {
  double hz;
  double length;
  double strength;
  double stretch;
};
constexpr std::array<Tongue, 4> kTongues = {
    {{1.1, 2.4, 0.8, 0.3}, {1.9, 1.3, 0.55, 0.9}, {3.1, 0.9, 0.4, 0.5}, {4.6, 0.7, 0.25, 1.0}}};

/// A flame and the air around it that goes along, in cells.
struct Flame {
  double middle;
  double half_width;
  double foot;
  double height;
  double above;  ///< of the tip, until nothing moves
};

std::vector<Flame> flames_of(const cv::Mat& share) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const cv::Mat spots = share > 0.4F;
  const int count = cv::connectedComponentsWithStats(spots, labels, stats, centroids, 8, CV_32S);
  std::vector<Flame> flames;
  for (int i = 1; i < std::min(count, kMostFlames + 1); ++i) {
    const auto stat = [&](int which) { return static_cast<double>(stats.at<int>(i, which)); };
    const double width = stat(cv::CC_STAT_WIDTH);
    const double height = stat(cv::CC_STAT_HEIGHT);
    if (height < 3) {
      continue;  // a spark
    }
    flames.push_back(
        {stat(cv::CC_STAT_LEFT) + width / 2 - 0.5, width / 2 + std::clamp(width / 2, 3.0, 8.0),
         stat(cv::CC_STAT_TOP) + height - 0.5, height, std::clamp(height / 2, 4.0, 10.0)});
  }
  return flames;
}

double smoothstep(double from, double to, double x) {
  x = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// How far `flame` reaches at a cell, [0, 1]: 0 at its foot and around it.
double part_at(const Flame& flame, int x, int y) {
  const double across = (x - flame.middle) / flame.half_width;
  const double up = flame.foot - y;
  if (std::abs(across) >= 1 || up <= 0 || up >= flame.height + flame.above) {
    return 0;
  }
  const double beside = 1 - across * across;
  return beside * beside * smoothstep(0.05, 1, up / flame.height) *
         (1 - smoothstep(0.15 * flame.above, flame.above, up - flame.height));
}

}  // namespace

Oscillation licking_flames(const cv::Mat& share, const FlameLook& look, const Passage& passage) {
  const cv::Size grid = share.size();
  const std::vector<Flame> flames = flames_of(share);
  Oscillation licking(cv::Rect({0, 0}, grid));
  if (flames.empty()) {
    return licking;
  }
  Dice dice(look.seed ^ 0xF1A3);
  for (const Tongue& tongue : kTongues) {
    Wave wave{tongue.hz, cv::Mat::zeros(grid, CV_32FC2), cv::Mat::zeros(grid, CV_32F)};
    for (const Flame& flame : flames) {
      // No further than the air around it lets it bend without a fold.
      const double tip = std::min(
          {look.amount * kBend * flame.height, kFarthest * grid.height, 0.16 * flame.half_width});
      const double start = dice.unit();
      const cv::Rect box = cv::Rect(static_cast<int>(flame.middle - flame.half_width) - 1,
                                    static_cast<int>(flame.foot - flame.height - flame.above) - 1,
                                    static_cast<int>(2 * flame.half_width) + 3,
                                    static_cast<int>(flame.height + flame.above) + 3) &
                           cv::Rect({0, 0}, grid);
      for (int y = box.y; y < box.y + box.height; ++y) {
        for (int x = box.x; x < box.x + box.width; ++x) {
          const double far = tip * tongue.strength * part_at(flame, x, y);
          cv::Vec2f& most = wave.amplitude.at<cv::Vec2f>(y, x);
          if (far <= most[0] * grid.width) {
            continue;
          }
          most = {static_cast<float>(far / grid.width),
                  static_cast<float>(tongue.stretch * far / grid.height)};
          // Crests run upwards: what is higher comes later.
          const double up = (flame.foot - y) / flame.height;
          wave.phase.at<float>(y, x) = static_cast<float>(kTurn * (start + up / tongue.length));
        }
      }
    }
    licking.add(wave, passage);
  }
  return licking;
}

cv::Mat warm_lights(const cv::Mat& lights, const cv::Mat& picture, cv::Size grid) {
  cv::Mat colour;
  cv::resize(picture, colour, grid, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(colour, colour, {}, 1.5);
  cv::Mat warm;
  cv::resize(lights, warm, grid, 0, 0, cv::INTER_AREA);
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      const cv::Vec3b c = colour.at<cv::Vec3b>(y, x);
      warm.at<float>(y, x) *= static_cast<float>(
          smoothstep(1.1, 1.35, c[0] / std::max(1.0, static_cast<double>(c[2]))));
    }
  }
  return warm;
}

}  // namespace kirin::engine::motion
