#include "engine/motion/view/lens_blur.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr double kFirst = 1.0 / 1280;  // radius of the first level: a pixel at 720p
constexpr double kGrowth = 1.8;        // a mix of two levels still looks like one disc
constexpr double kLargest = 5;         // radius in pixels above which a level is kept at half size

constexpr int kLinearSteps = 4096;

/// sRGB to linear light and back (IEC 61966-2-1).
float linear_of(double value) {
  return static_cast<float>(value <= 0.04045 ? value / 12.92
                                             : std::pow((value + 0.055) / 1.055, 2.4));
}
double encoded_of(double light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

cv::Mat in_linear_light(const cv::Mat& picture) {
  cv::Mat table(1, 256, CV_32F);
  for (int i = 0; i < 256; ++i) {
    table.at<float>(i) = linear_of(i / 255.0);
  }
  cv::Mat light;
  cv::LUT(picture, table, light);
  return light;
}

cv::Mat encoded(const cv::Mat& light) {
  // Steps of the square root, which are about as wide as the eye's own.
  static const std::array<std::uint8_t, kLinearSteps + 1> kTable = [] {
    std::array<std::uint8_t, kLinearSteps + 1> table{};
    for (int i = 0; i <= kLinearSteps; ++i) {
      const double root = static_cast<double>(i) / kLinearSteps;
      table[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>(std::lround(255 * encoded_of(root * root)));
    }
    return table;
  }();
  cv::Mat picture(light.size(), CV_8UC3);
  for (int y = 0; y < light.rows; ++y) {
    const auto* from = light.ptr<float>(y);
    std::uint8_t* to = picture.ptr(y);
    for (int i = 0; i < 3 * light.cols; ++i) {
      const float root = std::sqrt(std::clamp(from[i], 0.0F, 1.0F));
      to[i] = kTable[static_cast<std::size_t>(root * kLinearSteps + 0.5F)];
    }
  }
  return picture;
}

/// The mean over a disc of `radius` pixels around each pixel; `field` is CV_32F with any number of
/// channels and continues by its edge.
///
/// A disc is a stack of spans, and the sum of a span is a difference of two running sums. Where a
/// span ends inside a pixel, that pixel counts in part, so that the radius may be any number.
cv::Mat disc_mean(const cv::Mat& field, double radius) {
  const int reach = static_cast<int>(std::ceil(radius)) + 1;
  const int channels = field.channels();
  cv::Mat padded;
  cv::copyMakeBorder(field, padded, reach, reach, reach, reach, cv::BORDER_REPLICATE);
  const int count = padded.cols * channels;
  cv::Mat sums(padded.rows, count + channels, CV_32F, cv::Scalar(0));
  for (int y = 0; y < padded.rows; ++y) {
    const auto* from = padded.ptr<float>(y);
    auto* sum = sums.ptr<float>(y);
    for (int i = 0; i < count; ++i) {
      sum[i + channels] = sum[i] + from[i];
    }
  }
  cv::Mat mean(field.size(), field.type(), cv::Scalar::all(0));
  double area = 0;
  for (int dy = -reach; dy <= reach; ++dy) {
    const double height = std::clamp(radius + 0.5 - std::abs(dy), 0.0, 1.0);
    const double inside = radius * radius - dy * dy;
    const double half = std::max(0.0, std::sqrt(std::max(0.0, inside)));
    if (height <= 0) {
      continue;
    }
    const int whole = static_cast<int>(std::floor(half));
    const double rest = half - whole;
    area += height * (2 * whole + 1 + 2 * rest);
    const auto inner = static_cast<float>(height * (1 - rest));
    const auto outer = static_cast<float>(height * rest);
    for (int y = 0; y < field.rows; ++y) {
      const auto* sum = sums.ptr<float>(y + reach + dy) + channels * (reach - whole);
      auto* to = mean.ptr<float>(y);
      const int span = channels * (2 * whole + 1);
      for (int i = 0; i < field.cols * channels; ++i) {
        to[i] += inner * (sum[i + span] - sum[i]) +
                 outer * (sum[i + span + channels] - sum[i - channels]);
      }
    }
  }
  return mean / area;
}

/// The disc's mean, what is near not spreading into what is behind.
cv::Mat blurred(const cv::Mat& light, const cv::Mat& near, double radius) {
  const cv::Mat all = disc_mean(light, radius);
  if (near.empty()) {
    return all;
  }
  cv::Mat weighted = light.clone();
  cv::Mat weights(light.size(), CV_32F);
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const float weight = std::max(1 - near.at<float>(y, x), 1e-3F);
      weights.at<float>(y, x) = weight;
      weighted.at<cv::Vec3f>(y, x) *= weight;
    }
  }
  weighted = disc_mean(weighted, radius);
  weights = disc_mean(weights, radius);
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const cv::Vec3f behind = weighted.at<cv::Vec3f>(y, x) / weights.at<float>(y, x);
      const float share = near.at<float>(y, x);
      weighted.at<cv::Vec3f>(y, x) = all.at<cv::Vec3f>(y, x) * share + behind * (1 - share);
    }
  }
  return weighted;
}

}  // namespace

std::vector<BlurLevel> blur_levels(const cv::Mat& picture, const cv::Mat& near, double most) {
  CV_Assert(picture.type() == CV_8UC3);
  std::vector<BlurLevel> levels;
  cv::Mat light = in_linear_light(picture);
  for (double radius = kFirst;; radius *= kGrowth) {
    if (radius * light.cols > kLargest && std::min(light.cols, light.rows) > 64) {
      cv::resize(light, light, {(light.cols + 1) / 2, (light.rows + 1) / 2}, 0, 0, cv::INTER_AREA);
    }
    cv::Mat mask;
    if (!near.empty()) {
      cv::resize(near, mask, light.size(), 0, 0, cv::INTER_LINEAR);
    }
    levels.push_back({SampledPicture(encoded(blurred(light, mask, radius * light.cols))), radius});
    if (radius >= most) {
      return levels;
    }
  }
}

float level_of(const std::vector<BlurLevel>& levels, double radius) {
  double before = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (radius < levels[i].radius) {
      return static_cast<float>(static_cast<double>(i) +
                                std::max(0.0, (radius - before) / (levels[i].radius - before)));
    }
    before = levels[i].radius;
  }
  return static_cast<float>(levels.size());
}

}  // namespace kirin::engine::motion
