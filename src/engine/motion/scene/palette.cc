#include "engine/motion/scene/palette.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/scene/dice.h"

namespace kirin::engine::motion::scene {
namespace {

Palette day() {
  Palette p;
  p.zenith = rgb(0x2A6CC2);
  p.middle = rgb(0x68A6E2);
  p.horizon = rgb(0xD3E8F3);
  p.glow = rgb(0xFFF8E2);
  p.glow_strength = 0.75F;
  p.cloud_lit = rgb(0xFFFFFF);
  p.cloud_shade = rgb(0xA3B6CD);
  p.haze = rgb(0xAECBE2);
  p.ambient = {1.0F, 1.0F, 1.0F};
  p.key = rgb(0xFFF3CF);
  p.disc = rgb(0xFFFCEC);
  p.deep_water = rgb(0x14587E);
  return p;
}

Palette dawn() {
  Palette p;
  p.zenith = rgb(0x4E74B4);
  p.middle = rgb(0xC3A7CB);
  p.horizon = rgb(0xFFD2A8);
  p.glow = rgb(0xFFE9BE);
  p.glow_strength = 0.9F;
  p.cloud_lit = rgb(0xFFDCC6);
  p.cloud_shade = rgb(0x9486B2);
  p.haze = rgb(0xD9B4BE);
  p.ambient = {0.84F, 0.78F, 0.82F};
  p.key = rgb(0xFFD9A0);
  p.disc = rgb(0xFFF6DA);
  p.deep_water = rgb(0x3C5C86);
  return p;
}

Palette dusk() {
  Palette p;
  p.zenith = rgb(0x1E2C62);
  p.middle = rgb(0x8E4E86);
  p.horizon = rgb(0xFFAA5E);
  p.glow = rgb(0xFFD98A);
  p.glow_strength = 0.95F;
  p.cloud_lit = rgb(0xFF9468);
  p.cloud_shade = rgb(0x55407A);
  p.haze = rgb(0xA9618A);
  p.ambient = {0.60F, 0.45F, 0.50F};
  p.key = rgb(0xFFB067);
  p.disc = rgb(0xFFF1C4);
  p.deep_water = rgb(0x2A2C58);
  p.lamps = 0.7F;
  p.stars = 0.25F;
  return p;
}

Palette night() {
  Palette p;
  p.zenith = rgb(0x050A20);
  p.middle = rgb(0x0E1D45);
  p.horizon = rgb(0x2B4A74);
  p.glow = rgb(0xA9C4EC);
  p.glow_strength = 0.55F;
  p.cloud_lit = rgb(0x566C96);
  p.cloud_shade = rgb(0x141E3C);
  p.haze = rgb(0x22395F);
  p.ambient = {0.20F, 0.26F, 0.42F};
  p.key = rgb(0x9FBBE8);
  p.disc = rgb(0xF2F3EA);
  p.deep_water = rgb(0x07122C);
  p.stars = 1;
  p.lamps = 1;
  return p;
}

Palette of_hour(Hour hour) {
  switch (hour) {
    case Hour::dawn:
      return dawn();
    case Hour::day:
      return day();
    case Hour::dusk:
      return dusk();
    case Hour::night:
      return night();
  }
  return day();
}

/// Moves the sky and its light towards grey of the same brightness times `dim`.
void veil(Palette& p, float amount, float dim) {
  for (Rgb* c :
       {&p.zenith, &p.middle, &p.horizon, &p.cloud_lit, &p.cloud_shade, &p.haze, &p.deep_water}) {
    const float grey = luma(*c) * dim;
    *c = mix(*c, {grey * 0.94F, grey * 0.99F, grey * 1.08F}, amount);
  }
  p.glow_strength *= 1 - 0.75F * amount;
  p.stars *= 1 - amount;
  p.ambient = mix(p.ambient, p.ambient * dim, amount);
  p.key = mix(p.key, p.haze, amount);
}

void apply_weather(Palette& p, const SceneBrief& brief) {
  switch (brief.weather) {
    case Weather::clear:
      p.cloud_cover = brief.hour == Hour::night ? 0.26F : 0.40F;
      break;
    case Weather::clouds:
      p.cloud_cover = 0.66F;
      break;
    case Weather::rain:
      p.cloud_cover = 0.88F;
      veil(p, 0.72F, 0.66F);
      p.lamps = std::max(p.lamps, 0.6F);
      break;
    case Weather::snow:
      p.cloud_cover = 0.74F;
      veil(p, 0.45F, 1.0F);
      break;
    case Weather::fog:
      p.cloud_cover = 0.30F;
      veil(p, 0.36F, 1.0F);
      p.middle = mix(p.middle, p.horizon, 0.6F);
      p.zenith = mix(p.zenith, p.horizon, 0.35F);
      break;
  }
  if (brief.cloudless) {
    p.cloud_cover = 0;
  }
}

void apply_season(Palette& p, const SceneBrief& brief) {
  p.grass = rgb(0x6E9A3C);
  p.foliage = rgb(0x3E7A3A);
  p.rock = rgb(0x6A6C7E);
  p.sand = rgb(0xDCC08E);
  p.snow = rgb(0xF3F6FC);
  const bool cold = brief.weather == Weather::snow || brief.season == Season::winter;
  if (cold) {
    p.grass = rgb(0xDCE6F2);
    p.foliage = rgb(0x55706A);
  } else if (brief.season == Season::autumn) {
    p.grass = rgb(0xB89A44);
    p.foliage = rgb(0xC8682A);
  } else if (brief.season == Season::spring) {
    p.grass = rgb(0x86B450);
    p.foliage = rgb(0xEFA6BE);
  } else if (brief.season == Season::summer) {
    p.grass = rgb(0x7FA63A);
  }
}

}  // namespace

Rgb from_hsv(float hue, float saturation, float value) {
  const auto channel = [&](float offset) {
    const float k = std::fmod(hue - std::floor(hue) + offset, 1.0F) * 6;
    const float ramp = std::clamp(std::abs(k - 3) - 1, 0.0F, 1.0F);
    return value * (1 - saturation + saturation * ramp);
  };
  return {channel(0), channel(2.0F / 3), channel(1.0F / 3)};
}

Palette palette_of(const SceneBrief& brief, std::uint64_t seed) {
  Palette p = of_hour(brief.hour);
  apply_season(p, brief);
  Dice dice(seed ^ 0x50A1E77EU);
  if (!brief.understood) {
    // Unknown words choose their own sky: the hour's light with the hues of the letters.
    Dice words(brief.words_hash);
    const float hue = words.unit();
    p.zenith = mix(p.zenith, from_hsv(hue, 0.7F, 0.35F + 0.4F * luma(p.zenith)), 0.55F);
    p.middle = mix(p.middle, from_hsv(hue + 0.12F, 0.5F, luma(p.middle) + 0.25F), 0.45F);
    p.horizon = mix(p.horizon, from_hsv(hue + 0.35F, 0.35F, luma(p.horizon) + 0.15F), 0.45F);
    p.haze = mix(p.middle, p.horizon, 0.35F);
  }
  if (brief.tint) {
    for (Rgb* c : {&p.zenith, &p.middle, &p.horizon, &p.cloud_lit, &p.haze}) {
      *c = mix(*c, *brief.tint * (0.35F + 0.9F * luma(*c)), 0.38F);
    }
  }
  apply_weather(p, brief);
  const float shift = dice.between(-0.025F, 0.025F);
  p.middle = p.middle + Rgb{shift, 0, -shift};
  p.horizon = p.horizon + Rgb{shift * 0.5F, shift * 0.5F, -shift};
  return p;
}

}  // namespace kirin::engine::motion::scene
