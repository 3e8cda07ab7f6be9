#include "nn/ops/activation.h"

#include <algorithm>

#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Numbers that a thread works on at a time: 16 KiB of floats stay in the first-level cache.
constexpr Index kBlock = 4096;

}  // namespace

void Activate::run(Cpu, Activation activation, const Tensor& x, Tensor& y) {
  parallel_for(x.count(), 4 * kBlock, [&](Index begin, Index end) {
    cpu::PaddedRow block(kBlock);
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::load_floats(x, at, count, block.data());
      cpu::activate(activation, count, block.data());
      cpu::store_floats(block.data(), at, count, y);
    }
  });
}

void ActivateGate::run(Cpu, Activation activation, const Tensor& x, const Tensor& z, Tensor& y) {
  parallel_for(x.count(), 4 * kBlock, [&](Index begin, Index end) {
    cpu::PaddedRow block(kBlock);
    cpu::PaddedRow factor(kBlock);
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::load_floats(x, at, count, block.data());
      cpu::load_floats(z, at, count, factor.data());
      cpu::activate(activation, count, block.data());
      cpu::multiply_by(factor.data(), count, block.data());
      cpu::store_floats(block.data(), at, count, y);
    }
  });
}

}  // namespace kirin::nn
