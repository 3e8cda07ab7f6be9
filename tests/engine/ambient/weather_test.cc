#include "engine/motion/ambient/weather.h"

#include <gtest/gtest.h>

#include "engine/ambient/painted_scene.h"
#include "engine/motion/ambient/fog.h"

namespace kirin::engine::motion {
namespace {

using painted::kFrame;
using painted::PaintedScene;

class EachWeather : public testing::TestWithParam<const char*> {
 protected:
  cv::Mat frame_at(double t, const CameraPose& pose = {}, bool is_arriving = false) const {
    const AmbientMotion motion = scene_.motion(GetParam(), 5, 0.5, is_arriving);
    cv::Mat frame = scene_.picture.clone();
    motion.draw_over(
        t, pose, [](cv::Point2f p) { return p; }, frame);
    return frame;
  }
  double change(const cv::Mat& a, const cv::Mat& b) const {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
  }

  PaintedScene scene_;
};

INSTANTIATE_TEST_SUITE_P(Ambient, EachWeather,
                         testing::Values("snow", "rain", "fog", "dust", "falling petals",
                                         "falling leaves", "fireflies", "embers", "bubbles"));

TEST_P(EachWeather, TheGivenPictureIsClear) {
  EXPECT_EQ(change(frame_at(0), scene_.picture), 0);
  EXPECT_EQ(change(frame_at(1, {}, true), scene_.picture), 0);
}

TEST_P(EachWeather, IsSeenOnceItHasSetIn) {
  EXPECT_GT(change(frame_at(0.6), scene_.picture), 0.01);
  EXPECT_GT(change(frame_at(0.3, {}, true), scene_.picture), 0.01);
}

TEST_P(EachWeather, RepeatsItself) {
  EXPECT_EQ(change(frame_at(0.6), frame_at(0.6)), 0);
  EXPECT_GT(change(frame_at(0.6), frame_at(0.7)), 0);
}

TEST_P(EachWeather, NoFrameJumps) {
  cv::Mat before = frame_at(0.5);
  double least = 1e9;
  double most = 0;
  for (int i = 1; i <= 24; ++i) {
    cv::Mat now = frame_at(0.5 + i / 120.0);
    const double step = change(now, before);
    least = std::min(least, step);
    most = std::max(most, step);
    before = now;
  }
  EXPECT_LT(most, 3 * least + 0.01);
}

TEST_P(EachWeather, FillsTheViewWhereverTheCameraGoes) {
  for (const CameraPose& pose :
       {CameraPose{.zoom = 1.5}, CameraPose{.zoom = 1.3, .x = 0.1, .truck_x = 0.3},
        CameraPose{.zoom = 1.1, .push = 0.3}, CameraPose{.zoom = 1.2, .roll = 0.1}}) {
    cv::Mat frame = frame_at(0.6, pose);
    for (const double t : {0.45, 0.75, 0.9}) {  // fireflies come and go
      frame = cv::max(frame, frame_at(t, pose));
    }
    for (const int x : {0, kFrame.width / 2}) {
      const cv::Rect half(x, 0, kFrame.width / 2, kFrame.height);
      EXPECT_GT(change(frame(half), scene_.picture(half)), 0.002) << pose.zoom;
    }
  }
}

TEST(WeatherTest, FogIsThickerWhereItIsFar) {
  PaintedScene scene;  // far above, near below
  const AmbientMotion motion = scene.motion("fog");
  cv::Mat frame = scene.picture.clone();
  motion.draw_over(
      0.7, {}, [](cv::Point2f p) { return p; }, frame);
  cv::Mat changed;
  cv::absdiff(frame, scene.picture, changed);
  const double above = cv::mean(changed.rowRange(0, 60))[0];
  const double below = cv::mean(changed.rowRange(120, 180))[0];
  EXPECT_GT(above, 2 * below);
}

TEST(WeatherTest, WhatFallsFallsAlsoTowardsALastFrame) {
  const cv::Mat disparity(180, 320, CV_32F, cv::Scalar(0.2));
  for (const bool is_arriving : {false, true}) {
    const Passage passage{.seconds = 5, .is_arriving = is_arriving};
    const auto frame = [&](double t) {
      cv::Mat lit(kFrame, CV_8UC3, cv::Scalar(0, 0, 0));
      draw_weather(Weather::leaves, {.wind = 0, .brightness = 1, .seed = 3}, passage, t,
                   Air({}, disparity, cv::Mat(), kFrame), lit);
      return lit;
    };
    const cv::Mat before = frame(0.5);
    const cv::Mat after = frame(0.52);
    const int rows = kFrame.height - 2;
    const double down =
        cv::norm(before.rowRange(0, rows), after.rowRange(2, 2 + rows), cv::NORM_L1);
    const double up = cv::norm(before.rowRange(2, 2 + rows), after.rowRange(0, rows), cv::NORM_L1);
    EXPECT_LT(down, 0.8 * up) << is_arriving;
  }
}

TEST(WeatherTest, TheAirIsCentredOnTheViewAndRepeats) {
  const cv::Mat disparity(180, 320, CV_32F, cv::Scalar(0.2));
  const Air air({}, disparity, cv::Mat(), kFrame);
  const cv::Point2f middle = air.seen({0, 0}, 0.5F).at;
  EXPECT_NEAR(middle.x, 159.5, 1e-3);
  EXPECT_NEAR(middle.y, 89.5, 1e-3);
  EXPECT_NEAR(air.seen({0, 0.25F}, 0.5F).at.y, 89.5 + 45, 1e-3);
  EXPECT_NEAR(air.seen({air.width(), -2 * air.height()}, 0.5F).at.x, middle.x, 1e-2);
}

TEST(WeatherTest, WhatStandsInFrontHidesTheFarLayers) {
  cv::Mat disparity(180, 320, CV_32F, cv::Scalar(0.2));
  cv::Mat front = cv::Mat::zeros(180, 320, CV_32F);
  front.colRange(160, 320).setTo(1);
  const Air air({}, disparity, front, kFrame);
  EXPECT_EQ(air.visible({50, 50}, 0.1F), 1);
  EXPECT_LT(air.visible({250, 50}, 0.1F), 0.1F);
  EXPECT_EQ(air.visible({250, 50}, 1.2F), 1);
}

}  // namespace
}  // namespace kirin::engine::motion
