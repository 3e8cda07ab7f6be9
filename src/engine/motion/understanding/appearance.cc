#include "engine/motion/understanding/appearance.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLeastSide = 16;

cv::Size fitting(cv::Size size, int longer) {
  const double shrink = static_cast<double>(longer) / std::max(size.width, size.height);
  return {std::max(kLeastSide, static_cast<int>(std::lround(size.width * shrink))),
          std::max(kLeastSide, static_cast<int>(std::lround(size.height * shrink)))};
}

cv::Mat scaled(const cv::Mat& picture, cv::Size size) {
  cv::Mat result;
  const bool is_smaller = size.width <= picture.cols && size.height <= picture.rows;
  cv::resize(picture, result, size, 0, 0, is_smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

/// Detail between the picture's own grain and a point: taken at twice the points' density, where
/// JPEG and sensor noise count little.
cv::Mat texture_of(const cv::Mat& picture, cv::Size size) {
  const cv::Mat twice = scaled(picture, size * 2);
  cv::Mat grey;
  luma_of(twice).convertTo(grey, CV_32F, 1 / 255.0);
  cv::Mat detail = cv::abs(grey - blurred(grey, 2));
  cv::resize(detail, detail, size, 0, 0, cv::INTER_AREA);
  return blurred(detail, 2.5);
}

}  // namespace

Appearance appearance_of(const cv::Mat& picture) {
  Appearance seen;
  const cv::Size size = fitting(picture.size(), kUnderstandingSide);
  seen.rgb = scaled(picture, size);
  luma_of(seen.rgb).convertTo(seen.grey, CV_32F, 1 / 255.0);
  cv::Mat unit;
  seen.rgb.convertTo(unit, CV_32F, 1 / 255.0);
  cv::cvtColor(unit, seen.lab, cv::COLOR_RGB2Lab);
  cv::Mat hsv;
  cv::cvtColor(unit, hsv, cv::COLOR_RGB2HSV);
  cv::extractChannel(hsv, seen.hue, 0);
  cv::extractChannel(hsv, seen.saturation, 1);
  cv::Sobel(seen.grey, seen.across, CV_32F, 1, 0, 3, 0.125);
  cv::Sobel(seen.grey, seen.down, CV_32F, 0, 1, 3, 0.125);
  cv::magnitude(seen.across, seen.down, seen.edge);
  seen.texture = texture_of(picture, size);
  return seen;
}

float smooth_between(float low, float high, float x) {
  const float t = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

cv::Mat blurred(const cv::Mat& field, double sigma) {
  cv::Mat soft;
  cv::GaussianBlur(field, soft, {}, sigma, sigma, cv::BORDER_REFLECT_101);
  return soft;
}

float percentile(const cv::Mat& field, double share, const cv::Mat& mask) {
  std::vector<float> values;
  values.reserve(field.total());
  for (int y = 0; y < field.rows; ++y) {
    const float* row = field.ptr<float>(y);
    for (int x = 0; x < field.cols; ++x) {
      if (mask.empty() || mask.at<std::uint8_t>(y, x) != 0) {
        values.push_back(row[x]);
      }
    }
  }
  if (values.empty()) {
    return 0;
  }
  const auto place =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

cv::Mat without_specks(const cv::Mat& mask, int least) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
  cv::Mat kept(mask.size(), CV_8U, cv::Scalar(0));
  for (int i = 1; i < count; ++i) {
    if (stats.at<int>(i, cv::CC_STAT_AREA) >= least) {
      kept.setTo(255, labels == i);
    }
  }
  return kept;
}

}  // namespace kirin::engine::motion
