#include "engine/motion/compose/common_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

cv::Mat lab_of(const cv::Mat& rgb) {
  cv::Mat lab;
  rgb.convertTo(lab, CV_32F, 1 / 255.0);
  cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
  return lab;
}

/// How a subject's Lab values change: around `mean`, by `gain`, to `target`.
struct Shift {
  cv::Scalar mean;
  cv::Scalar target;
  cv::Scalar gain;
};

Shift shift_between(const cv::Mat& around, const cv::Mat& subject, const cv::Mat& alpha) {
  cv::Scalar mean_around;
  cv::Scalar spread_around;
  cv::meanStdDev(around, mean_around, spread_around);
  Shift shift;
  cv::Scalar spread;
  double densest = 0;  // of glass or smoke, less than opaque
  cv::minMaxLoc(alpha, nullptr, &densest);
  cv::meanStdDev(subject, shift.mean, spread, alpha > 0.78 * densest);
  constexpr std::array kMost = {kMostLight, kMostHue, kMostHue};
  constexpr std::array kPart = {0.45, 0.35, 0.35};
  for (int c = 0; c < 3; ++c) {
    const auto most = kMost[static_cast<std::size_t>(c)];
    const double way = (mean_around[c] - shift.mean[c]) * kPart[static_cast<std::size_t>(c)];
    shift.target[c] = shift.mean[c] + std::clamp(way, -most, most);
    shift.gain[c] = std::clamp(std::pow((spread_around[c] + 4) / (spread[c] + 4), 0.25), 0.88, 1.1);
  }
  return shift;
}

/// A lightness after an exposure that takes `mean` to about `target`: darker by a factor, lighter
/// without washing out what is light already.
float exposed(float lightness, double mean, double target) {
  if (target <= mean) {
    return lightness * static_cast<float>(target / std::max(1.0, mean));
  }
  return lightness + static_cast<float>(target - mean) * 1.4F * (1 - lightness / 100);
}

/// The surroundings' coarse light in L, less its mean, bounded.
cv::Mat shading_of(const cv::Mat& around, cv::Size size) {
  cv::Mat light;
  cv::extractChannel(around, light, 0);
  cv::GaussianBlur(light, light, {}, 0.25 * std::min(light.cols, light.rows), 0,
                   cv::BORDER_REPLICATE);
  light = (light - cv::mean(light)) * 0.3;
  light = cv::min(cv::max(light, -9.0), 9.0);
  cv::resize(light, light, size, 0, 0, cv::INTER_LINEAR);
  return light;
}

/// How much of a pixel is rim, [0, 1]: close to where alpha ends.
cv::Mat rim_of(const cv::Mat& alpha) {
  cv::Mat rim;
  cv::Mat small;
  cv::resize(alpha, small, {std::max(4, alpha.cols / 4), std::max(4, alpha.rows / 4)}, 0, 0,
             cv::INTER_AREA);
  small.convertTo(small, CV_32F, 1 / 255.0);
  // The lower edge of a portrait is no rim, and what is cut by the crop is none either.
  cv::GaussianBlur(small, small, {}, 0.011 * std::max(small.cols, small.rows), 0,
                   cv::BORDER_REPLICATE);
  cv::resize(small, rim, alpha.size(), 0, 0, cv::INTER_LINEAR);
  rim = cv::max(1 - rim, 0.0);
  return rim;
}

}  // namespace

LightGuess guess_light(const cv::Mat& surroundings) {
  cv::Mat small;
  cv::resize(surroundings, small, {48, 32}, 0, 0, cv::INTER_AREA);
  cv::Mat light;
  cv::extractChannel(lab_of(small), light, 0);
  cv::GaussianBlur(light, light, {}, 1.5, 0, cv::BORDER_REPLICATE);
  double most = 0;
  cv::minMaxLoc(light, nullptr, &most);
  const double mean = cv::mean(light)[0];
  double sum = 1e-6;
  cv::Point2d centre;
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const double above = std::max(0.0, light.at<float>(y, x) - (mean + 0.6 * (most - mean)));
      sum += above * above;
      centre += above * above * cv::Point2d((x + 0.5) / light.cols, (y + 0.5) / light.rows);
    }
  }
  centre /= sum;
  LightGuess guess;
  guess.side = std::clamp(2.4 * (centre.x - 0.5), -1.0, 1.0);
  guess.contrast = std::clamp((most - mean - 18) / 40, 0.0, 1.0);
  guess.is_behind = centre.y < 0.55 && guess.contrast > 0.35;
  return guess;
}

void match_light(const cv::Mat& around, Matte& subject) {
  cv::Mat small;
  cv::resize(around, small, {std::min(64, around.cols), std::min(64, around.rows)}, 0, 0,
             cv::INTER_AREA);
  const cv::Mat lab_around = lab_of(small);
  cv::Mat lab = lab_of(subject.colour);
  const Shift shift = shift_between(lab_around, lab, subject.alpha);
  const cv::Mat shading = shading_of(lab_around, lab.size());
  const cv::Mat rim = rim_of(subject.alpha);
  cv::Mat wrapped;
  cv::GaussianBlur(lab_around, wrapped, {}, 3, 0, cv::BORDER_REPLICATE);
  cv::resize(wrapped, wrapped, lab.size(), 0, 0, cv::INTER_LINEAR);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (subject.alpha.at<std::uint8_t>(y, x) == 0) {
        continue;
      }
      cv::Vec3f& value = lab.at<cv::Vec3f>(y, x);
      value[0] = exposed(value[0], shift.mean[0], shift.target[0]);
      for (int c = 1; c < 3; ++c) {
        value[c] = static_cast<float>(shift.target[c] + (value[c] - shift.mean[c]) * shift.gain[c]);
      }
      value[0] = std::clamp(value[0] + shading.at<float>(y, x), 0.0F, 100.0F);
      const float wrap = 0.45F * rim.at<float>(y, x);
      value += (wrapped.at<cv::Vec3f>(y, x) - value) * wrap;
    }
  }
  cv::cvtColor(lab, lab, cv::COLOR_Lab2RGB);
  lab.convertTo(subject.colour, CV_8U, 255);
}

GroundShadow shadow_of(const cv::Mat& alpha, const LightGuess& light) {
  constexpr int kHeight = 96;  // of the subject's box, in pixels of the field
  const int width = std::clamp(kHeight * alpha.cols / alpha.rows, 16, 4 * kHeight);
  cv::Mat shape;
  cv::resize(alpha, shape, {width, kHeight}, 0, 0, cv::INTER_AREA);
  shape.convertTo(shape, CV_32F, 1 / 255.0);

  GroundShadow shadow;
  const int room = kHeight / 3;
  shadow.room_x = static_cast<double>(room) / width;
  shadow.room_above = 0;
  shadow.room_below = static_cast<double>(room) / kHeight;
  const cv::Size size(width + 2 * room, kHeight + room);
  const int foot = kHeight - 1;

  // Cast: the outline laid flat, away from the light. Row y of the field shows the outline's height
  // |y - foot| / flat.
  const double flat = light.is_behind ? 0.28 : 0.20;
  const double lean = -light.side * (light.is_behind ? 0.9 : 1.2) + (light.side == 0 ? 0.25 : 0);
  const double forward = light.is_behind ? 1 : -1;
  cv::Mat cast;
  // Output (x, y) takes the outline at height h = forward (y - foot) / flat above its foot.
  const cv::Matx23d laid(1, -lean * forward, -room + lean * forward * foot, 0, -forward / flat,
                         foot + forward * foot / flat);
  cv::warpAffine(shape, cast, laid, size, cv::INTER_AREA | cv::WARP_INVERSE_MAP,
                 cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::Mat soft;
  cv::GaussianBlur(cast, cast, {}, 2.0);
  cv::GaussianBlur(cast, soft, {}, 6.0);

  // Touching: columns whose lowest point is near the foot darken the ground just there.
  std::vector<float> touching(static_cast<std::size_t>(size.width), 0.0F);
  std::vector<float> near(touching);  // less close: light from the sky is missing below it
  for (int x = 0; x < width; ++x) {
    int lowest = -1;
    for (int y = kHeight - 1; y >= 0 && lowest < 0; --y) {
      lowest = shape.at<float>(y, x) > 0.5F ? y : -1;
    }
    if (lowest >= 0) {
      touching[static_cast<std::size_t>(x + room)] =
          std::exp(-static_cast<float>(foot - lowest) / (0.05F * kHeight));
      near[static_cast<std::size_t>(x + room)] =
          std::exp(-static_cast<float>(foot - lowest) / (0.35F * kHeight));
    }
  }
  cv::Mat contact = cv::Mat::zeros(size, CV_32F);
  const cv::Mat close(1, size.width, CV_32F, touching.data());
  const cv::Mat wide(1, size.width, CV_32F, near.data());
  const auto fall = [](float distance, float reach) {
    return std::exp(-0.5F * distance * distance / (reach * reach));
  };
  for (int y = 0; y < size.height; ++y) {
    const auto away = static_cast<float>(y - foot);
    contact.row(y) = close * (0.55F * fall(away, 0.025F * kHeight)) +
                     wide * (0.38F * fall(away - 1, 0.065F * kHeight));
  }
  cv::GaussianBlur(contact, contact, {}, 3.5, 1.0);

  const double hard = 0.20 + 0.30 * light.contrast;
  shadow.light.create(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    const float far =
        std::clamp(std::abs(static_cast<float>(y - foot)) / (0.25F * kHeight), 0.0F, 1.0F);
    for (int x = 0; x < size.width; ++x) {
      const float thrown = cast.at<float>(y, x) * (1 - far) + soft.at<float>(y, x) * far;
      const float dark = 1 - static_cast<float>(hard) * thrown * (1 - 0.5F * far);
      shadow.light.at<float>(y, x) = dark * (1 - std::min(0.85F, contact.at<float>(y, x)));
    }
  }
  return shadow;
}

}  // namespace kirin::engine::motion
