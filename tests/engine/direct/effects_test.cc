#include "engine/motion/direct/effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/direct/props.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Sprite;
using world::Vec3;

constexpr double kSeconds = 4;

/// One actor of that kind at the origin, and what it gives off.
struct Shot {
  story::SceneDescription scene = {};
  Cast cast = {};
  world::World world = {};

  Shot(std::string_view kind, Act act, std::string_view setting = "meadow") {
    scene.setting = setting;
    scene.subjects.push_back({.kind = std::string(kind)});
    cast.push_back(actor_at({}, {std::move(act)}));
    cast[0].model = models::build_model({.kind = std::string(kind)});
  }
  Shot(const Shot&) = delete;
  Shot& operator=(const Shot&) = delete;

  void add() { add_effects(scene, cast, kSeconds, 7, 0, world); }

  std::vector<Sprite> at(double seconds) const {
    std::vector<Sprite> sprites;
    for (const world::SpriteSource& source : world.sprites) {
      source(seconds, {}, sprites);
    }
    return sprites;
  }
};

TEST(Effects, ACampfireBurnsAtItsFlameFromTheStartAndLightsItsPlace) {
  Shot shot("campfire", {.action = "burn"});
  shot.add();
  const Vec3 flame = anchor_at(shot.cast, 0, "flame", 0);
  int near = 0;
  for (const Sprite& sprite : shot.at(0)) {
    near += sprite.is_glowing && world::length(sprite.at - flame) < 1 ? 1 : 0;
  }
  EXPECT_GT(near, 20);
  ASSERT_EQ(shot.world.lamps.size(), 1U);
  EXPECT_EQ(shot.world.lamps[0].node, 0);
  EXPECT_GT(shot.world.lamps[0].flicker, 0);
}

TEST(Effects, NothingFliesBeforeAnExplosion) {
  Shot shot("barrel", {.action = "explode", .start = 1, .end = 3});
  shot.add();
  EXPECT_TRUE(shot.at(0.9).empty());
  EXPECT_GT(shot.at(1.9).size(), 50U);
}

TEST(Effects, OnlyACarThatDrivesOnDryGroundRaisesDust) {
  Shot standing("car", {.action = "stand"}, "desert");
  standing.add();
  EXPECT_TRUE(standing.at(1).empty());

  Shot driving("car", {.action = "drive", .speed = 5}, "desert");
  driving.add();
  Shot on_grass("car", {.action = "drive", .speed = 5}, "meadow");
  on_grass.add();
  EXPECT_GT(driving.at(1).size(), on_grass.at(1).size());
  EXPECT_FALSE(on_grass.at(1).empty());  // its exhaust
}

TEST(Effects, ADropIntoWaterSplashesOnceItIsThere) {
  Shot shot("dog", {.speed = 1});
  shot.world.water = world::Water{.level = -0.5F};
  shot.cast[0].track.points = {{0, 1, 0}, {0, -3, 0}};
  shot.cast[0].track.turns = false;
  shot.add();
  EXPECT_TRUE(shot.at(0.5).empty());
  std::size_t most = 0;
  for (double seconds = 0.5; seconds < kSeconds; seconds += 0.1) {
    most = std::max(most, shot.at(seconds).size());
  }
  EXPECT_GT(most, 30U);
}

TEST(Effects, ACrowdHasNoMoreThanItsShare) {
  Shot shot("campfire", {.action = "burn"});
  for (int i = 0; i < 30; ++i) {
    shot.cast.push_back(shot.cast.front());
    shot.scene.subjects.push_back(shot.scene.subjects.front());
    shot.cast.back().subject = i + 1;
  }
  shot.add();
  EXPECT_EQ(shot.world.sprites.size(), kMostEffects);
}

}  // namespace
}  // namespace kirin::engine::motion::direct
