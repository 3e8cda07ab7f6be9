/// \file
/// What every way to speak must do. Include it once in a test program and instantiate it with the
/// ways that program knows.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "sound/mix/loudness.h"
#include "sound/speech/pitch.h"
#include "sound/speech/speech.h"

namespace kirin::sound {

/// A way to speak, and what it says.
struct SpeechWay {
  std::string name;
  std::function<std::unique_ptr<Speech>()> make;  ///< null where the machine lacks the program
  SpeechRequest request;
  std::size_t words = 0;  ///< of the request's text
};

inline void PrintTo(const SpeechWay& way, std::ostream* out) { *out << way.name; }

inline std::string name_of_way(const testing::TestParamInfo<SpeechWay>& info) {
  return info.param.name;
}

class EverySpeech : public testing::TestWithParam<SpeechWay> {
 protected:
  void SetUp() override {
    speech_ = GetParam().make();
    ASSERT_NE(speech_, nullptr) << "scripts/setup installs what this way to speak needs";
  }
  Utterance said(double speed = 1) {
    SpeechRequest request = GetParam().request;
    request.speed = speed;
    auto spoken = speech_->speak(request, {});
    EXPECT_TRUE(spoken.has_value()) << (spoken ? "" : spoken.error().describe());
    return spoken ? *std::move(spoken) : Utterance{};
  }
  Result<Utterance> tried(std::string text) {
    SpeechRequest request = GetParam().request;
    request.text = std::move(text);
    return speech_->speak(request, {});
  }

  std::unique_ptr<Speech> speech_;
};

TEST_P(EverySpeech, SpeaksAtTheSameLoudnessWithoutSilenceAround) {
  const Utterance utterance = said();
  const auto& samples = utterance.samples;
  ASSERT_GT(samples.size(), 48000U * 8 / 10);
  ASSERT_LT(samples.size(), 48000U * 8);
  Stereo stereo(0);
  stereo.left = samples;
  stereo.right = samples;
  EXPECT_NEAR(integrated_loudness(stereo), -16, 0.2);
  const std::span<const float> all(samples);
  EXPECT_GT(rms(all.first(2400)), 1e-4);
  EXPECT_GT(rms(all.last(2400)), 1e-4);
  for (const float sample : samples) {
    ASSERT_TRUE(std::isfinite(sample));
  }
  EXPECT_TRUE(utterance.left_out.empty()) << utterance.left_out;
}

TEST_P(EverySpeech, KnowsWhereItsWordsEnd) {
  const Utterance utterance = said();
  EXPECT_EQ(utterance.word_ends.size(), GetParam().words);
  EXPECT_TRUE(std::ranges::is_sorted(utterance.word_ends));
  ASSERT_FALSE(utterance.word_ends.empty());
  EXPECT_GT(utterance.word_ends.back(), utterance.samples.size() * 9 / 10);
  EXPECT_LE(utterance.word_ends.back(), utterance.samples.size());
}

TEST_P(EverySpeech, FasterIsShorterAndNotHigher) {
  const Utterance normal = said();
  const Utterance fast = said(1.25);
  EXPECT_NEAR(static_cast<double>(normal.samples.size()) / static_cast<double>(fast.samples.size()),
              1.25, 0.06);
  EXPECT_NEAR(pitch_of(fast.samples) / pitch_of(normal.samples), 1, 0.08);
  EXPECT_EQ(fast.word_ends.size(), normal.word_ends.size());
  EXPECT_LE(fast.word_ends.back(), fast.samples.size());
}

TEST_P(EverySpeech, IsTheSameEachTime) {
  const Utterance first = said();
  speech_ = GetParam().make();
  EXPECT_EQ(first.samples, said().samples);
}

TEST_P(EverySpeech, SaysWhereThereIsNothingToSay) {
  for (const char* text : {"…", "!!!", "😀", "- -"}) {
    const auto spoken = tried(text);
    ASSERT_FALSE(spoken.has_value()) << text;
    EXPECT_EQ(spoken.error().code, ErrorCode::invalid_argument) << text;
    EXPECT_FALSE(spoken.error().message.empty());
  }
}

TEST_P(EverySpeech, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto spoken = speech_->speak(GetParam().request, stop.get_token());
  ASSERT_FALSE(spoken.has_value());
  EXPECT_EQ(spoken.error().code, ErrorCode::canceled);
}

// Nothing in a text is a command: not to Scheme, not to a shell, not to the synthesiser.
TEST_P(EverySpeech, SaysHostileTextsOrRefusesThem) {
  const std::string trace = testing::TempDir() + "kirin-hostile-speech";
  std::filesystem::remove(trace);
  const std::string texts[] = {
      "a\") (system \"touch " + trace + "\") (\"",
      "a\\\") (system \\\"touch " + trace + "\\\")",
      "$(touch " + trace + ") `touch " + trace + "` ; touch " + trace,
      "{voice} {speed} %s%n a",
      "-f /etc/passwd a",
      "[[h@l'oU]] [[[[ a",
      "<speak><break time=\"60s\"/><audio src=\"/etc/passwd\"/> a</speak>",
      std::string(600, 'a'),
      std::string(600, '9'),
      std::string(600, '.') + "a",
      "&&&&&&&& @@@@@@@@ %%%%%%%% 1e999 -0 a",
      "a\xCC\x80\xCC\x80\xCC\x80\xCC\x80\xCC\x80 \xF0\x9F\x98\x80 \xE2\x80\xAE b",
  };
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& text : texts) {
    const auto spoken = tried(text);
    if (!spoken) {
      EXPECT_EQ(spoken.error().code, ErrorCode::invalid_argument)
          << text << ": " << spoken.error().describe();
    } else {
      EXPECT_LT(spoken->samples.size(), 48000U * 120) << text;
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
  EXPECT_FALSE(std::filesystem::exists(trace));
}

}  // namespace kirin::sound
