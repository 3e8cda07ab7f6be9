/// \file
/// Tensors for tests: random ones, and their numbers by position.
#pragma once

#include <cstdint>
#include <random>

#include "nn/tensor.h"

namespace kirin::nn {

/// Normally distributed numbers, rounded to the type; the same for a seed.
inline Tensor random_tensor(Shape shape, std::uint32_t seed, DType type = DType::f32) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count_of(shape)));
  for (float& value : values) {
    value = normal(generator);
  }
  return Tensor::of(values, std::move(shape)).to(type);
}

/// max|a - b| / max|b|, the metric of the golden data.
inline double relative_error(const Tensor& a, const Tensor& b) {
  const auto ours = a.values();
  const auto theirs = b.values();
  EXPECTS(ours.size() == theirs.size());
  double worst = 0;
  double largest = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(ours[i]) - theirs[i]));
    largest = std::max(largest, std::abs(static_cast<double>(theirs[i])));
  }
  return largest > 0 ? worst / largest : worst;
}

}  // namespace kirin::nn
