#include "nn/ops/norm.h"

#include <algorithm>
#include <vector>

#include "nn/cpu/norm_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Numbers that are converted at a time where x or y is not f32: 128 KiB of floats.
constexpr Index kBlock = 32768;

/// Calls `change(first row, rows)` on blocks of rows that are floats in memory: x and y themselves
/// where they are f32, else a copy.
template <typename Change>
void for_each_block(const Tensor& x, Tensor& y, const Change& change) {
  const Index channels = x.extent(-1);
  if (x.count() == 0) {
    return;
  }
  const Index rows = x.count() / channels;
  const bool direct = x.type() == DType::f32 && y.type() == DType::f32;
  const Index block = std::max<Index>(1, kBlock / channels);
  parallel_for(rows, block, [&](Index begin, Index end) {
    const Index most = direct ? end - begin : block;
    std::vector<float> copy(direct ? 0 : static_cast<std::size_t>(most * channels));
    for (Index row = begin; row < end; row += most) {
      const Index count = std::min(most, end - row);
      const Index first = row * channels;
      const float* from = cpu::floats_of(x, first, count * channels, copy.data());
      float* const to = cpu::room_for(y, first, copy.data());
      change(row, cpu::NormRows{from, to, count, channels});
      cpu::keep(to, first, count * channels, y);
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

/// The affine map and a group's modulation as one map: n · factor + offset.
struct Map {
  std::vector<float> factor;
  std::vector<float> offset;

  void modulate(const LayerNorm::Modulation& modulation, Index group, const Map& affine) {
    const auto channels = static_cast<Index>(factor.size());
    const float* scale = modulation.scale.data<float>() + group * channels;
    const float* shift = modulation.shift.data<float>() + group * channels;
    for (Index i = 0; i < channels; ++i) {
      factor[i] = affine.factor[i] * (1.0F + scale[i]);
      offset[i] = affine.offset[i] * (1.0F + scale[i]) + shift[i];
    }
  }
};

}  // namespace

void LayerNorm::run(Cpu, const Tensor& x, const Affine& affine, const Modulation& modulation,
                    float eps, Tensor& y) {
  const Index channels = x.extent(-1);
  const Map whole{as_floats(affine.weight, channels, 1.0F), as_floats(affine.bias, channels, 0.0F)};
  if (modulation.scale.empty()) {
    for_each_block(x, y, [&](Index, const cpu::NormRows& rows) {
      cpu::layer_norm_rows(rows, whole.factor.data(), whole.offset.data(), eps);
    });
    return;
  }
  const Index run_length = x.count() / channels / modulation.scale.extent(0);
  for_each_block(x, y, [&](Index first, cpu::NormRows rows) {
    Map map = whole;
    const Index end = first + rows.rows;
    for (Index row = first; row < end; row += rows.rows) {
      const Index group = row / run_length;
      rows.rows = std::min(end, (group + 1) * run_length) - row;
      map.modulate(modulation, group, whole);
      cpu::layer_norm_rows(rows, map.factor.data(), map.offset.data(), eps);
      rows.x += rows.rows * channels;
      rows.y += rows.rows * channels;
    }
  });
}

void RmsNorm::run(Cpu, const Tensor& x, const Tensor& weight, float eps, Tensor& y) {
  const auto factor = as_floats(weight, x.extent(-1), 1.0F);
  for_each_block(x, y, [&](Index, const cpu::NormRows& rows) {
    cpu::rms_norm_rows(rows, factor.data(), eps);
  });
}

void ChannelNorm::run(Cpu, const Tensor& x, const Tensor& gamma, Then then, Tensor& y) {
  const auto factor = as_floats(gamma, x.extent(-1), 1.0F);
  for_each_block(x, y, [&](Index, const cpu::NormRows& rows) {
    cpu::channel_norm_rows(rows, factor.data(), then == Then::silu);
  });
}

}  // namespace kirin::nn
