#include "engine/motion/brush/stroke_motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {
namespace {

/// A ground from a horizon in the middle down to the viewer's feet.
SceneUnderstanding plain_ground(double trust) {
  SceneUnderstanding seen;
  seen.disparity.create(180, 320, CV_32F);
  for (int y = 0; y < 180; ++y) {
    seen.disparity.row(y).setTo(std::max(0.0, (y - 90) / 90.0));
  }
  seen.horizon = 0.5;
  seen.horizon_trust = trust;
  return seen;
}

const cv::Mat kNothing = cv::Mat::zeros(180, 320, CV_8U);

TEST(StrokeMotionTest, TowardsTheHorizonThingsShrinkAndBackTheyGrow) {
  const GroundDepth ground(plain_ground(1), kNothing);
  EXPECT_LT(ground.scale(0.9, 0.65), 0.85);
  EXPECT_GT(ground.scale(0.65, 0.9), 1.15);
  EXPECT_NEAR(ground.scale(0.8, 0.8), 1, 1e-9);
  EXPECT_NEAR(ground.scale(0.9, 0.65) * ground.scale(0.65, 0.9), 1, 0.02);
}

TEST(StrokeMotionTest, ScaleIsBoundedWhereverThePathLeads) {
  const GroundDepth ground(plain_ground(1), kNothing);
  for (double from = -0.5; from < 1.6; from += 0.05) {
    double before = 0;
    for (double to = -1; to < 2; to += 0.02) {
      const double scale = ground.scale(from, to);
      EXPECT_GE(scale, 0.7);
      EXPECT_LE(scale, 1.4);
      EXPECT_GE(scale, before - 1e-9);  // never smaller further down
      before = scale;
    }
  }
}

TEST(StrokeMotionTest, WhatFliesAndWhatStandsOnNoKnownGroundKeepsItsSize) {
  const GroundDepth ground(plain_ground(1), kNothing);
  EXPECT_EQ(ground.scale(0.3, 0.1), 1);
  EXPECT_EQ(GroundDepth(plain_ground(0), kNothing).scale(0.9, 0.6), 1);
  EXPECT_EQ(GroundDepth(SceneUnderstanding{}, kNothing).scale(0.9, 0.6), 1);
}

TEST(StrokeMotionTest, WhatIsPaintedIsNotReadAsGround) {
  // The thing itself, in the middle of the ground, is as near as can be.
  SceneUnderstanding seen = plain_ground(1);
  cv::Mat painted = kNothing.clone();
  const cv::Rect thing(0, 120, 250, 40);
  seen.disparity(thing).setTo(1);
  painted(thing).setTo(255);
  EXPECT_NEAR(GroundDepth(seen, painted).scale(0.7, 0.95),
              GroundDepth(plain_ground(1), kNothing).scale(0.7, 0.95), 0.01);
}

TEST(StrokeMotionTest, PlacementsStartAtRestAndEndAtThePathsEnd) {
  const std::vector<Point> points = {{100, 100}, {500, 100}};
  const auto frames =
      placements(Trajectory(points, 6), 121, 600, 720, GroundDepth(plain_ground(1), kNothing));
  ASSERT_EQ(frames.size(), 121U);
  EXPECT_EQ(frames.front().offset.x, 0);
  EXPECT_EQ(frames.front().scale, 1);
  EXPECT_NEAR(frames.back().offset.x, 400, 1e-9);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    EXPECT_NEAR(frames[i].offset.x, 400 * eased(static_cast<double>(i) / 120), 0.5);
    EXPECT_NEAR(frames[i].scale, 1, 1e-9);  // a level path
  }
  EXPECT_LT(std::abs(frames.front().velocity.x), 0.1);
  EXPECT_NEAR(frames[60].velocity.x, frames[61].offset.x - frames[60].offset.x, 0.05);
}

}  // namespace
}  // namespace kirin::engine::motion
