#include "engine/wan/dit/modulation.h"

#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

/// Calls `visit(first row, end row, row of the distinct timesteps)` for all activations.
template <typename Visit>
void for_each_run(const DitPass& pass, const Visit& visit) {
  if (pass.times.runs.size() == 1) {
    visit(Index{0}, pass.batch * pass.tokens, Index{0});
    return;
  }
  for (Index sample = 0; sample < pass.batch; ++sample) {
    for (const TokenRun& run : pass.times.runs) {
      const Index first = sample * pass.tokens + run.first;
      visit(first, first + run.count, run.row);
    }
  }
}

}  // namespace

Modulation::Modulation(const nn::Tensor& table, const nn::Tensor& time, const DitPass& pass)
    : pass_(pass) {
  const Index distinct = time.extent(0);
  const Index parts = table.extent(0);
  const Index dim = table.extent(1);
  vectors_ = nn::Tensor::uninitialised({distinct, parts, dim});
  for (Index row = 0; row < distinct; ++row) {
    for (Index i = 0; i < parts; ++i) {
      nn::Tensor sum = part(row, i);
      const nn::Tensor moment =
          time.rank() == 3 ? time.select(0, row).slice(0, i, i + 1) : time.slice(0, row, row + 1);
      const nn::Tensor learned = table.slice(0, i, i + 1);
      nn::Combine{}({{1.0F, &learned}, {1.0F, &moment}}, sum);
    }
  }
}

nn::Tensor Modulation::part(Index row, Index index) const {
  return vectors_.select(0, row).slice(0, index, index + 1);
}

void Modulation::norm(const nn::Tensor& x, Index scale, Index shift, float eps,
                      nn::Tensor& y) const {
  for_each_run(pass_, [&](Index begin, Index end, Index row) {
    nn::Tensor to = y.slice(0, begin, end);
    nn::LayerNorm{}(x.slice(0, begin, end), {}, {part(row, scale), part(row, shift)}, eps, to);
  });
}

void Modulation::add_gated(nn::Tensor& x, const nn::Tensor& z, Index gate) const {
  for_each_run(pass_, [&](Index begin, Index end, Index row) {
    nn::Tensor to = x.slice(0, begin, end);
    nn::GatedAdd{}(to, z.slice(0, begin, end), part(row, gate), to);
  });
}

}  // namespace kirin::wan
