#include "nn/ops/rope.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

struct Table {
  Tensor cosines;
  Tensor sines;
};

Table angles(Index tokens, Index pairs) {
  Table table{Tensor::uninitialised({tokens, pairs}, DType::f64),
              Tensor::uninitialised({tokens, pairs}, DType::f64)};
  for (Index i = 0; i < tokens * pairs; ++i) {
    const double angle = 0.37 * static_cast<double>(i) + 0.1;
    table.cosines.mutable_data<double>()[i] = std::cos(angle);
    table.sines.mutable_data<double>()[i] = std::sin(angle);
  }
  return table;
}

TEST_P(OnEachBackend, RotaryEmbeddingTurnsPairsByTheirAngles) {
  for (const auto& shape :
       std::vector<Shape>{{1, 1, 1, 2}, {2, 5, 3, 6}, {1, 9, 2, 22}, {3, 40, 2, 128}}) {
    const Tensor x = random_tensor(shape, 1, GetParam().type);
    const Index pairs = shape[3] / 2;
    const auto [cosines, sines] = angles(shape[1], pairs);
    Tensor y = x.clone();

    RotaryEmbedding{}(y, cosines, sines);

    auto expected = wide_values(x);
    for (Index i = 0; i < x.count(); i += 2) {
      const Index token = i / (shape[2] * shape[3]) % shape[1];
      const Index at = token * pairs + i % shape[3] / 2;
      const double cosine = cosines.data<double>()[at];
      const double sine = sines.data<double>()[at];
      const double real = expected[i];
      expected[i] = real * cosine - expected[i + 1] * sine;
      expected[i + 1] = real * sine + expected[i + 1] * cosine;
    }
    // One rounding from the exact value: half an f32 ulp of the largest.
    EXPECT_LT(relative_error(y, expected), GetParam().type == DType::f32 ? 6.1e-8 : 4e-3)
        << to_string(shape);
  }
}

TEST(RotaryEmbeddingDeathTest, BrokenContractsAbort) {
  Tensor x = random_tensor({1, 4, 2, 6}, 1);
  const auto [cosines, sines] = angles(4, 3);
  Tensor odd = random_tensor({1, 4, 2, 5}, 1);
  EXPECT_DEATH(RotaryEmbedding{}(odd, cosines, sines), "% 2");
  EXPECT_DEATH(RotaryEmbedding{}(x, angles(5, 3).cosines, sines), "cosines");
  EXPECT_DEATH(RotaryEmbedding{}(x, cosines.to(DType::f32), sines), "f64");
}

}  // namespace
}  // namespace kirin::nn
