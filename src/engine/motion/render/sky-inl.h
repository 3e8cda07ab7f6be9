/// \file
/// The sky's light along rays: gradient, the glow around sun or moon, the disc; and the fog between
/// the eye and a point. Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_SKY_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_SKY_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_SKY_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_SKY_INL_H_
#endif

#include "engine/motion/render/noise-inl.h"
#include "engine/motion/world/world.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// How much of the light around the sun reaches direction `ray`: near 1 beside it.
HWY_INLINE F sun_glow(const world::Sky& sky, V3 ray) {
  const F away = F(1.0F) - dot(ray, V3(sky.sun_direction));
  return (exp(away * -60.0F) * 0.55F + exp(away * -9.0F) * 0.3F + exp(away * -2.2F) * 0.15F) *
         sky.glow_strength;
}

/// Everything but clouds, stars and the disc; `ray` has length 1.
HWY_INLINE V3 sky_gradient(const world::Sky& sky, V3 ray) {
  const F up = ray.y;
  const V3 high = mix(V3(sky.middle), V3(sky.zenith), smooth(0.12F, 0.85F, up));
  V3 c = mix(V3(sky.horizon), high, smooth(-0.02F, 0.30F, up));
  c = mix(c, V3(sky.ground), smooth(0.0F, 1.0F, (up + 0.01F) * -7.0F));
  return mix(c, V3(sky.glow), unit(sun_glow(sky, ray)));
}

/// The disc of sun or moon, edge included, for pixels of `pixel` radians.
HWY_INLINE F sun_disc(const world::Sky& sky, V3 ray, float pixel) {
  const V3 off = ray - V3(sky.sun_direction);
  const F away = sqrt(dot(off, off));
  return unit((F(sky.disc_radius) - away) * (1.0F / (1.5F * pixel)) + 0.5F);
}

/// The share of a point's light that fog keeps away, `distance` metres along `ray` (length 1) from
/// height `from`: exponential in height (Wenzel 2006).
HWY_INLINE F fog_share(const world::Fog& fog, float from, V3 ray, F distance) {
  const float here = fog.density * std::exp(std::clamp(-fog.falloff * from, -20.0F, 20.0F));
  const F rise = clamp(ray.y * distance * fog.falloff, -40.0F, 40.0F);
  const F mean = select(abs(rise) < F(1e-3F), F(1.0F) - rise * 0.5F,
                        (F(1.0F) - exp(-rise)) / select(abs(rise) < F(1e-3F), F(1.0F), rise));
  return F(1.0F) - exp(mean * distance * -here);
}

/// Fog takes the light of the sun behind it.
HWY_INLINE V3 fog_light(const world::Fog& fog, const world::Sky& sky, V3 ray) {
  return mix(V3(fog.colour), V3(sky.glow), unit(sun_glow(sky, ray)) * 0.6F);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
