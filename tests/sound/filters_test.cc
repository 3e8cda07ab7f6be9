#include "sound/filters.h"

#include <gtest/gtest.h>

#include <vector>

#include "tones.h"

namespace kirin::sound {
namespace {

// The gain in dB that `filter` has at `hz`, once it has settled.
double gain_db(Biquad filter, double hz) {
  std::vector<float> samples = sine(hz, 48000, 96000);
  for (float& sample : samples) {
    sample = filter(sample);
  }
  return 20 * std::log10(amplitude_at(hz, stretch(samples, 1, 2)));
}

TEST(Biquad, HasTheGainsOfItsDesign) {
  // |H|² = 1 / (1 + (tan(πf/fs) / tan(πf₀/fs))⁴) for the low-pass with Q = 1/√2.
  EXPECT_NEAR(gain_db(Biquad::low_pass(1000), 1000), -3.01, 0.02);
  EXPECT_NEAR(gain_db(Biquad::low_pass(1000), 10000), -42.74, 0.02);
  EXPECT_NEAR(gain_db(Biquad::high_pass(1000), 1000), -3.01, 0.02);
  EXPECT_NEAR(gain_db(Biquad::high_pass(1000), 100), -40, 0.2);
  EXPECT_NEAR(gain_db(Biquad::band_pass(1000, 3), 1000), 0, 0.01);
  EXPECT_NEAR(gain_db(Biquad::high_shelf(1000, 8), 1000), 4, 0.02);
  EXPECT_NEAR(gain_db(Biquad::high_shelf(1000, 8), 50), 0, 0.02);
  EXPECT_NEAR(gain_db(Biquad::high_shelf(1000, 8), 15000), 8, 0.05);
}

TEST(Biquad, StaysStableWhileItIsTunedAboutAsTheTexturesDo) {
  Random random(9);
  Biquad filter = Biquad::band_pass(500, 1);
  for (int i = 0; i < 200000; ++i) {
    if (i % 64 == 0) {
      filter.tune(Biquad::band_pass(random.between(150, 3000), 0.5F + 6.5F * random.uniform()));
    }
    ASSERT_LT(std::abs(filter(random.bipolar())), 10) << i;
  }
}

TEST(Wander, StaysInItsRangeAndMovesSlowly) {
  Random random(4);
  Wander wander(random, 5);
  float last = wander.next();
  float least = 1;
  float most = 0;
  for (int i = 0; i < 480000; ++i) {
    const float now = wander.next();
    ASSERT_LT(std::abs(now - last), 2.0F * 5 / 48000);
    least = std::min(least, now);
    most = std::max(most, now);
    last = now;
  }
  EXPECT_GE(least, 0);
  EXPECT_LE(most, 1);
  EXPECT_GT(most - least, 0.7F);
}

}  // namespace
}  // namespace kirin::sound
