#include "engine/motion/places/daylight.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/places/land_colours.h"

namespace kirin::engine::motion::places {
namespace {

using story::Hour;

constexpr float kWide = 16.0F / 9;

story::SceneDescription at(Hour hour) {
  story::SceneDescription scene;
  scene.hour = hour;
  scene.weather.cloud_cover = 0.15;
  return scene;
}

float brightness(const Daylight& day) { return luminance(day.light.key + day.light.sky); }
float brightness(Hour hour) { return brightness(daylight_of(at(hour), kWide, 1)); }

TEST(Daylight, GrowsFromNightToNoon) {
  EXPECT_GT(brightness(Hour::noon), brightness(Hour::afternoon));
  EXPECT_GT(brightness(Hour::afternoon), brightness(Hour::dusk));
  EXPECT_GT(brightness(Hour::dusk), brightness(Hour::night));
  EXPECT_GT(brightness(Hour::noon), brightness(Hour::morning));
  EXPECT_GT(brightness(Hour::morning), brightness(Hour::dawn));
  EXPECT_GT(brightness(Hour::dawn), brightness(Hour::night));
}

TEST(Daylight, IsWarmAtDuskAndBlueByNight) {
  const Daylight dusk = daylight_of(at(Hour::dusk), kWide, 1);
  EXPECT_GT(dusk.light.key.x, 2 * dusk.light.key.z);
  EXPECT_GT(dusk.sky.horizon.x, dusk.sky.horizon.z);
  const Daylight night = daylight_of(at(Hour::night), kWide, 1);
  EXPECT_GT(night.light.key.z, night.light.key.x);
  EXPECT_GT(night.sky.stars, 0.5F);
  EXPECT_TRUE(night.sky.is_moon);
}

TEST(Daylight, ShowsALowSunInTheFrameAtDuskInEveryAspect) {
  for (const float aspect : {kWide, 1.0F, 9.0F / 16}) {
    for (const Hour hour : {Hour::dusk, Hour::dawn, Hour::night}) {
      const world::Vec3 sun = daylight_of(at(hour), aspect, 1).sky.sun_direction;
      EXPECT_LT(sun.z, 0);
      EXPECT_LT(std::abs(sun.x / -sun.z), 0.365F * std::max(aspect, 0.6F));
      EXPECT_GT(sun.y, 0.05F);
      EXPECT_LT(sun.y / -sun.z, 0.33F);
    }
  }
}

TEST(Daylight, IsFlatAndDimUnderCloudsAndDimmerInAStorm) {
  story::SceneDescription scene = at(Hour::noon);
  const Daylight clear = daylight_of(scene, kWide, 1);
  scene.weather.id = "overcast";
  scene.weather.cloud_cover = 0.95;
  const Daylight overcast = daylight_of(scene, kWide, 1);
  scene.weather.id = "storm";
  scene.weather.rain = 1;
  scene.weather.has_lightning = true;
  const Daylight storm = daylight_of(scene, kWide, 1);
  const auto contrast = [](const Daylight& d) {
    return luminance(d.light.key) / luminance(d.light.sky);
  };
  EXPECT_LT(contrast(overcast), 0.5F * contrast(clear));
  EXPECT_LT(brightness(overcast), brightness(clear));
  EXPECT_LT(brightness(storm), 0.8F * brightness(overcast));
}

TEST(Daylight, IsThickInFog) {
  story::SceneDescription scene = at(Hour::morning);
  const float clear = daylight_of(scene, kWide, 1).fog.density;
  scene.weather.id = "fog";
  scene.weather.fog = 0.8;
  const float thick = daylight_of(scene, kWide, 1).fog.density;
  EXPECT_GT(thick, 10 * clear);
  EXPECT_GT(std::exp(-7 * thick), 0.6F);  // who stands on the stage is still seen
}

TEST(Daylight, TakesTheColourThatThePromptGivesTheSky) {
  story::SceneDescription scene = at(Hour::noon);
  scene.sky_colour = story::NamedColour{"green", 0x30A040};
  const world::Light sky = daylight_of(scene, kWide, 1).sky.middle;
  EXPECT_GT(sky.y, sky.x);
  EXPECT_GT(sky.y, sky.z);
}

TEST(Daylight, ShowsTheSightsThatAreNamed) {
  story::SceneDescription scene = at(Hour::night);
  scene.sights = {{.id = "aurora"}, {.id = "moon"}, {.id = "milky_way"}};
  const Daylight day = daylight_of(scene, kWide, 1);
  EXPECT_EQ(day.sky.aurora, 1);
  EXPECT_EQ(day.sky.milky_way, 1);
  EXPECT_GT(day.sky.disc_radius, 0.04F);
  EXPECT_TRUE(day.sky.is_moon);
  scene.sights = {{.id = "rainbow"}};
  scene.hour = Hour::afternoon;
  EXPECT_EQ(daylight_of(scene, kWide, 1).sky.rainbow, 1);
}

}  // namespace
}  // namespace kirin::engine::motion::places
