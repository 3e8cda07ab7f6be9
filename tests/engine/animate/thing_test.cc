#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/ballistics.h"
#include "engine/motion/animate/thing_actions.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Vec3;

world::ModelPtr built(std::string_view kind) {
  return models::build_model({.kind = std::string(kind)});
}

float height_of(const Movement& movement) { return movement.offset.origin.y; }

/// The lowest point of the moved model.
float lowest(const world::Model& model, const Movement& movement) {
  const auto maps = world::skinning(model.skeleton, movement.pose);
  float low = 1e9F;
  for (const world::Vertex& v : model.mesh.vertices) {
    low = std::min(low, movement.offset.point(maps[v.bones[0]].point(v.position)).y);
  }
  return low;
}

TEST(Ballistics, AFallFollowsGalileo) {
  const Drop drop{.height = 2, .restitution = 0.6};
  for (const double t : {0.0, 0.1, 0.3, 0.6}) {
    EXPECT_NEAR(drop.height_at(t), 2 - 0.5 * 9.81 * t * t, 1e-9);
  }
  EXPECT_NEAR(drop.impacts().front(), std::sqrt(2 * 2 / 9.81), 1e-9);
}

TEST(Ballistics, EachBounceKeepsItsPartOfTheEnergy) {
  const Drop drop{.height = 2, .restitution = 0.6};
  const auto hits = drop.impacts();
  ASSERT_GE(hits.size(), 4U);
  double expected = 2;
  for (std::size_t i = 0; i + 1 < hits.size(); ++i) {
    expected *= 0.36;
    EXPECT_NEAR(drop.height_at((hits[i] + hits[i + 1]) / 2), expected, 1e-6);
    EXPECT_NEAR(drop.height_at(hits[i]), 0, 1e-6);
  }
  EXPECT_EQ(drop.height_at(drop.rest_at() + 0.01), 0);
}

TEST(Ballistics, HopsAreParabolas) {
  const Hops hops{.height = 0.8};
  EXPECT_NEAR(hops.period(), 2 * std::sqrt(1.6 / 9.81), 1e-12);
  EXPECT_NEAR(hops.height_at(hops.period() / 2), 0.8, 1e-9);
  EXPECT_NEAR(hops.height_at(3 * hops.period()), 0, 1e-6);
  constexpr double kStep = 1e-3;
  const double t = 0.31 * hops.period();
  const double acceleration =
      (hops.height_at(t + kStep) - 2 * hops.height_at(t) + hops.height_at(t - kStep)) /
      (kStep * kStep);
  EXPECT_NEAR(acceleration, -9.81, 1e-3);
}

TEST(Ballistics, APendulumOfOneMetreSwingsInTwoSeconds) {
  EXPECT_NEAR(pendulum_period(1), 2.006, 1e-3);
  EXPECT_NEAR(pendulum_period(4), 2 * pendulum_period(1), 1e-9);
}

TEST(Things, FallToTheGroundAndRestThere) {
  for (const std::string_view kind : {"ball", "chair", "cake", "candle"}) {
    SCOPED_TRACE(kind);
    const world::ModelPtr model = built(kind);
    const Manner manner{.seconds = 20};
    EXPECT_NEAR(height_of(perform(*model, "fall", 0, manner)), drop_height(*model),
                0.15 * drop_height(*model));
    for (double t = 0; t < 4; t += 0.1) {
      EXPECT_GT(lowest(*model, perform(*model, "fall", t, manner)),
                -0.12F * model->height() - 0.01F)
          << t;
    }
    const Movement end = perform(*model, "fall", 15, manner);
    EXPECT_NEAR(length(end.offset.origin), 0, 1e-3F);
    EXPECT_NEAR(end.offset.y.y, 1, 1e-3F);
  }
}

TEST(Things, BeatWhenTheyHitTheGround) {
  const world::ModelPtr ball = built("ball");
  const Manner manner{.seconds = 6};
  const auto hits = beats(*ball, "fall", manner);
  ASSERT_GE(hits.size(), 3U);
  for (const double hit : hits) {
    EXPECT_NEAR(lowest(*ball, perform(*ball, "fall", hit, manner)), 0, 0.06F);
  }
  const auto hops = beats(*ball, "bounce", manner);
  ASSERT_GE(hops.size(), 3U);
  for (const double hop : hops) {
    EXPECT_LT(height_of(perform(*ball, "bounce", hop, manner)), 0.02F);
    EXPECT_GT(height_of(perform(*ball, "bounce", hop + 0.15, manner)), 0.05F);
  }
}

TEST(Things, RollWithoutSlipping) {
  const world::ModelPtr ball = built("ball");
  const Manner manner{.speed = natural_speed(*ball, "roll", 1)};
  ASSERT_GT(manner.speed, 0);
  constexpr double kStep = 1e-3;
  for (const double t : {0.4, 2.2}) {
    const world::Affine now = perform(*ball, "roll", t, manner).offset;
    const world::Affine next = perform(*ball, "roll", t + kStep, manner).offset;
    const Vec3 tread = world::inverse(now).point({0, 0, 0});
    EXPECT_NEAR(-(next.point(tread) - now.point(tread)).z / kStep, manner.speed,
                0.02 * manner.speed);
    EXPECT_NEAR(length(now.point({0, 0.14F, 0}) - Vec3{0, 0.14F, 0}), 0, 1e-3F)
        << "its middle goes straight on";
  }
}

TEST(Things, HangingThingsSwingAsPendulums) {
  const world::ModelPtr lantern = built("lantern");
  const double period = pendulum_period(lantern->height());
  const auto lean = [&](double t) { return perform(*lantern, "swing", t, {}).offset.x.y; };
  EXPECT_NEAR(lean(0), lean(period), 1e-4F);
  EXPECT_NEAR(lean(period / 4), -lean(3 * period / 4), 1e-4F);
  EXPECT_GT(std::abs(lean(period / 4)), 0.2F);
  // The point it hangs from stays.
  const float top = lantern->bounds.high.y;
  EXPECT_NEAR(
      length(perform(*lantern, "swing", 0.3, {}).offset.point({0, top, 0}) - Vec3{0, top, 0}), 0,
      1e-4F);
}

TEST(Things, OpenAndCloseAgain) {
  const world::ModelPtr umbrella = built("umbrella");
  const auto canopy = static_cast<std::size_t>(umbrella->skeleton.find("canopy"));
  const Manner manner{.seconds = 3};
  EXPECT_LT(perform(*umbrella, "open", 0, manner).pose.joints[canopy].stretch.x, 0.2F);
  EXPECT_NEAR(perform(*umbrella, "open", 2.9, manner).pose.joints[canopy].stretch.x, 1, 0.02F);
  EXPECT_NEAR(perform(*umbrella, "close", 0, manner).pose.joints[canopy].stretch.x, 1, 0.02F);
  EXPECT_LT(perform(*umbrella, "close", 2.9, manner).pose.joints[canopy].stretch.x, 0.2F);
  const world::ModelPtr house = built("house");
  const auto door = static_cast<std::size_t>(house->skeleton.find("door"));
  EXPECT_LT(perform(*house, "open", 2.9, manner).pose.joints[door].turn.w, 0.9F);
}

TEST(Things, EndAsTheirActionsSay) {
  const world::ModelPtr cake = built("cake");
  const Manner manner{.seconds = 4};
  EXPECT_EQ(perform(*cake, "explode", 3.5, manner).opacity, 0);
  EXPECT_EQ(beats(*cake, "explode", manner).size(), 1U);
  EXPECT_LT(perform(*cake, "disappear", 3.5, manner).opacity, 0.01F);
  EXPECT_EQ(perform(*cake, "appear", 3.5, manner).opacity, 1);
  EXPECT_NEAR(perform(*cake, "grow", 3.9, manner).offset.y.y, 1, 0.02F);
  EXPECT_LT(perform(*cake, "grow", 0, manner).offset.y.y, 0.15F);
  EXPECT_LT(perform(*cake, "shrink", 3.9, manner).offset.y.y, 0.3F);
  EXPECT_LT(perform(*cake, "melt", 3.9, manner).offset.y.y, 0.25F);
  EXPECT_NEAR(lowest(*cake, perform(*cake, "melt", 3.9, manner)), 0, 1e-3F);
}

TEST(Things, FlamesNeverRest) {
  const world::ModelPtr candle = built("candle");
  const auto flame = static_cast<std::size_t>(candle->skeleton.find("flame"));
  float least = 9;
  float most = 0;
  for (int i = 0; i < 100; ++i) {
    const float tall = perform(*candle, "", 0.07 * i, {}).pose.joints[flame].stretch.y;
    least = std::min(least, tall);
    most = std::max(most, tall);
  }
  EXPECT_GT(most - least, 0.1F);
  EXPECT_GT(least, 0.4F);
  EXPECT_LT(most, 1.6F);
}

TEST(Things, CanDoEveryActionWithoutBreaking) {
  for (const auto shelves : {models::objects(), models::buildings()}) {
    for (const models::Shelf& shelf : shelves) {
      const world::ModelPtr model = built(shelf.kind);
      for (const std::string_view action :
           {"",     "fall",  "bounce",   "spin",  "roll", "swing",  "float",     "rise",
            "fly",  "open",  "close",    "pour",  "burn", "glow",   "flicker",   "explode",
            "melt", "grow",  "shrink",   "shake", "ring", "appear", "disappear", "crash",
            "wave", "dance", "take_off", "land",  "walk"}) {
        for (const double t : {0.0, 0.4, 2.0}) {
          const Movement movement =
              perform(*model, action, t, {.speed = natural_speed(*model, action, 1), .seconds = 3});
          ASSERT_EQ(movement.pose.joints.size(), model->skeleton.bones.size());
          ASSERT_TRUE(std::isfinite(movement.offset.origin.y + movement.offset.x.x +
                                    movement.opacity + movement.glow))
              << shelf.kind << " " << action;
          ASSERT_GE(movement.opacity, 0);
          ASSERT_LE(movement.opacity, 1);
        }
      }
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::animate
