#include "nn/ops/activation.h"

#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

/// Numbers that a thread works on at a time: 16 KiB of floats stay in the first-level cache.
constexpr Index kBlock = 4096;

}  // namespace

void Activate::run(Cpu, Activation activation, const Tensor& x, Tensor& y) {
  parallel_for(x.count(), kBlock, [&](Index begin, Index end) {
    std::vector<float> block(static_cast<std::size_t>(kBlock));
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::load_floats(x, at, count, block.data());
      for (Index i = 0; i < count; ++i) {
        block[i] = activated(activation, block[i]);
      }
      cpu::store_floats(block.data(), at, count, y);
    }
  });
}

void ActivateGate::run(Cpu, Activation activation, const Tensor& x, const Tensor& z, Tensor& y) {
  parallel_for(x.count(), kBlock, [&](Index begin, Index end) {
    std::vector<float> block(static_cast<std::size_t>(kBlock));
    std::vector<float> factor(static_cast<std::size_t>(kBlock));
    for (Index at = begin; at < end; at += kBlock) {
      const Index count = std::min(kBlock, end - at);
      cpu::load_floats(x, at, count, block.data());
      cpu::load_floats(z, at, count, factor.data());
      for (Index i = 0; i < count; ++i) {
        block[i] = activated(activation, block[i]) * factor[i];
      }
      cpu::store_floats(block.data(), at, count, y);
    }
  });
}

}  // namespace kirin::nn
