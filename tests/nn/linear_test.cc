#include "nn/ops/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

struct Size {
  Shape leading;
  Index in;
  Index out;
};

const std::vector<Size>& sizes() {
  static const std::vector<Size> all = {{{1}, 1, 1},         {{3}, 7, 5},     {{2, 5}, 33, 17},
                                        {{}, 128, 130},      {{131}, 65, 70}, {{1}, 300, 1000},
                                        {{2, 350}, 40, 129}, {{1300}, 9, 3}};
  return all;
}

Shape with_last(Shape shape, Index last) {
  shape.push_back(last);
  return shape;
}

double exact_activation(Activation activation, double x) {
  switch (activation) {
    case Activation::none:
      return x;
    case Activation::gelu_tanh:
      return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    case Activation::gelu_erf:
      return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
    case Activation::silu:
      return x / (1 + std::exp(-x));
  }
  return NAN;
}

std::vector<double> exact_linear(const Tensor& x, const Tensor& weight, const Tensor& bias,
                                 Linear::Options options = {}) {
  const auto xs = wide_values(x);
  const auto ws = wide_values(weight);
  const auto bs = bias.empty() ? std::vector<double>() : wide_values(bias);
  const Index in = weight.extent(1);
  const Index out = weight.extent(0);
  std::vector<double> ys;
  for (Index row = 0; row < static_cast<Index>(xs.size()) / in; ++row) {
    for (Index o = 0; o < out; ++o) {
      double sum = 0;
      for (Index i = 0; i < in; ++i) {
        sum += xs[row * in + i] * ws[o * in + i];
      }
      sum = sum * options.weight_scale + (bs.empty() ? 0.0 : bs[o]);
      ys.push_back(exact_activation(options.activation, sum));
    }
  }
  return ys;
}

TEST_P(OnEachBackend, LinearMatchesItsFormulaForEveryWeightType) {
  std::uint32_t seed = 1;
  for (const DType type : {DType::f32, DType::bf16, DType::f16, DType::f8_e4m3}) {
    for (const auto& [leading, in, out] : sizes()) {
      const Tensor x = random_tensor(with_last(leading, in), ++seed, GetParam().type);
      const Tensor weight = random_weights({out, in}, ++seed, type);
      const Tensor bias = random_tensor({out}, ++seed, DType::bf16);
      const Linear layer(weight, bias);

      const auto expected = exact_linear(x, weight, bias);
      // Products are exact in f32 whatever the input types, so an f32 result has f32's error.
      EXPECT_LT(relative_error(layer(x), expected), GetParam().in_f32().tolerance)
          << to_string(type) << " weights, " << to_string(x.shape()) << " to " << out;
      EXPECT_LT(relative_error(layer(x, DType::bf16), expected), 4e-3)
          << to_string(type) << " weights, " << to_string(x.shape()) << " to " << out;
    }
  }
}

TEST_P(OnEachBackend, LinearAppliesBiasScaleAndActivation) {
  for (const auto activation :
       {Activation::none, Activation::gelu_tanh, Activation::gelu_erf, Activation::silu}) {
    for (const float scale : {1.0F, 0.37F}) {
      const Linear::Options options{.activation = activation, .weight_scale = scale};
      const Tensor x = random_tensor({19, 21}, 1, GetParam().type);
      const Tensor weight = random_weights({35, 21}, 2, DType::f8_e4m3);
      const Tensor bias = random_tensor({35}, 3);
      EXPECT_LT(
          relative_error(Linear(weight, bias, options)(x), exact_linear(x, weight, bias, options)),
          GetParam().in_f32().tolerance);
      EXPECT_LT(relative_error(Linear(weight, {}, options)(x, GetParam().type),
                               exact_linear(x, weight, {}, options)),
                GetParam().tolerance);
    }
  }
}

TEST_P(OnEachBackend, LinearOfNoRowsIsNoRows) {
  const Linear layer(random_tensor({5, 3}, 1), {});
  EXPECT_EQ(layer(Tensor::uninitialised({0, 3}, GetParam().type)).shape(), (Shape{0, 5}));
}

TEST_P(OnEachBackend, LinearGivesTheSameBitsWithAnyNumberOfThreads) {
  const Tensor x = random_tensor({1500, 70}, 1, GetParam().type);
  for (const DType type : {DType::f32, DType::bf16}) {
    const Linear layer(random_tensor({700, 70}, 2, type), random_tensor({700}, 3));
    EXPECT_TRUE(is_independent_of_threads([&] { return layer(x); }));
  }
}

TEST_P(OnEachBackend, LinearMayBeUsedFromSeveralThreads) {
  const Linear layer(random_tensor({130, 70}, 2, DType::bf16), {});
  const Tensor x = random_tensor({90, 70}, 1, GetParam().type);
  const auto expected = layer(x).values();
  std::vector<std::vector<float>> results(3);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] { result = layer(x).values(); });
    }
  }
  for (const auto& result : results) {
    EXPECT_EQ(result, expected);
  }
}

TEST(LinearTest, NoThreadsButThoseOfThePool) {
  const auto count = [] {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return std::distance(begin(tasks), end(tasks));
  };
  const auto before = count();
  const ComputeThreads pool(3);
  const auto with_pool = before - (usable_cpus() - 1) + 2;
  const Linear layer(random_tensor({700, 300}, 1), {});
  const Tensor x = random_tensor({900, 300}, 2);
  // A caller outside of the pool, too: OpenMP keeps its number of threads by thread.
  std::jthread([&] { layer(x); }).join();
  layer(x);
  EXPECT_LE(count(), std::max(with_pool, before + 2));
}

TEST(LinearDeathTest, BrokenContractsAbort) {
  const Linear layer(random_tensor({5, 3}, 1), random_tensor({5}, 2));
  const Tensor x = random_tensor({2, 3}, 3);
  Tensor wrong = Tensor::zeros({2, 4});
  EXPECT_DEATH(layer(random_tensor({2, 4}, 4)), "xpect");
  EXPECT_DEATH(layer(x, wrong), "xpect");
  EXPECT_DEATH(layer(random_tensor({3, 2}, 5).transposed(0, 1)), "xpect");
  EXPECT_DEATH(Linear(random_tensor({5, 3}, 1), random_tensor({3}, 2)), "xpect");
  EXPECT_DEATH(Linear()(x), "xpect");
}

}  // namespace
}  // namespace kirin::nn
