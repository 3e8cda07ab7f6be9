#include "nn/ops/activation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/on_each_backend.h"
#include "nn/tensors.h"

namespace kirin::nn {
namespace {

constexpr Activation kAll[] = {Activation::none, Activation::gelu_tanh, Activation::gelu_erf,
                               Activation::silu};

double exact(Activation activation, double x) {
  switch (activation) {
    case Activation::none:
      return x;
    case Activation::gelu_tanh: {
      // 0.5 (1 + tanh u) = 1 / (1 + e^-2u), which keeps its digits where tanh is near -1.
      const double u = std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x);
      return x / (1 + std::exp(-2 * u));
    }
    case Activation::gelu_erf:
      return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
    case Activation::silu:
      return x / (1 + std::exp(-x));
  }
  return NAN;
}

TEST_P(OnEachBackend, ActivateMatchesItsFormula) {
  for (const auto activation : kAll) {
    for (const Index count : {1, 7, 64, 5003}) {
      const Tensor x = random_tensor({count}, 1, GetParam().type);
      auto expected = wide_values(x);
      for (double& value : expected) {
        value = exact(activation, value);
      }
      Tensor y = x.clone();
      Activate{}(activation, y, y);
      EXPECT_LT(relative_error(y, expected), GetParam().tolerance) << count;
    }
  }
}

/// Every `step`-th float from `from` up to `to`, both of one sign.
std::vector<float> floats_between(float from, float to, std::uint32_t step) {
  std::vector<float> values;
  for (auto bits = std::bit_cast<std::uint32_t>(from); bits <= std::bit_cast<std::uint32_t>(to);
       bits += step) {
    values.push_back(std::bit_cast<float>(bits));
  }
  return values;
}

/// The largest error in units of the last place of max(|exact|, |x| · 1e-3).
///
/// Below a thousandth of x the result is a small difference: there the error is measured against x.
double worst_ulps(Activation activation, const std::vector<float>& values) {
  const Tensor x = Tensor::of(values, {static_cast<Index>(values.size())});
  Tensor y = Tensor::uninitialised(x.shape());
  Activate{}(activation, x, y);
  double worst = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double due = exact(activation, values[i]);
    const double size = std::max(std::abs(due), std::abs(values[i]) * 1e-3);
    const double ulp = std::max(std::ldexp(1.0, std::ilogb(size) - 23), 1e-44);
    worst = std::max(worst, std::abs(y.data<float>()[i] - due) / ulp);
  }
  return worst;
}

TEST(ActivationTest, ErrorsAreAFewUnitsOfTheLastPlace) {
  auto values = floats_between(1e-30F, 90.0F, 20011);
  for (const float value : floats_between(-1e-30F, -90.0F, 20011)) {
    values.push_back(value);
  }
  // AVX-512 stays below 8, AVX2 reached 8.6.
  EXPECT_LE(worst_ulps(Activation::gelu_tanh, values), 10.0);
  EXPECT_LE(worst_ulps(Activation::gelu_erf, values), 6.0);
  EXPECT_LE(worst_ulps(Activation::silu, values), 4.0);
}

TEST(ActivationTest, TheEndsOfTheRangeAreTheirLimits) {
  for (const auto activation : {Activation::gelu_tanh, Activation::gelu_erf, Activation::silu}) {
    const Tensor x = Tensor::of(std::vector<float>{0.0F, 1e30F, -1e30F, 200.0F, -200.0F}, {5});
    Tensor y = Tensor::uninitialised({5});
    Activate{}(activation, x, y);
    EXPECT_EQ(y.data<float>()[0], 0.0F);
    EXPECT_EQ(y.data<float>()[1], 1e30F);
    EXPECT_NEAR(y.data<float>()[2], 0.0F, 1e-30F);
    EXPECT_EQ(y.data<float>()[3], 200.0F);
    EXPECT_NEAR(y.data<float>()[4], 0.0F, 1e-30F);
    EXPECT_EQ(activated(activation, 200.0F), 200.0F);
  }
}

TEST_P(OnEachBackend, ActivateGateMultipliesByTheOther) {
  for (const auto activation : kAll) {
    const Tensor x = random_tensor({3, 1001}, 1, GetParam().type);
    const Tensor z = random_tensor({3, 1001}, 2, GetParam().type);
    auto expected = wide_values(x);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expected[i] = exact(activation, expected[i]) * wide_values(z)[i];
    }
    Tensor y = z.clone();
    ActivateGate{}(activation, x, y, y);
    EXPECT_LT(relative_error(y, expected), GetParam().tolerance);
  }
}

TEST(ActivationDeathTest, BrokenContractsAbort) {
  const Tensor x = random_tensor({4, 6}, 1);
  Tensor wrong = Tensor::zeros({24});
  Tensor y = Tensor::zeros({4, 6});
  EXPECT_DEATH(Activate{}(Activation::silu, x, wrong), "x.shape");
  EXPECT_DEATH(ActivateGate{}(Activation::silu, x, wrong, y), "z.shape");
}

}  // namespace
}  // namespace kirin::nn
