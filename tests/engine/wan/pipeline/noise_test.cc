#include "engine/wan/pipeline/noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kirin::wan {
namespace {

TEST(GaussianNoiseTest, HasMeanZeroAndDeviationOne) {
  const auto values = gaussian_noise({16, 5, 30, 52}, 42).values();
  double sum = 0;
  double squares = 0;
  double cubes = 0;
  double fourth = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
    cubes += value * value * value;
    fourth += value * value * value * value;
  }
  const auto count = static_cast<double>(values.size());
  EXPECT_NEAR(sum / count, 0, 5 / std::sqrt(count));
  EXPECT_NEAR(squares / count, 1, 5 * std::sqrt(2 / count));
  EXPECT_NEAR(cubes / count, 0, 5 * std::sqrt(15 / count));
  EXPECT_NEAR(fourth / count, 3, 5 * std::sqrt(96 / count));
}

TEST(GaussianNoiseTest, DependsOnTheSeedAndThePositionAlone) {
  const auto whole = gaussian_noise({3, 7, 11}, 5).values();
  EXPECT_EQ(gaussian_noise({3, 7, 11}, 5).values(), whole);
  const auto beginning = gaussian_noise({101}, 5).values();
  EXPECT_TRUE(std::equal(beginning.begin(), beginning.end(), whole.begin()));
  const auto other = gaussian_noise({3, 7, 11}, 6).values();
  int equal = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    equal += whole[i] == other[i] ? 1 : 0;
  }
  EXPECT_EQ(equal, 0);
}

// Philox4x32-10 of counter 0 and key 0 is 6627e8d5 e169c58d bc57ac4c 9b00dbd8 (Random123's
// kat_vectors). Box and Muller make these normals of it: sqrt(-2 ln u1) cos / sin(2 pi u2), u =
// (word + 1) / 2^32.
TEST(GaussianNoiseTest, ComesFromThePublishedGenerator) {
  const auto values = gaussian_noise({4}, 0).values();
  const auto normal = [](double first, double second, bool sine) {
    const double radius = std::sqrt(-2 * std::log((first + 1) / 4294967296.0));
    const double angle = 2 * M_PI * ((second + 1) / 4294967296.0);
    return radius * (sine ? std::sin(angle) : std::cos(angle));
  };
  EXPECT_FLOAT_EQ(values[0], static_cast<float>(normal(0x6627e8d5, 0xe169c58d, false)));
  EXPECT_FLOAT_EQ(values[1], static_cast<float>(normal(0x6627e8d5, 0xe169c58d, true)));
  EXPECT_FLOAT_EQ(values[2], static_cast<float>(normal(0xbc57ac4c, 0x9b00dbd8, false)));
  EXPECT_FLOAT_EQ(values[3], static_cast<float>(normal(0xbc57ac4c, 0x9b00dbd8, true)));
}

}  // namespace
}  // namespace kirin::wan
