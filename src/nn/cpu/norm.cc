#include "nn/ops/norm.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/cpu/rows.h"
#include "nn/ops/activation.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Calls `change(row index, row)` for each row of x as floats and stores what it leaves in y.
template <typename Change>
void for_each_row(const Tensor& x, Tensor& y, const Change& change) {
  const Index channels = x.extent(-1);
  const Index rows = channels == 0 ? 0 : x.count() / channels;
  parallel_for(rows, std::max<Index>(1, 8192 / std::max<Index>(1, channels)),
               [&](Index begin, Index end) {
                 std::vector<float> row(static_cast<std::size_t>(channels));
                 for (Index at = begin; at < end; ++at) {
                   cpu::load_floats(x, at * channels, channels, row.data());
                   change(at, row);
                   cpu::store_floats(row.data(), at * channels, channels, y);
                 }
               });
}

std::vector<float> as_floats(const Tensor& values, Index count, float otherwise) {
  std::vector<float> floats(static_cast<std::size_t>(count), otherwise);
  if (!values.empty()) {
    cpu::load_floats(values, 0, count, floats.data());
  }
  return floats;
}

double sum_of_squares(const std::vector<float>& row) {
  double sum = 0;
  for (const float value : row) {
    sum += static_cast<double>(value) * value;
  }
  return sum;
}

}  // namespace

void LayerNorm::run(Cpu, const Tensor& x, const Affine& affine, const Modulation& modulation,
                    float eps, Tensor& y) {
  const Index channels = x.extent(-1);
  const auto weight = as_floats(affine.weight, channels, 1.0F);
  const auto bias = as_floats(affine.bias, channels, 0.0F);
  const bool modulated = !modulation.scale.empty();
  const Index rows = x.count() / std::max<Index>(1, channels);
  const Index run_length = modulated ? rows / modulation.scale.extent(0) : 1;
  for_each_row(x, y, [&](Index at, std::vector<float>& row) {
    double sum = 0;
    for (const float value : row) {
      sum += value;
    }
    const double mean = sum / static_cast<double>(channels);
    double squares = 0;
    for (const float value : row) {
      squares += (value - mean) * (value - mean);
    }
    const double scale = 1.0 / std::sqrt(squares / static_cast<double>(channels) + eps);
    const Index group = modulated ? at / run_length * channels : 0;
    for (Index i = 0; i < channels; ++i) {
      float value = static_cast<float>((row[i] - mean) * scale) * weight[i] + bias[i];
      if (modulated) {
        value = value * (1.0F + modulation.scale.data<float>()[group + i]) +
                modulation.shift.data<float>()[group + i];
      }
      row[i] = value;
    }
  });
}

void RmsNorm::run(Cpu, const Tensor& x, const Tensor& weight, float eps, Tensor& y) {
  const Index channels = x.extent(-1);
  const auto factors = as_floats(weight, channels, 1.0F);
  for_each_row(x, y, [&](Index, std::vector<float>& row) {
    const double mean = sum_of_squares(row) / static_cast<double>(channels);
    const auto scale = static_cast<float>(1.0 / std::sqrt(mean + eps));
    for (Index i = 0; i < channels; ++i) {
      row[i] = row[i] * scale * factors[i];
    }
  });
}

void ChannelNorm::run(Cpu, const Tensor& x, const Tensor& gamma, Then then, Tensor& y) {
  const Index channels = x.extent(-1);
  const auto factors = as_floats(gamma, channels, 1.0F);
  const double root = std::sqrt(static_cast<double>(channels));
  const auto activation = then == Then::silu ? Activation::silu : Activation::none;
  for_each_row(x, y, [&](Index, std::vector<float>& row) {
    const double length = std::max(1e-12, std::sqrt(sum_of_squares(row)));
    const auto scale = static_cast<float>(root / length);
    for (Index i = 0; i < channels; ++i) {
      row[i] = activated(activation, row[i] * scale * factors[i]);
    }
  });
}

}  // namespace kirin::nn
