#include "engine/motion/imaging/patch_distance.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/imaging/patch_distance.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR
int PatchDistance(const std::uint8_t* a, const std::uint8_t* b, std::ptrdiff_t stride, int limit) {
  int sum = 0;
  for (int row = 0; row < kPatchSide && sum <= limit; ++row) {
    for (int i = 0; i < 3 * kPatchSide; ++i) {
      const int difference = a[row * stride + i] - b[row * stride + i];
      sum += difference * difference;
    }
  }
  return sum;
}
#else

namespace hn = hwy::HWY_NAMESPACE;
static_assert(3 * kPatchSide == 21);  // two and a half vectors

int PatchDistance(const std::uint8_t* a, const std::uint8_t* b, std::ptrdiff_t stride, int limit) {
  const hn::FixedTag<std::uint8_t, 8> bytes;
  const hn::FixedTag<std::int16_t, 8> wide;
  const hn::FixedTag<std::int32_t, 4> sums;
  alignas(16) static constexpr std::int16_t kOwn[8] = {-1, -1, -1, -1, -1, 0, 0, 0};
  const auto own = hn::Load(wide, kOwn);
  auto odd = hn::Zero(sums);
  auto even = hn::Zero(sums);
  int sum = 0;
  for (int row = 0; row < kPatchSide; ++row, a += stride, b += stride) {
    const auto difference = [&](int from) HWY_ATTR {
      return hn::Sub(hn::PromoteTo(wide, hn::LoadU(bytes, a + from)),
                     hn::PromoteTo(wide, hn::LoadU(bytes, b + from)));
    };
    const auto first = difference(0);
    const auto second = difference(8);
    const auto third = hn::And(difference(16), own);
    even = hn::ReorderWidenMulAccumulate(sums, first, first, even, odd);
    even = hn::ReorderWidenMulAccumulate(sums, second, second, even, odd);
    even = hn::ReorderWidenMulAccumulate(sums, third, third, even, odd);
    if (row % 2 == 0) {
      sum = hn::GetLane(hn::SumOfLanes(sums, hn::Add(even, odd)));
      if (sum > limit) {
        break;
      }
    }
  }
  return sum;
}

#endif  // HWY_SCALAR

}  // namespace
}  // namespace kirin::engine::motion::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion {

HWY_EXPORT(PatchDistance);

int patch_distance(const std::uint8_t* a, const std::uint8_t* b, std::ptrdiff_t stride_bytes,
                   int limit) {
  return HWY_DYNAMIC_DISPATCH(PatchDistance)(a, b, stride_bytes, limit);
}

}  // namespace kirin::engine::motion
#endif
