/// \file
/// Tensors for tests: random ones, and their numbers by position.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

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

/// Random weights in a format of weight files; f8 are bytes of every size below 4 in absolute
/// value.
inline Tensor random_weights(const Shape& shape, std::uint32_t seed, DType type) {
  if (type != DType::f8_e4m3) {
    return random_tensor(shape, seed, type);
  }
  std::mt19937 generator(seed);
  const auto bytes = std::make_shared<std::vector<std::byte>>();
  for (Index i = 0; i < count_of(shape); ++i) {
    const auto bits = static_cast<std::uint8_t>(generator());
    bytes->push_back(static_cast<std::byte>((bits & 0x80U) | (bits & 0x7fU) % 0x48U));
  }
  return Tensor::over(bytes, bytes->data(), shape, type);
}

/// The numbers in double precision, in row-major order.
inline std::vector<double> wide_values(const Tensor& tensor) {
  const auto values = tensor.values();
  return {values.begin(), values.end()};
}

/// max|a - b| / max|b|, against an expectation in double precision.
inline double relative_error(const Tensor& a, const std::vector<double>& b) {
  const auto ours = a.values();
  EXPECTS(ours.size() == b.size());
  double worst = 0;
  double largest = 0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    const double error = std::abs(ours[i] - b[i]);
    worst = std::isnan(error) ? INFINITY : std::max(worst, error);
    largest = std::max(largest, std::abs(b[i]));
  }
  return largest > 0 ? worst / largest : worst;
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
