/// \file
/// The values of points from the planes of their triangles. Included once for each instruction set.
#if defined(KIRIN_ENGINE_MOTION_RENDER_POINT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KIRIN_ENGINE_MOTION_RENDER_POINT_INL_H_
#undef KIRIN_ENGINE_MOTION_RENDER_POINT_INL_H_
#else
#define KIRIN_ENGINE_MOTION_RENDER_POINT_INL_H_
#endif

#include <algorithm>

#include "engine/motion/render/shade_points.h"
#include "engine/motion/render/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {

/// What PointPlanes tells about each of a vector of points.
struct PointValues {
  HWY_INLINE PointValues() : normal(), nearness(), colour(), number(), rest(), sides(), way() {}
  V3 normal;
  F nearness;
  V3 colour;
  F number;
  V3 rest;
  F sides;
  V3 way;
};

/// Points of one triangle: its planes are read once. `x` and `y` count from the tile's corner.
HWY_INLINE PointValues values_of_one(const PointPlanes& planes, F x, F y) {
  const auto plane = [&](int k) HWY_ATTR {
    return madd(F(planes.plane[2][k]), y, madd(F(planes.plane[1][k]), x, F(planes.plane[0][k])));
  };
  PointValues v;
  v.nearness = clamp(plane(3), planes.low, planes.high);
  const F distance = F(1.0F) / v.nearness;
  v.normal = V3(plane(0), plane(1), plane(2)) * distance;
  v.colour = V3(plane(4), plane(5), plane(6)) * distance;
  v.number = plane(7) * distance;
  v.rest = V3(plane(8), plane(9), plane(10)) * distance;
  v.sides = plane(11) * distance;
  v.way = V3(plane(12), plane(13), plane(14)) * distance;
  return v;
}

/// Points `i` to at most `end` of any triangles.
HWY_INLINE PointValues values_of_many(const ShadePoints& points, std::size_t i, std::size_t end) {
  constexpr int kGroups = PointPlanes::kValues / 4;
  constexpr int kMost = 16;  // points
  alignas(64) float groups[kGroups][4 * kMost];
  alignas(64) float low[kMost];
  alignas(64) float high[kMost];
  const hn::CappedTag<float, 4> d;
  const int count = lanes();
  for (int lane = 0; lane < count; ++lane) {
    // Beyond the end the last point is repeated.
    const std::size_t at = std::min(i + static_cast<std::size_t>(lane), end - 1);
    const PointPlanes& planes = points.planes[points.record[at]];
    const auto x = hn::Set(d, points.x[at] - points.left);
    const auto y = hn::Set(d, points.y[at] - points.top);
    for (int k = 0; k < PointPlanes::kValues; k += static_cast<int>(hn::Lanes(d))) {
      const auto sum = hn::MulAdd(
          hn::LoadU(d, planes.plane[2] + k), y,
          hn::MulAdd(hn::LoadU(d, planes.plane[1] + k), x, hn::LoadU(d, planes.plane[0] + k)));
      hn::StoreU(sum, d, groups[k / 4] + 4 * lane + (k & 3));
    }
    low[lane] = planes.low;
    high[lane] = planes.high;
  }
  PointValues v;
  const auto four = [&](int group, F& a, F& b, F& c, F& e) HWY_ATTR {
    V va, vb, vc, ve;
    hn::LoadInterleaved4(D(), groups[group], va, vb, vc, ve);
    a = va;
    b = vb;
    c = vc;
    e = ve;
  };
  F unused;
  four(0, v.normal.x, v.normal.y, v.normal.z, v.nearness);
  four(1, v.colour.x, v.colour.y, v.colour.z, v.number);
  four(2, v.rest.x, v.rest.y, v.rest.z, v.sides);
  four(3, v.way.x, v.way.y, v.way.z, unused);
  v.nearness = min(max(v.nearness, load(low)), load(high));
  const F distance = F(1.0F) / v.nearness;
  v.normal = v.normal * distance;
  v.colour = v.colour * distance;
  v.number = v.number * distance;
  v.rest = v.rest * distance;
  v.sides = v.sides * distance;
  v.way = v.way * distance;
  return v;
}

}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
