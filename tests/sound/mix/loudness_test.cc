#include "sound/mix/loudness.h"

#include <gtest/gtest.h>

#include "sound/tones.h"

namespace kirin::sound {
namespace {

Stereo both(const std::vector<float>& samples) {
  Stereo stereo(samples.size());
  stereo.left = samples;
  stereo.right = samples;
  return stereo;
}

// ITU-R BS.1770-4, Annex 1: a 0 dBFS sine of 997 Hz in one channel measures -3.01 LKFS.
TEST(Loudness, AFullScaleSineMeasuresWhatTheStandardSays) {
  Stereo left_only(480000);
  left_only.left = sine(997, 48000, 480000);
  EXPECT_NEAR(integrated_loudness(left_only), -3.01, 0.02);
}

// EBU Tech 3341, test case 1: a stereo sine of 1 kHz at -23 dBFS measures -23.0 ± 0.1 LUFS.
TEST(Loudness, MeetsEbuTestCase1) {
  EXPECT_NEAR(integrated_loudness(both(sine(1000, 48000, 20 * 48000, std::pow(10, -23.0 / 20)))),
              -23.0, 0.1);
}

// EBU Tech 3341, test case 3: 10 s at -36, 60 s at -23, 10 s at -36 dBFS measure -23.0 ± 0.1 LUFS.
TEST(Loudness, TheGateLeavesQuietPartsOut) {
  auto samples = sine(1000, 48000, 80 * 48000, std::pow(10, -36.0 / 20));
  const auto loud = sine(1000, 48000, 60 * 48000, std::pow(10, -23.0 / 20));
  std::copy(loud.begin(), loud.end(), samples.begin() + 10 * 48000);
  EXPECT_NEAR(integrated_loudness(both(samples)), -23.0, 0.1);
}

// A full-scale sine's true peak is 0 dBTP; its loudest 400 ms are as loud as all of it.
TEST(Loudness, MeasuresPeakAndLoudestMoment) {
  std::vector<float> samples(96000);
  const auto tone = sine(1000, 48000, 24000);
  std::ranges::copy(tone, samples.begin() + 48000);
  const Loudness found = loudness_of(both(samples));
  EXPECT_NEAR(found.true_peak_db, 0, 0.1);
  EXPECT_NEAR(found.loudest_lufs, 0, 0.1);
  EXPECT_NEAR(loudest_moment(both(samples)), found.loudest_lufs, 1e-9);
}

TEST(Loudness, SilenceIsSilentAndStaysSo) {
  Stereo silence(48000);
  EXPECT_EQ(integrated_loudness(silence), kSilenceLufs);
  EXPECT_EQ(integrated_loudness(Stereo(0)), kSilenceLufs);
  bring_to_loudness(silence, -16);
  EXPECT_EQ(rms(silence.left), 0);
}

TEST(Loudness, BringsEvenAShortSoundToWhatWasAsked) {
  Stereo sound = both(sine(500, 48000, 9000, 0.01));
  bring_to_loudness(sound, -20);
  EXPECT_NEAR(integrated_loudness(sound), -20, 0.01);
}

}  // namespace
}  // namespace kirin::sound
