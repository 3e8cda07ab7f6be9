#include "engine/wan/dit/rope_table.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/parallel.h"

namespace kirin::wan {
namespace {

/// Cosines and sines of one axis: [positions, pairs].
struct AxisTable {
  std::vector<double> cosines;
  std::vector<double> sines;
};

AxisTable axis_table(nn::Index positions, nn::Index pairs) {
  AxisTable table;
  for (nn::Index position = 0; position < positions; ++position) {
    for (nn::Index i = 0; i < pairs; ++i) {
      const double frequency =
          1.0 / std::pow(10000.0, static_cast<double>(i) / static_cast<double>(pairs));
      const double angle = static_cast<double>(position) * frequency;
      table.cosines.push_back(std::cos(angle));
      table.sines.push_back(std::sin(angle));
    }
  }
  return table;
}

}  // namespace

std::array<nn::Index, 3> rope_pairs(nn::Index head_dim) {
  const nn::Index pairs = head_dim / 2;
  return {pairs - 2 * (pairs / 3), pairs / 3, pairs / 3};
}

RopeTable rope_table(std::span<const TokenPosition> positions, nn::Index head_dim) {
  EXPECTS(head_dim % 2 == 0);
  const auto pairs = rope_pairs(head_dim);
  std::array<AxisTable, 3> axes;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    nn::Index furthest = 0;
    for (const TokenPosition& at : positions) {
      furthest = std::max(furthest, at[axis]);
    }
    axes[axis] = axis_table(furthest + 1, pairs[axis]);
  }
  const auto tokens = static_cast<nn::Index>(positions.size());
  const nn::Shape shape = {tokens, head_dim / 2};
  RopeTable table{nn::Tensor::uninitialised(shape, nn::DType::f64),
                  nn::Tensor::uninitialised(shape, nn::DType::f64)};
  auto* cosines = table.cosines.mutable_data<double>();
  auto* sines = table.sines.mutable_data<double>();
  nn::parallel_for(tokens, 256, [&](nn::Index begin, nn::Index end) {
    for (nn::Index token = begin; token < end; ++token) {
      nn::Index to = token * (head_dim / 2);
      for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        const nn::Index from = positions[static_cast<std::size_t>(token)][axis] * pairs[axis];
        std::copy_n(axes[axis].cosines.begin() + from, pairs[axis], cosines + to);
        std::copy_n(axes[axis].sines.begin() + from, pairs[axis], sines + to);
        to += pairs[axis];
      }
    }
  });
  return table;
}

RopeTable rope_table(const TokenGrid& grid, nn::Index head_dim) {
  std::vector<TokenPosition> positions;
  positions.reserve(static_cast<std::size_t>(grid.tokens()));
  for (nn::Index frame = 0; frame < grid.frames; ++frame) {
    for (nn::Index row = 0; row < grid.rows; ++row) {
      for (nn::Index column = 0; column < grid.columns; ++column) {
        positions.push_back({frame, row, column});
      }
    }
  }
  return rope_table(positions, head_dim);
}

}  // namespace kirin::wan
