#include "engine/motion/join/flow_projection.h"

#include <gtest/gtest.h>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

const cv::Size kSize(320, 180);

/// A square of 60 pixels at (60, 60) in the first picture, 80 pixels further right in the last;
/// all else stands still. Known perfectly.
Correspondence sliding_square() {
  Correspondence found;
  found.forward.create(kSize, CV_32FC2);
  found.backward.create(kSize, CV_32FC2);
  found.forward_trust.create(kSize, CV_32F);
  found.backward_trust.create(kSize, CV_32F);
  const cv::Rect in_first(60, 60, 60, 60);
  const cv::Rect in_last(140, 60, 60, 60);
  found.forward.setTo(cv::Scalar(0, 0));
  found.backward.setTo(cv::Scalar(0, 0));
  found.forward_trust.setTo(1);
  found.backward_trust.setTo(1);
  found.forward_trust(in_last).setTo(0);  // hidden in the last picture
  found.backward_trust(in_first).setTo(0);
  found.forward(in_first).setTo(cv::Scalar(80, 0));
  found.backward(in_last).setTo(cv::Scalar(-80, 0));
  found.quality = 1;
  return found;
}

float at(const cv::Mat& field, int x, int y) { return field.at<float>(y / kCell, x / kCell); }

TEST(FlowProjectionTest, TheFirstMomentIsTheFirstPicture) {
  const JointLook look = FlowProjection(sliding_square(), kSize).at(0);
  for (int y = 0; y < 180; y += 20) {
    for (int x = 0; x < 320; x += 20) {
      EXPECT_NEAR(at(look.first_x, x, y), x, 1e-3);
      EXPECT_NEAR(at(look.first_y, x, y), y, 1e-3);
      EXPECT_NEAR(at(look.share, x, y), 0, 1e-3);
    }
  }
}

TEST(FlowProjectionTest, TheLastMomentIsTheLastPicture) {
  const JointLook look = FlowProjection(sliding_square(), kSize).at(1);
  for (int y = 0; y < 180; y += 20) {
    for (int x = 0; x < 320; x += 20) {
      EXPECT_NEAR(at(look.last_x, x, y), x, 1e-3);
      EXPECT_NEAR(at(look.share, x, y), 1, 1e-3);
    }
  }
}

TEST(FlowProjectionTest, WhatMovesIsHalfWayAndHidesWhatIsBehind) {
  const JointLook look = FlowProjection(sliding_square(), kSize).at(0.5);
  // The square's middle is at (130, 90) now: from (90, 90) of the first, (170, 90) of the last.
  EXPECT_NEAR(at(look.first_x, 128, 88), 88, 0.5);
  EXPECT_NEAR(at(look.last_x, 128, 88), 168, 0.5);
  EXPECT_NEAR(at(look.share, 128, 88), 0.5, 0.02);
  // Ground seen by both.
  EXPECT_NEAR(at(look.first_x, 280, 88), 280, 0.01);
  EXPECT_NEAR(at(look.share, 280, 88), 0.5, 0.02);
}

TEST(FlowProjectionTest, WhatOnlyOnePictureShowsIsTakenFromThatOne) {
  const JointLook look = FlowProjection(sliding_square(), kSize).at(0.5);
  // Ground that the square still hides in the first picture: only the last knows it.
  EXPECT_GT(at(look.share, 76, 88), 0.97);
  EXPECT_NEAR(at(look.last_x, 76, 88), 76, 0.1);
  // Ground that the square will hide: only the first knows it.
  EXPECT_LT(at(look.share, 184, 88), 0.03);
  EXPECT_NEAR(at(look.first_x, 184, 88), 184, 0.1);
}

TEST(FlowProjectionTest, WhatTheCameraLeavesBehindComesFromTheFirst) {
  Correspondence found = sliding_square();
  found.homography = cv::Matx33d(1, 0, -100, 0, 1, 0, 0, 0, 1);  // 100 pixels to the right
  for (cv::Mat* flow : {&found.forward, &found.backward}) {
    flow->setTo(cv::Scalar(0, 0));
  }
  found.forward_trust.setTo(1);
  found.backward_trust.setTo(1);
  found.forward_trust(cv::Rect(0, 0, 100, 180)).setTo(0);
  found.backward_trust(cv::Rect(220, 0, 100, 180)).setTo(0);
  const JointLook look = FlowProjection(found, kSize).at(0.5);
  EXPECT_LT(at(look.share, 20, 88), 0.03);
  EXPECT_NEAR(at(look.first_x, 20, 88), 70, 0.1);
  EXPECT_GT(at(look.share, 300, 88), 0.97);
  EXPECT_NEAR(at(look.last_x, 300, 88), 250, 0.1);
}

TEST(FlowProjectionTest, WhatLiesOnTheHorizonOfTheMotionLandsNowhere) {
  Correspondence found = sliding_square();
  found.homography = {1, 0, 0, 0, 1, 0, -1.0 / 160, 0, 1};  // carries column 160 out of this world
  found.forward.setTo(cv::Scalar(0, 0));
  found.backward.setTo(cv::Scalar(0, 0));
  found.forward_trust.setTo(0);
  const JointLook look = FlowProjection(found, kSize).at(0.5);
  EXPECT_EQ(look.first_x.size(), cv::Size(cell_points(kSize.width), cell_points(kSize.height)));
}

}  // namespace
}  // namespace kirin::engine::motion
