/// \file
/// What is behind everything where there is no sky: space, deep water, folded light. Included once
/// for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_BACKDROP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_BACKDROP_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_BACKDROP_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_BACKDROP_INL_H_
#endif

#include "engine/motion/render/celestial-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// Nebulae: two folded clouds in the accents' colours, brighter where they cross, with dark lanes.
HWY_INLINE V3 space_at(const world::Sky& sky, V3 ray) {
  const auto salt = static_cast<float>(sky.seed % 613U) * 0.73F;
  const V3 p = ray * 1.7F + V3(salt, salt * 0.3F, -salt);
  const F a = fbm<3>(p * 1.3F);
  const F b = fbm<3>(p * 1.1F + V3(7.3F, 3.1F, 5.7F));
  const V3 folded = p + V3(a - 0.5F, b - 0.5F, a - b) * 1.9F;
  const F first = fbm<5>(folded);
  const F second = fbm<4>(folded * 1.4F + V3(19.1F, 2.7F, 11.3F));
  const F body = smooth(0.50F, 0.84F, first);
  const F other = smooth(0.52F, 0.86F, second);
  const F lanes = smooth(0.50F, 0.68F, fbm<4>(folded * 2.3F + V3(3.0F, 31.0F, 8.0F)));
  V3 c = V3(sky.zenith) * 0.12F;
  c = madd(V3(sky.accents[0]), body * 0.50F, c);
  c = madd(V3(sky.accents[1]), other * 0.45F, c);
  c = madd(V3(sky.accents[2]), body * other * 1.1F, c);
  return c * (F(1.0F) - lanes * 0.65F);
}

/// Deep water: bright above, dark below, with shafts of light that fan out from the surface.
HWY_INLINE V3 underwater_at(const world::Sky& sky, V3 ray, double seconds) {
  const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
  const F up = ray.y;
  V3 c = mix(V3(sky.ground), V3(sky.horizon), smooth(-0.7F, 0.1F, up));
  c = mix(c, V3(sky.middle), smooth(0.0F, 0.45F, up));
  c = mix(c, V3(sky.zenith), smooth(0.35F, 0.95F, up));
  // Shafts run along lines through the light's direction; the angle about it tells them apart.
  const V3 light(sky.sun_direction);
  const V3 side = ray - light * dot(ray, light);
  const F across = side.x / (abs(side.y) + abs(side.z) + 0.35F);
  const F shafts = fbm<2>(across * 3.2F + 0.05F * t, F(0.11F * t)) *
                   fbm<2>(across * 7.1F - 0.04F * t, F(3.0F + 0.07F * t));
  const F strength = smooth(-0.45F, 0.8F, up) * sky.glow_strength;
  c = madd(V3(sky.glow), smooth(0.18F, 0.48F, shafts) * strength * 0.55F, c);
  return madd(V3(sky.glow), unit(sun_glow(sky, ray)) * 0.6F, c);
}

/// Height of the silk at a place.
HWY_INLINE F silk_height(F u, F v, float t) {
  const F bend_u = u + sin_turns(v * 0.21F + 0.013F * t) * 0.42F;
  const F bend_v = v + sin_turns(u * 0.17F - 0.011F * t + 0.3F) * 0.38F;
  const F wave = sin_turns(bend_u * 0.42F + bend_v * 0.23F + 0.021F * t) * 0.5F +
                 sin_turns(bend_v * 0.61F - bend_u * 0.19F - 0.017F * t + 0.2F) * 0.32F;
  return wave + sin_turns(wave * 0.55F + bend_u * 0.9F + bend_v * 0.35F + 0.015F * t) * 0.20F;
}

/// Silk in soft folds: the accents run into one another along the folds, light glides over them.
HWY_INLINE V3 silk_at(const world::Sky& sky, V3 ray, double seconds) {
  const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
  const auto salt = static_cast<float>(sky.seed % 97U) * 0.613F;
  const F forward = max(abs(ray.z), 0.25F);
  const F u = ray.x / forward * 1.7F + salt;
  const F v = ray.y / forward * 1.7F + salt * 0.31F;
  constexpr float kStep = 0.02F;
  const F h = silk_height(u, v, t);
  const F hu = (silk_height(u + kStep, v, t) - h) * (1 / kStep);
  const F hv = (silk_height(u, v + kStep, t) - h) * (1 / kStep);
  const V3 normal = normalized(V3(hu * -0.34F, hv * -0.34F, 1.0F));
  const world::Vec3 from = world::normalized({-0.45F, 0.65F, 0.62F});
  const F light = unit(dot(normal, V3(from)));
  const V3 half(world::normalized(from + world::Vec3{0, 0, 1}));
  const F gloss_cos = unit(dot(normal, half));
  const F gloss2 = gloss_cos * gloss_cos;
  const F gloss8 = gloss2 * gloss2 * gloss2 * gloss2;
  const F gloss = gloss8 * gloss8 * gloss8;
  // Colours follow the folds and drift apart slowly.
  const F first = smooth(-0.75F, 0.75F, h + sin_turns(u * 0.11F + 0.006F * t) * 0.35F);
  const F second =
      smooth(0.15F, 0.95F, sin_turns(v * 0.13F - u * 0.07F + h * 0.18F - 0.005F * t) * 0.5F + 0.5F);
  V3 c = mix(V3(sky.accents[1]), V3(sky.accents[0]), first);
  c = mix(c, V3(sky.accents[2]), second * 0.55F);
  const F grey = luminance(c);
  c = mix(V3(grey, grey, grey), c, 0.85F);
  c = c * (light * light * 0.95F + 0.16F) + V3(sky.zenith) * 0.12F;
  return madd(mix(c, V3(1.0F, 0.97F, 0.93F), 0.45F), gloss * 0.30F, c);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
