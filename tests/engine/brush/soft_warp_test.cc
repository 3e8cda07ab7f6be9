#include "engine/motion/brush/soft_warp.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 180;

SoftPart part(cv::Point centre, int radius, Point last) {
  SoftPart soft;
  soft.mask = cv::Mat::zeros(kHeight, kWidth, CV_8U);
  cv::circle(soft.mask, centre, radius, 255, cv::FILLED);
  for (int i = 0; i <= 12; ++i) {
    soft.placements.push_back({{last.x * i / 12, last.y * i / 12}, 1, {}});
  }
  return soft;
}

struct Drawn {
  explicit Drawn(const SoftWarp& warp, int index = 12) {
    as_mat(image).copyTo(frame);
    warp.draw(SampledPicture(as_mat(image)),
              SampledPicture(resampled(as_mat(image), {kWidth * 3 / 2, kHeight * 3 / 2})), index,
              frame);
  }
  media::Image image = test::textured({kWidth, kHeight}, 6);
  cv::Mat frame;
};

TEST(SoftWarpTest, ThePartMovesRigidlyAndTheRestStaysExact) {
  const SoftWarp warp({kWidth, kHeight}, {part({150, 90}, 30, {10, -6})}, {});
  const Drawn drawn(warp);
  const cv::Rect inner(140, 80, 20, 20);
  const cv::Mat moved = drawn.frame(inner + cv::Point(10, -6));
  EXPECT_LE(cv::norm(moved, as_mat(drawn.image)(inner), cv::NORM_INF), 3);
  cv::Mat changed;
  cv::absdiff(drawn.frame, as_mat(drawn.image), changed);
  EXPECT_EQ(cv::norm(changed(cv::Rect(0, 0, 40, kHeight)), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(changed(cv::Rect(260, 0, 60, kHeight)), cv::NORM_INF), 0);
  EXPECT_GT(cv::norm(changed, cv::NORM_INF), 20);
}

TEST(SoftWarpTest, NothingMovesInTheFirstFrame) {
  const SoftWarp warp({kWidth, kHeight}, {part({150, 90}, 30, {10, -6})}, {});
  const Drawn drawn(warp, 0);
  EXPECT_EQ(cv::norm(drawn.frame, as_mat(drawn.image), cv::NORM_INF), 0);
}

TEST(SoftWarpTest, SmallMotionDoesNotFoldAndForcedMotionIsFoundOut) {
  const SoftWarp gentle({kWidth, kHeight}, {part({150, 90}, 30, {12, 4})}, {});
  EXPECT_GT(gentle.fold(), 0);
  EXPECT_LT(gentle.fold(), 1);
  // Sixty pixels towards something pinned twenty pixels away.
  cv::Mat wall = cv::Mat::zeros(kHeight, kWidth, CV_8U);
  wall.colRange(200, 210).setTo(255);
  const SoftWarp forced({kWidth, kHeight}, {part({150, 90}, 30, {60, 0})}, wall);
  EXPECT_GE(forced.fold(), 1);
}

TEST(SoftWarpTest, WhatIsPinnedIsExact) {
  cv::Mat wall = cv::Mat::zeros(kHeight, kWidth, CV_8U);
  wall(cv::Rect(196, 40, 40, 100)).setTo(255);
  const SoftWarp warp({kWidth, kHeight}, {part({150, 90}, 30, {5, 0})}, wall);
  const Drawn drawn(warp);
  cv::Mat changed;
  cv::absdiff(drawn.frame, as_mat(drawn.image), changed);
  EXPECT_EQ(cv::norm(changed(cv::Rect(200, 44, 32, 92)), cv::NORM_INF), 0);
}

TEST(SoftWarpTest, TwoPartsGoTheirOwnWays) {
  const SoftWarp warp({kWidth, kHeight}, {part({90, 90}, 22, {8, 0}), part({230, 90}, 22, {0, 8})},
                      {});
  const Drawn drawn(warp);
  const cv::Rect left(84, 84, 12, 12);
  const cv::Rect right(224, 84, 12, 12);
  EXPECT_LE(cv::norm(drawn.frame(left + cv::Point(8, 0)), as_mat(drawn.image)(left), cv::NORM_INF),
            3);
  EXPECT_LE(
      cv::norm(drawn.frame(right + cv::Point(0, 8)), as_mat(drawn.image)(right), cv::NORM_INF), 3);
  EXPECT_LT(warp.fold(), 1);
}

}  // namespace
}  // namespace kirin::engine::motion
