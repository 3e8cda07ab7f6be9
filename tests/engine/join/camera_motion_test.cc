#include "engine/motion/join/camera_motion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

constexpr media::Size kSize{320, 180};

cv::Mat grey(const media::Image& image) { return luma_of(as_mat(image)); }

double distance(const cv::Vec2d& a, const cv::Vec2d& b) { return cv::norm(a - b); }

TEST(CommonMotionTest, WindowsOntoOnePictureTellHowTheyLie) {
  // A window moved by (30, 10) and magnified 1.25 times about its middle.
  const auto motion =
      common_motion(grey(test::textured(kSize, 7)), grey(test::textured(kSize, 7, 30, 10, 1.25)));
  ASSERT_TRUE(motion.has_value());
  EXPECT_TRUE(motion->others.empty());
  for (const cv::Vec2d& p : {cv::Vec2d(0, 0), cv::Vec2d(319, 0), cv::Vec2d(160, 90)}) {
    const cv::Vec2d expected((p[0] - 160 - 30) * 1.25 + 160, (p[1] - 90 - 10) * 1.25 + 90);
    EXPECT_LT(distance(apply(motion->camera, p), expected), 1.0);
  }
}

TEST(CommonMotionTest, NothingInCommonIsNoMotion) {
  EXPECT_FALSE(common_motion(grey(test::textured(kSize, 7)), grey(test::textured(kSize, 8))));
  EXPECT_FALSE(common_motion(cv::Mat(180, 320, CV_8U, cv::Scalar(90)),
                             cv::Mat(180, 320, CV_8U, cv::Scalar(90))));
}

TEST(CommonMotionTest, WhatMovesForItselfIsFoundToo) {
  const media::Image far = test::textured({480, 270}, 7);
  const media::Image thing = test::textured({120, 120}, 9);
  media::Image first = far;
  media::Image last = far;
  as_mat(thing).copyTo(as_mat(first)(cv::Rect(60, 60, 120, 120)));
  as_mat(thing).copyTo(as_mat(last)(cv::Rect(250, 90, 120, 120)));
  const auto motion = common_motion(grey(first), grey(last));
  ASSERT_TRUE(motion.has_value());
  EXPECT_LT(distance(apply(motion->camera, {10, 10}), {10, 10}), 1.0);
  ASSERT_EQ(motion->others.size(), 1U);
  EXPECT_LT(distance(apply(motion->others[0], {120, 120}), {310, 150}), 1.5);
}

TEST(CommonMotionTest, TheGroundIsTheSceneThoughAThingHasMoreDetail) {
  // A soft ground moves by 24 pixels to the left, a detailed square by 60 to the right.
  media::Image first = test::textured({480, 270}, 7, 0, 0, 2.5);
  media::Image last = test::textured({480, 270}, 7, 24 / 2.5, 0, 2.5);
  const media::Image thing = test::textured({130, 130}, 9, 0, 0, 0.7);
  as_mat(thing).copyTo(as_mat(first)(cv::Rect(120, 70, 130, 130)));
  as_mat(thing).copyTo(as_mat(last)(cv::Rect(180, 70, 130, 130)));
  const auto motion = common_motion(grey(first), grey(last));
  ASSERT_TRUE(motion.has_value());
  EXPECT_LT(distance(apply(motion->camera, {400, 200}), {376, 200}), 2);
  ASSERT_EQ(motion->others.size(), 1U);
  EXPECT_LT(distance(apply(motion->others[0], {185, 135}), {245, 135}), 2);
}

TEST(CommonMotionTest, RescalingKeepsPixelCentres) {
  // One pixel to the right in small pictures is four in those four times as large.
  const CommonMotion small{{1, 0, 1, 0, 1, 0, 0, 0, 1}, {}};
  const CommonMotion large = rescaled(small, {80, 45}, {320, 180}, {80, 45}, {320, 180});
  EXPECT_LT(distance(apply(large.camera, {100, 50}), {104, 50}), 1e-9);
  // The left edge of a picture stays one: -0.5 in both.
  EXPECT_LT(distance(apply(enlarged({80, 45}, {320, 180}), {-0.5, -0.5}), {-0.5, -0.5}), 1e-9);
}

TEST(CameraPathTest, LeadsFromTheOnePictureToTheOther) {
  const cv::Matx33d homography(1.2, 0.1, 20, -0.08, 1.15, -10, 1e-5, 2e-5, 1);
  const CameraPath path(homography, {320, 180});
  for (const cv::Vec2d& p : {cv::Vec2d(0, 0), cv::Vec2d(319, 179), cv::Vec2d(100, 20)}) {
    EXPECT_LT(distance(apply(path.at(0), p), p), 1e-9);
    EXPECT_LT(distance(apply(path.at(1), p), apply(homography, p)), 1e-9);
  }
}

TEST(CameraPathTest, ZoomsAndTurnsAtConstantSpeed) {
  const double zoom = 2.25;
  const double angle = 0.4;
  const cv::Matx33d homography(zoom * std::cos(angle), -zoom * std::sin(angle), 7,
                               zoom * std::sin(angle), zoom * std::cos(angle), 3, 0, 0, 1);
  const CameraPath path(homography, {320, 180});
  const cv::Matx33d half = path.at(0.5);
  EXPECT_NEAR(std::hypot(half(0, 0), half(1, 0)), 1.5, 1e-9);
  EXPECT_NEAR(std::atan2(half(1, 0), half(0, 0)), 0.2, 1e-9);
  // Half the way twice is the whole way.
  const cv::Vec2d twice = apply(half, apply(half, {50, 60}));
  EXPECT_LT(distance(twice, apply(homography, {50, 60})), 1e-6);
}

}  // namespace
}  // namespace kirin::engine::motion
