#include "sound/mix/mix.h"

#include <gtest/gtest.h>

#include "sound/tones.h"

namespace kirin::sound {
namespace {

Stereo constant(std::size_t length, float value) {
  Stereo sound(length);
  std::ranges::fill(sound.left, value);
  std::ranges::fill(sound.right, value);
  return sound;
}

TEST(Mix, DucksUnderSpeechAndLeavesTheRest) {
  Stereo bed = constant(5 * 48000, 1);
  const Stretch speech[] = {{48000, 96000}, {105600, 150000}};
  duck(bed, speech, 10);
  EXPECT_EQ(bed.left[48000 - 7300], 1);
  EXPECT_NEAR(20 * std::log10(bed.left[48000]), -10, 0.1);
  EXPECT_NEAR(20 * std::log10(bed.right[95999]), -10, 0.1);
  EXPECT_LT(bed.left[100000], 0.8F) << "a gap of 0.2 s between lines must not pump";
  EXPECT_NEAR(20 * std::log10(bed.left[120000]), -10, 0.1);
  EXPECT_EQ(bed.left[150000 + 19300], 1);
}

TEST(Mix, DuckingMovesWithoutSteps) {
  Stereo bed = constant(3 * 48000, 1);
  const Stretch speech[] = {{40000, 60000}, {61000, 80000}};
  duck(bed, speech, 10);
  for (std::size_t i = 1; i < bed.length(); ++i) {
    ASSERT_LT(std::abs(bed.left[i] - bed.left[i - 1]), 4e-4) << i;
  }
}

TEST(Mix, FadesToZeroAtBothEnds) {
  Stereo sound = constant(96000, 0.5F);
  fade_ends(sound);
  EXPECT_EQ(sound.left.front(), 0);
  EXPECT_EQ(sound.right.back(), 0);
  EXPECT_EQ(sound.left[48000], 0.5F);
}

TEST(Mix, AddsWhatIsGivenTimesItsGain) {
  Stereo sound = constant(10, 0.5F);
  add_to(sound, constant(10, 2), 0.25F);
  EXPECT_EQ(sound.left, std::vector<float>(10, 1));
}

}  // namespace
}  // namespace kirin::sound
