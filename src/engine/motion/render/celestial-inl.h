/// \file
/// What shines in the sky by itself: stars, the milky way, aurora, the moon's face, a rainbow.
/// Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_CELESTIAL_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_CELESTIAL_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_CELESTIAL_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_CELESTIAL_INL_H_
#endif

#include <cmath>

#include "engine/motion/render/sky-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// The direction (not of length 1) at a place of the octahedral map.
HWY_INLINE V3 from_octahedron(F u, F v, Mask is_low) {
  const F y = F(1.0F) - abs(u) - abs(v);
  const F x = F(hn::CopySign((F(1.0F) - abs(v)).v, u.v));
  const F z = F(hn::CopySign((F(1.0F) - abs(u)).v, v.v));
  return select(is_low, V3(x, y, z), V3(u, y, v));
}

/// One layer of stars: a cell of the octahedral map (Cigolle 2014) has at most one. `pixel` is a
/// pixel's angle; stars smaller than it keep their light.
HWY_INLINE V3 star_layer(V3 ray, float cells, float share, float pixel, float salt) {
  const F scale = F(1.0F) / (abs(ray.x) + abs(ray.y) + abs(ray.z));
  const F ox = ray.x * scale;
  const F oz = ray.z * scale;
  const Mask is_low = ray.y < F(0.0F);
  const F u = select(is_low, F(hn::CopySign((F(1.0F) - abs(oz)).v, ox.v)), ox) * cells;
  const F v = select(is_low, F(hn::CopySign((F(1.0F) - abs(ox)).v, oz.v)), oz) * cells;
  const F cu = floor(u);
  const F cv = floor(v);
  const F a = hash2(cu + salt, cv);
  const F b = hash2(cu + (salt + 101.0F), cv);
  const F c = hash2(cu + (salt + 211.0F), cv);
  const F d = hash2(cu + (salt + 307.0F), cv);
  const V3 star = normalized(from_octahedron((cu + a * 0.6F + 0.2F) * (1 / cells),
                                             (cv + b * 0.6F + 0.2F) * (1 / cells), is_low));
  const V3 off = ray - star;
  const float radius = std::max(0.75F * pixel, 0.0006F);
  const F shape = exp(dot(off, off) * (-1.0F / (radius * radius)));
  const F bright = d * d * d * d * d * d * 2.4F + 0.10F;
  const F amount = select(c < F(share), shape * bright, F(0.0F));
  const V3 tint = mix(V3(1.0F, 0.80F, 0.62F), V3(0.66F, 0.80F, 1.0F), hash2(cu, cv + salt));
  return tint * amount;
}

HWY_INLINE V3 stars(V3 ray, float pixel, float salt) {
  return star_layer(ray, 46, 0.55F, pixel, salt) * 1.5F +
         star_layer(ray, 110, 0.6F, pixel, salt + 17) * 0.45F;
}

/// A band of faint light with dust lanes.
HWY_INLINE V3 milky_way(V3 ray) {
  const world::Vec3 pole = world::normalized({0.62F, 0.35F, 0.55F});
  const F across = dot(ray, V3(pole));
  const F band = exp(across * across * -9.0F);
  if (!any(band > F(0.02F))) {
    return {};
  }
  const F body = fbm<4>(ray * 3.1F + V3(3.0F, 7.0F, 1.0F));
  const F dust = fbm<4>(ray * 5.7F + V3(13.0F, 2.0F, 9.0F));
  const F core = exp(across * across * -60.0F);
  const F lane = smooth(0.42F, 0.62F, dust) * core;
  const F light = band * smooth(0.25F, 0.8F, body) * (F(1.0F) - lane * 0.75F);
  return mix(V3(0.10F, 0.12F, 0.20F), V3(0.26F, 0.20F, 0.18F), core * body) * light;
}

/// Curtains of light that hang from a slowly bending line, seen from below in a few slices.
HWY_INLINE V3 aurora(const world::Sky& sky, V3 ray, double seconds) {
  const F fade = smooth(0.04F, 0.25F, ray.y);
  if (!any(fade > F(0.0F))) {
    return {};
  }
  const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
  V3 sum;
  constexpr int kSlices = 10;
  const F near = F(1.0F) / (max(ray.y, 0.0F) + 0.12F);
  for (int i = 0; i < kSlices; ++i) {
    const float height = static_cast<float>(i) / kSlices;
    const F x = ray.x * near * (0.75F + 0.55F * height);
    const F z = ray.z * near * (0.75F + 0.55F * height);
    const F bend = fbm<2>(x * 0.55F + 0.02F * t, z * 0.35F - 0.013F * t);
    const F line = abs(bend - 0.5F);
    const F pleats = noise(x * 5.0F + bend * 9.0F + 0.10F * t, z * 2.2F) * 0.75F + 0.25F;
    const F light = exp(line * -34.0F) * pleats;
    const float fall = std::exp(-2.2F * height) * std::min(1.0F, 0.35F + 4 * height);
    const world::Vec3 colour = world::mix(world::Vec3{0.12F, 1.0F, 0.45F}, sky.accents[0],
                                          world::smooth_step(0.25F, 1.0F, height));
    sum = madd(V3(colour), light * fall, sum);
  }
  return sum * (fade * (3.2F / kSlices));
}

/// The moon's face: a ball lit from its side with seas.
HWY_INLINE F moon_face(const world::Sky& sky, V3 ray) {
  const V3 off = (ray - V3(sky.sun_direction)) * (1 / sky.disc_radius);
  const F seas = fbm<3>(off * 1.9F + V3(4.0F, 1.0F, 8.0F));
  const F limb = sqrt(unit(F(1.0F) - dot(off, off)));
  return (F(1.0F) - smooth(0.44F, 0.66F, seas) * 0.42F) * (limb * 0.25F + 0.75F);
}

/// The bow 42° about the point opposite the sun, red outside (Descartes 1637), and the paler second
/// one at 51°, red inside.
HWY_INLINE V3 rainbow(const world::Sky& sky, V3 ray) {
  const F c = dot(ray, V3(sky.sun_direction)) * -1.0F;
  const F c_safe = clamp(c, -1.0F, 1.0F);
  // acos near 42°: linear in the cosine is good enough over the bow's few degrees.
  const F angle = F(42.0F) + (F(0.7431F) - c_safe) * 85.6F;
  const auto bow = [](F at) HWY_ATTR {  // at: 0 inside (violet) … 1 outside (red)
    const auto hump = [&](float middle) HWY_ATTR {
      const F d = (at - middle) * 4.2F;
      return exp(d * d * -1.0F);
    };
    return V3(hump(0.82F) + hump(0.02F) * 0.35F, hump(0.52F), hump(0.22F));
  };
  const V3 first = bow((angle - 40.4F) * (1.0F / 2.2F));
  const V3 second = bow((F(53.6F) - angle) * (1.0F / 3.2F)) * 0.3F;
  const F fade = smooth(-0.02F, 0.12F, ray.y);
  return (first + second) * (fade * sky.rainbow * 0.45F);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
