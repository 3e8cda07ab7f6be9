#include "engine/motion/understanding/appearance.h"

#include <algorithm>
#include <array>
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

/// CIE L*a*b* under D65 of sRGB (IEC 61966-2-1). OpenCV's own fills its tables in software floating
/// point at first use, which costs a process that looks at one picture more than all conversions.
cv::Mat lab_of(const cv::Mat& rgb) {
  std::array<float, 256> linear{};
  for (std::size_t i = 0; i < linear.size(); ++i) {
    const double value = static_cast<double>(i) / 255;
    linear.at(i) = static_cast<float>(value <= 0.04045 ? value / 12.92
                                                       : std::pow((value + 0.055) / 1.055, 2.4));
  }
  const auto root = [](float t) {
    constexpr float kKnee = 216.0F / 24389;
    return t > kKnee ? std::cbrt(t) : (24389.0F / 27 * t + 16) / 116;
  };
  cv::Mat lab(rgb.size(), CV_32FC3);
  for (int y = 0; y < rgb.rows; ++y) {
    const auto* from = rgb.ptr<cv::Vec3b>(y);
    auto* to = lab.ptr<cv::Vec3f>(y);
    for (int x = 0; x < rgb.cols; ++x) {
      const float r = linear.at(from[x][0]);
      const float g = linear.at(from[x][1]);
      const float b = linear.at(from[x][2]);
      const float fx = root((0.412453F * r + 0.357580F * g + 0.180423F * b) / 0.950456F);
      const float fy = root(0.212671F * r + 0.715160F * g + 0.072169F * b);
      const float fz = root((0.019334F * r + 0.119193F * g + 0.950227F * b) / 1.088754F);
      to[x] = {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
    }
  }
  return lab;
}

}  // namespace

Appearance appearance_of(const cv::Mat& picture) {
  Appearance seen;
  const cv::Size size = fitting(picture.size(), kUnderstandingSide);
  seen.rgb = scaled(picture, size);
  luma_of(seen.rgb).convertTo(seen.grey, CV_32F, 1 / 255.0);
  cv::Mat unit;
  seen.rgb.convertTo(unit, CV_32F, 1 / 255.0);
  seen.lab = lab_of(seen.rgb);
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
