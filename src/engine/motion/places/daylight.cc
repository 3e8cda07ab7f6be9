#include "engine/motion/places/daylight.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/motion/dice.h"
#include "engine/motion/places/land_colours.h"

namespace kirin::engine::motion::places {
namespace {

using story::Hour;
using world::from_srgb;
using world::Light;
using world::Vec3;

/// What one hour is made of. Azimuths in radians from −z (ahead) to the right; `seen_at` is where
/// the sun or moon stands across the frame, −1 at its left edge, 1 at its right; beyond: not seen.
struct HourLight {
  std::uint32_t zenith, middle, horizon, ground;
  std::uint32_t glow, cloud_lit, cloud_shade, haze;
  Light key, sky, bounce;
  float seen_at, sun_height;  ///< of the disc, the second as an angle in radians
  float key_azimuth, key_height;
  float glow_strength, exposure, haze_density;
};

HourLight light_of(Hour hour) {
  switch (hour) {
    case Hour::night:
      return {.zenith = 0x0A1230,
              .middle = 0x142451,
              .horizon = 0x35507E,
              .ground = 0x10182A,
              .glow = 0xA9C4EC,
              .cloud_lit = 0x5A6E9A,
              .cloud_shade = 0x18223F,
              .haze = 0x2A4068,
              .key = {0.30F, 0.40F, 0.62F},
              .sky = {0.095F, 0.135F, 0.25F},
              .bounce = {0.025F, 0.035F, 0.06F},
              .seen_at = -0.48F,
              .sun_height = 0.20F,
              .key_azimuth = -1.62F,
              .key_height = 0.72F,
              .glow_strength = 0.35F,
              .exposure = 1.28F,
              .haze_density = 1.0F};
    case Hour::dawn:
      return {.zenith = 0x5479B8,
              .middle = 0xB9A2C8,
              .horizon = 0xFFCFAE,
              .ground = 0x6A5A60,
              .glow = 0xFFE2B4,
              .cloud_lit = 0xFFD3C4,
              .cloud_shade = 0x9486B2,
              .haze = 0xDDB7BE,
              .key = {1.75F, 1.20F, 0.88F},
              .sky = {0.48F, 0.44F, 0.54F},
              .bounce = {0.16F, 0.13F, 0.12F},
              .seen_at = 0.50F,
              .sun_height = 0.115F,
              .key_azimuth = 1.42F,
              .key_height = 0.44F,
              .glow_strength = 0.75F,
              .exposure = 1.1F,
              .haze_density = 1.5F};
    case Hour::morning:
      return {.zenith = 0x2F74C6,
              .middle = 0x74B0E4,
              .horizon = 0xE3ECEA,
              .ground = 0x6E6A58,
              .glow = 0xFFF3D2,
              .cloud_lit = 0xFFFBF2,
              .cloud_shade = 0xAAB6CC,
              .haze = 0xBFD4E2,
              .key = {2.30F, 2.06F, 1.66F},
              .sky = {0.50F, 0.60F, 0.78F},
              .bounce = {0.20F, 0.19F, 0.15F},
              .seen_at = 2.2F,
              .sun_height = 0.62F,
              .key_azimuth = 1.75F,
              .key_height = 0.62F,
              .glow_strength = 0.5F,
              .exposure = 1.0F,
              .haze_density = 1.1F};
    case Hour::noon:
      return {.zenith = 0x1F63C0,
              .middle = 0x5CA2E4,
              .horizon = 0xC9E4F4,
              .ground = 0x6E6A58,
              .glow = 0xFFF8E2,
              .cloud_lit = 0xFFFFFF,
              .cloud_shade = 0xA3B6CD,
              .haze = 0xAFCEE6,
              .key = {2.62F, 2.50F, 2.28F},
              .sky = {0.56F, 0.69F, 0.90F},
              .bounce = {0.24F, 0.23F, 0.19F},
              .seen_at = 1.6F,
              .sun_height = 1.05F,
              .key_azimuth = 2.3F,
              .key_height = 1.02F,
              .glow_strength = 0.4F,
              .exposure = 1.0F,
              .haze_density = 0.8F};
    case Hour::afternoon:
      return {.zenith = 0x2A68BE,
              .middle = 0x6CA8E0,
              .horizon = 0xDCE8EA,
              .ground = 0x6E6650,
              .glow = 0xFFF0C8,
              .cloud_lit = 0xFFFAEC,
              .cloud_shade = 0xA6B2C8,
              .haze = 0xB8D0E0,
              .key = {2.46F, 2.16F, 1.70F},
              .sky = {0.50F, 0.60F, 0.78F},
              .bounce = {0.22F, 0.20F, 0.15F},
              .seen_at = -2.2F,
              .sun_height = 0.66F,
              .key_azimuth = -1.95F,
              .key_height = 0.66F,
              .glow_strength = 0.5F,
              .exposure = 1.0F,
              .haze_density = 1.0F};
    case Hour::dusk:
      return {.zenith = 0x2A3872,
              .middle = 0x9A5A88,
              .horizon = 0xFFA85E,
              .ground = 0x3E2E3A,
              .glow = 0xFFC878,
              .cloud_lit = 0xFF9468,
              .cloud_shade = 0x5A4478,
              .haze = 0xC07884,
              .key = {1.95F, 1.04F, 0.50F},
              .sky = {0.44F, 0.36F, 0.47F},
              .bounce = {0.20F, 0.14F, 0.12F},
              .seen_at = -0.42F,
              .sun_height = 0.085F,
              .key_azimuth = -1.42F,
              .key_height = 0.40F,
              .glow_strength = 0.95F,
              .exposure = 1.25F,
              .haze_density = 1.4F};
  }
  return light_of(Hour::noon);
}

Vec3 direction(float azimuth, float height) {
  return {std::sin(azimuth) * std::cos(height), std::sin(height),
          -std::cos(azimuth) * std::cos(height)};
}

bool sees(const story::SceneDescription& scene, std::string_view sight) {
  return std::any_of(scene.sights.begin(), scene.sights.end(),
                     [&](const story::SkySight& s) { return s.id == sight; }) &&
         !excludes(scene, sight);
}

/// Moves what the sky shows towards grey of its own brightness times `dim`.
void veil(Daylight& day, float amount, float dim) {
  const auto grey = [&](Light& c) {
    const float y = luminance(c) * dim;
    c = world::mix(c, {0.94F * y, 0.99F * y, 1.08F * y}, amount);
  };
  for (Light* c : {&day.sky.zenith, &day.sky.middle, &day.sky.horizon, &day.sky.cloud_lit,
                   &day.sky.cloud_shade, &day.sky.glow, &day.fog.colour}) {
    grey(*c);
  }
  // Low cloud hides the darkening towards the zenith.
  day.sky.zenith = world::mix(day.sky.zenith, day.sky.middle, 0.6F * amount);
  day.sky.glow_strength *= 1 - 0.8F * amount;
  day.sky.stars *= 1 - amount;
  day.sky.milky_way *= 1 - amount;
}

void apply_clouds(Daylight& day, const story::Weather& weather) {
  const auto cover = static_cast<float>(std::clamp(weather.cloud_cover, 0.0, 1.0));
  const auto rain = static_cast<float>(std::clamp(weather.rain, 0.0, 1.0));
  day.sky.cloud_cover = cover;
  const float veiled = world::smooth_step(0.60F, 0.92F, cover);
  if (veiled <= 0) {
    return;
  }
  const float storm = weather.has_lightning ? 1.0F : 0.45F * rain;
  veil(day, 0.86F * veiled, 1 - 0.70F * storm);
  // What the sun loses the sky gives back in part, from everywhere and without colour.
  const float lost = luminance(day.light.key) * veiled * (1 - storm);
  const float soft = 0.30F * lost;
  day.light.key = world::mix(day.light.key, Light{0.97F, 1.0F, 1.05F} * luminance(day.light.key),
                             0.7F * veiled) *
                  (1 - 0.70F * veiled);
  const float sky_loss = 1 - 0.45F * storm * veiled;
  day.light.sky = (day.light.sky + Light{0.95F, 1.0F, 1.06F} * soft) * sky_loss;
  day.light.ground = (day.light.ground + Light{0.3F, 0.3F, 0.3F} * soft) * sky_loss;
  day.look.exposure *= 1 + 0.22F * veiled * (1 - storm);
  day.look.saturation *= 1 - 0.10F * veiled;
  day.sky.disc_radius = veiled > 0.5F ? 0 : day.sky.disc_radius;
}

void apply_air(Daylight& day, const story::Weather& weather) {
  const auto fog = static_cast<float>(std::clamp(weather.fog, 0.0, 1.0));
  const auto rain = static_cast<float>(std::clamp(weather.rain, 0.0, 1.0));
  const auto snow = static_cast<float>(std::clamp(weather.snow, 0.0, 1.0));
  day.fog.density += 0.0016F * rain + 0.0022F * snow;
  if (weather.id == "blizzard") {
    day.fog.density = std::max(day.fog.density, 0.022F);
    day.fog.falloff = 0.004F;
  }
  if (fog > 0) {
    veil(day, 0.6F * fog, 1.0F);
    day.fog.density = std::max(day.fog.density, 0.004F + 0.040F * fog * fog);
    day.fog.falloff = 0.03F;
    day.fog.colour = world::mix(day.fog.colour, day.sky.horizon, 0.5F);
    day.sky.zenith = world::mix(day.sky.zenith, day.fog.colour, 0.65F * fog);
    day.sky.middle = world::mix(day.sky.middle, day.fog.colour, 0.8F * fog);
    day.light.key = day.light.key * (1 - 0.5F * fog);
    day.light.sky = day.light.sky * (1 + 0.35F * fog);
  }
  if (weather.id == "sandstorm") {
    const Light dust =
        from_srgb(0xC08A4E) * std::clamp(luminance(day.sky.middle) * 2.2F, 0.1F, 1.F);
    for (Light* c : {&day.sky.zenith, &day.sky.middle, &day.sky.horizon, &day.fog.colour,
                     &day.sky.cloud_lit, &day.sky.cloud_shade}) {
      *c = world::mix(*c, dust, 0.85F);
    }
    day.fog.density = 0.024F;
    day.fog.falloff = 0.02F;
    day.light.key = world::mix(day.light.key, Light{1.0F, 0.7F, 0.4F}, 0.5F) * 0.7F;
  }
}

void apply_named_colours(Daylight& day, const story::SceneDescription& scene) {
  const auto wash = [&](Light colour, float amount) {
    for (Light* c : {&day.sky.zenith, &day.sky.middle, &day.sky.horizon, &day.sky.cloud_lit,
                     &day.sky.cloud_shade, &day.sky.glow, &day.fog.colour}) {
      *c = recoloured(*c, colour, amount);
    }
    day.light.sky = recoloured(day.light.sky, colour, 0.5F * amount);
    day.light.key = recoloured(day.light.key, colour, 0.25F * amount);
  };
  if (scene.sky_colour) {
    wash(from_srgb(scene.sky_colour->srgb), 0.85F);
  }
  if (scene.tint) {
    wash(from_srgb(scene.tint->srgb), 0.30F);
  }
  if (!scene.sky_colour && !scene.unknown_words.empty()) {
    Dice words(scene.words_hash ^ 0x5C1U);
    wash(light_of_hue(words.unit(), 0.7F, 0.8F), 0.14F);
  }
}

void apply_sights(Daylight& day, const story::SceneDescription& scene, float aspect) {
  const bool is_night = day.is_dark;
  if (sees(scene, "stars")) {
    day.sky.stars = std::max(day.sky.stars, is_night ? 1.0F : 0.6F);
    day.sky.cloud_cover *= 0.5F;
  }
  if (sees(scene, "milky_way")) {
    day.sky.milky_way = 1;
    day.sky.stars = 1;
    day.sky.cloud_cover *= 0.3F;
  }
  if (sees(scene, "aurora")) {
    day.sky.aurora = 1;
    day.sky.stars = std::max(day.sky.stars, 0.7F);
    day.sky.cloud_cover *= 0.3F;
    day.sky.accents[0] = from_srgb(0x3DF0A0);
    day.sky.accents[1] = from_srgb(0x46C8F0);
    day.sky.accents[2] = from_srgb(0xB060E8);
  }
  if (sees(scene, "rainbow")) {
    day.sky.rainbow = 1;
    // It stands 42° round the point opposite the sun (Descartes 1637): the sun is low behind us.
    day.sky.sun_direction = direction(world::kPi - 0.30F, 0.46F);
    day.light.key_direction = direction(world::kPi - 0.75F, 0.55F);
  }
  for (const story::SkySight& sight : scene.sights) {
    const bool is_sun = sight.id == "sun";
    const bool is_moon = sight.id == "moon";
    if ((!is_sun && !is_moon) || excludes(scene, sight.id)) {
      continue;
    }
    // Who names it wants to see it: in the frame and larger than life.
    const float half_width = std::atan(0.365F * std::max(aspect, 0.56F));
    day.sky.is_moon = is_moon;
    day.sky.disc_radius = is_moon ? 0.055F : 0.05F;
    day.sky.sun_direction = direction((is_moon ? -0.48F : 0.42F) * half_width, 0.17F);
    day.sky.cloud_cover = std::min(day.sky.cloud_cover, 0.5F);
    if (sight.colour) {
      day.sky.disc = recoloured(day.sky.disc, from_srgb(sight.colour->srgb), 0.85F);
      day.sky.glow = recoloured(day.sky.glow, from_srgb(sight.colour->srgb), 0.7F);
    }
  }
  if (excludes(scene, "clouds") || scene.excludes("cloud")) {
    day.sky.cloud_cover = 0;
  }
}

}  // namespace

Daylight daylight_of(const story::SceneDescription& scene, float aspect, std::uint64_t seed) {
  const HourLight hour = light_of(scene.hour);
  Daylight day;
  day.is_dark = scene.hour == Hour::night;
  day.sky.zenith = from_srgb(hour.zenith);
  day.sky.middle = from_srgb(hour.middle);
  day.sky.horizon = from_srgb(hour.horizon);
  day.sky.ground = from_srgb(hour.ground);
  day.sky.glow = from_srgb(hour.glow);
  day.sky.glow_strength = hour.glow_strength;
  day.sky.cloud_lit = from_srgb(hour.cloud_lit);
  day.sky.cloud_shade = from_srgb(hour.cloud_shade);
  day.sky.seed = seed;
  const float half_width = std::atan(0.365F * std::max(aspect, 0.56F));
  day.sky.sun_direction = direction(hour.seen_at * half_width, hour.sun_height);
  day.sky.is_moon = day.is_dark;
  day.sky.disc_radius = day.is_dark ? 0.026F : 0.022F;
  day.sky.disc = day.is_dark ? Light{1.5F, 1.55F, 1.5F} : day.sky.glow * 5;
  day.sky.stars = day.is_dark ? 0.85F : scene.hour == Hour::dusk ? 0.12F : 0;
  day.sky.milky_way = day.is_dark ? 0.25F : 0;
  day.light = {.key_direction = direction(hour.key_azimuth, hour.key_height),
               .key = hour.key,
               .sky = hour.sky,
               .ground = hour.bounce};
  day.fog = {
      .colour = from_srgb(hour.haze), .density = 0.00042F * hour.haze_density, .falloff = 0.0012F};
  day.look.exposure = hour.exposure;
  day.look.seed = seed;
  day.look.style = scene.style;
  day.lamps = day.is_dark ? 1.0F : scene.hour == Hour::dusk ? 0.7F : 0;
  const auto wind = static_cast<float>(scene.weather.wind);
  day.wind = {0.3F + 2.6F * wind, 0, 0.15F + 0.5F * wind};
  day.sky.cloud_drift = {0.006F + 0.05F * wind, 0, 0.004F};
  story::Weather weather = scene.weather;
  if (sees(scene, "rainbow")) {
    weather.cloud_cover = std::min(weather.cloud_cover, 0.45);  // it needs the sun
  }
  apply_clouds(day, weather);
  apply_air(day, weather);
  apply_named_colours(day, scene);
  apply_sights(day, scene, aspect);
  return day;
}

}  // namespace kirin::engine::motion::places
