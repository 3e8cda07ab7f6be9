#include "nn/ops/embedding.h"

#include <vector>

#include "nn/cpu/rows.h"

namespace kirin::nn {

void Embedding::run(Cpu, const Tensor& table, std::span<const std::int32_t> ids, Tensor& y) {
  const Index channels = table.extent(1);
  std::vector<float> row(static_cast<std::size_t>(channels));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    cpu::load_floats(table, ids[i] * channels, channels, row.data());
    cpu::store_floats(row.data(), static_cast<Index>(i) * channels, channels, y);
  }
}

void RelativeBias::run(Cpu, const Tensor& table, Index max_distance, Tensor& bias) {
  const Index buckets = table.extent(0);
  const Index heads = bias.extent(0);
  const Index queries = bias.extent(1);
  const Index keys = bias.extent(2);
  const Tensor wide = table.to(DType::f32);
  auto* out = bias.mutable_data<float>();
  for (Index query = 0; query < queries; ++query) {
    for (Index key = 0; key < keys; ++key) {
      const Index row = bucket(key - query, buckets, max_distance);
      for (Index head = 0; head < heads; ++head) {
        out[(head * queries + query) * keys + key] = wide.data<float>()[row * heads + head];
      }
    }
  }
}

}  // namespace kirin::nn
