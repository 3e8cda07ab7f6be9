/// \file
/// How much of the key light reaches a point. Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_SHADOW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_SHADOW_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_SHADOW_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_SHADOW_INL_H_
#endif

#include <bit>

#include "engine/motion/render/shadow_map.h"
#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// Percentage-closer filtering (Reeves, Salesin & Cook 1987) over 3 x 3 texels with bilinear
/// weights. `inside` becomes 1 well within the map and 0 outside.
HWY_INLINE F lit_share(const ShadowMap& map, V3 at, V3 normal, F& inside) {
  const V3 p = moved(map.view.to_pixels, madd(normal, 1.6F * map.texel, at));
  const auto last = static_cast<float>(map.view.size.width - 1);
  const F edge = min(min(p.x, F(last) - p.x), min(p.y, F(last) - p.y));
  inside = unit((edge - 3.0F) * 0.125F);
  if (!any(inside > F(0.0F))) {
    return 1.0F;
  }
  const F x = clamp(p.x - 0.5F, 1.0F, last - 3.0F);
  const F y = clamp(p.y - 0.5F, 1.0F, last - 3.0F);
  const F x0 = floor(x);
  const F y0 = floor(y);
  const F fx = x - x0;
  const F fy = y - y0;
  // What lies deeper than all casters is behind none of them where the map is empty (step 0).
  const F z = max((p.z + (0.4F * map.texel + 0.004F - map.base)) * map.steps_per_metre, F(0.0F));
  // Two neighbours of 16 bits are read at once; the lower half is the left one.
  static_assert(std::endian::native == std::endian::little);
  const VI offset = hn::ShiftLeft<1>(
      hn::Add(hn::Mul(to_int(y0), hn::Set(DI(), map.view.size.width)), to_int(x0)));
  const VI mask = hn::Set(DI(), 0xFFFF);
  F sum = 0.0F;
  for (int row = -1; row <= 2; ++row) {
    const std::uint16_t* from = map.steps.data() + row * map.view.size.width;
    const auto passes = [&](VI step) HWY_ATTR {
      return F(hn::IfThenElseZero(hn::Le(to_float(step).v, z.v), F(1.0F).v));
    };
    const auto pair = [&](int column) HWY_ATTR {
      return hn::GatherOffset(DI(), reinterpret_cast<const std::int32_t*>(from + column), offset);
    };
    const auto high = [](VI v) HWY_ATTR {
      return hn::BitCast(DI(), hn::ShiftRight<16>(hn::BitCast(DU(), v)));
    };
    const VI first = pair(-1);
    const VI second = pair(1);
    const F across = passes(hn::And(first, mask)) * (F(1.0F) - fx) + passes(high(first)) +
                     passes(hn::And(second, mask)) + passes(high(second)) * fx;
    sum = madd(across, row == -1 ? F(1.0F) - fy : row == 2 ? fy : F(1.0F), sum);
  }
  const F lit = sum * (1.0F / 9);
  return mix(F(1.0F), lit, inside);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
