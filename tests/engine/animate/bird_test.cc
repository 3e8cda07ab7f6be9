#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/animate/posed_bones.h"
#include "engine/motion/animate/bird_rig.h"

namespace kirin::engine::motion::animate {
namespace {

world::ModelPtr model_of(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

TEST(Bird, WingsShowFoldedOnTheGroundAndSpreadInTheAir) {
  const world::ModelPtr bird = model_of("bird");
  const auto stretch = [&](std::string_view action, const char* bone) {
    const Movement m = perform(*bird, action, 1, {});
    return m.pose.joints[static_cast<std::size_t>(bird->skeleton.find(bone))].stretch.x;
  };
  EXPECT_LT(stretch("", "wing_l_1"), 0.01F);
  EXPECT_GT(stretch("", "fold_l"), 0.9F);
  EXPECT_GT(stretch("fly", "wing_l_3"), 0.9F);
  EXPECT_LT(stretch("fly", "fold_l"), 0.01F);
}

TEST(Bird, WingTipsBeatAtTheWingbeat) {
  const world::ModelPtr bird = model_of("hummingbird");
  const double rate = bird_habit("hummingbird").wingbeat;
  int turns = 0;
  float before = 0;
  float last = 0;
  for (int i = 0; i < 1000; ++i) {
    const float y = joint_at(*bird, "wing_l_3", "hover", 0.002 * i, {}).y -
                    joint_at(*bird, "body", "hover", 0.002 * i, {}).y;
    turns += i > 1 && last > before && last > y ? 1 : 0;
    before = last;
    last = y;
  }
  EXPECT_NEAR(turns, 2 * rate, 2);
}

TEST(Bird, BeatsFallSilentInGlides) {
  const world::ModelPtr eagle = model_of("eagle");
  Manner manner;
  manner.seconds = 20;
  const auto moments = beats(*eagle, "fly", manner);
  const double steady = 20 * bird_habit("eagle").wingbeat;
  EXPECT_GT(static_cast<double>(moments.size()), 0.2 * steady);
  EXPECT_LT(static_cast<double>(moments.size()), 0.7 * steady);
}

TEST(Bird, WalkingFeetDoNotSlide) {
  const world::ModelPtr eagle = model_of("eagle");
  Manner manner;
  manner.speed = natural_speed(*eagle, "walk", 1);
  const float leg = eagle->leg_length;
  double worst = 0;
  for (const char* toe : {"toe_l", "toe_r"}) {
    for (int i = 0; i < 400; ++i) {
      const double t = 0.005 * i;
      const world::Vec3 a = joint_at(*eagle, toe, "walk", t, manner);
      const world::Vec3 b = joint_at(*eagle, toe, "walk", t + 0.005, manner);
      const float rest =
          eagle->skeleton.bones[static_cast<std::size_t>(eagle->skeleton.find(toe))].joint.y;
      if (std::abs(a.y - rest) < 0.005F * leg && std::abs(b.y - rest) < 0.005F * leg) {
        worst = std::max(worst, std::abs(b.z - a.z + manner.speed * 0.005));
      }
    }
  }
  EXPECT_LT(worst, 0.03 * leg);
}

TEST(Bird, PecksAtTheGround) {
  const world::ModelPtr bird = model_of("bird");
  float lowest = 1e9F;
  for (int i = 0; i < 30; ++i) {
    lowest = std::min(lowest, joint_at(*bird, "beak", "eat", 0.6 + 0.05 * i, {}).y);
  }
  EXPECT_LT(lowest, 0.55F * joint_at(*bird, "beak", "", 0.6, {}).y);
}

}  // namespace
}  // namespace kirin::engine::motion::animate
