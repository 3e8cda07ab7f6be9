#include "nn/ops/activation.h"

#include <algorithm>
#include <array>

#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Numbers that a thread works on at a time: 16 KiB of floats stay in the first-level cache.
constexpr Index kBlock = 4096;
using Block = std::array<float, kBlock>;

}  // namespace

void Activate::run(Cpu, Activation activation, const Tensor& x, Tensor& y) {
  parallel_for(x.count(), 4 * kBlock, [&](Index begin, Index end) {
    Block block;
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      const float* from = cpu::floats_of(x, at, count, block.data());
      float* const to = cpu::room_for(y, at, block.data());
      cpu::activate(activation, from, count, to);
      cpu::keep(to, at, count, y);
    }
  });
}

void ActivateGate::run(Cpu, Activation activation, const Tensor& x, const Tensor& z, Tensor& y) {
  parallel_for(x.count(), 4 * kBlock, [&](Index begin, Index end) {
    Block gate;
    Block block;
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::activate(activation, cpu::floats_of(x, at, count, gate.data()), count, gate.data());
      const float* from = cpu::floats_of(z, at, count, block.data());
      float* const to = cpu::room_for(y, at, block.data());
      cpu::multiply(gate.data(), from, count, to);
      cpu::keep(to, at, count, y);
    }
  });
}

}  // namespace kirin::nn
