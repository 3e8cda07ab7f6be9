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

TEST(Mix, DucksTenDecibelsUnderSpeechAndLeavesTheRest) {
  Stereo bed = constant(5 * 48000, 1);
  const Stretch speech[] = {{48000, 96000}, {105600, 150000}};
  duck(bed, speech);
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
  duck(bed, speech);
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

TEST(Mix, LimitsPeaksAndLeavesWhatIsBelow) {
  Stereo sound = constant(48000, 0.3F);
  sound.left[20000] = 5;
  sound.right[40000] = -2;
  limit(sound);
  EXPECT_EQ(sound.left[100], 0.3F);
  EXPECT_EQ(sound.left[30000], 0.3F);
  EXPECT_NEAR(sound.left[20000], kCeiling, 1e-3);
  for (std::size_t i = 0; i < sound.length(); ++i) {
    ASSERT_LE(std::abs(sound.left[i]), kCeiling);
    ASSERT_LE(std::abs(sound.right[i]), kCeiling);
  }
  EXPECT_LT(sound.left[19990], 0.1F) << "the gain is down before the peak comes";
}

TEST(Mix, LimitingNothingIsNothing) {
  Stereo sound(0);
  limit(sound);
  EXPECT_EQ(sound.length(), 0U);
}

}  // namespace
}  // namespace kirin::sound
