#include <algorithm>

#include "engine/motion/render/shade_points.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/point_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

void InterpolatePoints(const PointPlanes* planes, std::size_t count, int group_count,
                       ShadePoints& points) {
  const hn::CappedTag<float, 4> d;
  float* const groups[4] = {points.normal_nearness.data(), points.colour_number.data(),
                            points.rest_sides.data(), points.motion.data()};
  for (std::size_t i = 0; i < count; ++i) {
    const PointPlanes& triangle = planes[points.record[i]];
    const auto& plane = triangle.plane;
    const float x = points.x[i];
    const float y = points.y[i];
    const float nearness =
        std::clamp(plane[0][3] + plane[1][3] * x + plane[2][3] * y, triangle.low, triangle.high);
    const auto distance = hn::Set(d, 1 / nearness);
    for (int g = 0; g < group_count; ++g) {
      for (std::size_t k = static_cast<std::size_t>(4 * g); k < static_cast<std::size_t>(4 * g + 4);
           k += hn::Lanes(d)) {
        const auto sum = hn::MulAdd(
            hn::LoadU(d, plane[2] + k), hn::Set(d, y),
            hn::MulAdd(hn::LoadU(d, plane[1] + k), hn::Set(d, x), hn::LoadU(d, plane[0] + k)));
        hn::StoreU(hn::Mul(sum, distance), d, groups[g] + 4 * i + (k & 3));
      }
    }
    points.normal_nearness[4 * i + 3] = nearness;
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(InterpolatePoints);

void interpolate_points(const std::vector<PointPlanes>& planes, std::size_t count, int groups,
                        ShadePoints& points) {
  HWY_DYNAMIC_DISPATCH(InterpolatePoints)(planes.data(), count, groups, points);
}

}  // namespace kirin::engine::motion::render
#endif
