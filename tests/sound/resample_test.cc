#include "sound/resample.h"

#include <gtest/gtest.h>

#include "tones.h"

namespace kirin::sound {
namespace {

TEST(Resample, KeepsASineInPlaceAndAtItsLevel) {
  for (const int from : {16000, 8000, 18400, 15200, 96000}) {
    const auto input = sine(997, from, static_cast<std::size_t>(from) / 2);
    const auto output = resampled(input, from, 48000);
    const auto expected = sine(997, 48000, output.size());
    ASSERT_EQ(output.size(), 24000U) << from;
    for (std::size_t i = 1000; i < 23000; ++i) {
      ASSERT_NEAR(output[i], expected[i], 2e-3) << from << " Hz, sample " << i;
    }
  }
}

// The images of 3 kHz at 16 kHz are at 13, 19, 29 kHz …
TEST(Resample, LeavesNoImages) {
  const auto output = resampled(sine(3000, 16000, 16000), 16000, 48000);
  EXPECT_NEAR(amplitude_at(3000, stretch(output, 0.25, 0.75)), 1, 1e-3);
  EXPECT_LT(amplitude_at(13000, stretch(output, 0.25, 0.75)), 1e-4);  // -80 dB
  EXPECT_LT(amplitude_at(19000, stretch(output, 0.25, 0.75)), 1e-4);
}

TEST(Resample, TakesAwayWhatTheNewRateCannotCarry) {
  const auto output = resampled(sine(10000, 48000, 48000), 48000, 16000);
  EXPECT_LT(rms(std::span(output).subspan(1000, 14000)), 1e-4);
}

TEST(Resample, PassesDirectCurrentUnchanged) {
  const std::vector<float> input(500, 0.5F);
  const auto output = resampled(input, 18400, 48000);
  for (std::size_t i = 100; i + 100 < output.size(); ++i) {
    ASSERT_NEAR(output[i], 0.5F, 1e-5) << i;
  }
}

TEST(Resample, RoundsTheLengthUp) {
  EXPECT_EQ(resampled({}, 16000, 48000).size(), 0U);
  EXPECT_EQ(resampled(std::vector<float>(1), 48000, 16000).size(), 1U);
  EXPECT_EQ(resampled(std::vector<float>(4), 48000, 16000).size(), 2U);
}

}  // namespace
}  // namespace kirin::sound
