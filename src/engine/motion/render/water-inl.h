/// \file
/// Water's surface along rays: waves, what is seen through it, what it mirrors of the sky, glitter,
/// foam. Included once for each instruction set.
///
/// Water::deep and Water::shallow are albedos: they shine as bright as the light allows.
#if defined(KIRIN_ENGINE_MOTION_RENDER_WATER_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_WATER_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_WATER_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_WATER_INL_H_
#endif

#include <algorithm>
#include <cmath>

#include "engine/motion/render/environment-inl.h"
#include "engine/motion/render/shading.h"
#include "engine/motion/render/sky-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// The slope of the surface, its height (about [-1, 1]) and the variance of slopes too fine to see.
struct Waves {
  F slope_x;
  F slope_z;
  F height;
  F lost;
};

/// The sum of the scene's wave trains, bent by noise so that they never repeat. Trains shorter than
/// a pixel's `footprint` (metres) only count as roughness.
HWY_INLINE Waves waves_at(const ShadeScene& scene, F x, F z, F footprint) {
  const world::Water& water = *scene.water;
  const auto t = static_cast<float>(std::fmod(scene.seconds, 3600.0));
  x = x - water.flow.x * t;
  z = z - water.flow.z * t;
  const F bend = noise(x * 0.13F + 0.05F * t, z * 0.13F - 0.04F * t) * 2.6F;
  const F patch = noise(x * 0.31F - 0.11F * t, z * 0.31F + 7.0F) * 0.9F + 0.35F;
  const F sharp = F(0.6F) / footprint;
  Waves out{0.0F, 0.0F, 0.0F, 0.0F};
  for (const WaveTrain& train : scene.waves.trains) {
    const F at =
        madd(x, train.turns_x, madd(z, train.turns_z, madd(bend, train.bend, -train.phase)));
    const F seen = unit(madd(sharp, train.length, -0.72F));
    const F amount = patch * train.slope;
    const F height = sin_turns(at);
    const F rise = sin_turns(at + 0.25F) * amount * seen;
    out.slope_x = madd(rise, train.x, out.slope_x);
    out.slope_z = madd(rise, train.z, out.slope_z);
    out.height = madd(height * seen, train.height, out.height);
    out.lost = madd(amount * amount * 0.5F, F(1.0F) - seen, out.lost);
  }
  return out;
}

/// How a pixel's share of the surface grows with distance, more at grazing angles.
HWY_INLINE F footprint_of(const ShadeScene& scene, V3 ray, F distance) {
  return distance * (1 / scene.view.focal) / max(abs(ray.y), 0.02F) * 0.5F + 0.01F;
}

struct WaterHit {
  V3 normal;
  V3 mirrored;  ///< where the surface mirrors the ray to
  F fresnel;
  F spread;  ///< standard deviation of unseen slopes
};

HWY_INLINE WaterHit meet_water(const Waves& waves, V3 ray) {
  const V3 normal = normalized(V3(-waves.slope_x, 1.0F, -waves.slope_z));
  const F spread = sqrt(waves.lost + 2e-4F);
  const F facing = max(-dot(normal, ray), 0.0F) + spread * 0.7F;
  const F away = F(1.0F) - unit(facing);
  const F away2 = away * away;
  const F fresnel = madd(F(0.98F), away2 * away2 * away, 0.02F);
  const V3 mirrored = madd(normal, facing * 2.0F, ray);
  return {normal, normalized(V3(mirrored.x, abs(mirrored.y) + spread * 0.8F, mirrored.z)), fresnel,
          spread};
}

/// The light that falls into the water, relative to full daylight.
HWY_INLINE world::Light light_in_water(const world::Lighting& light) {
  return (light.key * (std::max(light.key_direction.y, 0.05F) / world::kPi) + light.sky * 0.5F);
}

/// What a path of `metres` through water lets through, each colour by itself: red goes first.
HWY_INLINE V3 water_lets_through(const world::Water& water, F metres) {
  const F k = metres * (-1.0F / std::max(water.clarity, 0.05F));
  return V3(exp(k * 1.7F), exp(k), exp(k * 0.85F));
}
HWY_INLINE V3 water_body(const ShadeScene& scene, F metres) {
  const world::Water& water = *scene.water;
  const F deep = F(1.0F) - exp(metres * (-0.5F / std::max(water.clarity, 0.05F)));
  return mix(V3(water.shallow), V3(water.deep), deep) * V3(light_in_water(scene.light));
}

/// Lace of foam: ridges of noise that move with the water.
HWY_INLINE F foam_lace(const ShadeScene& scene, F x, F z) {
  const auto t = static_cast<float>(std::fmod(scene.seconds, 3600.0));
  const F drift_x = noise(x * 0.9F + 0.21F * t, z * 0.9F);
  const F a = noise(x * 2.7F + drift_x * 1.3F, z * 2.7F - 0.25F * t + drift_x);
  const F b = noise(x * 6.1F - 0.2F * t, z * 6.1F + a * 1.2F);
  return F(1.0F) - abs(a - 0.5F) * 3.2F - abs(b - 0.5F) * 1.2F;
}

/// Where the ray from the eye (above) meets water before `distance`, puts the water's surface over
/// `light`, which is what is seen below it; `distance` becomes that of the surface. `mirror` is the
/// share of what is mirrored, `kept` of what was below.
HWY_INLINE void cross_water(const ShadeScene& scene, V3 ray, F& distance, V3& light, F& mirror,
                            F& kept) {
  mirror = 0.0F;
  kept = 1.0F;
  if (scene.water == nullptr) {
    return;
  }
  const world::Water& water = *scene.water;
  const float above = scene.view.eye.y - water.level;
  if (above <= 0) {  // the eye is in the water
    const F up = select(ray.y > F(1e-3F), F(-above) / max(ray.y, 1e-3F), F(1e6F));
    const F metres = min(distance, up);
    const V3 through = water_lets_through(water, metres * 0.6F);
    light = light * through + water_body(scene, metres) * (V3(1.0F, 1.0F, 1.0F) - through);
    distance = 0.0F;
    return;
  }
  const F to_water = select(ray.y < F(-1e-4F), F(-above) / min(ray.y, -1e-4F), F(1e9F));
  const Mask crosses = to_water < distance;
  if (!any(crosses)) {
    return;
  }
  const F reach = min(to_water, 2e4F);
  const F x = madd(ray.x, reach, scene.view.eye.x);
  const F z = madd(ray.z, reach, scene.view.eye.z);
  const Waves waves = waves_at(scene, x, z, footprint_of(scene, ray, reach));
  const WaterHit hit = meet_water(waves, ray);
  const F metres = min(distance - to_water, 1e4F);
  const F depth = metres * -ray.y;  // of the ground below
  const V3 through = water_lets_through(water, metres);
  V3 c = light * through + water_body(scene, metres) * (V3(1.0F, 1.0F, 1.0F) - through);
  // The very edge does not mirror: it is wet ground.
  const F film = smooth(0.0F, 0.10F, depth);
  const F fresnel = hit.fresnel * film;
  const V3 sky = environment_at(*scene.environment, hit.mirrored, V3(scene.sky.horizon));
  c = mix(c, sky, fresnel);
  // Glitter: the share of slopes that mirror the key light into the eye (Cox & Munk 1954).
  const V3 half = normalized(V3(scene.light.key_direction) - ray);
  const F half_y = max(half.y, 0.02F);
  const F dx = half.x / half_y + waves.slope_x;
  const F dz = half.z / half_y + waves.slope_z;
  const F variance = waves.lost + 0.0012F;
  const F slopes = exp((dx * dx + dz * dz) / (variance * -2.0F)) / (variance * (2 * world::kPi));
  const F glint = min(slopes * fresnel * 0.25F / max(-ray.y, 0.06F), 9.0F) *
                  std::clamp(scene.light.key_direction.y * 8, 0.0F, 1.0F);
  c = madd(V3(scene.light.key) * (1 / world::kPi), glint, c);
  if (water.foam > 0) {
    const F lace = foam_lace(scene, x, z);
    const auto t = static_cast<float>(std::fmod(scene.seconds, 3600.0));
    const F lap = sin_turns(noise(x * 0.25F, z * 0.25F) * 1.5F - 0.16F * t) * 0.5F + 0.5F;
    const F band = F(0.05F) + lap * (0.10F + 0.20F * water.waves);
    const F edge = F(1.0F) - smooth(band * 0.25F, band, depth);
    const F shore = smooth(0.35F, 0.9F, edge * 0.95F + lace * 0.45F) * smooth(0.0F, 0.015F, depth);
    const float crest_from = 1.35F - 0.55F * water.foam - 0.12F * water.waves;
    const F crest = smooth(crest_from, crest_from + 0.5F, waves.height + lace * 0.35F) *
                    std::clamp(water.waves - 0.35F, 0.0F, 1.0F);
    const F fade = exp(reach * -0.006F);
    const F foam = unit(shore * 1.2F + crest * fade) * std::min(1.0F, 0.35F + water.foam);
    const V3 white = V3(light_in_water(scene.light)) * 1.05F;
    c = mix(c, white, foam);
    mirror = fresnel * (F(1.0F) - foam);
  } else {
    mirror = fresnel;
  }
  kept = select(crosses, through.y * (F(1.0F) - fresnel), F(1.0F));
  light = select(crosses, c, light);
  mirror = select(crosses, mirror, F(0.0F));
  distance = select(crosses, to_water, distance);
}

/// The dance of light on what lies under water, around 1; `depth` metres below the surface.
HWY_INLINE F caustics(V3 at, F depth, double seconds) {
  const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
  const F wobble = noise(at.x * 0.8F + 0.3F * t, at.z * 0.8F - 0.2F * t);
  const F a = noise(at.x * 1.9F + wobble * 1.6F + 0.25F * t, at.z * 1.9F + at.y * 0.4F - 0.15F * t);
  const F b = noise(at.x * 2.3F - 0.22F * t + 5.0F, at.z * 2.3F + wobble * 1.4F + 0.2F * t);
  const F ridge = (F(1.0F) - abs(a - 0.5F) * 2.6F) * (F(1.0F) - abs(b - 0.5F) * 2.6F);
  const F bright = max(ridge, 0.0F);
  const F light = bright * bright * 2.4F + 0.55F;
  return mix(F(1.0F), light, smooth(0.0F, 0.35F, depth) * exp(depth * -0.12F));
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
