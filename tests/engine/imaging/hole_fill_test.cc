#include "engine/motion/imaging/hole_fill.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/patch_distance.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/imaging/poisson.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

cv::Mat disc(cv::Size size, cv::Point centre, int radius) {
  cv::Mat hole = cv::Mat::zeros(size, CV_8U);
  cv::circle(hole, centre, radius, 255, cv::FILLED);
  return hole;
}

TEST(HoleFillTest, OnlyTheHoleChangesAndTheSameEveryTime) {
  const media::Image image = test::textured({640, 360}, 9);
  const cv::Mat hole = disc({640, 360}, {300, 170}, 60);
  const cv::Mat filled = hole_filled(as_mat(image), hole);
  cv::Mat rest;
  filled.copyTo(rest);
  as_mat(image).copyTo(rest, hole);
  EXPECT_EQ(cv::norm(rest, as_mat(image), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(filled, hole_filled(as_mat(image), hole), cv::NORM_INF), 0);
}

TEST(HoleFillTest, AThingOnASkyLeavesTheSky) {
  // A sky that brightens downwards and to the right: copied patches alone would leave steps.
  cv::Mat sky(360, 640, CV_8UC3);
  for (int y = 0; y < sky.rows; ++y) {
    for (int x = 0; x < sky.cols; ++x) {
      sky.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(40 + y * 0.3 + x * 0.1),
                                 cv::saturate_cast<std::uint8_t>(90 + y * 0.3),
                                 cv::saturate_cast<std::uint8_t>(220 - x * 0.1)};
    }
  }
  const cv::Mat hole = disc(sky.size(), {350, 190}, 70);
  cv::Mat picture = sky.clone();
  picture.setTo(cv::Scalar(250, 10, 10), hole);
  const cv::Mat filled = hole_filled(picture, hole);
  cv::Mat error;
  cv::absdiff(filled, sky, error);
  EXPECT_LE(cv::norm(error, cv::NORM_INF), 6);
  EXPECT_LE(cv::mean(error.reshape(1), cv::Mat())[0] * error.total() / cv::countNonZero(hole), 2);
}

TEST(HoleFillTest, HolesWithNothingAroundAreFilledAtAll) {
  const media::Image image = test::textured({64, 48}, 2);
  const cv::Mat everything(48, 64, CV_8U, cv::Scalar(255));
  EXPECT_EQ(hole_filled(as_mat(image), everything).size(), cv::Size(64, 48));
  const cv::Mat none = cv::Mat::zeros(48, 64, CV_8U);
  EXPECT_EQ(cv::norm(hole_filled(as_mat(image), none), as_mat(image), cv::NORM_INF), 0);
}

TEST(PatchDistanceTest, IsTheSumOfSquaredDifferences) {
  const media::Image image = test::textured({64, 48}, 2);
  const cv::Mat picture = as_mat(image);
  const cv::Rect a(5, 7, kPatchSide, kPatchSide);
  const cv::Rect b(31, 20, kPatchSide, kPatchSide);
  const double expected = cv::norm(picture(a), picture(b), cv::NORM_L2SQR);
  EXPECT_GT(expected, 0);
  const auto stride = static_cast<std::ptrdiff_t>(picture.step);
  const auto first = [&](cv::Rect patch) { return picture.ptr(patch.y) + 3 * patch.x; };
  EXPECT_EQ(patch_distance(first(a), first(b), stride, 1 << 30), expected);
  const int limit = static_cast<int>(expected / 2);
  EXPECT_GT(patch_distance(first(a), first(b), stride, limit), limit);
}

TEST(PoissonTest, ZeroDifferencesSpanAMembraneBetweenTheRims) {
  cv::Mat picture(20, 40, CV_32FC3);
  for (int x = 0; x < picture.cols; ++x) {
    picture.col(x).setTo(cv::Scalar::all(3 * x));
  }
  const cv::Mat expected = picture.clone();
  cv::Mat hole = cv::Mat::zeros(picture.size(), CV_8U);
  hole(cv::Rect(10, 0, 15, 20)).setTo(255);  // free at the border above and below
  picture.setTo(cv::Scalar::all(77), hole);
  const cv::Mat none(picture.size(), CV_32FC3, cv::Scalar::all(0));
  join_seamlessly(picture, hole, none, none, 200);
  EXPECT_LT(cv::norm(picture, expected, cv::NORM_INF), 0.05);
}

}  // namespace
}  // namespace kirin::engine::motion
