#include "engine/motion/world/skeleton.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::engine::motion::world {
namespace {

Skeleton arm() {
  Skeleton skeleton;
  const int upper = skeleton.add("upper", -1, {0, 0, 0});
  skeleton.add("lower", upper, {1, 0, 0});
  return skeleton;
}

TEST(Skeleton, AtRestNothingMoves) {
  const auto maps = skinning(arm(), Pose::at_rest(arm()));
  EXPECT_NEAR(length(maps[1].point({1.5F, 0.2F, 0.1F}) - Vec3{1.5F, 0.2F, 0.1F}), 0, 1e-6F);
}

TEST(Skeleton, AChildFollowsItsParentAndTurnsAboutItsJoint) {
  Pose pose = Pose::at_rest(arm());
  pose.joints[0].turn = turn_about({0, 0, 1}, kPi / 2);
  auto maps = skinning(arm(), pose);
  EXPECT_NEAR(length(maps[1].point({2, 0, 0}) - Vec3{0, 2, 0}), 0, 1e-5F);
  pose.joints[1].turn = turn_about({0, 0, 1}, kPi / 2);
  maps = skinning(arm(), pose);
  EXPECT_NEAR(length(maps[1].point({2, 0, 0}) - Vec3{-1, 1, 0}), 0, 1e-5F);
}

TEST(Skeleton, AStretchStaysInItsBone) {
  Pose pose = Pose::at_rest(arm());
  pose.joints[0].stretch = {2, 1, 1};
  const auto maps = skinning(arm(), pose);
  EXPECT_NEAR(maps[0].point({0.5F, 0, 0}).x, 1, 1e-6F);
  EXPECT_NEAR(maps[1].point({2, 0, 0}).x, 2, 1e-6F);
}

TEST(Skeleton, FindsBonesByName) {
  EXPECT_EQ(arm().find("lower"), 1);
  EXPECT_EQ(arm().find("tail"), -1);
}

}  // namespace
}  // namespace kirin::engine::motion::world
