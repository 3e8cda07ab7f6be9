#include "nn/ops/elementwise.h"

#include <algorithm>
#include <array>
#include <vector>

#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Numbers that a thread works on at a time: 16 KiB of floats stay in the first-level cache.
constexpr Index kBlock = 4096;

}  // namespace

void Combine::run(Cpu, std::span<const Term> terms, Tensor& y) {
  parallel_for(y.count(), 4 * kBlock, [&](Index begin, Index end) {
    // y may be one of the x, so the sum is taken beside it.
    std::array<float, kBlock> sum;
    std::array<float, kBlock> copy;
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::scale(cpu::floats_of(*terms[0].x, at, count, copy.data()), terms[0].factor, count,
                 sum.data());
      for (const Term& term : terms.subspan(1)) {
        cpu::add_scaled(cpu::floats_of(*term.x, at, count, copy.data()), term.factor, count,
                        sum.data());
      }
      cpu::store_floats(sum.data(), at, count, y);
    }
  });
}

void GatedAdd::run(Cpu, const Tensor& x, const Tensor& z, const Tensor& gate, Tensor& y) {
  const Index channels = x.extent(-1);
  const Index rows = x.count() / channels;
  const Index run_length = rows / gate.extent(0);
  const auto room = static_cast<std::size_t>(channels);
  parallel_for(rows, std::max<Index>(1, 4 * kBlock / channels), [&](Index begin, Index end) {
    std::vector<float> row(room);
    std::vector<float> change(room);
    for (Index at = begin; at < end; ++at) {
      const Index first = at * channels;
      float* const to = cpu::room_for(y, first, row.data());
      cpu::add_product(cpu::floats_of(x, first, channels, row.data()),
                       cpu::floats_of(z, first, channels, change.data()),
                       gate.data<float>() + at / run_length * channels, channels, to);
      cpu::keep(to, first, channels, y);
    }
  });
}

}  // namespace kirin::nn
