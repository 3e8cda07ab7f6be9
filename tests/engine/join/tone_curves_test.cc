#include "engine/motion/join/tone_curves.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

struct Pair {
  media::Image image = test::textured({160, 90}, 7);
  cv::Mat from = as_mat(image);
  cv::Mat weight = cv::Mat(90, 160, CV_32F, cv::Scalar(1));
};

TEST(MatchedCurvesTest, TheSameLightIsTheIdentity) {
  const Pair pair;
  const ToneCurves curves = matched_curves(pair.from, pair.from, pair.weight);
  EXPECT_LT(curves.strength, 0.1);
  for (int i = 0; i < 256; i += 15) {
    EXPECT_NEAR(curves.level[1][static_cast<std::size_t>(i)], i, 0.5);
  }
}

TEST(MatchedCurvesTest, AGammaIsFoundEvenWhereThePicturesLieApart) {
  const Pair pair;
  cv::Mat table(1, 256, CV_8U);
  for (int i = 0; i < 256; ++i) {
    table.at<std::uint8_t>(i) =
        static_cast<std::uint8_t>(std::lround(255 * std::pow(i / 255.0, 1.6)));
  }
  cv::Mat darker;
  cv::LUT(as_mat(test::textured({160, 90}, 7, 1, 1)), table, darker);
  const ToneCurves curves = matched_curves(pair.from, darker, pair.weight);
  for (std::size_t i = 70; i < 180; i += 10) {  // levels that the picture has
    EXPECT_NEAR(curves.level[0][i], table.at<std::uint8_t>(static_cast<int>(i)), 4) << i;
  }
  for (std::size_t i = 1; i < 256; ++i) {
    EXPECT_GE(curves.level[0][i], curves.level[0][i - 1]);
  }
  EXPECT_GT(curves.strength, 15);
}

TEST(MatchedCurvesTest, WhatHasNoWeightHasNoSay) {
  const Pair pair;
  cv::Mat half_wrong = pair.from.clone();
  half_wrong(cv::Rect(0, 0, 80, 90)).setTo(cv::Scalar(255, 255, 255));
  cv::Mat weight = pair.weight.clone();
  weight(cv::Rect(0, 0, 80, 90)).setTo(0);
  EXPECT_LT(matched_curves(pair.from, half_wrong, weight).strength, 0.1);
}

TEST(ToneTableTest, LeadsFromTheLevelToTheCurveAndToTheVeil) {
  ToneCurves curves;
  for (auto& channel : curves.level) {
    channel.fill(200);
  }
  EXPECT_EQ(tone_table(curves, 0)[0][100], 100);
  EXPECT_EQ(tone_table(curves, 0.5)[0][100], 150);
  EXPECT_EQ(tone_table(curves, 1)[2][100], 200);
  EXPECT_EQ(tone_table(curves, 1, 0, 1)[1][100], 0);
  EXPECT_EQ(tone_table(curves, 0, 255, 0.5)[1][101], 178);
}

TEST(MixRowTest, SharesAreLinearBetweenTheirPoints) {
  std::vector<std::uint8_t> rgb(8 * 3, 0);
  const std::vector<std::uint8_t> over(8 * 3, 200);
  const std::vector<float> share = {0, 1, 1};
  mix_row(share.data(), 8, over.data(), rgb.data());
  EXPECT_EQ(rgb[0], 0);
  EXPECT_EQ(rgb[3], 50);
  EXPECT_EQ(rgb[6], 100);
  EXPECT_EQ(rgb[12], 200);
}

}  // namespace
}  // namespace kirin::engine::motion
