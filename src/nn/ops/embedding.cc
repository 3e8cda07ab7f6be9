#include "nn/ops/embedding.h"

#include <algorithm>
#include <cmath>

#include "nn/dispatch.h"

namespace kirin::nn {

void Embedding::operator()(const Tensor& table, std::span<const std::int32_t> ids,
                           Tensor& y) const {
  EXPECTS(table.rank() == 2 && table.is_contiguous() && y.is_contiguous());
  EXPECTS(y.shape() == (Shape{static_cast<Index>(ids.size()), table.extent(1)}));
  EXPECTS(std::ranges::all_of(ids, [&](auto id) { return id >= 0 && id < table.extent(0); }));
  on_device(table.device(), [&](auto backend) { run(backend, table, ids, y); });
}

Index RelativeBias::bucket(Index distance, Index buckets, Index max_distance) {
  const Index half = buckets / 2;
  const Index right = distance > 0 ? half : 0;
  const Index away = std::abs(distance);
  const Index exact = half / 2;
  if (away < exact) {
    return right + away;
  }
  // In float, as the reference: the bucket borders lie where its rounding puts them.
  const float share =
      std::log(static_cast<float>(away) / static_cast<float>(exact)) /
      static_cast<float>(std::log(static_cast<double>(max_distance) / static_cast<double>(exact)));
  const auto beyond = static_cast<Index>(share * static_cast<float>(half - exact));
  return right + std::min(exact + beyond, half - 1);
}

void RelativeBias::operator()(const Tensor& table, Index max_distance, Tensor& bias) const {
  EXPECTS(table.rank() == 2 && table.extent(0) % 4 == 0 && table.is_contiguous());
  EXPECTS(bias.rank() == 3 && bias.extent(0) == table.extent(1) && bias.type() == DType::f32);
  EXPECTS(bias.is_contiguous());
  on_device(table.device(), [&](auto backend) { run(backend, table, max_distance, bias); });
}

}  // namespace kirin::nn
