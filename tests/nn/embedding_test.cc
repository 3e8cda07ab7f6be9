#include "nn/ops/embedding.h"

#include <gtest/gtest.h>

#include <array>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

TEST_P(OnEachBackend, EmbeddingCopiesRowsOfTheTable) {
  const std::array<std::int32_t, 4> ids = {6, 0, 3, 6};
  for (const DType type : {DType::f32, DType::bf16, DType::f16, DType::f8_e4m3}) {
    const Tensor table = random_weights({7, 19}, 1, type);
    Tensor y = Tensor::uninitialised({4, 19}, GetParam().type);
    Embedding{}(table, ids, y);
    for (Index row = 0; row < 4; ++row) {
      const Tensor expected = table.slice(0, ids[row], ids[row] + 1).to(GetParam().type);
      EXPECT_EQ(y.slice(0, row, row + 1).values(), expected.values());
    }
  }
}

// Buckets of the published T5 code for 32 buckets and a maximal distance of 128, at distances where
// they change, worked out by hand: 16 + distance up to 7; then 8 + ⌊ln(d/8) / ln(16) · 8⌋.
TEST(RelativeBiasTest, BucketsGrowWithTheLogarithmOfTheDistance) {
  const auto bucket = [](Index distance) { return RelativeBias::bucket(distance, 32, 128); };
  EXPECT_EQ(bucket(0), 0);
  EXPECT_EQ(bucket(-1), 1);
  EXPECT_EQ(bucket(-7), 7);
  EXPECT_EQ(bucket(-8), 8);
  EXPECT_EQ(bucket(-11), 8);
  EXPECT_EQ(bucket(-12), 9);
  EXPECT_EQ(bucket(-16), 10);
  EXPECT_EQ(bucket(-64), 14);
  EXPECT_EQ(bucket(-91), 15);
  EXPECT_EQ(bucket(-5000), 15);
  EXPECT_EQ(bucket(1), 17);
  EXPECT_EQ(bucket(8), 24);
  EXPECT_EQ(bucket(12), 25);
  EXPECT_EQ(bucket(5000), 31);
}

TEST_P(OnEachBackend, RelativeBiasLooksUpTheBucketOfEachPair) {
  const Tensor table = random_tensor({32, 3}, 1, GetParam().type);
  Tensor bias = Tensor::uninitialised({3, 140, 9});
  RelativeBias{}(table, 128, bias);
  const auto rows = table.values();
  const auto all = bias.values();
  for (Index i = 0; i < bias.count(); ++i) {
    const Index key = i % 9;
    const Index query = i / 9 % 140;
    const Index head = i / (9 * 140);
    ASSERT_EQ(all[i], rows[RelativeBias::bucket(key - query, 32, 128) * 3 + head]);
  }
}

TEST(EmbeddingDeathTest, BrokenContractsAbort) {
  const Tensor table = random_tensor({7, 19}, 1);
  Tensor y = Tensor::zeros({1, 19});
  EXPECT_DEATH(Embedding{}(table, std::array<std::int32_t, 1>{7}, y), "id");
  EXPECT_DEATH(Embedding{}(table, std::array<std::int32_t, 1>{-1}, y), "id");
  EXPECT_DEATH(Embedding{}(table, std::array<std::int32_t, 2>{1, 2}, y), "y.shape");
}

}  // namespace
}  // namespace kirin::nn
