#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/rigs.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

world::ModelPtr built(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

std::vector<std::string_view> wheeled() {
  std::vector<std::string_view> kinds;
  for (const models::Shelf& shelf : models::vehicles()) {
    const world::ModelPtr model = built(shelf.kind);
    for (const world::Bone& bone : model->skeleton.bones) {
      if (bone.name.starts_with("wheel")) {
        kinds.push_back(shelf.kind);
        break;
      }
    }
  }
  return kinds;
}

TEST(Vehicles, WheelsRollWithoutSlipping) {
  // Where a wheel touches the ground its tread stands still while the vehicle goes on.
  for (const std::string_view kind : wheeled()) {
    const world::ModelPtr model = built(kind);
    const Manner manner{.speed = natural_speed(*model, "drive", 1), .seconds = 1e6};
    ASSERT_GT(manner.speed, 0) << kind;
    for (const double t : {0.8, 3.1, 41.7}) {
      constexpr double kStep = 1e-3;
      const auto before =
          world::skinning(model->skeleton, perform(*model, "drive", t, manner).pose);
      const auto after =
          world::skinning(model->skeleton, perform(*model, "drive", t + kStep, manner).pose);
      for (std::size_t i = 0; i < before.size(); ++i) {
        const world::Bone& bone = model->skeleton.bones[i];
        if (!bone.name.starts_with("wheel")) {
          continue;
        }
        const Vec3 bottom = bone.joint - Vec3{0, bone.joint.y, 0};
        const Vec3 tread =
            world::inverse(before[i]).point(before[i].point(bone.joint) - Vec3{0, bone.joint.y, 0});
        const float back = (after[i].point(tread) - before[i].point(tread)).z;
        EXPECT_NEAR(-back / kStep, manner.speed, 0.03 * manner.speed + 0.05)
            << kind << " " << bone.name << " at " << t;
        EXPECT_NEAR(length(bottom), std::hypot(bone.joint.x, bone.joint.z), 1e-4F);
      }
    }
  }
}

TEST(Vehicles, WheelsTurnBySpeedTimesTimeOverRadius) {
  const world::ModelPtr car = built("car");
  const int wheel = car->skeleton.find("wheel_rl");
  ASSERT_GE(wheel, 0);
  const float radius = car->skeleton.bones[static_cast<std::size_t>(wheel)].joint.y;
  for (const double seconds : {0.1, 0.35, 1.0}) {
    const Movement movement = perform(*car, "drive", seconds, {.speed = 4});
    const Affine turn = world::affine(movement.pose.joints[static_cast<std::size_t>(wheel)].turn);
    const double angle = 4 * seconds / radius;
    EXPECT_NEAR(turn.y.y, std::cos(angle), 1e-3);
    EXPECT_NEAR(turn.y.z, std::sin(angle), 1e-3);  // the top goes forwards
  }
}

TEST(Vehicles, StandStillWithoutSpeed) {
  const world::ModelPtr car = built("car");
  for (std::size_t i = 0; i < car->skeleton.bones.size(); ++i) {
    if (car->skeleton.bones[i].name.starts_with("wheel")) {
      const Movement movement = perform(*car, "", 7.3, {});
      EXPECT_NEAR(movement.pose.joints[i].turn.w, 1, 1e-6F);
    }
  }
  EXPECT_EQ(natural_speed(*car, "", 1), 0);
  EXPECT_GT(natural_speed(*car, "drive", 1.6), natural_speed(*car, "drive", 1));
}

TEST(Vehicles, BodiesSquatWhenTheyStart) {
  const world::ModelPtr car = built("car");
  const Affine body =
      world::affine(perform(*car, "drive", 0.3, {.speed = 10, .seconds = 8}).pose.joints[0].turn);
  EXPECT_GT(body.z.y, 0.012F) << "the nose rises";
}

TEST(Vehicles, CouplingRodsStayOnTheirCrankPins) {
  const world::ModelPtr train = built("steam_train");
  const int rod = train->skeleton.find("coupling_l");
  const int wheel = train->skeleton.find("wheel_d2_l");
  ASSERT_GE(rod, 0);
  ASSERT_GE(wheel, 0);
  const Vec3 hub = train->skeleton.bones[static_cast<std::size_t>(wheel)].joint;
  const Vec3 pin = hub - Vec3{0, 0.28F, 0};
  for (const double t : {0.0, 0.2, 0.77, 5.3}) {
    const auto maps =
        world::skinning(train->skeleton, perform(*train, "drive", t, {.speed = 6}).pose);
    const Vec3 on_wheel = maps[static_cast<std::size_t>(wheel)].point(pin) -
                          maps[static_cast<std::size_t>(wheel)].point(hub);
    const Vec3 on_rod = maps[static_cast<std::size_t>(rod)].point(pin) - maps[0].point(hub);
    EXPECT_NEAR(on_wheel.z, on_rod.z, 0.01F) << t;
    EXPECT_NEAR(on_wheel.y, on_rod.y, 0.01F) << t;
  }
}

TEST(Vehicles, ChuffFourTimesATurnOfTheDrivers) {
  const world::ModelPtr train = built("steam_train");
  const auto chuffs = beats(*train, "drive", {.speed = 8, .seconds = 5});
  const double period = 2 * 3.14159265 * train->leg_length / 8 / 4;
  EXPECT_NEAR(static_cast<double>(chuffs.size()), 5 / period, 1.01);
  EXPECT_NEAR(chuffs[3] - chuffs[2], period, 1e-6);
}

TEST(Vehicles, BoatsStayByTheWater) {
  for (const std::string_view kind : {"boat", "sailboat", "ship", "canoe"}) {
    const world::ModelPtr boat = built(kind);
    const float depth = boat->find_anchor("waterline")->at.y;
    float low = 0;
    float high = 0;
    for (int i = 0; i < 200; ++i) {
      const Movement movement = perform(*boat, "sail", 0.1 * i, {.speed = 2});
      low = std::min(low, movement.offset.origin.y);
      high = std::max(high, movement.offset.origin.y);
      EXPECT_GT(movement.offset.y.y, 0.9F) << kind << " capsizes";
    }
    EXPECT_LT(low, -0.005F) << kind;
    EXPECT_GT(high, 0.005F) << kind;
    EXPECT_LT(high - low, depth) << kind;
  }
}

TEST(Vehicles, AreFunctionsOfTimeAlone) {
  for (const models::Shelf& shelf : models::vehicles()) {
    const world::ModelPtr model = built(shelf.kind);
    for (const std::string_view action :
         {"", "drive", "sail", "fly", "take_off", "land", "crash", "explode"}) {
      const Movement a = perform(*model, action, 1.37, {.speed = 3, .seconds = 5, .seed = 4});
      perform(*model, action, 0.2, {.speed = 3, .seconds = 5, .seed = 4});
      const Movement b = perform(*model, action, 1.37, {.speed = 3, .seconds = 5, .seed = 4});
      ASSERT_EQ(a.pose.joints.size(), model->skeleton.bones.size());
      EXPECT_EQ(a.offset.origin, b.offset.origin);
      for (std::size_t i = 0; i < a.pose.joints.size(); ++i) {
        EXPECT_EQ(a.pose.joints[i].turn.w, b.pose.joints[i].turn.w);
        EXPECT_TRUE(std::isfinite(a.pose.joints[i].turn.x + a.pose.joints[i].shift.y))
            << shelf.kind << " " << action;
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::animate
