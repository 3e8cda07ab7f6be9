#include "nn/ops/elementwise.h"

#include <algorithm>
#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

constexpr Index kBlock = 4096;

}  // namespace

void Combine::run(Cpu, std::span<const Term> terms, Tensor& y) {
  parallel_for(y.count(), kBlock, [&](Index begin, Index end) {
    std::vector<float> sum(static_cast<std::size_t>(kBlock));
    std::vector<float> block(static_cast<std::size_t>(kBlock));
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      std::ranges::fill(sum, 0.0F);
      for (const Term& term : terms) {
        cpu::load_floats(*term.x, at, count, block.data());
        for (Index i = 0; i < count; ++i) {
          sum[i] += term.factor * block[i];
        }
      }
      cpu::store_floats(sum.data(), at, count, y);
    }
  });
}

void GatedAdd::run(Cpu, const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y) {
  const Index channels = x.extent(-1);
  const Index rows = x.count() / channels;
  const Index run_length = rows / gate.extent(0);
  parallel_for(rows, std::max<Index>(1, kBlock / channels), [&](Index begin, Index end) {
    std::vector<float> row(static_cast<std::size_t>(channels));
    std::vector<float> change(static_cast<std::size_t>(channels));
    for (Index at = begin; at < end; ++at) {
      const float* factors = gate.data<float>() + at / run_length * channels;
      cpu::load_floats(x, at * channels, channels, row.data());
      cpu::load_floats(z, at * channels, channels, change.data());
      for (Index i = 0; i < channels; ++i) {
        row[i] += change[i] * factors[i];
      }
      cpu::store_floats(row.data(), at * channels, channels, y);
    }
  });
}

}  // namespace kirin::nn
