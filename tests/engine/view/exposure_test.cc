#include "engine/motion/view/exposure.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

const cv::Size kSize(256, 144);

/// A pan of `pixels` a frame of which there are 25, at one speed.
CameraPath pan(double pixels) {
  return [pixels](double t) {
    CameraPose pose;
    pose.zoom = 3;
    pose.x = pixels / kSize.width / pose.zoom * 24 * (t - 0.5);
    return pose;
  };
}

std::vector<CameraPose> seen(double pixels, MotionBlur blur = MotionBlur::fast_moves) {
  return exposure(pan(pixels), 0.5, 1.0 / 24, kSize, blur);
}

TEST(ExposureTest, TravelIsThatOfTheFastestPoint) {
  CameraPose there;
  there.x = 0.1;
  EXPECT_NEAR(travel_between({}, there, kSize), 25.6, 1e-9);
  EXPECT_NEAR(travel_between(there, {}, kSize), 25.6, 1e-9);
  there.truck_x = 0.05;  // what is near moves more
  EXPECT_NEAR(travel_between({}, there, kSize), 38.4, 1e-9);
}

TEST(ExposureTest, SlowMovesAndRestAreNotBlurred) {
  EXPECT_EQ(seen(0).size(), 1U);
  EXPECT_EQ(seen(0.7).size(), 1U);  // 3.5 pixels at 1280
  EXPECT_GT(seen(0.75, MotionBlur::most_moves).size(), 1U);
  EXPECT_EQ(seen(0.5, MotionBlur::most_moves).size(), 1U);
  CameraPlan plan = read_camera("camera whips to the right, very fast", "", 1, 1);
  EXPECT_EQ(
      exposure([&](double t) { return at(plan, t); }, 0, 1.0 / 24, kSize, MotionBlur::most_moves)
          .size(),
      1U);
}

TEST(ExposureTest, FastMovesAreOpenForHalfTheTimeAndCloselySampled) {
  const auto poses = seen(16);
  ASSERT_GE(poses.size(), 4U);
  const double travel = travel_between(poses.front(), poses.back(), kSize);
  const auto count = static_cast<double>(poses.size());
  EXPECT_NEAR(travel, 8 * (count - 1) / count, 1e-6);
  EXPECT_LE(travel / (count - 1), 2.2);
  // Around the frame's own time.
  EXPECT_NEAR(poses.front().x + poses.back().x, 2 * pan(16)(0.5).x, 1e-9);
}

TEST(ExposureTest, PaintsAStreakInLinearLight) {
  cv::Mat picture(kSize, CV_8UC3, cv::Scalar(0, 0, 0));
  picture.colRange(128, kSize.width).setTo(cv::Scalar(200, 200, 200));
  const ParallaxView view(picture, kSize, Detail::normal);
  std::vector<CameraPose> poses(8);
  for (std::size_t i = 0; i < poses.size(); ++i) {
    poses[i].x = (static_cast<double>(i) * 4 - 14) / kSize.width;
  }
  cv::Mat frame(kSize, CV_8UC3);
  paint_exposure(view, poses, {}, frame);
  EXPECT_EQ(frame.at<cv::Vec3b>(70, 100)[1], 0);
  EXPECT_EQ(frame.at<cv::Vec3b>(70, 156)[1], 200);
  EXPECT_NEAR(frame.at<cv::Vec3b>(70, 128)[1], 200 * std::sqrt(0.5), 3);
  paint_exposure(view, {CameraPose{}}, {}, frame);
  EXPECT_EQ(cv::norm(frame, picture, cv::NORM_INF), 0);
}

TEST(PartOfTest, LeadsFromTheIdentityToThePose) {
  const CameraPose pose{1.5, 0.1, -0.1, 0.05, 0.02, 0.2, 0.1};
  EXPECT_EQ(part_of(pose, 1).zoom, 1.5);
  EXPECT_EQ(part_of(pose, 0).zoom, 1);
  EXPECT_EQ(part_of(pose, 0).x, 0);
  EXPECT_NEAR(part_of(pose, 0.5).zoom * part_of(pose, 0.5).zoom, 1.5, 1e-12);
  EXPECT_NEAR(part_of(pose, 0.5).roll, 0.05, 1e-12);
}

}  // namespace
}  // namespace kirin::engine::motion
