#include "engine/motion/ambient/splat.h"

#include <gtest/gtest.h>

namespace kirin::engine::motion {
namespace {

cv::Mat black() { return {60, 80, CV_8UC3, cv::Scalar(0, 0, 0)}; }

double total(const cv::Mat& frame) { return cv::sum(frame)[0] / 255; }

TEST(SplatTest, DiscHasItsAreaWhereverItIs) {
  for (const cv::Point2f at : {cv::Point2f(40, 30), cv::Point2f(40.3F, 30.7F)}) {
    cv::Mat frame = black();
    mix_disc(frame, at, 6, 0.2F, {255, 255, 255}, 1);
    EXPECT_NEAR(total(frame), 3.14159 * 6 * 6, 12);
    EXPECT_EQ(frame.at<cv::Vec3b>(30, 40)[0], 255);
  }
}

TEST(SplatTest, SmallDiscsFadeInsteadOfVanishing) {
  cv::Mat small = black();
  mix_disc(small, {40, 30}, 0.4F, 1, {255, 255, 255}, 1);
  cv::Mat large = black();
  mix_disc(large, {40, 30}, 0.8F, 1, {255, 255, 255}, 1);
  EXPECT_GT(total(small), 0);
  EXPECT_NEAR(total(small) / total(large), 0.25, 0.05);
}

TEST(SplatTest, StreakReachesFromEndToEndAndNoFurther) {
  for (const cv::Point2f to : {cv::Point2f(24, 50), cv::Point2f(60, 12), cv::Point2f(50, 45)}) {
    cv::Mat frame = black();
    mix_streak(frame, {20, 10}, to, 1, {255, 255, 255}, 1);
    const cv::Point2f middle = (cv::Point2f(20, 10) + to) * 0.5F;
    EXPECT_GT(frame.at<cv::Vec3b>(middle)[0], 180) << to;
    cv::Mat lit;
    cv::extractChannel(frame, lit, 0);
    const cv::Rect box = cv::Rect(cv::Point2i(18, 8), cv::Point2i(to) + cv::Point(4, 4));
    lit(box).setTo(0);
    EXPECT_EQ(cv::countNonZero(lit), 0) << to;
  }
}

TEST(SplatTest, WhatLiesOutsideIsCutOff) {
  cv::Mat frame = black();
  for (const cv::Point2f at : {cv::Point2f(-100, 5), cv::Point2f(500, 30), cv::Point2f(40, -70)}) {
    mix_disc(frame, at, 9, 1, {255, 255, 255}, 1);
    add_glow(frame, at, 12, {255, 255, 255});
    mix_ellipse(frame, at, {9, 4}, 0.5F, 1, {255, 255, 255}, 1);
    mix_streak(frame, at, at + cv::Point2f(2, 20), 1, {255, 255, 255}, 1);
  }
  EXPECT_EQ(total(frame), 0);
  mix_disc(frame, {0, 0}, 9, 0.2F, {255, 255, 255}, 1);
  EXPECT_NEAR(total(frame), 3.14159 * 81 / 4, 16);
}

TEST(SplatTest, NothingIsMixedInAtAlphaZero) {
  cv::Mat frame(60, 80, CV_8UC3, cv::Scalar(10, 77, 200));
  mix_disc(frame, {40, 30}, 9, 1, {255, 0, 255}, 0);
  add_glow(frame, {40, 30}, 9, {0, 0, 0});
  mix_streak(frame, {30, 20}, {40, 40}, 1, {255, 255, 255}, 0);
  EXPECT_EQ(cv::norm(frame, cv::Mat(60, 80, CV_8UC3, cv::Scalar(10, 77, 200)), cv::NORM_INF), 0);
}

}  // namespace
}  // namespace kirin::engine::motion
