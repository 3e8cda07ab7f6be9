#include "nn/ops/rearrange.h"

#include <algorithm>
#include <cstring>

#include "nn/parallel.h"

namespace kirin::nn {

void Permute::run(Cpu, const Tensor& permuted, Tensor& y) {
  if (y.rank() == 0) {
    y.copy_from(permuted);
    return;
  }
  // Along the longest axis of y, so that there is work for every thread.
  const auto longest = std::ranges::max_element(y.shape()) - y.shape().begin();
  const Index length = y.extent(longest);
  const Index grain = std::max<Index>(1, 16384 * length / std::max<Index>(1, y.count()));
  parallel_for(length, grain, [&](Index begin, Index end) {
    y.slice(longest, begin, end).copy_from(permuted.slice(longest, begin, end));
  });
}

void UpsampleNearest::run(Cpu, const Tensor& x, Tensor& y) {
  const Index width = x.extent(2);
  const auto pixel_bytes = static_cast<std::size_t>(x.extent(3)) * size_bytes(x.type());
  const std::size_t row_bytes = pixel_bytes * static_cast<std::size_t>(width);
  auto* const out = const_cast<std::byte*>(y.bytes());  // NOLINT: y is ours to write
  parallel_for(x.extent(0) * x.extent(1), 4, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      const std::byte* from = x.bytes() + static_cast<std::size_t>(row) * row_bytes;
      std::byte* to = out + static_cast<std::size_t>(row) * 4 * row_bytes;
      for (Index column = 0; column < width; ++column, from += pixel_bytes) {
        std::memcpy(to + static_cast<std::size_t>(2 * column) * pixel_bytes, from, pixel_bytes);
        std::memcpy(to + static_cast<std::size_t>(2 * column + 1) * pixel_bytes, from, pixel_bytes);
      }
      std::memcpy(to + 2 * row_bytes, to, 2 * row_bytes);
    }
  });
}

void MeanLastAxis::run(Cpu, const Tensor& x, Tensor& y) {
  const Index n = x.extent(-1);
  const auto* from = x.data<float>();
  auto* to = y.mutable_data<float>();
  parallel_for(y.count(), 1024, [&](Index begin, Index end) {
    for (Index at = begin; at < end; ++at) {
      double sum = 0;
      for (Index i = 0; i < n; ++i) {
        sum += from[at * n + i];
      }
      to[at] = static_cast<float>(sum / static_cast<double>(n));
    }
  });
}

}  // namespace kirin::nn
