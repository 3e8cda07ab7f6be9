#include "engine/motion/places/land_colours.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/dice.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;

std::string_view season_of(const story::SceneDescription& scene) {
  for (const std::string_view season : {"spring", "autumn", "winter"}) {
    if (scene.season == season) {
      return season;
    }
  }
  return scene.season.empty() && scene.weather.snow > 0 ? "winter" : "summer";
}

LandColours of_season(std::string_view season) {
  LandColours land;
  land.grass = from_srgb(0x5F8B33);
  land.grass_dry = from_srgb(0xA3A850);
  land.soil = from_srgb(0x6B5138);
  land.rock = from_srgb(0x6E6A68);
  land.rock_light = from_srgb(0x9C948A);
  land.sand = from_srgb(0xD9BC86);
  land.snow = from_srgb(0xD6DDE8);
  land.foliage = from_srgb(0x4A7A2C);
  land.needles = from_srgb(0x2C5238);
  land.water_deep = from_srgb(0x0E4A63);
  land.water_shallow = from_srgb(0x5FB4AC);
  land.season = season;
  if (season == "spring") {
    land.grass = from_srgb(0x78A63C);
    land.grass_dry = from_srgb(0xB6C460);
    land.foliage = from_srgb(0x77A83C);
  } else if (season == "autumn") {
    land.grass = from_srgb(0x8F8A3A);
    land.grass_dry = from_srgb(0xC09A4A);
    land.foliage = from_srgb(0xC26A22);
    land.water_deep = from_srgb(0x1A4656);
  } else if (season == "winter") {
    land.grass = from_srgb(0x8C8A62);
    land.grass_dry = from_srgb(0xB4A67C);
    land.foliage = from_srgb(0x6E6A50);
    land.needles = from_srgb(0x2A4A3C);
    land.snow_cover = 1;
    land.water_deep = from_srgb(0x1C4258);
  }
  return land;
}

template <typename Change>
void change_all(LandColours& land, const Change& change) {
  for (Light* colour :
       {&land.grass, &land.grass_dry, &land.soil, &land.rock, &land.rock_light, &land.sand,
        &land.snow, &land.foliage, &land.needles, &land.water_deep, &land.water_shallow}) {
    *colour = change(*colour);
  }
}

}  // namespace

bool excludes(const story::SceneDescription& scene, std::string_view id) {
  return std::ranges::find(scene.excluded, id) != scene.excluded.end();
}

float luminance(Light light) { return world::dot(light, {0.2126F, 0.7152F, 0.0722F}); }

Light recoloured(Light from, Light to, float amount) {
  const float own = luminance(to);
  // Half way to the brightness of the colour that was asked for: a black desert is dark, too.
  const float wanted = std::sqrt(std::max(luminance(from), 1e-3F) * std::max(own, 1e-3F));
  const Light hue = to * (wanted / std::max(own, 0.01F));
  return world::mix(from, {std::min(hue.x, 1.0F), std::min(hue.y, 1.0F), std::min(hue.z, 1.0F)},
                    amount);
}

Light light_of_hue(float hue, float saturation, float value) {
  const auto channel = [&](float offset) {
    const float k = std::fmod(hue - std::floor(hue) + offset, 1.0F) * 6;
    const float ramp = std::clamp(std::abs(k - 3) - 1, 0.0F, 1.0F);
    const float encoded = value * (1 - saturation + saturation * ramp);
    return encoded * encoded * (0.8F + 0.2F * encoded);
  };
  return {channel(0), channel(2.0F / 3), channel(1.0F / 3)};
}

LandColours land_colours_of(const story::SceneDescription& scene) {
  LandColours land = of_season(season_of(scene));
  land.snow_cover = std::max(land.snow_cover, static_cast<float>(scene.weather.snow > 0.2 ? 1 : 0));
  if (excludes(scene, "snow")) {
    land.snow_cover = 0;
  }
  if (scene.weather.rain > 0) {
    // Wet ground swallows light.
    const auto wet = static_cast<float>(0.35 * std::min(1.0, 0.4 + scene.weather.rain));
    change_all(land, [&](Light c) { return c * (1 - wet); });
  }
  if (!scene.setting_colours.empty()) {
    const Light first = from_srgb(scene.setting_colours.front().srgb);
    const Light last = from_srgb(scene.setting_colours.back().srgb);
    change_all(land, [&](Light c) { return recoloured(c, first, 0.82F); });
    land.grass_dry = recoloured(land.grass_dry, last, 0.7F);
    land.rock_light = recoloured(land.rock_light, last, 0.7F);
  } else if (!scene.unknown_words.empty()) {
    // Words that nobody knows have a colour of their own, which the land takes on a little.
    Dice words(scene.words_hash);
    const Light hue = light_of_hue(words.unit(), 0.6F, 0.8F);
    change_all(land, [&](Light c) { return recoloured(c, hue, 0.12F); });
  }
  if (scene.tint) {
    change_all(land, [&](Light c) { return recoloured(c, from_srgb(scene.tint->srgb), 0.22F); });
  }
  return land;
}

}  // namespace kirin::engine::motion::places
