#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/animate/posed_bones.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::animate {
namespace {

world::ModelPtr model_of(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

float turn_of(const world::Model& model, const char* bone, std::string_view action, double t) {
  const Movement m = perform(model, action, t, {});
  const world::Turn turn = m.pose.joints[static_cast<std::size_t>(model.skeleton.find(bone))].turn;
  return 2 * std::atan2(turn.z, turn.w);
}

TEST(Insect, ButterfliesBeatTheirWingsTogether) {
  const world::ModelPtr butterfly = model_of("butterfly");
  float low = 9;
  float high = -9;
  for (int i = 0; i < 100; ++i) {
    const float left = turn_of(*butterfly, "wing_l_1", "fly", 0.02 * i);
    const float right = turn_of(*butterfly, "wing_r_1", "fly", 0.02 * i);
    EXPECT_NEAR(left, -right, 1e-4);
    low = std::min(low, left);
    high = std::max(high, left);
  }
  EXPECT_GT(high - low, 1.4F);
}

TEST(Insect, ThreeLegsOfSixStandAtATime) {
  const world::ModelPtr ant = model_of("ant");
  Manner manner;
  manner.speed = natural_speed(*ant, "walk", 1);
  for (int i = 0; i < 50; ++i) {
    int lifted = 0;
    const Movement m = perform(*ant, "walk", 0.011 * i, manner);
    for (const char* leg : {"leg_l_1", "leg_l_2", "leg_l_3", "leg_r_1", "leg_r_2", "leg_r_3"}) {
      const world::Turn turn =
          m.pose.joints[static_cast<std::size_t>(ant->skeleton.find(leg))].turn;
      lifted += std::abs(turn.z) > 1e-3F && std::abs(turn.z) > 0.02F ? 1 : 0;
    }
    EXPECT_LE(lifted, 3);
  }
}

TEST(Insect, ACrabGoesSideways) {
  const world::ModelPtr crab = model_of("crab");
  const Movement m = perform(*crab, "walk", 1, {});
  EXPECT_NEAR(std::abs(m.offset.z.x), 1, 1e-3);
}

// Every animal does every action: finite, a turn for each bone, the same when asked again.
TEST(Animals, DoEverything) {
  for (const models::Shelf& shelf : models::animals()) {
    const world::ModelPtr model = model_of(shelf.kind);
    SCOPED_TRACE(shelf.kind);
    for (const std::string_view action :
         {"",       "walk",  "run",     "jump",  "dance",    "wave",      "sit",   "stand",
          "lie",    "sleep", "fly",     "hover", "swim",     "dive",      "float", "fall",
          "bounce", "spin",  "roll",    "rise",  "eat",      "drink",     "play",  "sing",
          "talk",   "climb", "catch",   "kick",  "chase",    "fight",     "hug",   "look",
          "nod",    "shake", "stretch", "land",  "take_off", "push",      "pull",  "carry",
          "splash", "hide",  "bark",    "howl",  "roar",     "unheard_of"}) {
      Manner manner;
      manner.speed = natural_speed(*model, action, 1);
      manner.seed = 5;
      ASSERT_GE(manner.speed, 0);
      for (const double t : {0.0, 0.31, 1.7, 1000.3}) {
        const Movement a = perform(*model, action, t, manner);
        const Movement b = perform(*model, action, t, manner);
        ASSERT_EQ(a.pose.joints.size(), model->skeleton.bones.size());
        ASSERT_TRUE(std::isfinite(a.offset.origin.y + a.offset.y.y)) << action;
        for (std::size_t i = 0; i < a.pose.joints.size(); ++i) {
          const world::Joint& joint = a.pose.joints[i];
          const float sum = joint.turn.w + joint.turn.x + joint.turn.y + joint.turn.z +
                            joint.shift.x + joint.shift.y + joint.shift.z + joint.stretch.y;
          ASSERT_TRUE(std::isfinite(sum)) << action << " " << model->skeleton.bones[i].name;
          ASSERT_EQ(joint.turn.w, b.pose.joints[i].turn.w);
        }
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::animate
