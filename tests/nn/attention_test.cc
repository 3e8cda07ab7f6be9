#include "nn/ops/attention.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

struct Size {
  Index batch;
  Index queries;
  Index keys;
  Index heads;
  Index dim;
};

std::vector<double> exact_attention(const Tensor& q, const Tensor& k, const Tensor& v,
                                    const Tensor& bias, Attention::Options options) {
  const auto qs = wide_values(q);
  const auto ks = wide_values(k);
  const auto vs = wide_values(v);
  const auto biases = bias.empty() ? std::vector<double>() : wide_values(bias);
  const Index queries = q.extent(1);
  const Index keys = k.extent(1);
  const Index heads = q.extent(2);
  const Index dim = q.extent(3);
  const Index valid = options.valid_keys < 0 ? keys : options.valid_keys;
  std::vector<double> ys(qs.size());
  std::vector<double> scores(static_cast<std::size_t>(valid));
  for (Index at = 0; at < q.extent(0) * queries * heads; ++at) {
    const Index batch = at / (queries * heads);
    const Index query = at / heads % queries;
    const Index head = at % heads;
    double highest = -INFINITY;
    for (Index key = 0; key < valid; ++key) {
      double score = 0;
      for (Index i = 0; i < dim; ++i) {
        score += qs[at * dim + i] * ks[((batch * keys + key) * heads + head) * dim + i];
      }
      score *= options.scale;
      score += biases.empty() ? 0.0 : biases[(head * queries + query) * keys + key];
      scores[key] = score;
      highest = std::max(highest, score);
    }
    double total = 0;
    for (double& score : scores) {
      score = std::exp(score - highest);
      total += score;
    }
    for (Index key = 0; key < valid; ++key) {
      for (Index i = 0; i < dim; ++i) {
        ys[at * dim + i] +=
            scores[key] / total * vs[((batch * keys + key) * heads + head) * dim + i];
      }
    }
  }
  return ys;
}

Tensor attention(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias,
                 Attention::Options options, DType type) {
  Tensor y = Tensor::uninitialised(q.shape(), type);
  Attention{}(q, k, v, bias, y, options);
  return y;
}

TEST_P(OnEachBackend, AttentionMatchesItsFormula) {
  std::uint32_t seed = 1;
  for (const auto& [batch, queries, keys, heads, dim] : std::vector<Size>{{1, 1, 1, 1, 1},
                                                                          {2, 3, 5, 2, 7},
                                                                          {1, 70, 33, 3, 20},
                                                                          {2, 130, 257, 1, 16},
                                                                          {1, 5, 1030, 2, 128},
                                                                          {1, 300, 513, 2, 40},
                                                                          {1, 17, 31, 1, 384}}) {
    const Tensor q = random_tensor({batch, queries, heads, dim}, ++seed, GetParam().type);
    const Tensor k = random_tensor({batch, keys, heads, dim}, ++seed, GetParam().type);
    const Tensor v = random_tensor({batch, keys, heads, dim}, ++seed, GetParam().type);
    const Tensor bias = random_tensor({heads, queries, keys}, ++seed);
    const Attention::Options options{.scale = 1.0F / std::sqrt(static_cast<float>(dim))};
    for (const Tensor& some_bias : {Tensor(), bias}) {
      const auto expected = exact_attention(q, k, v, some_bias, options);
      for (const DType type : {DType::f32, DType::bf16}) {
        const double tolerance = type == DType::bf16 ? 4e-3 : GetParam().tolerance;
        EXPECT_LT(relative_error(attention(q, k, v, some_bias, options, type), expected),
                  2 * tolerance)
            << batch << " " << queries << " " << keys << " " << heads << " " << dim;
      }
    }
  }
}

TEST_P(OnEachBackend, AttentionTakesOneBiasForAllQueries) {
  const Tensor q = random_tensor({2, 270, 3, 10}, 1, GetParam().type);
  const Tensor k = random_tensor({2, 140, 3, 10}, 2, GetParam().type);
  const Tensor v = random_tensor({2, 140, 3, 10}, 3, GetParam().type);
  const Tensor shared = random_tensor({3, 1, 140}, 4);
  Tensor repeated = Tensor::uninitialised({3, 270, 140});
  for (Index query = 0; query < 270; ++query) {
    repeated.slice(1, query, query + 1).copy_from(shared);
  }
  EXPECT_EQ(attention(q, k, v, shared, {.scale = 0.3F}, GetParam().type).values(),
            attention(q, k, v, repeated, {.scale = 0.3F}, GetParam().type).values());
}

TEST_P(OnEachBackend, AttentionSeesOnlyValidKeys) {
  const Tensor q = random_tensor({2, 9, 2, 12}, 1, GetParam().type);
  const Tensor k = random_tensor({2, 600, 2, 12}, 2, GetParam().type);
  Tensor v = random_tensor({2, 600, 2, 12}, 3, GetParam().type);
  for (const Index valid : {1, 77, 512, 599}) {
    const Attention::Options options{.scale = 0.3F, .valid_keys = valid};
    EXPECT_LT(relative_error(attention(q, k, v, {}, options, GetParam().type),
                             exact_attention(q, k, v, {}, options)),
              2 * GetParam().tolerance);
  }
}

TEST_P(OnEachBackend, AttentionReadsSlicesOfAFusedProjection) {
  // [batch, tokens, 3 · heads · dim], of which q, k and v are thirds.
  const Tensor fused = random_tensor({2, 37, 3, 4, 10}, 1, GetParam().type);
  const Tensor q = fused.select(2, 0);
  const Tensor k = fused.select(2, 1);
  const Tensor v = fused.select(2, 2);
  EXPECT_LT(relative_error(attention(q, k, v, {}, {.scale = 0.3F}, GetParam().type),
                           exact_attention(q, k, v, {}, {.scale = 0.3F})),
            2 * GetParam().tolerance);
  // Heads before tokens.
  const Tensor heads_first = random_tensor({2, 4, 37, 10}, 2, GetParam().type).transposed(1, 2);
  EXPECT_LT(relative_error(attention(heads_first, k, v, {}, {.scale = 0.3F}, GetParam().type),
                           exact_attention(heads_first, k, v, {}, {.scale = 0.3F})),
            2 * GetParam().tolerance);
}

TEST_P(OnEachBackend, AttentionStaysAccurateWithHundredsOfIdenticalKeys) {
  // Padded text: one key and value over and over.
  Tensor k = random_tensor({1, 512, 2, 128}, 1, GetParam().type);
  Tensor v = random_tensor({1, 512, 2, 128}, 2, GetParam().type);
  for (Index key = 20; key < 512; ++key) {
    k.slice(1, key, key + 1).copy_from(k.slice(1, 19, 20));
    v.slice(1, key, key + 1).copy_from(v.slice(1, 19, 20));
  }
  const Tensor q = random_tensor({1, 40, 2, 128}, 3, GetParam().type);
  EXPECT_LT(relative_error(attention(q, k, v, {}, {.scale = 0.088F}, GetParam().type),
                           exact_attention(q, k, v, {}, {.scale = 0.088F})),
            GetParam().type == DType::f32 ? 3e-6 : GetParam().tolerance);
}

TEST_P(OnEachBackend, AttentionSurvivesScoresBeyondTheRangeOfExp) {
  Tensor q = random_tensor({1, 6, 1, 8}, 1, GetParam().type);
  Tensor k = random_tensor({1, 700, 1, 8}, 2, GetParam().type);
  const Tensor v = random_tensor({1, 700, 1, 8}, 3, GetParam().type);
  const Tensor y = attention(q, k, v, {}, {.scale = 1000.0F}, GetParam().type);
  EXPECT_LT(relative_error(y, exact_attention(q, k, v, {}, {.scale = 1000.0F})),
            GetParam().type == DType::f32 ? 2e-3 : 2e-2);
}

TEST_P(OnEachBackend, AttentionTakesMinusInfinityAsAMask) {
  const Tensor q = random_tensor({1, 6, 1, 8}, 1, GetParam().type);
  const Tensor k = random_tensor({1, 700, 1, 8}, 2, GetParam().type);
  const Tensor v = random_tensor({1, 700, 1, 8}, 3, GetParam().type);
  Tensor bias = Tensor::zeros({1, 6, 700});
  for (Index query = 0; query < 6; ++query) {
    for (Index key = 0; key < 700; ++key) {
      if (key < 600 || key % 2 == 0) {
        bias.mutable_data<float>()[query * 700 + key] = -INFINITY;
      }
    }
  }
  EXPECT_LT(relative_error(attention(q, k, v, bias, {.scale = 0.3F}, GetParam().type),
                           exact_attention(q, k, v, bias, {.scale = 0.3F})),
            2 * GetParam().tolerance);
}

TEST_P(OnEachBackend, AttentionGivesTheSameBitsWithAnyNumberOfThreads) {
  const Tensor q = random_tensor({1, 400, 2, 24}, 1, GetParam().type);
  const Tensor k = random_tensor({1, 600, 2, 24}, 2, GetParam().type);
  const Tensor v = random_tensor({1, 600, 2, 24}, 3, GetParam().type);
  EXPECT_TRUE(is_independent_of_threads(
      [&] { return attention(q, k, v, {}, {.scale = 0.2F}, GetParam().type); }));
}

TEST(AttentionDeathTest, BrokenContractsAbort) {
  const Tensor q = random_tensor({1, 4, 2, 6}, 1);
  const Tensor k = random_tensor({1, 5, 2, 6}, 2);
  EXPECT_DEATH(attention(q, k, random_tensor({1, 6, 2, 6}, 3), {}, {}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, random_tensor({1, 5, 3, 6}, 3), k, {}, {}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, k, k, random_tensor({2, 4, 4}, 3), {}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, k, k, {}, {.valid_keys = 6}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, k, k, {}, {.valid_keys = 0}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, k.to(DType::bf16), k, {}, {}, DType::f32), "xpect");
  EXPECT_DEATH(attention(q, k.transposed(2, 3).clone().transposed(2, 3), k, {}, {}, DType::f32),
               "xpect");
}

}  // namespace
}  // namespace kirin::nn
