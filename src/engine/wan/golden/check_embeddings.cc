#include <algorithm>

#include "engine/wan/dit/rope_table.h"
#include "engine/wan/dit/time_embedding.h"
#include "engine/wan/golden/check_dit.h"
#include "nn/ops/rope.h"

namespace kirin::wan {
namespace {

std::vector<double> doubles(const nn::Tensor& tensor) {
  const nn::Tensor wide = tensor.to(nn::DType::f64);
  return {wide.data<double>(), wide.data<double>() + wide.count()};
}

}  // namespace

Result<void> check_embeddings(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const double head_size, golden.number("head_dim"));
  ASSIGN_OR_RETURN(const double freq_dim, golden.number("freq_dim"));
  ASSIGN_OR_RETURN(const auto grid_sizes, golden.numbers("grid_fhw"));
  ASSIGN_OR_RETURN(const auto positions, golden.input("positions"));
  ASSIGN_OR_RETURN(const auto timesteps, golden.input("timesteps"));
  ASSIGN_OR_RETURN(const auto applied, golden.input("apply.x"));
  const auto head_dim = static_cast<Index>(head_size);
  if (grid_sizes.size() != 3 || head_dim < 2 || head_dim % 2 != 0) {
    return Error{ErrorCode::invalid_argument, "grid_fhw or head_dim make no table"};
  }
  std::vector<TokenPosition> diagonal;
  for (const double position : doubles(positions)) {
    const auto at = static_cast<Index>(position);
    diagonal.push_back({at, at, at});
  }
  const RopeTable table = rope_table(diagonal, head_dim);
  const auto pairs = rope_pairs(head_dim);
  comparison.see_numbers("rope.pairs_per_axis", {pairs.begin(), pairs.end()});
  comparison.see("rope.cos", table.cosines);
  comparison.see("rope.sin", table.sines);
  comparison.see("time.sinusoid", time_sinusoid(doubles(timesteps), static_cast<Index>(freq_dim)));

  const TokenGrid grid{static_cast<Index>(grid_sizes[0]), static_cast<Index>(grid_sizes[1]),
                       static_cast<Index>(grid_sizes[2])};
  const RopeTable of_grid = rope_table(grid, head_dim);
  nn::Tensor rotated = applied.clone();
  nn::RotaryEmbedding{}(rotated, of_grid.cosines, of_grid.sines);
  comparison.see("apply.out", rotated);
  return {};
}

double embeddings_tolerance(const GoldenCase& golden, std::string_view name) {
  constexpr double kFloat64 = 1e-12;
  if (name == "rope.pairs_per_axis") {
    return 0;
  }
  return name == "apply.out" ? golden.tolerance_rel() : kFloat64;
}

}  // namespace kirin::wan
