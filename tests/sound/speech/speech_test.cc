#include "sound/speech/speech.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "sound/mix/loudness.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

const std::string kText = "Hello there. We are going to the sea, and I am very glad.";

Utterance said(std::string_view id, double speed = 1) {
  return speak(kText, *find_voice(id), speed).value();
}

// The median fundamental frequency of the voiced frames, by normalised autocorrelation.
double pitch_of(const std::vector<float>& samples) {
  std::vector<double> found;
  constexpr std::size_t kFrame = 2400;
  for (std::size_t at = 0; at + 2 * kFrame < samples.size(); at += 1200) {
    const std::span<const float> frame(&samples[at], kFrame);
    if (rms(frame) < 0.03) {
      continue;
    }
    double best = 0.6;
    std::size_t best_lag = 0;
    for (std::size_t lag = 100; lag < 700; lag += 2) {  // 480 down to 69 Hz
      const std::span<const float> other(&samples[at + lag], kFrame);
      double sum = 0;
      for (std::size_t i = 0; i < kFrame; i += 2) {
        sum += static_cast<double>(frame[i]) * other[i];
      }
      const double correlation = 2 * sum / (kFrame * rms(frame) * rms(other) + 1e-9);
      if (correlation > best + 0.02) {  // the first of several equal peaks is the pitch
        best = correlation;
        best_lag = lag;
      }
    }
    if (best_lag > 0) {
      found.push_back(48000.0 / static_cast<double>(best_lag));
    }
  }
  std::ranges::sort(found);
  return found.empty() ? 0 : found[found.size() / 2];
}

TEST(Speech, VoicesDifferInPitch) {
  std::map<std::string, double> pitch;
  for (const Voice& voice : voices()) {
    pitch[std::string(voice.id)] = pitch_of(said(voice.id).samples);
  }
  for (const char* man :
       {"en_male_1", "en_male_2", "en_male_3", "en_narrator", "en_robot", "en_grandfather"}) {
    EXPECT_GT(pitch[man], 60) << man;
    EXPECT_LT(pitch[man], 140) << man;
    for (const char* woman : {"en_female_1", "en_female_2", "en_female_3", "en_grandmother"}) {
      EXPECT_GT(pitch[woman], pitch[man]) << woman << " and " << man;
    }
  }
  EXPECT_GT(pitch["en_child"], 1.1 * pitch["en_female_2"]);
  EXPECT_GT(pitch["en_boy"], pitch["en_female_2"]);
  EXPECT_LT(pitch["en_male_3"], 0.95 * pitch["en_male_1"]);
  EXPECT_LT(pitch["en_female_3"], pitch["en_female_1"]);
}

// The octaves of 1 and 2 kHz together hold -7.6 dB of normal speech (from ANSI S3.5-1997, table 1):
// there consonants are told apart.
TEST(Speech, IsAsBrightAsPeopleAre) {
  for (const Voice& voice : voices()) {
    const auto samples = said(voice.id).samples;
    const double share = 20 * std::log10(rms(band(samples, 707, 2828)) / rms(samples));
    EXPECT_NEAR(share, -7.6, 5) << voice.id;
  }
}

TEST(Speech, IsTheSameEachTime) {
  const Utterance first = said("en_male_1");
  (void)said("en_female_1");
  EXPECT_EQ(first.samples, said("en_male_1").samples);
}

TEST(Speech, Lasts3To5SecondsInEveryVoiceAtTheSameLoudness) {
  for (const Voice& voice : voices()) {
    const Utterance utterance = said(voice.id);
    const double seconds = static_cast<double>(utterance.samples.size()) / 48000;
    EXPECT_GT(seconds, 2.9) << voice.id;
    EXPECT_LT(seconds, 5.5) << voice.id;
    Stereo stereo(0);
    stereo.left = utterance.samples;
    stereo.right = utterance.samples;
    EXPECT_NEAR(integrated_loudness(stereo), -16, 0.1) << voice.id;
  }
}

TEST(Speech, FasterIsShorterAndNotHigher) {
  const Utterance normal = said("en_female_1");
  const Utterance fast = said("en_female_1", 1.25);
  EXPECT_NEAR(static_cast<double>(normal.samples.size()) / static_cast<double>(fast.samples.size()),
              1.25, 0.04);
  EXPECT_NEAR(pitch_of(fast.samples), pitch_of(normal.samples), 12);
}

TEST(Speech, KnowsWhereItsWordsEnd) {
  const Utterance utterance = said("en_child");
  EXPECT_EQ(utterance.word_ends.size(), 13U);
  EXPECT_TRUE(std::ranges::is_sorted(utterance.word_ends));
  EXPECT_GT(utterance.word_ends.back(), utterance.samples.size() * 9 / 10);
  EXPECT_LE(utterance.word_ends.back(), utterance.samples.size());
}

TEST(Speech, BearsWhatASpeakableTextMayHold) {
  for (const char* text :
       {"a", "7", "123456789012", "...a", "$ $ $5.5.5", "- - a -", "'''a'''", "Dr. St. 3rd 10:30",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bcdfghjklmnpqrstvwxz"}) {
    const auto utterance = speak(text, *find_voice("en_male_1"), 1);
    ASSERT_TRUE(utterance.has_value()) << text;
    EXPECT_GT(utterance->samples.size(), 1000U) << text;
  }
}

}  // namespace
}  // namespace kirin::sound
