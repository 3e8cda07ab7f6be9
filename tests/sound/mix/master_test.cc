#include "sound/mix/master.h"

#include <gtest/gtest.h>

#include "sound/mix/loudness.h"
#include "sound/random.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

Stereo noise(std::size_t length, float gain) {
  Random random(3);
  Stereo sound(length);
  for (std::size_t i = 0; i < length; ++i) {
    sound.left[i] = gain * random.bipolar();
    sound.right[i] = gain * random.bipolar();
  }
  return sound;
}

Stereo with_clicks(Stereo sound, float height, std::size_t every) {
  for (std::size_t at = every / 2; at < sound.length(); at += every) {
    for (std::size_t i = 0; i < 200 && at + i < sound.length(); ++i) {
      sound.left[at + i] +=
          height * std::exp(-static_cast<float>(i) / 30) * std::sin(0.2F * static_cast<float>(i));
    }
  }
  return sound;
}

TEST(Master, BringsAnythingSteadyToItsLoudness) {
  for (const float gain : {0.002F, 0.01F, 0.5F, 20.0F}) {
    Stereo sound = noise(5 * 48000, gain);
    master(sound, -16);
    EXPECT_NEAR(integrated_loudness(sound), -16, 0.2) << gain;
  }
}

TEST(Master, HoldsTheTruePeakEvenWhereItHasToLimit) {
  Stereo sound = with_clicks(noise(5 * 48000, 0.1F), 0.9F, 24000);
  master(sound, -16);
  const Loudness made = loudness_of(sound);
  EXPECT_LE(made.true_peak_db, kCeilingDb + 0.01);
  EXPECT_NEAR(made.integrated_lufs, -16, 1);
}

TEST(Master, SparseStrikesKeepTheirEdgeAndStayBelow) {
  Stereo sound = with_clicks(Stereo(5 * 48000), 0.5F, 96000);
  const double peak_before = loudness_of(sound).true_peak_db;
  const double crest = peak_before - integrated_loudness(sound);
  master(sound, -16);
  const Loudness made = loudness_of(sound);
  EXPECT_LE(made.true_peak_db, kCeilingDb + 0.01);
  EXPECT_LT(made.integrated_lufs, -16);
  EXPECT_LT(crest - (made.true_peak_db - made.integrated_lufs), kMostLimitingDb + 1);
}

// Under the absolute gate of BS.1770 (-70 LUFS) there is nothing to be brought anywhere.
TEST(Master, SilenceStaysSilent) {
  Stereo faint = noise(48000, 1e-5F);
  const Stereo before = faint;
  master(faint, -16);
  EXPECT_EQ(faint.left, before.left);
  Stereo silence(48000);
  master(silence, -16);
  EXPECT_EQ(rms(silence.left), 0);
  Stereo nothing(0);
  master(nothing, -16);
  EXPECT_EQ(nothing.length(), 0U);
}

}  // namespace
}  // namespace kirin::sound
