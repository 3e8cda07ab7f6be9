#include "engine/motion/places/weather.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/motion/places/sky_sights.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Sprite;
using world::Vec3;

/// The number in [0, 1) of speck `i` for `purpose`.
float chance(std::uint64_t seed, int i, std::uint64_t purpose) {
  return hashed_unit(i, seed + purpose * 0x9E37U);
}

/// `x` brought into [middle − half, middle + half) by whole widths.
float wrapped(float x, float middle, float half) {
  const float width = 2 * half;
  const float from = x - (middle - half);
  return middle - half + from - width * std::floor(from / width);
}

Light lit_by(const Site& site, Light colour) {
  const Daylight& day = site.day;
  return colour * (day.light.sky * 0.9F + day.light.key * 0.25F);
}

void add_rain(Site& site, float amount) {
  const Vec3 fall = Vec3{0, -8.2F, 0} + site.day.wind * 1.1F;
  // By night lamps and windows light the drops; without them nobody would see the rain.
  const float lit = site.day.lamps;
  const Light colour = lit_by(site, {1.0F, 1.05F, 1.1F}) * (1.25F + 0.9F * lit) +
                       world::mix(Light{0.02F, 0.02F, 0.025F}, Light{0.36F, 0.34F, 0.31F}, lit);
  struct Layer {
    float half, radius, opacity;
    int count;
  };
  for (const Layer layer : {Layer{3, 0.0024F, 0.36F, 100}, Layer{9, 0.0055F, 0.34F, 480},
                            Layer{26, 0.014F, 0.28F, 700}}) {
    Drift rain;
    rain.count = static_cast<int>(static_cast<float>(layer.count) * (0.35F + 0.65F * amount) *
                                  (1 + 0.5F * lit));
    rain.half = {layer.half, 0.7F * layer.half, layer.half};
    rain.shift = {0, 0.1F * layer.half, -0.7F * layer.half};
    rain.velocity = fall;
    rain.spread = 0.15F;
    rain.smallest = (0.8F + 0.6F * lit) * layer.radius;
    rain.largest = (1.2F + 0.9F * lit) * layer.radius;
    rain.streak_seconds = 0.06F;
    rain.colour = rain.other_colour = colour;
    rain.opacity = layer.opacity * (1 + 0.6F * lit);
    site.world.sprites.push_back(
        drifting(rain, site.seed ^ static_cast<std::uint64_t>(layer.count)));
  }
  if (!site.place.has_ground) {
    return;
  }
  // Drops that burst on the ground or the water.
  site.world.sprites.push_back([ground = site.place.ground, water = site.world.water, colour,
                                seed = site.seed ^ 0x5B1A54U,
                                count = static_cast<int>(60 + 220 * amount)](
                                   double seconds, Vec3 eye, std::vector<Sprite>& out) {
    constexpr float kLife = 0.28F;
    for (int i = 0; i < count; ++i) {
      const float run = static_cast<float>(seconds) / kLife + chance(seed, i, 1);
      const float age = run - std::floor(run);
      const int turn = i + 977 * static_cast<int>(std::floor(run));
      const float deep = 2 + 13 * chance(seed, turn, 2) * chance(seed, turn, 3);
      const float x = eye.x + (2 * chance(seed, turn, 4) - 1) * (1.5F + 0.8F * deep);
      const float z = eye.z - deep;
      float y = ground(x, z);
      y = water ? std::max(y, water->level) : y;
      Sprite splash;
      splash.at = {x, y + 0.02F + 0.05F * age, z};
      splash.radius = 0.012F + 0.045F * age;
      splash.colour = colour;
      splash.opacity = 0.5F * (1 - age);
      out.push_back(splash);
    }
  });
}

void add_snow(Site& site, float amount) {
  const bool is_blizzard = site.scene.weather.id == "blizzard";
  const Light colour =
      lit_by(site, {1, 1, 1}) * (site.day.is_dark ? 3.0F : 1.6F) + Light{0.03F, 0.03F, 0.04F};
  struct Layer {
    float half, radius, opacity;
    int count;
  };
  for (const Layer layer : {Layer{2.4F, 0.009F, 0.75F, 70}, Layer{7, 0.018F, 0.9F, 480},
                            Layer{20, 0.038F, 0.85F, 950}, Layer{50, 0.08F, 0.7F, 800}}) {
    Drift snow;
    snow.count = static_cast<int>(static_cast<float>(layer.count) * (0.3F + 0.7F * amount));
    snow.half = {layer.half, 0.7F * layer.half, layer.half};
    snow.shift = {0, 0.1F * layer.half, -0.75F * layer.half};
    snow.velocity =
        Vec3{0, is_blizzard ? -2.0F : -0.95F, 0} + site.day.wind * (is_blizzard ? 3.2F : 0.6F);
    snow.wobble = {0.14F, 0.05F, 0.14F};
    snow.wobble_rate = 1.6F;
    snow.smallest = 0.6F * layer.radius;
    snow.largest = 1.3F * layer.radius;
    snow.streak_seconds = is_blizzard ? 0.02F : 0;
    snow.colour = snow.other_colour = colour;
    snow.opacity = layer.opacity;
    snow.softness = 0.7F;
    site.world.sprites.push_back(
        drifting(snow, site.seed ^ static_cast<std::uint64_t>(layer.count)));
  }
}

void add_dust_storm(Site& site) {
  const Light colour = site.day.fog.colour * 1.15F;
  for (const float half : {6.0F, 22.0F}) {
    Drift dust;
    dust.count = 420;
    dust.half = {half, 0.4F * half, half};
    dust.shift = {0, 0, -0.7F * half};
    dust.velocity = {9, 0.2F, 1.2F};
    dust.wobble = {0.3F, 0.4F, 0.3F};
    dust.smallest = 0.003F * half;
    dust.largest = 0.008F * half;
    dust.streak_seconds = 0.03F;
    dust.colour = dust.other_colour = colour;
    dust.opacity = 0.13F;
    dust.softness = 1;
    site.world.sprites.push_back(drifting(dust, site.seed ^ static_cast<std::uint64_t>(half)));
  }
  add_mist(site, 0.55F, colour, 40, 0xD057U);
}

/// The trees of the place, or "" where there are none that shed.
std::string_view shedding(const Site& site) {
  std::string_view found;
  for (const world::Scatter& scatter : site.world.scatters) {
    if (scatter.label == "cherry_tree") {
      return "cherry_tree";
    }
    if (scatter.label == "tree" || scatter.label == "oak" || scatter.label == "maple" ||
        scatter.label == "birch") {
      found = "tree";
    }
  }
  return found;
}

bool has_grass(const Site& site) {
  return std::any_of(
      site.world.scatters.begin(), site.world.scatters.end(),
      [](const world::Scatter& s) { return s.label == "grass" || s.label == "fern"; });
}

void add_falling_leaves(Site& site) {
  const std::string_view tree = shedding(site);
  const bool is_blossom = tree == "cherry_tree" && site.land.season != "autumn";
  const bool is_autumn = site.land.season == "autumn";
  if (tree.empty() || site.is_winter() || (!is_blossom && !is_autumn)) {
    return;
  }
  Drift leaves;
  leaves.count = is_blossom ? 220 : 130;
  leaves.half = {9, 4.5F, 9};
  leaves.shift = {0, 1, -7};
  leaves.velocity = Vec3{0, -0.65F, 0} + site.day.wind * 0.7F;
  leaves.wobble = {0.5F, 0.18F, 0.5F};
  leaves.wobble_rate = 1.7F;
  leaves.smallest = is_blossom ? 0.014F : 0.026F;
  leaves.largest = is_blossom ? 0.026F : 0.045F;
  leaves.colour = lit_by(site, is_blossom ? from_srgb(0xF6B4CA) : from_srgb(0xD8761E)) * 1.4F;
  leaves.other_colour = lit_by(site, is_blossom ? from_srgb(0xFCE4EC) : from_srgb(0xB83A18)) * 1.4F;
  leaves.opacity = 0.95F;
  leaves.softness = 0.15F;
  leaves.lowest = site.place.stage.y - 0.5F;
  site.world.sprites.push_back(drifting(leaves, site.seed ^ 0x1EAFU));
}

void add_fireflies(Site& site) {
  const bool is_season = site.land.season == "summer" || site.land.season == "spring";
  if (!site.day.is_dark || !is_season || !has_grass(site) || site.scene.weather.rain > 0 ||
      site.scene.weather.wind > 0.7) {
    return;
  }
  Drift flies;
  flies.count = 70;
  flies.half = {11, 1.6F, 11};
  flies.shift = {0, -0.5F, -11};
  flies.velocity = {0.06F, 0, 0.04F};
  flies.wobble = {0.6F, 0.3F, 0.5F};
  flies.wobble_rate = 0.7F;
  flies.smallest = 0.022F;
  flies.largest = 0.04F;
  flies.colour = {0.75F, 0.95F, 0.22F};
  flies.other_colour = {0.95F, 0.85F, 0.30F};
  flies.is_glowing = true;
  flies.blinking = 1;
  flies.softness = 1;
  flies.lowest = site.place.stage.y + 0.1F;
  site.world.sprites.push_back(drifting(flies, site.seed ^ 0xF1AEU));
}

}  // namespace

world::SpriteSource drifting(const Drift& drift, std::uint64_t seed) {
  return [drift, seed](double seconds, Vec3 eye, std::vector<Sprite>& out) {
    const auto t = static_cast<float>(seconds);
    const Vec3 middle = eye + drift.shift;
    for (int i = 0; i < drift.count; ++i) {
      const float hurry = 1 + drift.spread * (2 * chance(seed, i, 4) - 1);
      const float phase = 6.2831853F * chance(seed, i, 5);
      const Vec3 sway{drift.wobble.x * std::sin(drift.wobble_rate * t + phase),
                      drift.wobble.y * std::sin(1.7F * drift.wobble_rate * t + 2 * phase),
                      drift.wobble.z * std::cos(0.8F * drift.wobble_rate * t + 3 * phase)};
      const Vec3 velocity = drift.velocity * hurry;
      const Vec3 start =
          Vec3{chance(seed, i, 1), chance(seed, i, 2), chance(seed, i, 3)} * drift.half * 2;
      const Vec3 free = start + velocity * t + sway;
      Sprite sprite;
      sprite.at = {wrapped(free.x, middle.x, drift.half.x), wrapped(free.y, middle.y, drift.half.y),
                   wrapped(free.z, middle.z, drift.half.z)};
      if (sprite.at.y < drift.lowest || sprite.at.y > drift.highest) {
        continue;
      }
      // Fades in where it wraps, and right before the lens.
      const Vec3 d = sprite.at - middle;
      const float edge = std::max({std::abs(d.x) / drift.half.x, std::abs(d.y) / drift.half.y,
                                   std::abs(d.z) / drift.half.z});
      const float blink =
          1 - drift.blinking * (0.5F + 0.5F * std::sin((1.1F + hurry) * 1.3F * t + 5 * phase));
      sprite.radius = world::mix(drift.smallest, drift.largest, chance(seed, i, 6));
      sprite.streak = velocity * drift.streak_seconds;
      sprite.colour = world::mix(drift.colour, drift.other_colour, chance(seed, i, 7));
      sprite.opacity = drift.opacity * blink * (1 - world::smooth_step(0.85F, 1.0F, edge)) *
                       world::smooth_step(0.3F, 0.9F, world::length(sprite.at - eye));
      sprite.softness = drift.softness;
      sprite.is_glowing = drift.is_glowing;
      if (sprite.opacity > 0.004F) {
        out.push_back(sprite);
      }
    }
  };
}

world::SpriteSource plume(const Plume& plume, std::uint64_t seed) {
  return [plume, seed](double seconds, Vec3, std::vector<Sprite>& out) {
    for (int i = 0; i < plume.count; ++i) {
      const float life = plume.seconds * (0.75F + 0.5F * chance(seed, i, 1));
      const float run = static_cast<float>(seconds) / life + chance(seed, i, 2);
      const float age = run - std::floor(run);
      const int turn = i + 613 * static_cast<int>(std::floor(run));
      const auto side = [&](std::uint64_t purpose) { return 2 * chance(seed, turn, purpose) - 1; };
      const float t = age * life;
      Sprite puff;
      puff.at = plume.from + Vec3{side(3), side(4), side(5)} * plume.scatter +
                (plume.velocity +
                 Vec3{side(6), 0.4F * side(7), side(8)} * (0.22F * world::length(plume.velocity))) *
                    t +
                plume.fall * (0.5F * t * t);
      puff.radius = world::mix(plume.young_radius, plume.radius, std::sqrt(age));
      puff.colour =
          world::mix(plume.colour, plume.old_colour, age) * (0.85F + 0.3F * chance(seed, i, 9));
      puff.opacity = plume.opacity * world::smooth_step(0, 0.12F, age) * (1 - age);
      puff.is_glowing = plume.is_glowing;
      out.push_back(puff);
    }
  };
}

void add_mist(Site& site, float amount, Light colour, float reach, std::uint64_t salt) {
  site.world.sprites.push_back([ground = site.place.ground, water = site.world.water, amount,
                                colour, reach, wind = site.day.wind, stage = site.place.stage,
                                seed = site.seed ^ salt](double seconds, Vec3 eye,
                                                         std::vector<Sprite>& out) {
    constexpr int kBanks = 34;
    for (int i = 0; i < kBanks; ++i) {
      const float x = wrapped(
          reach * 2 * chance(seed, i, 1) + static_cast<float>(seconds) * 0.35F * (wind.x + 0.2F),
          stage.x, reach);
      const float z = stage.z - 6 - (reach - 6) * chance(seed, i, 2);
      float y = ground ? ground(x, z) : stage.y;
      y = water ? std::max(y, water->level) : y;
      Sprite bank;
      bank.radius = 2.2F + 0.12F * (eye.z - z) * (0.5F + chance(seed, i, 3));
      bank.at = {x, y + 0.35F * bank.radius, z};
      bank.colour = colour;
      bank.opacity =
          0.30F * amount * (1 - world::smooth_step(0.8F, 1.0F, std::abs(x - stage.x) / reach));
      out.push_back(bank);
    }
  });
}

void add_weather_outside(Site& site, float window_z) {
  std::vector<world::SpriteSource>& sources = site.world.sprites;
  const std::size_t first = sources.size();
  const story::Weather& weather = site.scene.weather;
  if (weather.rain > 0.02) {
    add_rain(site, static_cast<float>(std::min(weather.rain, 1.0)));
  }
  if (weather.snow > 0.02) {
    add_snow(site, static_cast<float>(std::min(weather.snow, 1.0)));
  }
  for (std::size_t i = first; i < sources.size(); ++i) {
    sources[i] = [all = std::move(sources[i]), window_z](double seconds, Vec3 eye,
                                                         std::vector<Sprite>& out) {
      const std::size_t before = out.size();
      all(seconds, eye, out);
      const auto own = out.begin() + static_cast<std::ptrdiff_t>(before);
      out.erase(std::remove_if(own, out.end(),
                               [&](const Sprite& sprite) { return sprite.at.z > window_z - 0.3F; }),
                out.end());
    };
  }
}

void add_weather(Site& site) {
  const story::Weather& weather = site.scene.weather;
  const world::Backdrop backdrop = site.day.sky.backdrop;
  if (backdrop != world::Backdrop::sky) {
    return;  // no weather in rooms, under water and between the stars
  }
  if (weather.rain > 0.02) {
    add_rain(site, static_cast<float>(std::min(weather.rain, 1.0)));
  }
  if (weather.snow > 0.02) {
    add_snow(site, static_cast<float>(std::min(weather.snow, 1.0)));
  }
  if (weather.id == "sandstorm") {
    add_dust_storm(site);
  }
  if (weather.fog > 0.15 && site.place.has_ground) {
    add_mist(site, static_cast<float>(std::min(weather.fog, 1.0)), site.day.fog.colour, 48, 0xF06U);
  }
  add_falling_leaves(site);
  add_fireflies(site);
  add_sky_sights(site);
}

}  // namespace kirin::engine::motion::places
