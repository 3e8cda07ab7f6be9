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

/// The texels about a point, and where it lies between the middle ones, in 128ths.
struct ShadowSpot {
  VI x, y;  ///< of the texel before the point
  VI fx, fy;
  VI step;
};

#if HWY_TARGET == HWY_SCALAR

/// The weighted number of 4 x 4 texels that are no nearer to the light than the spot's step: the
/// outer ones weigh what of them is within 1.5 texels. In 128ths, at most 9 * 128.
HWY_INLINE VI lit_texels(const ShadowMap& map, const ShadowSpot& spot) {
  const int fx = hn::GetLane(spot.fx);
  const int fy = hn::GetLane(spot.fy);
  const int columns[4] = {128 - fx, 128, 128, fx};
  const int rows[4] = {128 - fy, 128, 128, fy};
  int sum = 0;
  for (int column = 0; column < 4; ++column) {
    int ends = 0;
    for (int row = 0; row < 4; ++row) {
      const int at =
          (hn::GetLane(spot.y) + row - 1) * map.view.size.width + hn::GetLane(spot.x) + column - 1;
      const bool passes = map.steps[static_cast<std::size_t>(at)] <= hn::GetLane(spot.step);
      const int weight = passes ? columns[column] : 0;
      sum += row == 1 || row == 2 ? weight : 0;
      ends += row == 1 || row == 2 ? 0 : weight * rows[row];
    }
    sum += ends >> 7;
  }
  return hn::Set(DI(), sum);
}

#else

/// For half of a vector's points each: 64 bits with four neighbours of 16 bits.
using DL = hn::Repartition<std::int64_t, D>;
using VL = hn::Vec<DL>;
using DH = hn::Repartition<std::uint16_t, D>;
using VH = hn::Vec<DH>;

/// Four times the lowest 16 bits.
HWY_INLINE VH four_times(VL v) {
  v = hn::Or(v, hn::ShiftLeft<16>(v));
  return hn::BitCast(DH(), hn::Or(v, hn::ShiftLeft<32>(v)));
}

/// `offset`: bytes from the map's start to the texel before the point.
HWY_INLINE VL lit_texels(const ShadowMap& map, VL offset, VL fx, VL fy, VL step) {
  const DL dl;
  const DH dh;
  const VH columns =
      hn::BitCast(dh, hn::Add(hn::Sub(hn::Set(dl, 0x0000008000800080), fx), hn::ShiftLeft<48>(fx)));
  const VH bottom = four_times(fy);
  const VH top = hn::Sub(hn::Set(dh, std::uint16_t{128}), bottom);
  const VH steps = four_times(step);
  const auto row = [&](int y) HWY_ATTR {
    const std::uint16_t* from = map.steps.data() + y * map.view.size.width - 1;
    const VL texels = hn::GatherOffset(dl, reinterpret_cast<const std::int64_t*>(from), offset);
    return hn::IfThenZeroElse(hn::Gt(hn::BitCast(dh, texels), steps), columns);
  };
  const VH ends = hn::Add(hn::Mul(row(-1), top), hn::Mul(row(2), bottom));
  VL sum = hn::BitCast(dl, hn::Add(hn::Add(row(0), row(1)), hn::ShiftRight<7>(ends)));
  sum = hn::Add(sum, hn::ShiftRight<32>(sum));
  sum = hn::Add(sum, hn::ShiftRight<16>(sum));
  return hn::And(sum, hn::Set(dl, 0xFFFF));
}

/// The weighted number of 4 x 4 texels that are no nearer to the light than the spot's step: the
/// outer ones weigh what of them is within 1.5 texels. In 128ths, at most 9 * 128.
HWY_INLINE VI lit_texels(const ShadowMap& map, const ShadowSpot& spot) {
  // Four neighbours are read at once; the lowest bits are the left one.
  static_assert(std::endian::native == std::endian::little);
  const VI offset =
      hn::ShiftLeft<1>(hn::Add(hn::Mul(spot.y, hn::Set(DI(), map.view.size.width)), spot.x));
  const hn::Half<DI> half;
  const DL dl;
  const auto low = [&](VI v) HWY_ATTR { return hn::PromoteTo(dl, hn::LowerHalf(half, v)); };
  const auto high = [&](VI v) HWY_ATTR { return hn::PromoteTo(dl, hn::UpperHalf(half, v)); };
  const VL first = lit_texels(map, low(offset), low(spot.fx), low(spot.fy), low(spot.step));
  const VL second = lit_texels(map, high(offset), high(spot.fx), high(spot.fy), high(spot.step));
  return hn::ConcatEven(DI(), hn::BitCast(DI(), second), hn::BitCast(DI(), first));
}

#endif

/// True where something about any of the spots is nearer to the light. One look at a coarse map
/// instead of many at the fine one: most ground lies in the open.
HWY_INLINE bool may_be_shaded(const ShadowMap& map, const ShadowSpot& spot, Mask counts) {
  const int blocks = map.view.size.width / kShadowBlock;
  constexpr int kShift = std::countr_zero(static_cast<unsigned>(kShadowBlock));
  const VI at = hn::Add(hn::Mul(hn::ShiftRight<kShift>(spot.y), hn::Set(DI(), blocks)),
                        hn::ShiftRight<kShift>(spot.x));
  const VI highest =
      hn::And(hn::GatherOffset(DI(), reinterpret_cast<const std::int32_t*>(map.highest.data()),
                               hn::ShiftLeft<1>(at)),
              hn::Set(DI(), 0xFFFF));
  return any(hn::And(counts, to_float(highest) > to_float(spot.step)));
}

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
  // What lies deeper than all casters is behind none of them where the map is empty (step 0).
  const F step = (p.z + (0.4F * map.texel + 0.004F - map.base)) * map.steps_per_metre;
  const ShadowSpot spot = {to_int(x0), to_int(y0), to_int((x - x0) * 128.0F),
                           to_int((y - y0) * 128.0F), to_int(clamp(step, 0.0F, 65535.0F))};
  if (!may_be_shaded(map, spot, inside > F(0.0F))) {
    return 1.0F;
  }
  const VI sum = lit_texels(map, spot);
  return mix(F(1.0F), to_float(sum) * (1.0F / (9 * 128)), inside);
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
