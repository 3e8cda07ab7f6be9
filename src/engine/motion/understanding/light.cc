#include "engine/motion/understanding/light.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

/// How bright the brightest channel is: a red lamp's luma is low.
cv::Mat value_of(const Appearance& seen) {
  cv::Mat value(seen.size(), CV_32F);
  for (int y = 0; y < value.rows; ++y) {
    const auto* pixels = seen.rgb.ptr<cv::Vec3b>(y);
    for (int x = 0; x < value.cols; ++x) {
      value.at<float>(y, x) =
          static_cast<float>(std::max({pixels[x][0], pixels[x][1], pixels[x][2]})) / 255;
    }
  }
  return value;
}

}  // namespace

Region find_lights(const Appearance& seen, const Region& vegetation) {
  const cv::Mat value = value_of(seen);
  const float middle = percentile(value, 0.5);
  const float high = percentile(value, 0.85);
  const float dark = smooth_between(0.42F, 0.3F, middle) * smooth_between(0.65F, 0.45F, high);
  // By night leaves are not green.
  float green = 0;
  if (!vegetation.share.empty()) {
    green = static_cast<float>(vegetation.trust * cv::mean(vegetation.share)[0]);
  }
  const float night = dark * smooth_between(0.3F, 0.1F, green);
  if (night < 0.05F) {
    return {};
  }
  const int widest = kUnderstandingSide / 14;
  cv::Mat opened;
  cv::morphologyEx(value, opened, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {widest, widest}));
  const cv::Mat above = value - opened;
  cv::Mat spots = (above > 0.3F) & (value > 0.5F);
  if (!vegetation.share.empty()) {
    // The sky between leaves is as bright and as small.
    cv::Mat among;
    cv::dilate(vegetation.share, among, cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 11}));
    spots.setTo(0, among > 0.4F);
  }
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(spots, labels, stats, centroids, 8, CV_32S);
  cv::Mat kept(seen.size(), CV_8U, cv::Scalar(0));
  int lights = 0;
  for (int i = 1; i < count; ++i) {
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    const int width = stats.at<int>(i, cv::CC_STAT_WIDTH);
    const int height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
    const int longer = std::max(width, height);
    const bool is_compact = area * 3 >= width * height && longer <= 3 * std::min(width, height);
    if (area <= static_cast<int>(spots.total() / 150) && (longer <= 4 || is_compact)) {
      kept.setTo(255, labels == i);
      ++lights;
    }
  }
  if (lights == 0) {
    return {};
  }
  // Everything that sparkles at once is texture, not lamps.
  const auto sparkle =
      static_cast<float>(cv::countNonZero(spots)) / static_cast<float>(spots.total());
  const auto brightest = percentile(value, 0.9, kept);
  Region region;
  region.trust = night * smooth_between(0.8F, 0.97F, brightest) *
                 smooth_between(0.08F, 0.03F, sparkle) *
                 (0.5F + 0.5F * smooth_between(0, 6, static_cast<float>(lights)));
  if (region.trust < 0.05) {
    return {};
  }
  cv::Mat share;
  cv::dilate(kept, kept, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  kept.convertTo(share, CV_32F, 1 / 255.0);
  region.share = blurred(share, 1.2);
  return region;
}

}  // namespace kirin::engine::motion
