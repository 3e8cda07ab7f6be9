#include "engine/motion/compose/common_light.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

Matte grey_disc(int value) {
  Matte matte;
  matte.colour = cv::Mat(120, 120, CV_8UC3, cv::Scalar(value, value, value));
  matte.alpha = cv::Mat::zeros(120, 120, CV_8U);
  cv::circle(matte.alpha, {60, 60}, 55, 255, cv::FILLED);
  return matte;
}

cv::Vec3d mean_lab(const Matte& matte) {
  cv::Mat lab;
  matte.colour.convertTo(lab, CV_32F, 1 / 255.0);
  cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
  cv::Mat core = cv::Mat::zeros(matte.alpha.size(), CV_8U);
  cv::circle(core, {60, 60}, 35, 255, cv::FILLED);
  const cv::Scalar mean = cv::mean(lab, core);
  return {mean[0], mean[1], mean[2]};
}

TEST(CommonLightTest, ColoursMoveTowardsTheSurroundingsButNotFar) {
  for (const cv::Scalar& around :
       {cv::Scalar(240, 170, 60), cv::Scalar(20, 30, 60), cv::Scalar(250, 250, 255)}) {
    Matte matte = grey_disc(128);
    const cv::Vec3d before = mean_lab(matte);
    const cv::Mat surroundings(90, 160, CV_8UC3, around);
    Matte target = grey_disc(128);
    target.colour.setTo(around);
    const cv::Vec3d wanted = mean_lab(target);
    match_light(surroundings, matte);
    const cv::Vec3d after = mean_lab(matte);
    for (int c = 0; c < 3; ++c) {
      const double way = wanted[c] - before[c];
      const double gone = after[c] - before[c];
      EXPECT_LE(std::abs(gone), (c == 0 ? kMostLight : kMostHue) + 1.5) << around << c;
      if (std::abs(way) > 8) {
        EXPECT_GT(gone * (way > 0 ? 1 : -1), 1.5) << around << c;
      }
    }
  }
}

TEST(CommonLightTest, SurroundingsShadeTheSubject) {
  cv::Mat surroundings(90, 160, CV_8UC3);
  for (int x = 0; x < 160; ++x) {
    surroundings.col(x).setTo(cv::Scalar::all(40 + x));
  }
  Matte matte = grey_disc(128);
  match_light(surroundings, matte);
  EXPECT_GT(matte.colour.at<cv::Vec3b>(60, 90)[1], matte.colour.at<cv::Vec3b>(60, 30)[1] + 6);
}

TEST(CommonLightTest, LightComesFromTheBrightSide) {
  cv::Mat dusk(90, 160, CV_8UC3, cv::Scalar(30, 40, 70));
  cv::circle(dusk, {140, 20}, 12, cv::Scalar(255, 240, 200), cv::FILLED);
  const LightGuess guess = guess_light(dusk);
  EXPECT_GT(guess.side, 0.5);
  EXPECT_TRUE(guess.is_behind);
  EXPECT_LT(guess_light(cv::Mat(90, 160, CV_8UC3, cv::Scalar(120, 130, 140))).contrast, 0.05);
}

TEST(CommonLightTest, ShadowIsDarkestAtTheFootAndFallsAwayFromTheLight) {
  cv::Mat alpha = cv::Mat::zeros(200, 100, CV_8U);
  cv::rectangle(alpha, {30, 10}, {70, 200}, 255, cv::FILLED);
  const GroundShadow shadow = shadow_of(alpha, {1.0, 1.0, false});
  const cv::Mat& light = shadow.light;
  const double box_height = light.rows / (1 + shadow.room_above + shadow.room_below);
  const int foot = static_cast<int>(box_height) - 1;
  const double box_width = light.cols / (1 + 2 * shadow.room_x);
  const int middle = light.cols / 2;
  EXPECT_LT(light.at<float>(foot, middle), 0.6);
  EXPECT_GT(light.at<float>(2, middle), 0.98);
  const int above = foot - static_cast<int>(0.1 * box_height);
  const int side = static_cast<int>(0.45 * box_width);
  EXPECT_LT(light.at<float>(above, middle - side), light.at<float>(above, middle + side) - 0.05);
  double least = 0;
  double most = 0;
  cv::minMaxLoc(light, &least, &most);
  EXPECT_GE(least, 0.1);
  EXPECT_LE(most, 1);
}

}  // namespace
}  // namespace kirin::engine::motion
