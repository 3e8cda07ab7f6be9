#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/animate/posed_bones.h"
#include "engine/motion/animate/quadruped_gait.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::animate {
namespace {

constexpr const char* kToes[] = {"toe_l", "toe_r", "finger_l", "finger_r"};

world::ModelPtr model_of(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

std::vector<world::ModelPtr> four_legged() {
  std::vector<world::ModelPtr> models;
  for (const models::Shelf& shelf : models::animals()) {
    if (world::ModelPtr model = model_of(shelf.kind); model->rig == world::Rig::quadruped) {
      models.push_back(std::move(model));
    }
  }
  return models;
}

// While a foot is on the ground it stays where it is in the world, at any speed.
TEST(Quadruped, StanceFeetDoNotSlide) {
  for (const world::ModelPtr& model : four_legged()) {
    const std::string& kind = model->kind;
    const QuadrupedRig rig = quadruped_rig(*model);
    if (rig.habit.sprawls) {
      continue;  // their feet turn about the hip
    }
    for (const std::string_view action : {"walk", "run"}) {
      Manner manner;
      manner.speed = natural_speed(*model, action, 1);
      const Gait gait = gait_at(*model, rig, manner.speed);
      for (std::size_t leg = 0; leg < (rig.habit.is_upright ? 2U : 4U); ++leg) {
        double low = 1e9;
        double high = -1e9;
        for (int i = 0; i <= 8; ++i) {
          const double t =
              gait.period * (2 + gait.strikes[leg] + gait.duty * (0.01 + 0.98 * i / 8.0));
          const world::Vec3 toe = joint_at(*model, kToes[leg], action, t, manner);
          const double in_world = toe.z + manner.speed * t;
          low = std::min(low, in_world);
          high = std::max(high, in_world);
          EXPECT_NEAR(toe.y, rig.legs[leg].tip.y, 0.03 * rig.leg) << kind << " " << action;
        }
        EXPECT_LT(high - low, 0.03 * rig.leg) << kind << " " << action << " " << kToes[leg];
      }
    }
  }
}

TEST(Quadruped, GaitsFollowTheFroudeNumber) {
  const world::ModelPtr horse = model_of("horse");
  const QuadrupedRig rig = quadruped_rig(*horse);
  const auto gait = [&](double fr) {
    return gait_at(*horse, rig, std::sqrt(fr * 9.81 * rig.leg)).name;
  };
  EXPECT_EQ(gait(0.2), GaitName::walk);
  EXPECT_EQ(gait(0.9), GaitName::trot);
  EXPECT_EQ(gait(2.2), GaitName::canter);
  EXPECT_EQ(gait(5.0), GaitName::gallop);
}

TEST(Quadruped, AWalkHasThreeFeetOrTwoOnTheGroundAndATrotPairsDiagonals) {
  const world::ModelPtr horse = model_of("horse");
  const QuadrupedRig rig = quadruped_rig(*horse);
  const Gait walk = gait_at(*horse, rig, natural_speed(*horse, "walk", 1));
  EXPECT_GT(walk.duty, 0.5);
  // Lateral sequence: after each hind foot the fore foot of its side.
  EXPECT_LT(walk.strikes[kHindLeft], walk.strikes[kForeLeft]);
  EXPECT_LT(walk.strikes[kForeLeft], walk.strikes[kHindRight]);
  EXPECT_LT(walk.strikes[kHindRight], walk.strikes[kForeRight]);
  const Gait trot = gait_at(*horse, rig, natural_speed(*horse, "trot", 1));
  EXPECT_EQ(trot.strikes[kHindLeft], trot.strikes[kForeRight]);
  EXPECT_EQ(trot.strikes[kHindRight], trot.strikes[kForeLeft]);
}

TEST(Quadruped, BeatsAreTheMomentsTheFeetComeDown) {
  const world::ModelPtr dog = model_of("dog");
  Manner manner;
  manner.speed = natural_speed(*dog, "walk", 1);
  manner.seconds = 3;
  const QuadrupedRig rig = quadruped_rig(*dog);
  const Gait gait = gait_at(*dog, rig, manner.speed);
  const std::vector<double> moments = beats(*dog, "walk", manner);
  ASSERT_TRUE(std::is_sorted(moments.begin(), moments.end()));
  EXPECT_NEAR(static_cast<double>(moments.size()), 4 * 3 / gait.period, 4);
  for (const double t : moments) {
    // One foot has just come down: above the ground shortly before, on it shortly after.
    bool found = false;
    for (std::size_t leg = 0; leg < 4; ++leg) {
      const double before = joint_at(*dog, kToes[leg], "walk", t - 0.06 * gait.period, manner).y;
      const double after = joint_at(*dog, kToes[leg], "walk", t + 0.01 * gait.period, manner).y;
      found = found || before > after + 0.003 * rig.leg;
    }
    EXPECT_TRUE(found) << t;
  }
}

TEST(Quadruped, NothingGoesBelowTheGround) {
  for (const std::string_view kind : {"dog", "cat", "horse"}) {
    const world::ModelPtr model = model_of(kind);
    for (const std::string_view action :
         {"", "walk", "run", "sit", "lie", "sleep", "eat", "jump", "play", "dance", "wave"}) {
      Manner manner;
      manner.speed = natural_speed(*model, action, 1);
      for (int i = 0; i < 10; ++i) {
        ASSERT_GT(lowest_at(*model, action, 0.23 * i, manner), -0.10F * model->leg_length)
            << kind << " " << action << " at " << 0.23 * i;
      }
    }
  }
}

TEST(Quadruped, ActionsDiffer) {
  const world::ModelPtr dog = model_of("dog");
  const float standing = joint_at(*dog, "body", "", 3, {}).y;
  EXPECT_LT(joint_at(*dog, "body", "sit", 3, {}).y, 0.75F * standing);
  EXPECT_LT(joint_at(*dog, "chest", "lie", 3, {}).y, joint_at(*dog, "chest", "", 3, {}).y * 0.75F);
  EXPECT_LT(joint_at(*dog, "head", "eat", 3, {}).y, 0.75F * joint_at(*dog, "head", "", 3, {}).y);
  float top = 0;
  for (int i = 0; i < 20; ++i) {
    top = std::max(top, joint_at(*dog, "body", "jump", 0.055 * i, {}).y);
  }
  EXPECT_GT(top, 1.4F * standing);
}

TEST(Quadruped, IsAFunctionOfTimeAndSmooth) {
  const world::ModelPtr cat = model_of("cat");
  for (const std::string_view action : {"", "walk", "run", "sit", "sleep", "play", "fly"}) {
    Manner manner;
    manner.speed = natural_speed(*cat, action, 1);
    for (int i = 0; i < 40; ++i) {
      const double t = 0.037 * i;
      const Movement a = perform(*cat, action, t, manner);
      const Movement b = perform(*cat, action, t, manner);
      const Movement c = perform(*cat, action, t + 0.001, manner);
      for (std::size_t j = 0; j < a.pose.joints.size(); ++j) {
        ASSERT_EQ(a.pose.joints[j].turn.w, b.pose.joints[j].turn.w);
        const world::Turn p = a.pose.joints[j].turn;
        const world::Turn q = c.pose.joints[j].turn;
        const float close = std::abs(p.w * q.w + p.x * q.x + p.y * q.y + p.z * q.z);
        ASSERT_GT(close, 0.985F) << action << " " << cat->skeleton.bones[j].name << " at " << t;
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::animate
