#include "nn/ops/embedding.h"

#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

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
  // The bucket of each distance, from that of the last query to the first key on.
  std::vector<Index> bucket_of;
  for (Index distance = 1 - queries; distance < keys; ++distance) {
    bucket_of.push_back(bucket(distance, buckets, max_distance));
  }
  auto* out = bias.mutable_data<float>();
  parallel_for(heads * queries, 16, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      const Index head = row / queries;
      const Index* at = bucket_of.data() + (queries - 1 - row % queries);
      for (Index key = 0; key < keys; ++key) {
        out[row * keys + key] = wide.data<float>()[at[key] * heads + head];
      }
    }
  });
}

}  // namespace kirin::nn
