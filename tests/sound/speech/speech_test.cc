#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sound/mix/loudness.h"
#include "sound/speech/cast.h"
#include "sound/speech/flite_speech.h"
#include "sound/speech/languages.h"
#include "sound/speech/pitch.h"
#include "sound/speech/program_recorder.h"
#include "sound/speech/voices.h"

namespace kirin::sound {
namespace {

const std::string kText = "Hello there. We are going to the sea, and I am very glad.";

Utterance said(std::string_view id, double speed = 1) {
  return FliteSpeech{}.speak({kText, std::string(id), "en", speed}, {}).value();
}

std::vector<Voice> flite_voices() {
  std::vector<Voice> found;
  for (const VoiceRecipe& recipe : voice_recipes()) {
    if (recipe.engine == SpeechEngine::flite) {
      found.push_back(recipe.voice);
    }
  }
  return found;
}

TEST(Speech, VoicesDifferInPitch) {
  std::map<std::string, double> pitch;
  for (const Voice& voice : flite_voices()) {
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
  for (const Voice& voice : flite_voices()) {
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
  for (const Voice& voice : flite_voices()) {
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
    const auto utterance = FliteSpeech{}.speak({text, "en_male_1", "en"}, {});
    ASSERT_TRUE(utterance.has_value()) << text;
    EXPECT_GT(utterance->samples.size(), 1000U) << text;
  }
}

// Energy in bands an octave apart, in dB under the whole: what the shape of a throat changes.
std::vector<double> spectrum_of(const std::vector<float>& samples) {
  std::vector<double> levels;
  for (float low = 125; low < 6000; low *= 2) {
    levels.push_back(20 * std::log10(rms(band(samples, low, 2 * low)) / rms(samples) + 1e-6));
  }
  return levels;
}

// No two voices of a language are alike: their pitch differs by a semitone, or their spectrum by
// 2 dB in the mean, or their pace by a tenth.
TEST(Speech, EveryTwoVoicesOfALanguageDiffer) {
  ASSERT_TRUE(has_espeak()) << "scripts/setup installs espeak-ng";
  ProgramRecorder recorder{{}};
  const auto cast = make_cast(&recorder, {});
  struct Measured {
    double pitch;
    double seconds;
    std::vector<double> spectrum;
  };
  std::map<std::string_view, Measured> measured;
  for (const Voice& voice : voices()) {
    const auto spoken = cast->speak({std::string(find_language(voice.language)->sample),
                                     std::string(voice.id), std::string(voice.language)},
                                    {});
    ASSERT_TRUE(spoken.has_value()) << voice.id << spoken.error().describe();
    measured[voice.id] = {pitch_of(spoken->samples),
                          static_cast<double>(spoken->samples.size()) / 48000,
                          spectrum_of(spoken->samples)};
  }
  for (const Voice& one : voices()) {
    for (const Voice& other : voices()) {
      if (one.language != other.language || one.id >= other.id) {
        continue;
      }
      const Measured& a = measured[one.id];
      const Measured& b = measured[other.id];
      double difference = 0;
      for (std::size_t i = 0; i < a.spectrum.size(); ++i) {
        difference += std::abs(a.spectrum[i] - b.spectrum[i]);
      }
      difference /= static_cast<double>(a.spectrum.size());
      EXPECT_TRUE(std::abs(std::log2(a.pitch / b.pitch)) > 1.0 / 12 || difference > 2 ||
                  std::abs(std::log(a.seconds / b.seconds)) > 0.1)
          << one.id << " " << a.pitch << " Hz " << a.seconds << " s and " << other.id << " "
          << b.pitch << " Hz " << b.seconds << " s, spectra " << difference << " dB apart";
    }
  }
  for (const Voice& voice : voices()) {
    const bool is_adult_man = voice.gender == Gender::male && voice.age != Age::child;
    const bool is_adult_woman = voice.gender == Gender::female && voice.age != Age::child;
    if (is_adult_man) {
      EXPECT_LT(measured[voice.id].pitch, 140) << voice.id;
    }
    if (is_adult_woman) {
      EXPECT_GT(measured[voice.id].pitch, 140) << voice.id;
    }
    if (voice.age == Age::child) {
      EXPECT_GT(measured[voice.id].pitch, 195) << voice.id;
    }
  }
}

}  // namespace
}  // namespace kirin::sound
