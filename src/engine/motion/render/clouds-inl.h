/// \file
/// Clouds along rays: heaps on one ceiling, thin streaks on a higher one, both in perspective.
/// Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_CLOUDS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_CLOUDS_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_CLOUDS_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_CLOUDS_INL_H_
#endif

#include <cmath>

#include "engine/motion/render/sky-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

struct CloudSample {
  F density;  ///< [0, 1]: what it hides
  F light;    ///< 0: its shade, 1: full light
};

/// `ray` has length 1. Nothing below the horizon.
HWY_INLINE CloudSample clouds_at(const world::Sky& sky, V3 ray, double seconds) {
  CloudSample out{0.0F, 0.0F};
  const F up = max(ray.y, 0.0F);
  const F fade = smooth(0.005F, 0.16F, ray.y);
  if (sky.cloud_cover <= 0.01F || !any(fade > F(0.0F))) {
    return out;
  }
  const auto salt = static_cast<float>(sky.seed % 977U) * 0.37F;
  const auto drift = [&](float per_second) {
    return static_cast<float>(std::fmod(seconds * per_second, 4096.0));
  };
  const float evolve = drift(0.012F);
  // A curved ceiling: the horizon stays finite.
  const F near = F(1.9F) / (up + 0.20F);
  const F u = ray.x * near - (drift(sky.cloud_drift.x) - salt);
  const F v = ray.z * near - (drift(sky.cloud_drift.z) - salt * 1.7F);
  const F warp = fbm<2>(u * 0.7F + evolve, v + 5.2F);
  const F px = madd(warp, 0.9F, u);
  const F py = madd(warp, 0.6F, v + evolve);
  const F here = fbm<5>(px, py);
  const float flat = std::max(std::hypot(sky.sun_direction.x, sky.sun_direction.z), 0.05F);
  const float reach = 0.20F;
  const F sunward =
      fbm<4>(px + reach * sky.sun_direction.x / flat, py + reach * sky.sun_direction.z / flat);
  const float threshold = 0.5F + (0.5F - sky.cloud_cover) * 0.56F;
  constexpr float kSoftness = 0.24F;
  const F heap = smooth(threshold - kSoftness * 0.3F, threshold + kSoftness * 0.7F, here);
  const F relief = (here - sunward) * 2.6F;
  const F thick = (here - threshold) * -1.1F;
  const F lit = unit(relief + thick + 0.66F);
  // Streaks: thin, long, always lit.
  const F streak = fbm<3>(u * 0.35F + v * 0.12F + 31.0F, v * 1.3F - u * 0.2F);
  const F veil = smooth(0.50F, 0.85F, streak) * std::min(0.18F + 0.5F * sky.cloud_cover, 0.45F);
  out.density = (F(1.0F) - (F(1.0F) - heap) * (F(1.0F) - veil)) * fade;
  out.light = mix(F(0.9F), lit, heap);
  return out;
}

/// Clouds over `behind`. Thin edges towards the sun shine.
HWY_INLINE V3 clouded(const world::Sky& sky, V3 ray, CloudSample cloud, V3 behind) {
  const F glow = unit(sun_glow(sky, ray));
  const F lit = unit(madd(glow, 0.35F, cloud.light));
  const V3 lit_colour = mix(V3(sky.cloud_lit), V3(sky.glow), glow * 0.55F);
  V3 colour = mix(V3(sky.cloud_shade), lit_colour, lit);
  const F rim = cloud.density * (F(1.0F) - cloud.density) * 4.0F * glow;
  colour = madd(V3(sky.glow), rim * 0.5F, colour);
  return mix(behind, colour, cloud.density);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
