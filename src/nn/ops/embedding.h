#pragma once

#include <cstdint>
#include <span>

#include "nn/device.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// Rows of a table: y[i] = table[ids[i]].
///
/// table: [rows, channels], any floating type; y: [ids, channels], f32 or bf16. Every id is in [0,
/// rows).
class Embedding {
 public:
  void operator()(const Tensor& table, std::span<const std::int32_t> ids, Tensor& y) const;

 private:
  static void run(Cpu, const Tensor& table, std::span<const std::int32_t> ids, Tensor& y);
};

/// T5's relative position bias: bias[head, query, key] = table[bucket(key - query), head].
///
/// table: [buckets, heads], any floating type; bias: [heads, queries, keys] f32. Half of the
/// buckets are for keys to the right (+ buckets / 2); of each half the first half are exact
/// distances and the rest grow with the logarithm up to `max_distance`. Source: Raffel et al.,
/// "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer" (2020),
/// relative position buckets, bidirectional form.
class RelativeBias {
 public:
  void operator()(const Tensor& table, Index max_distance, Tensor& bias) const;
  /// The bucket of `distance` = key - query.
  static Index bucket(Index distance, Index buckets, Index max_distance);

 private:
  static void run(Cpu, const Tensor& table, Index max_distance, Tensor& bias);
};

}  // namespace kirin::nn
