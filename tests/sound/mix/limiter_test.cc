#include "sound/mix/limiter.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sound/mix/loudness.h"
#include "sound/random.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

double linear(double db) { return std::pow(10, db / 20); }

Stereo both(const std::vector<float>& samples) {
  Stereo stereo(samples.size());
  stereo.left = samples;
  stereo.right = samples;
  return stereo;
}

TEST(Limiter, LimitsPeaksAndLeavesWhatIsBelow) {
  Stereo sound = both(std::vector<float>(48000, 0.3F));
  sound.left[20000] = 5;
  sound.right[40000] = -2;
  EXPECT_NEAR(limit(sound, -1), 20 * std::log10(5 / linear(-1)), 0.1);
  EXPECT_EQ(sound.left[100], 0.3F);
  EXPECT_EQ(sound.left[30000], 0.3F);
  for (std::size_t i = 0; i < sound.length(); ++i) {
    ASSERT_LE(std::abs(sound.left[i]), linear(-1) * 1.0001);
    ASSERT_LE(std::abs(sound.right[i]), linear(-1) * 1.0001);
  }
  EXPECT_LT(sound.left[19990], 0.1F) << "the gain is down before the peak comes";
}

// The samples of a sine at a quarter of the sample rate, 45 degrees off, are all 3 dB below its
// peak: a meter of samples sees nothing.
TEST(Limiter, SeesThePeaksBetweenTheSamples) {
  std::vector<float> samples(48000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double fade = std::min(1.0, std::min(i, samples.size() - i) / 4800.0);
    samples[i] = static_cast<float>(
        fade * std::sin(std::numbers::pi / 2 * static_cast<double>(i) + std::numbers::pi / 4));
  }
  Stereo sound = both(samples);
  EXPECT_LT(*std::ranges::max_element(sound.left), 0.71);
  EXPECT_NEAR(loudness_of(sound).true_peak_db, 0, 0.2);
  limit(sound, -2);
  EXPECT_NEAR(loudness_of(sound).true_peak_db, -2, 0.2);
}

TEST(Limiter, HoldsNoiseWithinTwoTenthsOfTheCeiling) {
  Random random(5);
  std::vector<float> samples(96000);
  for (float& sample : samples) {
    sample = 2 * random.bipolar() * random.uniform();
  }
  Stereo sound = both(samples);
  limit(sound, -3);
  EXPECT_LT(loudness_of(sound).true_peak_db, -2.8);
}

TEST(Limiter, LimitingNothingIsNothing) {
  Stereo sound(0);
  EXPECT_EQ(limit(sound, -1), 0);
  EXPECT_EQ(sound.length(), 0U);
}

}  // namespace
}  // namespace kirin::sound
