#include "engine/motion/direct/actor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/direct/props.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

void expect_near(Vec3 a, Vec3 b, float tolerance = 1e-4F) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

TEST(Track, IsMeasuredInMetresAndFacesItsWay) {
  const Track track{.points = {{0, 0, 0}, {4, 0, 0}, {4, 0, -4}}};
  EXPECT_FLOAT_EQ(track.length(), 8);
  expect_near(track.at(2).origin, {2, 0, 0});
  expect_near(track.at(6).origin, {4, 0, -2});
  expect_near(track.at(1).direction({0, 0, 1}), {1, 0, 0});
  expect_near(track.at(-3).origin, {-3, 0, 0});
  expect_near(track.at(10).origin, {4, 0, -6});
}

TEST(Track, AClosedOneGoesRound) {
  const Track track{.points = {{0, 0, 0}, {1, 0, 0}, {1, 0, 1}, {0, 0, 1}}, .is_closed = true};
  EXPECT_FLOAT_EQ(track.length(), 4);
  expect_near(track.at(4.5F).origin, track.at(0.5F).origin);
  expect_near(track.at(3.5F).origin, {0, 0, 0.5F});
}

TEST(Track, APointIsStoodOn) {
  const Track track{.points = {{1, 2, 3}}, .heading = world::kPi / 2};
  expect_near(track.at(7).origin, {1, 2, 3});
  expect_near(track.at(7).direction({0, 0, 1}), {1, 0, 0});
}

TEST(Actor, GoesSteadilyAndItsSpeedNeverJumps) {
  const Actor actor = actor_at({}, {{.start = 0, .end = 2, .speed = 1},
                                    {.start = 2, .end = 4, .speed = 3},
                                    {.start = 4, .end = 9, .speed = 0}});
  EXPECT_NEAR(metres_at(actor, 1), 1, 1e-6);
  EXPECT_NEAR(metres_at(actor, 2), 2, 1e-6);
  double before = metres_at(actor, 0.01) / 0.01;
  for (double t = 0.01; t < 6; t += 0.01) {
    const double speed = (metres_at(actor, t + 0.01) - metres_at(actor, t)) / 0.01;
    EXPECT_LT(std::abs(speed - before), 0.2) << t;
    EXPECT_GE(speed, -1e-9) << t;
    before = speed;
  }
  EXPECT_NEAR(metres_at(actor, 6), metres_at(actor, 5), 1e-6);
}

TEST(Actor, StandsOnTheGround) {
  Cast cast{actor_at({2, 0, 0})};
  cast[0].ground = [](float x, float) { return 0.5F * x; };
  expect_near(state_at(cast, 0, 1).place.origin, {2, 1, 0});
}

TEST(Actor, IsCarriedWhereTheAnchorIs) {
  Cast cast{actor_at({0, 0, 0}), actor_at({3, 0, 1})};
  cast[1].scale = 2;
  cast[0].carrier = 1;  // the carrier may come later in the cast
  cast[0].anchor = "seat";
  expect_near(state_at(cast, 0, 1).place.origin, {3, 4, 1});
  expect_near(anchor_at(cast, 1, "seat", 1), {3, 4, 1});
  cast[0].anchor = "no such";
  expect_near(state_at(cast, 0, 1).place.origin, {3, 4, 1});
}

TEST(Actor, ItsMiddleIsThatOfItsModel) {
  Cast cast{actor_at({1, 0, 0})};
  cast[0].scale = 3;
  expect_near(middle_at(cast, 0, 0), {1, 3, 0});
  EXPECT_FLOAT_EQ(half_height(cast[0]), 3);
}

}  // namespace
}  // namespace kirin::engine::motion::direct
