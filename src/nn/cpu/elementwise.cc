#include "nn/ops/elementwise.h"

#include <algorithm>

#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

constexpr Index kBlock = 4096;

}  // namespace

void Combine::run(Cpu, std::span<const Term> terms, Tensor& y) {
  parallel_for(y.count(), 4 * kBlock, [&](Index begin, Index end) {
    cpu::PaddedRow sum(kBlock);
    cpu::PaddedRow block(kBlock);
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      std::fill_n(sum.data(), count, 0.0F);
      for (const Term& term : terms) {
        cpu::load_floats(*term.x, at, count, block.data());
        cpu::add_scaled(block.data(), term.factor, count, sum.data());
      }
      cpu::store_floats(sum.data(), at, count, y);
    }
  });
}

void GatedAdd::run(Cpu, const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y) {
  const Index channels = x.extent(-1);
  const Index rows = x.count() / channels;
  const Index run_length = rows / gate.extent(0);
  parallel_for(rows, std::max<Index>(1, 4 * kBlock / channels), [&](Index begin, Index end) {
    cpu::PaddedRow row(channels);
    cpu::PaddedRow change(channels);
    cpu::PaddedRow factors(channels);
    Index group = -1;
    for (Index at = begin; at < end; ++at) {
      if (at / run_length != group) {
        group = at / run_length;
        cpu::load_floats(gate, group * channels, channels, factors.data());
      }
      cpu::load_floats(x, at * channels, channels, row.data());
      cpu::load_floats(z, at * channels, channels, change.data());
      cpu::add_product(change.data(), factors.data(), channels, row.data());
      cpu::store_floats(row.data(), at * channels, channels, y);
    }
  });
}

}  // namespace kirin::nn
