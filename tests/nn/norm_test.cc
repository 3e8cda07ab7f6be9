#include "nn/ops/norm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

constexpr float kEps = 1e-6F;

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {{1},       {7},           {2, 1},   {3, 16},
                                         {2, 5, 7}, {4, 3, 2, 33}, {60, 96}, {9, 1537}};
  return all;
}

/// Row by row of x in double precision; `change` sees the row's number and the row.
template <typename Change>
std::vector<double> by_rows(const Tensor& x, const Change& change) {
  auto xs = wide_values(x);
  const Index channels = x.extent(-1);
  for (Index row = 0; row < x.count() / channels; ++row) {
    change(row, std::span<double>(&xs[row * channels], channels));
  }
  return xs;
}

void normalise(std::span<double> row) {
  const auto n = static_cast<double>(row.size());
  double mean = 0;
  for (const double value : row) {
    mean += value / n;
  }
  double variance = 0;
  for (const double value : row) {
    variance += (value - mean) * (value - mean) / n;
  }
  for (double& value : row) {
    value = (value - mean) / std::sqrt(variance + kEps);
  }
}

TEST_P(OnEachBackend, LayerNormMatchesItsFormula) {
  for (const Shape& shape : shapes()) {
    const Tensor x = random_tensor(shape, 1, GetParam().type);
    const Tensor weight = random_tensor({shape.back()}, 2, DType::bf16);
    const Tensor bias = random_tensor({shape.back()}, 3);
    for (const bool affine : {false, true}) {
      Tensor y = x.clone();
      LayerNorm{}(y, affine ? LayerNorm::Affine{weight, bias} : LayerNorm::Affine{}, {}, kEps, y);
      const auto expected = by_rows(x, [&](Index, std::span<double> row) {
        normalise(row);
        for (std::size_t i = 0; affine && i < row.size(); ++i) {
          row[i] = row[i] * wide_values(weight)[i] + wide_values(bias)[i];
        }
      });
      EXPECT_LT(relative_error(y, expected), GetParam().tolerance) << to_string(shape);
    }
  }
}

TEST_P(OnEachBackend, LayerNormModulatesEachGroupOfRows) {
  const Tensor x = random_tensor({6, 37}, 1, GetParam().type);
  for (const Index groups : {1, 2, 6}) {
    const Tensor scale = random_tensor({groups, 37}, 2);
    const Tensor shift = random_tensor({groups, 37}, 3);
    const Tensor weight = random_tensor({37}, 4);
    for (const DType type : {DType::f32, DType::bf16}) {
      Tensor y = Tensor::uninitialised(x.shape(), type);
      LayerNorm{}(x, {weight, {}}, {scale, shift}, kEps, y);
      const auto expected = by_rows(x, [&](Index row, std::span<double> values) {
        normalise(values);
        const Index group = row / (6 / groups);
        for (Index i = 0; i < 37; ++i) {
          values[i] = values[i] * weight.values()[i] * (1.0 + scale.values()[group * 37 + i]) +
                      shift.values()[group * 37 + i];
        }
      });
      EXPECT_LT(relative_error(y, expected), type == DType::bf16 ? 4e-3 : 2e-6) << groups;
    }
  }
}

TEST(LayerNormTest, AMeanFarFromZeroCostsNoAccuracy) {
  Tensor x = random_tensor({3, 1000}, 1);
  for (Index i = 0; i < x.count(); ++i) {
    x.mutable_data<float>()[i] += 1000.0F;
  }
  Tensor y = Tensor::uninitialised(x.shape());
  LayerNorm{}(x, {}, {}, kEps, y);
  const auto expected = by_rows(x, [](Index, std::span<double> row) { normalise(row); });
  EXPECT_LT(relative_error(y, expected), 2e-6);
}

TEST_P(OnEachBackend, RmsNormMatchesItsFormula) {
  for (const Shape& shape : shapes()) {
    const Tensor x = random_tensor(shape, 1, GetParam().type);
    const Tensor weight = random_tensor({shape.back()}, 2, DType::f16);
    Tensor y = Tensor::uninitialised(shape, GetParam().type);
    RmsNorm{}(x, weight, kEps, y);
    const auto expected = by_rows(x, [&](Index, std::span<double> row) {
      double squares = 0;
      for (const double value : row) {
        squares += value * value / static_cast<double>(row.size());
      }
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = row[i] / std::sqrt(squares + kEps) * weight.values()[i];
      }
    });
    EXPECT_LT(relative_error(y, expected), GetParam().tolerance) << to_string(shape);
  }
}

TEST_P(OnEachBackend, ChannelNormMatchesItsFormula) {
  for (const Shape& shape : shapes()) {
    const Tensor x = random_tensor(shape, 1, GetParam().type);
    const Tensor gamma = random_tensor({shape.back()}, 2);
    for (const auto then : {ChannelNorm::Then::nothing, ChannelNorm::Then::silu}) {
      Tensor y = x.clone();
      ChannelNorm{}(y, gamma, then, y);
      const auto expected = by_rows(x, [&](Index, std::span<double> row) {
        double squares = 0;
        for (const double value : row) {
          squares += value * value;
        }
        const double scale =
            std::sqrt(static_cast<double>(row.size())) / std::max(1e-12, std::sqrt(squares));
        for (std::size_t i = 0; i < row.size(); ++i) {
          row[i] *= scale * gamma.values()[i];
          if (then == ChannelNorm::Then::silu) {
            row[i] /= 1 + std::exp(-row[i]);
          }
        }
      });
      EXPECT_LT(relative_error(y, expected), GetParam().tolerance) << to_string(shape);
    }
  }
}

TEST_P(OnEachBackend, ChannelNormOfZerosIsZero) {
  Tensor x = Tensor::zeros({2, 9}, GetParam().type);
  ChannelNorm{}(x, random_tensor({9}, 1), ChannelNorm::Then::silu, x);
  EXPECT_EQ(x.values(), std::vector<float>(18, 0.0F));
}

TEST_P(OnEachBackend, NormsGiveTheSameBitsWithAnyNumberOfThreads) {
  const Tensor x = random_tensor({300, 130}, 1, GetParam().type);
  const Tensor weight = random_tensor({130}, 2);
  EXPECT_TRUE(is_independent_of_threads([&] {
    Tensor y = Tensor::uninitialised(x.shape());
    LayerNorm{}(x, {weight, weight}, {}, kEps, y);
    RmsNorm{}(y, weight, kEps, y);
    ChannelNorm{}(y, weight, ChannelNorm::Then::silu, y);
    return y;
  }));
}

TEST(NormDeathTest, BrokenContractsAbort) {
  const Tensor x = random_tensor({4, 6}, 1);
  const Tensor six = random_tensor({6}, 2);
  Tensor y = Tensor::zeros({4, 6});
  Tensor wrong = Tensor::zeros({6, 4});
  EXPECT_DEATH(RmsNorm{}(x, six, kEps, wrong), "x.shape");
  EXPECT_DEATH(RmsNorm{}(x, random_tensor({4}, 3), kEps, y), "values");
  EXPECT_DEATH(RmsNorm{}(x, {}, kEps, y), "weight");
  EXPECT_DEATH(ChannelNorm{}(x, {}, ChannelNorm::Then::nothing, y), "gamma");
  const Tensor groups = random_tensor({3, 6}, 4);
  EXPECT_DEATH(LayerNorm{}(x, {}, {groups, groups}, kEps, y), "scale");
  EXPECT_DEATH(LayerNorm{}(x, {}, {random_tensor({2, 6}, 4), {}}, kEps, y), "modulation");
}

}  // namespace
}  // namespace kirin::nn
