#include "nn/weights/finite.h"

#include <atomic>

#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Elements whose bits under `mask` are all set: an exponent of ones, or f8's only NaN.
template <typename Bits>
Index count_masked(const Tensor& tensor, Bits mask) {
  constexpr Index kGrain = 1 << 18;
  const auto* numbers = reinterpret_cast<const Bits*>(tensor.bytes());
  std::atomic<Index> total{0};
  parallel_for(tensor.count(), kGrain, [&](Index begin, Index end) {
    Index here = 0;
    for (Index i = begin; i < end; ++i) {
      here += (numbers[i] & mask) == mask ? 1 : 0;
    }
    total += here;
  });
  return total;
}

}  // namespace

Index count_not_finite(const Tensor& tensor) {
  EXPECTS(tensor.is_contiguous());
  switch (tensor.type()) {
    case DType::f32:
      return count_masked<std::uint32_t>(tensor, 0x7f800000);
    case DType::f16:
      return count_masked<std::uint16_t>(tensor, 0x7c00);
    case DType::bf16:
      return count_masked<std::uint16_t>(tensor, 0x7f80);
    case DType::f8_e4m3:
      return count_masked<std::uint8_t>(tensor, 0x7f);
    case DType::f64:
      return count_masked<std::uint64_t>(tensor, 0x7ff0000000000000);
    default:
      return 0;
  }
}

}  // namespace kirin::nn
