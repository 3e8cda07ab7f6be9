#include "engine/motion/view/lens_blur.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace kirin::engine::motion {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 180;

/// The level that is nearest to a blur of `radius`, at a fraction of its width and height.
cv::Vec3b seen(const BlurLevel& level, double x, double y) {
  const SampledPicture& picture = level.picture;
  const std::vector<float> at_x(2, static_cast<float>(x * picture.width() - 0.5));
  const std::vector<float> at_y(2, static_cast<float>(y * picture.height() - 0.5));
  cv::Vec3b pixel;
  sample_row({&picture, at_x.data(), at_y.data()}, 1, pixel.val);
  return pixel;
}

TEST(LensBlurTest, RadiiGrowUpToTheMostAskedFor) {
  const auto levels = blur_levels(cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar(9, 9, 9)), {}, 0.02);
  ASSERT_GE(levels.size(), 2U);
  EXPECT_GE(levels.back().radius, 0.02);
  EXPECT_LT(levels[levels.size() - 2].radius, 0.02);
  EXPECT_EQ(level_of(levels, 0), 0);
  EXPECT_FLOAT_EQ(level_of(levels, levels[1].radius), 2);
  EXPECT_FLOAT_EQ(level_of(levels, (levels[0].radius + levels[1].radius) / 2), 1.5);
  EXPECT_FLOAT_EQ(level_of(levels, 1), static_cast<float>(levels.size()));
}

TEST(LensBlurTest, FlatColoursStayUpToTheEdges) {
  const cv::Scalar colour(200, 90, 7);
  for (const BlurLevel& level : blur_levels(cv::Mat(kHeight, kWidth, CV_8UC3, colour), {}, 0.03)) {
    for (const double x : {0.001, 0.3, 0.999}) {
      for (const double y : {0.001, 0.5, 0.999}) {
        const cv::Vec3b pixel = seen(level, x, y);
        for (int c = 0; c < 3; ++c) {
          EXPECT_NEAR(pixel[c], colour[c], 1);
        }
      }
    }
  }
}

TEST(LensBlurTest, APointOfLightBecomesADiscThatKeepsItsLight) {
  cv::Mat picture(kHeight, kWidth, CV_8UC3, cv::Scalar(0, 0, 0));
  picture(cv::Rect(158, 88, 5, 5)).setTo(cv::Scalar(255, 255, 255));
  const BlurLevel level = blur_levels(picture, {}, 0.03).back();
  const double radius = level.radius * kWidth;  // about 11 pixels
  const double expected = 25 / (CV_PI * radius * radius);
  const auto light = [&](double dx) {
    const double value = seen(level, (160.5 + dx) / kWidth, 0.5 + 0.5 / kHeight)[1] / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  EXPECT_NEAR(light(0), expected, 0.25 * expected);
  EXPECT_NEAR(light(radius - 4), expected, 0.3 * expected) << "a disc, not a bell";
  EXPECT_LT(light(radius + 5), 0.1 * expected);
}

TEST(LensBlurTest, WhatIsNearDoesNotGlowIntoWhatIsBehind) {
  cv::Mat picture(kHeight, kWidth, CV_8UC3, cv::Scalar(20, 40, 60));
  cv::Mat near(kHeight, kWidth, CV_32F, cv::Scalar(0));
  const cv::Rect subject(100, 0, 80, kHeight);
  picture(subject).setTo(cv::Scalar(250, 250, 250));
  near(subject).setTo(cv::Scalar(1));
  const BlurLevel open = blur_levels(picture, {}, 0.03).back();
  const BlurLevel kept = blur_levels(picture, near, 0.03).back();
  EXPECT_GT(seen(open, 96.0 / kWidth, 0.5)[0], 80);
  EXPECT_LE(seen(kept, 96.0 / kWidth, 0.5)[0], 24);
  // Its own edge is out of focus all the same.
  EXPECT_LT(seen(kept, 103.0 / kWidth, 0.5)[0], 235);
}

}  // namespace
}  // namespace kirin::engine::motion
