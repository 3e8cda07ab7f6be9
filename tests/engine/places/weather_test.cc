#include "engine/motion/places/weather.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::places {
namespace {

using world::Sprite;
using world::Vec3;

std::vector<Sprite> at(const world::SpriteSource& source, double seconds, Vec3 eye = {}) {
  std::vector<Sprite> sprites;
  source(seconds, eye, sprites);
  return sprites;
}

TEST(Drift, FillsTheBoxRoundTheEyeWhereverItGoes) {
  const Drift drift{
      .count = 300, .half = {5, 4, 6}, .shift = {0, 1, -2}, .velocity = {0.4F, -2, 0}};
  const auto source = drifting(drift, 3);
  for (const Vec3 eye : {Vec3{}, Vec3{40, 3, -90}}) {
    const auto sprites = at(source, 2.7, eye);
    EXPECT_GT(sprites.size(), 200U);
    for (const Sprite& sprite : sprites) {
      const Vec3 d = sprite.at - (eye + drift.shift);
      EXPECT_LE(std::abs(d.x), 5.001F);
      EXPECT_LE(std::abs(d.y), 4.001F);
      EXPECT_LE(std::abs(d.z), 6.001F);
    }
  }
}

TEST(Drift, StaysInTheWorldWhenTheEyeMoves) {
  // A speck well inside the box is where it was when the eye moves a little: that is parallax.
  const auto source =
      drifting({.count = 60, .half = {8, 8, 8}, .shift = {}, .velocity = {0, -1, 0}}, 11);
  const auto before = at(source, 1.0, {0, 0, 0});
  const auto after = at(source, 1.0, {0.2F, 0, 0});
  int kept = 0;
  for (const Sprite& a : before) {
    kept += std::ranges::any_of(after,
                                [&](const Sprite& b) { return world::length(a.at - b.at) < 1e-3F; })
                ? 1
                : 0;
  }
  EXPECT_GT(kept, 45);
}

TEST(Drift, FallsAsFastAsItIsTold) {
  const auto source = drifting(
      {.count = 40, .half = {50, 50, 50}, .shift = {}, .velocity = {0, -3, 0}, .spread = 0}, 5);
  const auto before = at(source, 1.0);
  const auto after = at(source, 1.1);
  ASSERT_EQ(before.size(), after.size());
  int falling = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    falling += std::abs(after[i].at.y - before[i].at.y + 0.3F) < 1e-3F ? 1 : 0;
  }
  EXPECT_GE(falling, 38);  // but those that wrapped
}

std::size_t sprites_of(const story::SceneDescription& scene, double seconds) {
  world::World world;
  const Place place = build_place(scene, 16.0F / 9, 4, world);
  std::vector<Sprite> sprites;
  for (const world::SpriteSource& source : world.sprites) {
    source(seconds, place.stage + Vec3{0, 1.5F, 7}, sprites);
  }
  for (const Sprite& sprite : sprites) {
    EXPECT_TRUE(
        std::isfinite(sprite.at.x + sprite.at.y + sprite.at.z + sprite.radius + sprite.colour.x));
    EXPECT_GE(sprite.opacity, 0);
    EXPECT_LE(sprite.opacity, 1.001F);
  }
  return sprites.size();
}

TEST(Weather, FillsTheAir) {
  story::SceneDescription scene;
  scene.setting = "meadow";
  const std::size_t clear = sprites_of(scene, 1.3);
  scene.weather.id = "rain";
  scene.weather.rain = 0.7;
  EXPECT_GT(sprites_of(scene, 1.3), clear + 600);
  scene.weather = {.id = "snow", .snow = 0.7};
  EXPECT_GT(sprites_of(scene, 1.3), clear + 800);
  scene.weather = {.id = "sandstorm"};
  EXPECT_GT(sprites_of(scene, 1.3), clear + 300);
}

TEST(Weather, LightensSeveralTimesAMinute) {
  story::SceneDescription scene;
  scene.setting = "ocean";
  scene.weather = {.id = "storm", .cloud_cover = 0.95, .rain = 1, .has_lightning = true};
  std::size_t least = 1'000'000;
  std::size_t most = 0;
  for (int i = 0; i < 50; ++i) {
    const std::size_t count = sprites_of(scene, 0.1 * i);
    least = std::min(least, count);
    most = std::max(most, count);
  }
  EXPECT_GT(most, least + 10);
}

TEST(Weather, BringsFirefliesOnSummerNightsOnly) {
  story::SceneDescription scene;
  scene.setting = "meadow";
  scene.hour = story::Hour::night;
  scene.season = "summer";
  const std::size_t summer = sprites_of(scene, 1);
  scene.season = "winter";
  EXPECT_GT(summer, sprites_of(scene, 1));
}

}  // namespace
}  // namespace kirin::engine::motion::places
