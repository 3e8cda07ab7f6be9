#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/animate/posed_bones.h"

namespace kirin::engine::motion::animate {
namespace {

world::ModelPtr model_of(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

/// How far the bone swings to the side and up while swimming, metres.
world::Vec3 swing(const world::Model& model, std::string_view bone) {
  world::Bounds bounds;
  Manner manner;
  manner.speed = natural_speed(model, "swim", 1);
  for (int i = 0; i < 120; ++i) {
    bounds.add(joint_at(model, bone, "swim", 0.03 * i, manner));
  }
  return bounds.extent();
}

TEST(Fish, TheWaveGrowsTowardsTheTail) {
  const world::ModelPtr fish = model_of("fish");
  EXPECT_GT(swing(*fish, "tail").x, 2.5F * swing(*fish, "body_3").x);
  EXPECT_LT(swing(*fish, "tail").y, 0.1F * swing(*fish, "tail").x);
}

TEST(Fish, TheTailSweepsAboutAFifthOfTheLength) {
  const world::ModelPtr shark = model_of("shark");
  const float sweep = swing(*shark, "tail").x / shark->bounds.extent().z;
  EXPECT_GT(sweep, 0.08F);
  EXPECT_LT(sweep, 0.4F);
}

TEST(Fish, FasterIsMoreBeats) {
  const world::ModelPtr fish = model_of("fish");
  Manner slow;
  slow.speed = 0.3;
  slow.seconds = 4;
  Manner fast = slow;
  fast.speed = 0.7;
  EXPECT_GT(beats(*fish, "swim", fast).size(), beats(*fish, "swim", slow).size());
}

TEST(Fish, JumpsOutOfTheWaterInABow) {
  const world::ModelPtr fish = model_of("fish");
  float top = 0;
  for (int i = 0; i < 50; ++i) {
    top = std::max(top, joint_at(*fish, "body_1", "jump", 0.02 * i, {}).y);
  }
  EXPECT_GT(top, 0.7F * fish->bounds.extent().z);
}

}  // namespace
}  // namespace kirin::engine::motion::animate
