#include "engine/motion/understanding/fire.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

struct FlameColours {
  cv::Mat rim;   ///< CV_8UC1
  cv::Mat core;  ///< likewise
};

FlameColours flame_colours_of(const Appearance& seen) {
  FlameColours colours{cv::Mat(seen.size(), CV_8U), cv::Mat(seen.size(), CV_8U)};
  for (int y = 0; y < seen.grey.rows; ++y) {
    for (int x = 0; x < seen.grey.cols; ++x) {
      const auto& pixel = seen.rgb.at<cv::Vec3b>(y, x);
      const bool is_ordered = pixel[0] >= pixel[1] && pixel[1] > pixel[2];
      const bool is_rim = is_ordered && pixel[0] > 140 && pixel[0] - pixel[2] > 60;
      const bool is_core = pixel[0] > 240 && pixel[1] > 195 && pixel[0] >= pixel[2];
      colours.rim.at<std::uint8_t>(y, x) = is_rim || is_core ? 255 : 0;
      colours.core.at<std::uint8_t>(y, x) = is_core ? 255 : 0;
    }
  }
  return colours;
}

float mean_of(const cv::Mat& field, const cv::Mat& mask) {
  return static_cast<float>(cv::mean(field, mask)[0]);
}

/// How much the blob in `mask` is a flame: it has a core, less saturated than its rim, stands in
/// the dark, and is no disc.
float flame_in(const Appearance& seen, const cv::Mat& mask, const cv::Mat& core) {
  const auto area = static_cast<float>(cv::countNonZero(mask));
  const float part = area / static_cast<float>(mask.total());
  const cv::Mat inner = mask & core;
  const cv::Mat rim = mask & ~core;
  const float hot = static_cast<float>(cv::countNonZero(inner)) / area;
  cv::Mat around;
  cv::dilate(mask, around, cv::getStructuringElement(cv::MORPH_ELLIPSE, {25, 25}));
  around &= ~mask;
  const float dark = mean_of(seen.grey, around);
  const float paling = mean_of(seen.saturation, rim) - mean_of(seen.saturation, inner);
  std::vector<cv::Point> points;
  cv::findNonZero(mask, points);
  const cv::RotatedRect box = cv::minAreaRect(points);
  const float wide = std::min(box.size.width, box.size.height) + 1;
  const float tall = std::max(box.size.width, box.size.height) + 1;
  // A disc fills 0.79 of a square; a flame is drawn out, or ragged.
  // Small and ragged is a lamp with rays.
  const float ragged =
      smooth_between(0.74F, 0.6F, area / (wide * tall)) * smooth_between(0.004F, 0.012F, part);
  const float drawn_out = smooth_between(1.25F, 1.7F, tall / wide);
  return smooth_between(0.0006F, 0.0015F, part) * smooth_between(0.02F, 0.1F, hot) *
         smooth_between(0.97F, 0.85F, hot) * smooth_between(0.4F, 0.22F, dark) *
         smooth_between(0.05F, 0.25F, paling) * std::max(ragged, drawn_out);
}

/// How much the blob in `mask` is smoke: it fades into what is around it, is shaded within itself,
/// and paler than its surroundings.
float smoke_in(const Appearance& seen, const cv::Mat& mask) {
  cv::Mat around;
  cv::dilate(mask, around, cv::getStructuringElement(cv::MORPH_ELLIPSE, {17, 17}));
  around &= ~mask;
  if (cv::countNonZero(around) == 0) {
    return 0;
  }
  cv::Scalar mean;
  cv::Scalar shading;
  cv::meanStdDev(seen.grey, mean, shading, mask);
  const auto paler = static_cast<float>(mean[0]) - mean_of(seen.grey, around);
  return smooth_between(0.03F, 0.012F, percentile(seen.edge, 0.8, around)) *
         smooth_between(0.02F, 0.06F, static_cast<float>(shading[0])) *
         smooth_between(0.02F, 0.1F, paler);
}

}  // namespace

Region find_fire(const Appearance& seen, const Region& sky) {
  const float night = smooth_between(0.4F, 0.25F, percentile(seen.grey, 0.5));
  if (night < 0.05F) {
    return {};
  }
  FlameColours colours = flame_colours_of(seen);
  if (!sky.share.empty() && sky.trust > 0.3) {
    colours.rim.setTo(0, sky.share > 0.3F);
  }
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count =
      cv::connectedComponentsWithStats(colours.rim, labels, stats, centroids, 8, CV_32S);
  cv::Mat kept(seen.size(), CV_8U, cv::Scalar(0));
  float best = 0;
  for (int i = 1; i < count; ++i) {
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    if (area < static_cast<int>(labels.total() / 2500) ||
        area > static_cast<int>(labels.total() / 4)) {
      continue;
    }
    const cv::Mat blob = labels == i;
    const float flame = flame_in(seen, blob, colours.core);
    if (flame > 0.3F) {
      kept |= blob;
      best = std::max(best, flame);
    }
  }
  Region region;
  region.trust = 0.9 * night * best;
  if (region.trust < 0.05) {
    return {};
  }
  cv::Mat share;
  cv::dilate(kept, kept, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  kept.convertTo(share, CV_32F, 1 / 255.0);
  region.share = blurred(share, 1);
  return region;
}

Region find_smoke(const Appearance& seen, const Region& sky, const Region& water) {
  cv::Mat likely(seen.size(), CV_32F);
  for (int y = 0; y < likely.rows; ++y) {
    for (int x = 0; x < likely.cols; ++x) {
      likely.at<float>(y, x) = smooth_between(0.25F, 0.12F, seen.saturation.at<float>(y, x)) *
                               smooth_between(0.3F, 0.5F, seen.grey.at<float>(y, x)) *
                               smooth_between(0.012F, 0.005F, seen.texture.at<float>(y, x));
    }
  }
  for (const Region* other : {&sky, &water}) {
    if (!other->share.empty()) {
      likely = likely.mul(1 - other->share * std::min(1.0, 1.3 * other->trust));
    }
  }
  likely = blurred(likely, 2);
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count =
      cv::connectedComponentsWithStats(likely > 0.5F, labels, stats, centroids, 8, CV_32S);
  cv::Mat kept(seen.size(), CV_8U, cv::Scalar(0));
  float best = 0;
  for (int i = 1; i < count; ++i) {
    const auto part =
        static_cast<float>(stats.at<int>(i, cv::CC_STAT_AREA)) / static_cast<float>(labels.total());
    if (part < 0.01F || part > 0.6F) {
      continue;
    }
    const cv::Mat blob = labels == i;
    const float soft = smoke_in(seen, blob) * smooth_between(0.6F, 0.4F, part);
    if (soft > 0.3F) {
      kept |= blob;
      best = std::max(best, soft);
    }
  }
  constexpr double kMost = 0.45;  // never enough to move unasked
  Region region;
  region.trust = kMost * best;
  if (region.trust < 0.05) {
    return {};
  }
  kept.convertTo(region.share, CV_32F, 1 / 255.0);
  region.share = blurred(region.share, 4).mul(likely);
  return region;
}

}  // namespace kirin::engine::motion
