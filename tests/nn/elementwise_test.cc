#include "nn/ops/elementwise.h"

#include <gtest/gtest.h>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

TEST_P(OnEachBackend, CombineIsAWeightedSum) {
  for (const Index count : {1, 13, 9001}) {
    const Tensor a = random_tensor({count}, 1, GetParam().type);
    const Tensor b = random_tensor({count}, 2);
    Tensor y = random_tensor({count}, 3, GetParam().type);
    auto expected = wide_values(y);
    const auto as = wide_values(a);
    const auto bs = wide_values(b);
    for (Index i = 0; i < count; ++i) {
      expected[i] = 0.25F * as[i] + -3.1F * bs[i] + 1.5F * expected[i];
    }
    Combine{}({{0.25F, &a}, {-3.1F, &b}, {1.5F, &y}}, y);
    EXPECT_LT(relative_error(y, expected), GetParam().tolerance) << count;
  }
}

TEST_P(OnEachBackend, GatedAddScalesEachGroupOfRows) {
  for (const Index groups : {1, 3, 6}) {
    const Tensor z = random_tensor({2, 3, 35}, 1, GetParam().type);
    const Tensor gate = random_tensor({groups, 35}, 2);
    Tensor y = random_tensor({2, 3, 35}, 3);
    auto expected = wide_values(y);
    const auto zs = wide_values(z);
    const auto gates = wide_values(gate);
    for (Index i = 0; i < y.count(); ++i) {
      expected[i] += zs[i] * gates[i / 35 / (6 / groups) * 35 + i % 35];
    }
    GatedAdd{}(y, z, gate, y);
    EXPECT_LT(relative_error(y, expected), GetParam().in_f32().tolerance) << groups;
  }
}

TEST(ElementwiseDeathTest, BrokenContractsAbort) {
  const Tensor x = random_tensor({4, 6}, 1);
  Tensor y = Tensor::zeros({4, 6});
  Tensor wrong = Tensor::zeros({6, 4});
  EXPECT_DEATH(Combine{}({{1.0F, &x}}, wrong), "shape");
  EXPECT_DEATH(Combine{}(std::span<const Combine::Term>(), y), "terms");
  EXPECT_DEATH(GatedAdd{}(x, x, random_tensor({3, 6}, 2), y), "gate");
  EXPECT_DEATH(GatedAdd{}(x, x, random_tensor({1, 6}, 2, DType::bf16), y), "f32");
}

}  // namespace
}  // namespace kirin::nn
