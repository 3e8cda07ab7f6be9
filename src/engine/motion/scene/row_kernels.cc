#include "engine/motion/scene/row_kernels.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/scene/row_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::scene::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<float>;
using DU = hn::RebindToUnsigned<D>;
using DI = hn::RebindToSigned<D>;
using V = hn::Vec<D>;
using VU = hn::Vec<DU>;

HWY_INLINE V set(float x) { return hn::Set(D(), x); }
HWY_INLINE V lerp(V a, V b, V t) { return hn::MulAdd(hn::Sub(b, a), t, a); }
HWY_INLINE V unit(V x) { return hn::Min(hn::Max(x, hn::Zero(D())), set(1.0F)); }

HWY_INLINE V smooth(float from, float to, V x) {
  const V t = unit(hn::Mul(hn::Sub(x, set(from)), set(1.0F / (to - from))));
  return hn::Mul(hn::Mul(t, t), hn::NegMulAdd(set(2.0F), t, set(3.0F)));
}

HWY_INLINE V columns(int x) { return hn::Add(hn::ConvertTo(D(), hn::Iota(DI(), x)), set(0.5F)); }

HWY_INLINE V hashed(VU x, VU y) {
  const DU du;
  VU h = hn::Xor(x, y);
  h = hn::Mul(hn::Xor(h, hn::ShiftRight<15>(h)), hn::Set(du, 0x2C1B3C6DU));
  h = hn::Xor(h, hn::ShiftRight<12>(h));
  return hn::Mul(hn::ConvertTo(D(), hn::BitCast(DI(), hn::ShiftRight<8>(h))), set(0x1p-24F));
}

/// Value noise in [0, 1).
HWY_INLINE V noise(V x, V y) {
  const DU du;
  const V fx = hn::Floor(x);
  const V fy = hn::Floor(y);
  const VU kx = hn::Set(du, 0x8DA6B343U);
  const VU ky = hn::Set(du, 0xD8163841U);
  const VU x0 = hn::Mul(hn::BitCast(du, hn::ConvertTo(DI(), fx)), kx);
  const VU y0 = hn::Mul(hn::BitCast(du, hn::ConvertTo(DI(), fy)), ky);
  const VU x1 = hn::Add(x0, kx);
  const VU y1 = hn::Add(y0, ky);
  const V tx = hn::Sub(x, fx);
  const V ty = hn::Sub(y, fy);
  const V sx = hn::Mul(hn::Mul(tx, tx), hn::NegMulAdd(set(2.0F), tx, set(3.0F)));
  const V sy = hn::Mul(hn::Mul(ty, ty), hn::NegMulAdd(set(2.0F), ty, set(3.0F)));
  const V upper = lerp(hashed(x0, y0), hashed(x1, y0), sx);
  const V lower = lerp(hashed(x0, y1), hashed(x1, y1), sx);
  return lerp(upper, lower, sy);
}

/// Octaves of noise, each turned and twice as fine; about [0, 1] around 0.5.
template <int kOctaves>
HWY_INLINE V fbm(V x, V y) {
  V sum = hn::Zero(D());
  float amplitude = 0.5F;
  float total = 0;
  for (int i = 0; i < kOctaves; ++i) {
    sum = hn::MulAdd(set(amplitude), noise(x, y), sum);
    total += amplitude;
    amplitude *= 0.5F;
    const V turned = hn::MulAdd(set(1.6F), x, hn::MulAdd(set(1.2F), y, set(13.7F)));
    y = hn::MulAdd(set(1.6F), y, hn::NegMulAdd(set(1.2F), x, set(41.3F)));
    x = turned;
  }
  return hn::Mul(sum, set(1.0F / total));
}

HWY_INLINE V load(const float* from, int x, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  if (x + lanes <= width) {
    return hn::LoadU(D(), from + x);
  }
  return hn::MaskedLoad(hn::FirstN(D(), static_cast<std::size_t>(width - x)), D(), from + x);
}

HWY_INLINE void store(V v, float* to, int x, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  if (x + lanes <= width) {
    hn::StoreU(v, D(), to + x);
  } else {
    hn::BlendedStore(v, hn::FirstN(D(), static_cast<std::size_t>(width - x)), D(), to + x);
  }
}

HWY_INLINE void blend(Rgb colour, V alpha, CanvasRow out, int x, int width) {
  store(lerp(load(out.r, x, width), set(colour.r), alpha), out.r, x, width);
  store(lerp(load(out.g, x, width), set(colour.g), alpha), out.g, x, width);
  store(lerp(load(out.b, x, width), set(colour.b), alpha), out.b, x, width);
}

struct V3 {
  V r, g, b;
};
HWY_INLINE V3 spread(Rgb c) { return {set(c.r), set(c.g), set(c.b)}; }
HWY_INLINE V3 lerp3(V3 a, V3 b, V t) {
  return {lerp(a.r, b.r, t), lerp(a.g, b.g, t), lerp(a.b, b.b, t)};
}
HWY_INLINE void blend3(V3 colour, V alpha, CanvasRow out, int x, int width) {
  store(lerp(load(out.r, x, width), colour.r, alpha), out.r, x, width);
  store(lerp(load(out.g, x, width), colour.g, alpha), out.g, x, width);
  store(lerp(load(out.b, x, width), colour.b, alpha), out.b, x, width);
}

/// How much of the pixel row `y` lies under the outline.
HWY_INLINE V below(int y, V outline) {
  return unit(hn::Sub(set(static_cast<float>(y) + 1.0F), outline));
}

void CloudRow(const CloudLook& look, int y, int width, float* density, float* light) {
  const float elevation = (look.horizon_y - static_cast<float>(y) - 0.5F) / look.height;
  const float near = 1.0F / (std::max(elevation, 0.0F) + 0.22F);
  const float v = near * look.scale * 1.5F;
  const float fade = std::clamp(elevation * 9.0F + 0.25F, 0.0F, 1.0F);
  const float threshold = 0.5F + (0.5F - look.cover) * 0.56F;
  const float step_u = near * look.scale / look.height;
  const int lanes = static_cast<int>(hn::Lanes(D()));
  for (int x = 0; x < width; x += lanes) {
    const V u = hn::MulAdd(hn::Sub(columns(x), set(look.center_x)), set(step_u),
                           set(look.drift_x + look.salt));
    const V vv = set(v + look.salt * 1.7F);
    const V warp = fbm<2>(hn::MulAdd(u, set(0.7F), set(look.evolve)), hn::Add(vv, set(5.2F)));
    const V px = hn::MulAdd(warp, set(0.9F), u);
    const V py = hn::MulAdd(warp, set(0.6F), hn::Add(vv, set(look.evolve)));
    const V here = fbm<5>(px, py);
    const V sunward = fbm<4>(hn::Add(px, set(look.light_x)), hn::Add(py, set(look.light_y)));
    const V d = smooth(threshold - look.softness * 0.3F, threshold + look.softness * 0.7F, here);
    const V l =
        unit(hn::MulAdd(hn::Sub(here, sunward), set(2.6F),
                        hn::NegMulAdd(hn::Sub(here, set(threshold)), set(1.1F), set(0.62F))));
    store(hn::Mul(d, set(fade)), density, x, width);
    store(l, light, x, width);
  }
}

void DoubleRow(const float* from, int width, float* to) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  to[0] = from[0];
  to[2 * width - 1] = from[width - 1];
  int x = 0;
  for (; x + 1 + lanes <= width; x += lanes) {
    const V a = hn::LoadU(D(), from + x);
    const V b = hn::LoadU(D(), from + x + 1);
    const V early = hn::MulAdd(hn::Sub(b, a), set(0.25F), a);
    const V late = hn::MulAdd(hn::Sub(b, a), set(0.75F), a);
    hn::StoreInterleaved2(early, late, D(), to + 2 * x + 1);
  }
  for (; x + 1 < width; ++x) {
    to[2 * x + 1] = from[x] * 0.75F + from[x + 1] * 0.25F;
    to[2 * x + 2] = from[x] * 0.25F + from[x + 1] * 0.75F;
  }
}

void SkyRowPaint(const SkyRow& look, const float* density, const float* light, CanvasRow out,
                 int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const float scale = 1.0F / (look.glow_radius * look.glow_radius);
  for (int x = 0; x < width; x += lanes) {
    const V dx = hn::Sub(columns(x), set(look.glow_x));
    const V far = hn::Mul(hn::MulAdd(dx, dx, set(look.glow_dy * look.glow_dy)), set(scale));
    const V near = hn::Div(set(look.glow_strength), hn::Add(set(1.0F), far));
    V3 c = lerp3(spread(look.base), spread(look.glow), near);
    if (look.cloud_alpha > 0) {
      const V l = unit(hn::MulAdd(near, set(0.35F), load(light, x, width)));
      const V3 cloud =
          lerp3(spread(look.cloud_shade),
                lerp3(spread(look.cloud_lit), spread(look.glow), hn::Mul(near, set(0.55F))), l);
      c = lerp3(c, cloud, hn::Mul(load(density, x, width), set(look.cloud_alpha)));
    }
    store(c.r, out.r, x, width);
    store(c.g, out.g, x, width);
    store(c.b, out.b, x, width);
  }
}

void GroundRow(const GroundLook& look, int y, const float* top, const float* hide, CanvasRow out,
               int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const V row = set(static_cast<float>(y) + 0.5F);
  for (int x = 0; x < width; x += lanes) {
    const V outline = load(top, x, width);
    const V cover = below(y, outline);
    const auto seen = hn::And(hn::Gt(cover, hn::Zero(D())),
                              hn::Gt(load(hide, x, width), set(static_cast<float>(y) - 1.0F)));
    if (hn::AllFalse(D(), seen)) {
      continue;
    }
    const V depth = hn::Max(hn::Sub(row, outline), hn::Zero(D()));
    V3 c =
        lerp3(spread(look.crest), spread(look.foot), unit(hn::Mul(depth, set(1.0F / look.fade))));
    V relief = hn::Zero(D());
    if (look.relief > 0) {
      const V px =
          hn::Mul(hn::MulAdd(depth, set(look.shear), hn::Sub(columns(x), set(look.origin_x))),
                  set(look.cells));
      const V py = hn::Mul(hn::Sub(row, set(look.origin_y)), set(look.cells * look.stretch));
      const V here = fbm<4>(px, py);
      const V sunward = fbm<3>(hn::Add(px, set(0.35F)), hn::Sub(py, set(0.3F)));
      relief = hn::Mul(hn::Sub(here, sunward), set(look.relief * 3.0F));
      if (look.snow_depth > 0) {
        const V reach = hn::Mul(hn::Mul(here, here), set(4.0F * look.snow_depth));
        const V amount =
            smooth(-0.10F, 0.10F, hn::Mul(hn::Sub(reach, depth), set(1.0F / look.snow_depth)));
        c = lerp3(c, spread(look.snow), amount);
      }
      const V up = hn::Min(hn::Max(relief, hn::Zero(D())), set(0.6F));
      const V down = hn::Max(hn::Min(relief, hn::Zero(D())), set(-0.5F));
      c = lerp3(c, spread(look.light), up);
      const V shade = hn::MulAdd(down, set(0.8F), set(1.0F));
      c = {hn::Mul(c.r, shade), hn::Mul(c.g, shade), hn::Mul(c.b, shade)};
    }
    blend3(c, cover, out, x, width);
  }
}

void PlaneRow(const PlaneLook& look, int y, const float* top, CanvasRow out, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const float dy = std::max(static_cast<float>(y) + 0.5F - look.horizon_y, 0.5F) / look.height;
  const float near = 1.0F / (dy + 0.06F);
  const float v = near * 2.2F;
  const float nearness = std::clamp(dy * 2.2F, 0.0F, 1.0F);
  const V3 ground = spread(mix(look.far, look.near, nearness));
  const float fine = std::clamp(dy * 5.0F, 0.0F, 1.0F);
  for (int x = 0; x < width; x += lanes) {
    const V outline = load(top, x, width);
    const V cover = below(y, outline);
    if (hn::AllFalse(D(), hn::Gt(cover, hn::Zero(D())))) {
      continue;
    }
    const V u = hn::MulAdd(hn::Sub(columns(x), set(look.center_x)), set(near / look.height),
                           set(look.offset_u));
    const V coarse = hn::Sub(fbm<3>(hn::Mul(u, set(1.2F)), set(v * 1.4F)), set(0.5F));
    const V grain = hn::Sub(fbm<2>(hn::Mul(u, set(22.0F)), set(v * 30.0F)), set(0.5F));
    const V spots = hn::Mul(hn::MulAdd(grain, set(0.55F * fine), coarse), set(look.texture * 3.0F));
    V3 c = lerp3(ground, spread(look.mark), hn::Max(spots, hn::Zero(D())));
    const V shade = hn::MulAdd(hn::Min(spots, hn::Zero(D())), set(0.9F), set(1.0F));
    c = {hn::Mul(c.r, shade), hn::Mul(c.g, shade), hn::Mul(c.b, shade)};
    if (look.edge_fade > 0) {
      const V depth =
          hn::Mul(hn::Sub(set(static_cast<float>(y) + 0.5F), outline), set(1.0F / look.edge_fade));
      c = lerp3(c, spread(look.edge), hn::Sub(set(1.0F), smooth(0.25F, 1.0F, depth)));
    }
    blend3(c, cover, out, x, width);
  }
}

void WaterRow(const WaterLook& look, int y, const float* bottom, float* red, float* green,
              float* blue, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const DI di;
  const float dy = static_cast<float>(y) + 0.5F - look.horizon_y;
  const float d = std::max(dy, 0.0F) / look.height;
  const float near = 1.0F / (d + 0.07F);
  const float v = near * 1.15F;
  const float roughness = look.waves * (0.012F + 0.16F * d) * look.height;
  const float mirror = look.mirror * (1.0F - 0.65F * std::clamp(d * 2.2F, 0.0F, 1.0F));
  const float last_row = std::max(std::floor(look.horizon_y) - 1.0F, 0.0F);
  const float edge = std::clamp(dy + 0.5F, 0.0F, 1.0F);
  const float glint_scale = 1.0F / (look.glint_width * (0.35F + 2.2F * d));
  const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y) * width;
  for (int x = 0; x < width; x += lanes) {
    const V open = unit(hn::Sub(load(bottom, x, width), set(static_cast<float>(y))));
    if (hn::AllFalse(D(), hn::Gt(open, hn::Zero(D())))) {
      continue;
    }
    const V col = columns(x);
    const V u =
        hn::MulAdd(hn::Sub(col, set(look.center_x)), set(near / look.height), set(look.offset_u));
    const V swell =
        fbm<3>(hn::MulAdd(u, set(0.9F), set(look.time * 0.10F)), set(v * 2.6F + look.time * 0.28F));
    const V ripple =
        fbm<2>(hn::MulAdd(u, set(3.1F), hn::MulAdd(swell, set(1.1F), set(-look.time * 0.22F))),
               set(v * 8.5F - look.time * 0.5F));
    const V wave = hn::Sub(hn::MulAdd(ripple, set(0.45F), hn::Mul(swell, set(0.55F))), set(0.5F));
    const V source = hn::MulAdd(wave, set(roughness * 2.0F), set(look.horizon_y - dy * 0.9F));
    const V row = hn::Min(hn::Max(source, hn::Zero(D())), set(last_row));
    const V row_floor = hn::Floor(row);
    const V part = hn::Sub(row, row_floor);
    const auto r0 = hn::ConvertTo(di, row_floor);
    const auto r1 = hn::Min(hn::Add(r0, hn::Set(di, 1)), hn::Set(di, static_cast<int>(last_row)));
    const auto xs = hn::Min(hn::Iota(di, x), hn::Set(di, width - 1));
    const auto i0 = hn::Add(hn::Mul(r0, hn::Set(di, width)), xs);
    const auto i1 = hn::Add(hn::Mul(r1, hn::Set(di, width)), xs);
    const V3 image = {lerp(hn::GatherIndex(D(), red, i0), hn::GatherIndex(D(), red, i1), part),
                      lerp(hn::GatherIndex(D(), green, i0), hn::GatherIndex(D(), green, i1), part),
                      lerp(hn::GatherIndex(D(), blue, i0), hn::GatherIndex(D(), blue, i1), part)};
    const V amount = unit(hn::MulAdd(wave, set(0.9F * look.waves), set(mirror)));
    V3 c = lerp3(spread(look.deep), image, amount);
    if (look.glint_strength > 0) {
      const V dx = hn::Mul(hn::Sub(col, set(look.glint_x)), set(glint_scale));
      const V column = hn::Div(set(1.0F), hn::MulAdd(hn::Mul(dx, dx), hn::Mul(dx, dx), set(1.0F)));
      const V sparkle = fbm<2>(hn::MulAdd(u, set(9.0F), set(look.time * 0.9F)),
                               set(v * 15.0F + look.time * 1.3F));
      const V both = hn::MulAdd(wave, set(0.7F), sparkle);
      const V light =
          hn::Mul(hn::Mul(smooth(0.52F, 0.78F, both), column), set(look.glint_strength));
      c = lerp3(c, spread(look.glint), unit(light));
    }
    blend3(c, hn::Mul(open, set(edge)), {red + at, green + at, blue + at}, x, width);
  }
}

void FoamRow(const FoamLook& look, int y, const float* line, CanvasRow out, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const V row = set(static_cast<float>(y) + 0.5F);
  for (int x = 0; x < width; x += lanes) {
    const V d = hn::Sub(row, load(line, x, width));  // positive below
    const V up = hn::MulAdd(d, set(1.0F / look.above), set(1.0F));
    const V down = hn::NegMulAdd(d, set(1.0F / look.below), set(1.0F));
    const V body = unit(hn::Min(up, down));
    if (hn::AllFalse(D(), hn::Gt(body, hn::Zero(D())))) {
      continue;
    }
    const V lace = fbm<4>(hn::Mul(hn::Sub(columns(x), set(look.shift_x)), set(look.cells)),
                          hn::Mul(hn::Sub(d, set(look.shift_y)), set(look.cells * 2.4F)));
    const V alpha = smooth(0.92F, 1.22F, hn::MulAdd(body, set(0.75F), lace));
    blend(look.colour, hn::Mul(alpha, set(look.alpha)), out, x, width);
  }
}

void VeilRow(const VeilLook& look, int y, int width, float* first, float* second) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const float v =
      (static_cast<float>(y) + 0.5F - look.center_y) / look.height * look.scale * look.stretch;
  for (int x = 0; x < width; x += lanes) {
    const V u = hn::MulAdd(hn::Sub(columns(x), set(look.center_x)), set(look.scale / look.height),
                           set(look.salt));
    const V w = set(v + look.salt * 0.37F);
    const V a = fbm<3>(hn::Add(u, set(look.time)), hn::Sub(w, set(look.time * 0.6F)));
    const V b = fbm<3>(hn::Sub(u, set(look.time * 0.7F - 7.3F)), hn::Add(w, set(3.1F)));
    const V px = hn::MulAdd(hn::Sub(a, set(0.5F)), set(look.warp * 2.0F), u);
    const V py = hn::MulAdd(hn::Sub(b, set(0.5F)), set(look.warp * 2.0F), w);
    store(fbm<5>(px, py), first, x, width);
    store(fbm<4>(hn::MulAdd(px, set(1.3F), set(19.1F)), hn::MulAdd(py, set(1.3F), a)), second, x,
          width);
  }
}

void VeilColourRow(const VeilColours& look, const float* first, const float* second, CanvasRow out,
                   int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  for (int x = 0; x < width; x += lanes) {
    const V a = load(first, x, width);
    const V b = load(second, x, width);
    V3 c = spread(look.ground);
    c = lerp3(c, spread(look.first), hn::Mul(smooth(0.36F, 0.72F, a), set(look.strength)));
    c = lerp3(c, spread(look.second), hn::Mul(smooth(0.44F, 0.78F, b), set(look.strength * 0.85F)));
    c = lerp3(
        c, spread(look.spark),
        hn::Mul(hn::Mul(smooth(0.52F, 0.80F, a), smooth(0.40F, 0.75F, b)), set(look.strength)));
    store(c.r, out.r, x, width);
    store(c.g, out.g, x, width);
    store(c.b, out.b, x, width);
  }
}

void FogRow(Rgb colour, float alpha, CanvasRow out, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  for (int x = 0; x < width; x += lanes) {
    blend(colour, set(alpha), out, x, width);
  }
}

void FinishRow(const FinishLook& look, int y, CanvasRow in, std::uint8_t* out, int width) {
  const int lanes = static_cast<int>(hn::Lanes(D()));
  const DU du;
  const hn::Rebind<std::uint8_t, D> d8;
  const float fy = (static_cast<float>(y) + 0.5F - look.center_y) / look.half_height;
  const VU salt = hn::Set(du, static_cast<std::uint32_t>(y) * 0xD8163841U + 0x9E3779B9U);
  const auto to_byte = [&](V v, V dither) {
    const V level = hn::MulAdd(unit(v), set(255.0F), dither);
    return hn::DemoteTo(d8,
                        hn::ConvertTo(DI(), hn::Min(hn::Max(level, hn::Zero(D())), set(255.0F))));
  };
  alignas(64) std::uint8_t tail[3 * 64];
  for (int x = 0; x < width; x += lanes) {
    const V fx = hn::Mul(hn::Sub(columns(x), set(look.half_width)), set(1.0F / look.half_width));
    const V far = hn::MulAdd(fx, fx, set(fy * fy));
    const V dark = hn::NegMulAdd(hn::Mul(far, far), set(look.vignette * 0.25F), set(1.0F));
    const VU xs = hn::Mul(hn::BitCast(du, hn::Iota(DI(), x)), hn::Set(du, 0x8DA6B343U));
    const V dither = hashed(xs, salt);
    const auto r = to_byte(hn::Mul(load(in.r, x, width), dark), dither);
    const auto g = to_byte(hn::Mul(load(in.g, x, width), dark), dither);
    const auto b = to_byte(hn::Mul(load(in.b, x, width), dark), dither);
    if (x + lanes <= width) {
      hn::StoreInterleaved3(r, g, b, d8, out + 3 * x);
    } else {
      hn::StoreInterleaved3(r, g, b, d8, tail);
      std::copy_n(tail, 3 * (width - x), out + 3 * x);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::scene::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::scene {

HWY_EXPORT(CloudRow);
HWY_EXPORT(DoubleRow);
HWY_EXPORT(SkyRowPaint);
HWY_EXPORT(GroundRow);
HWY_EXPORT(PlaneRow);
HWY_EXPORT(WaterRow);
HWY_EXPORT(FoamRow);
HWY_EXPORT(VeilRow);
HWY_EXPORT(VeilColourRow);
HWY_EXPORT(FogRow);
HWY_EXPORT(FinishRow);

void cloud_row(const CloudLook& look, int y, int width, float* density, float* light) {
  HWY_DYNAMIC_DISPATCH(CloudRow)(look, y, width, density, light);
}
void double_row(const float* from, int width, float* to) {
  HWY_DYNAMIC_DISPATCH(DoubleRow)(from, width, to);
}
void sky_row(const SkyRow& look, const float* density, const float* light, CanvasRow out,
             int width) {
  HWY_DYNAMIC_DISPATCH(SkyRowPaint)(look, density, light, out, width);
}
void ground_row(const GroundLook& look, int y, const float* top, const float* hide, CanvasRow out,
                int width) {
  HWY_DYNAMIC_DISPATCH(GroundRow)(look, y, top, hide, out, width);
}
void plane_row(const PlaneLook& look, int y, const float* top, CanvasRow out, int width) {
  HWY_DYNAMIC_DISPATCH(PlaneRow)(look, y, top, out, width);
}
void water_row(const WaterLook& look, int y, const float* bottom, float* red, float* green,
               float* blue, int width) {
  HWY_DYNAMIC_DISPATCH(WaterRow)(look, y, bottom, red, green, blue, width);
}
void foam_row(const FoamLook& look, int y, const float* line, CanvasRow out, int width) {
  HWY_DYNAMIC_DISPATCH(FoamRow)(look, y, line, out, width);
}
void veil_row(const VeilLook& look, int y, int width, float* first, float* second) {
  HWY_DYNAMIC_DISPATCH(VeilRow)(look, y, width, first, second);
}
void veil_colour_row(const VeilColours& look, const float* first, const float* second,
                     CanvasRow out, int width) {
  HWY_DYNAMIC_DISPATCH(VeilColourRow)(look, first, second, out, width);
}
void fog_row(Rgb colour, float alpha, CanvasRow out, int width) {
  HWY_DYNAMIC_DISPATCH(FogRow)(colour, alpha, out, width);
}
void finish_row(const FinishLook& look, int y, CanvasRow in, std::uint8_t* out, int width) {
  HWY_DYNAMIC_DISPATCH(FinishRow)(look, y, in, out, width);
}

}  // namespace kirin::engine::motion::scene
#endif
