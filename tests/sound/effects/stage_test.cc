#include "sound/effects/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sound/mix/loudness.h"
#include "sound/spectrum.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kFiveSeconds = 5 * 48000;

Stereo placed(const PanPath& path, double hz = 500, double seconds = 1) {
  const auto length = static_cast<std::size_t>(seconds * 48000);
  Stereo out(length);
  add_source(out, 0, sine(hz, 48000, length), path);
  return out;
}

double balance_db(const Stereo& sound, double from, double to) {
  return 20 * std::log10(rms(stretch(sound.right, from, to)) / rms(stretch(sound.left, from, to)));
}

TEST(Stage, TheMiddleIsAsLoudAsASide) {
  const auto power = [](const Stereo& sound) {
    return std::pow(rms(sound.left), 2) + std::pow(rms(sound.right), 2);
  };
  const double middle = power(placed({0, 0}));
  for (const float pan : {-1.0F, -0.5F, 0.3F, 0.9F}) {
    EXPECT_NEAR(10 * std::log10(power(placed({pan, pan})) / middle), 0, 0.6) << pan;
  }
}

TEST(Stage, TheMiddleIsTheSameForBothEars) {
  const Stereo sound = placed({0, 0});
  EXPECT_EQ(sound.left, sound.right);
}

TEST(Stage, TheFarEarHearsItLaterAndDuller) {
  Stereo click(4800);
  Channel impulse(4800);
  impulse[1000] = 1;
  add_source(click, 0, impulse, {1, 1});
  const auto first = [](const std::vector<float>& ear) {
    return std::ranges::find_if(ear, [](float x) { return std::abs(x) > 1e-3F; }) - ear.begin();
  };
  EXPECT_EQ(first(click.right), 1000);
  EXPECT_NEAR(static_cast<double>(first(click.left) - first(click.right)), 0.0003 * 48000, 1);
  const Stereo low = placed({0.7F, 0.7F}, 300);
  const Stereo high = placed({0.7F, 0.7F}, 9000);
  EXPECT_GT(balance_db(high, 0.1, 0.9), balance_db(low, 0.1, 0.9) + 3);
}

TEST(Stage, PanningFollowsTheWay) {
  const Stereo sound = placed({-1, 1}, 500, 4);
  EXPECT_LT(balance_db(sound, 0, 0.4), -6);
  EXPECT_NEAR(balance_db(sound, 1.9, 2.1), 0, 1);
  EXPECT_GT(balance_db(sound, 3.6, 4), 6);
  double before = -100;
  for (double at = 0; at < 3.9; at += 0.25) {
    const double now = balance_db(sound, at, at + 0.25);
    EXPECT_GT(now, before - 0.1) << at;
    before = now;
  }
}

TEST(Stage, WhatPassesFallsInPitch) {
  // 25 m in 2 s to either side: 25 m/s, past at 9 m.
  const Stereo sound = placed({-1, 1, 50}, 1000, 4);
  const auto ear = mono_of(sound);
  const double coming = strongest_hz(stretch(ear, 0.4, 0.9), 800, 1200);
  const double going = strongest_hz(stretch(ear, 3.1, 3.6), 800, 1200);
  EXPECT_NEAR(coming, 1000 * 343 / (343 - 25.0), 12);
  EXPECT_NEAR(going, 1000 * 343 / (343 + 25.0), 12);
  EXPECT_GT(rms(stretch(ear, 1.9, 2.1)), 1.4 * rms(stretch(ear, 0.2, 0.5)));
}

TEST(Stage, ACueOfBeatsStrikesAtEachOfThem) {
  const std::vector<double> beats{0.5, 1.13, 1.76, 2.4, 3.01};
  const Cue cue{.sound = "footsteps", .start_seconds = 0.4, .end_seconds = 3.2, .beats = beats};
  const auto ear = mono_of(effect_cue(cue, kFiveSeconds, Random(3)).value());
  const auto found = onsets(ear, 0.002, 0.3);
  ASSERT_EQ(found.size(), beats.size());
  for (std::size_t i = 0; i < beats.size(); ++i) {
    EXPECT_NEAR(found[i], beats[i], 0.01);
  }
  EXPECT_EQ(rms(stretch(ear, 0, 0.4)), 0);
}

TEST(Stage, ACueWithoutBeatsBeginsAtItsStart) {
  for (const Effect& effect : effects()) {
    const Cue cue{.sound = std::string{effect.name}, .start_seconds = 1.5, .end_seconds = 3};
    const Stereo sound = effect_cue(cue, kFiveSeconds, Random(5)).value();
    EXPECT_EQ(rms(stretch(sound.left, 0, 1.499)), 0) << effect.name;
    if (effect.flow == nullptr) {
      EXPECT_GT(rms(stretch(sound.left, 1.5, 1.6)), 0) << effect.name;
    } else {
      EXPECT_EQ(rms(stretch(sound.left, 3.01, 5)), 0) << effect.name;
      EXPECT_GT(rms(stretch(sound.left, 1.5, 3)), 0) << effect.name;
    }
  }
}

TEST(Stage, ACueIsAsLoudAsItsEffectAndItsGain) {
  for (const char* name : {"dog", "footsteps", "siren", "rain"}) {
    const Cue cue{.sound = name, .start_seconds = 0.5, .end_seconds = 2.4, .gain_db = -4};
    const Stereo sound = effect_cue(cue, kFiveSeconds, Random(3)).value();
    EXPECT_NEAR(loudest_moment(sound), kEffectLufs + find_effect(name)->level_db - 4, 0.6) << name;
  }
}

TEST(Stage, WhatIsThereFromTheBeginningTakesItsTime) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Cue cue{.sound = "dog", .start_seconds = 0, .end_seconds = 5};
    const Stereo sound = effect_cue(cue, kFiveSeconds, Random(seed)).value();
    EXPECT_EQ(rms(stretch(sound.left, 0, 0.09)), 0);
    EXPECT_GT(rms(stretch(sound.left, 0.1, 1.1)), 0);
  }
}

TEST(Stage, BeatsOfApplauseAreSingleClaps) {
  const Cue cue{.sound = "applause", .end_seconds = 3, .beats = {0.5, 1, 1.5}};
  const auto found = onsets(mono_of(effect_cue(cue, kFiveSeconds, Random(3)).value()), 0.002, 0.2);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NEAR(found[1], 1, 0.005);
}

TEST(Stage, AStruckCueWalksAcross) {
  Cue cue{.sound = "footsteps",
          .start_seconds = 0,
          .end_seconds = 4,
          .pan_from = 0.9F,
          .pan_to = -0.9F};
  for (double at = 0.1; at < 4; at += 0.5) {
    cue.beats.push_back(at);
  }
  const Stereo sound = effect_cue(cue, kFiveSeconds, Random(3)).value();
  EXPECT_GT(balance_db(sound, 0, 0.5), 4);
  EXPECT_LT(balance_db(sound, 3.5, 4), -4);
}

TEST(Stage, AWideCueLeansToItsSide) {
  const Cue cue{.sound = "crowd", .end_seconds = 5, .pan_from = 0.8F, .pan_to = 0.8F};
  EXPECT_GT(balance_db(effect_cue(cue, kFiveSeconds, Random(3)).value(), 1, 4), 3);
}

TEST(Stage, ABallThatStaysDownLongerStruckHarder) {
  const Cue cue{.sound = "bounce", .end_seconds = 3, .beats = {0.2, 1.2, 1.9, 2.3, 2.5}};
  const Stereo sound = effect_cue(cue, kFiveSeconds, Random(3)).value();
  EXPECT_GT(rms(stretch(sound.left, 0.2, 0.4)), 1.2 * rms(stretch(sound.left, 1.2, 1.4)));
  EXPECT_GT(rms(stretch(sound.left, 1.2, 1.4)), 1.2 * rms(stretch(sound.left, 1.9, 2.1)));
}

TEST(Stage, WhatLiesOutsideTheClipIsNotHeard) {
  for (const Cue& cue :
       {Cue{.sound = "bell", .start_seconds = 7, .end_seconds = 9},
        Cue{.sound = "bell", .start_seconds = -3, .end_seconds = -1, .beats = {-2}},
        Cue{.sound = "bell", .start_seconds = 1, .end_seconds = 1, .beats = {1e300}},
        Cue{.sound = "wind", .start_seconds = 2, .end_seconds = 1}}) {
    const auto sound = effect_cue(cue, kFiveSeconds, Random(3));
    ASSERT_TRUE(sound.has_value());
    EXPECT_EQ(sound->length(), kFiveSeconds);
    EXPECT_EQ(rms(sound->left), 0);
  }
}

TEST(Stage, RefusesWhatItDoesNotKnow) {
  const auto unknown = effect_cue({.sound = "vuvuzela", .end_seconds = 1}, 48000, Random(1));
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(unknown.error().message, HasSubstr("vuvuzela"));
  const auto broken =
      effect_cue({.sound = "dog", .start_seconds = std::numeric_limits<double>::quiet_NaN()}, 48000,
                 Random(1));
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::sound
