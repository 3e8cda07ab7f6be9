#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sound/mix/loudness.h"
#include "sound/mix/master.h"
#include "sound/sound.h"
#include "sound/spectrum.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SoundTrack rendered(const SoundPlan& plan) { return render_sound(plan, {}).value(); }

Stereo stereo_of(const SoundTrack& track) {
  Stereo stereo(track.samples.size() / 2);
  for (std::size_t i = 0; i < stereo.length(); ++i) {
    stereo.left[i] = track.samples[2 * i];
    stereo.right[i] = track.samples[2 * i + 1];
  }
  return stereo;
}

TEST(Render, HasExactlyTheAskedLength) {
  for (const double seconds : {5.0, 10.0, 3.0, 5.0417, 0.01}) {
    const auto track = rendered(
        {.duration_seconds = seconds, .lines = {{"Hello", "en_male_1"}}, .ambience = {"surf"}});
    EXPECT_EQ(track.samples.size(), 2U * static_cast<std::size_t>(std::llround(seconds * 48000)))
        << seconds;
  }
}

TEST(Render, RefusesALengthNoClipHas) {
  for (const double seconds : {0.0, -1.0, 61.0, std::nan(""), HUGE_VAL}) {
    const auto track = render_sound({.duration_seconds = seconds}, {});
    ASSERT_FALSE(track.has_value()) << seconds;
    EXPECT_EQ(track.error().code, ErrorCode::invalid_argument);
  }
}

TEST(Render, RefusesAmbienceItDoesNotKnow) {
  const auto track = render_sound({.ambience = {"vuvuzela"}}, {});
  ASSERT_FALSE(track.has_value());
  EXPECT_THAT(track.error().message, HasSubstr("vuvuzela"));
}

TEST(Render, IsTheSameForASeedAndAnotherForAnother) {
  SoundPlan plan{.lines = {{"Hello", "en_male_1"}}, .ambience = {"birds", "rain"}, .seed = 5};
  const auto first = rendered(plan).samples;
  EXPECT_EQ(first, rendered(plan).samples);
  plan.seed = 6;
  EXPECT_NE(first, rendered(plan).samples);
}

TEST(Render, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  for (const SoundPlan& plan :
       {SoundPlan{.ambience = {"surf"}}, SoundPlan{.lines = {{"Hello", "en_male_1"}}}}) {
    const auto track = render_sound(plan, source.get_token());
    ASSERT_FALSE(track.has_value());
    EXPECT_EQ(track.error().code, ErrorCode::canceled);
  }
}

TEST(Render, IsAsLoudAsDueNeverTooHighAndFadedAtBothEnds) {
  for (const char* prompt : {"a storm at the sea", "a cup of tea", "birds in a garden",
                             "a campfire, a man says \"Hello\"", "thunder", "crickets", "a dog",
                             "an explosion in the city", "fireworks", "a happy birthday party",
                             "a man walks in the snow", "\"What a day this is, my friend\""}) {
    const auto track = rendered(plan_sound(prompt, "", {}, 5, 3));
    const Loudness found = loudness_of(stereo_of(track));
    EXPECT_NEAR(found.integrated_lufs, -16, 0.5) << prompt;
    EXPECT_LE(found.true_peak_db, kCeilingDb + 0.05) << prompt;
    EXPECT_EQ(track.samples.front(), 0) << prompt;
    EXPECT_EQ(track.samples.back(), 0) << prompt;
  }
}

// A few strikes and nothing else: their edge is kept, so the track may stay below -16.
TEST(Render, SparseStrikesAreAsLoudAsTheirPeaksAllow) {
  for (const char* sound : {"clock", "footsteps", "bounce", "door", "hooves"}) {
    const auto track = rendered(
        {.cues = {{.sound = sound, .start_seconds = 1, .end_seconds = 4, .beats = {1, 2.5, 3.7}}}});
    const Loudness found = loudness_of(stereo_of(track));
    EXPECT_LE(found.true_peak_db, kCeilingDb + 0.05) << sound;
    EXPECT_LE(found.integrated_lufs, -15.5) << sound;
    EXPECT_GE(found.integrated_lufs, -30) << sound;
  }
}

TEST(Render, ACueIsHeardAtItsTimeAndPlace) {
  const SoundPlan plan{.cues = {{.sound = "drum",
                                 .start_seconds = 1,
                                 .end_seconds = 4,
                                 .pan_from = -0.9F,
                                 .pan_to = 0.9F,
                                 .beats = {1.25, 3.6}}}};
  const auto sound = stereo_of(rendered(plan));
  const auto found = onsets(mono_of(sound), 0.002, 1);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0], 1.25, 0.01);
  EXPECT_NEAR(found[1], 3.6, 0.01);
  EXPECT_GT(rms(stretch(sound.left, 1.25, 1.5)), 1.5 * rms(stretch(sound.right, 1.25, 1.5)));
  EXPECT_LT(rms(stretch(sound.left, 3.6, 3.9)), rms(stretch(sound.right, 3.6, 3.9)) / 1.5);
}

TEST(Render, ACueTakesThePlaceOfTheAmbienceOfItsName) {
  SoundPlan plan{.ambience = {"dog", "surf"},
                 .cues = {{.sound = "dog", .start_seconds = 4, .end_seconds = 5, .beats = {4.2}}}};
  const auto with_both = rendered(plan).samples;
  plan.ambience = {"surf"};
  EXPECT_EQ(with_both, rendered(plan).samples);
  plan.ambience = {"footsteps_snow"};
  plan.cues = {{.sound = "footsteps", .start_seconds = 0, .end_seconds = 5, .beats = {4.2}}};
  const auto steps = left_of(rendered(plan).samples);
  EXPECT_EQ(rms(stretch(steps, 0, 4.1)), 0) << "kinds of a thing are one thing";
}

TEST(Render, FootstepsFallOnTheGroundThereIs) {
  const std::vector<Cue> steps{{.sound = "footsteps", .end_seconds = 5, .beats = {1, 2, 3}}};
  const std::vector<Cue> snow{{.sound = "footsteps_snow", .end_seconds = 5, .beats = {1, 2, 3}}};
  EXPECT_EQ(rendered({.cues = steps, .ground = "snow"}).samples, rendered({.cues = snow}).samples);
  EXPECT_NE(rendered({.cues = steps}).samples, rendered({.cues = snow}).samples);
}

TEST(Render, WhatIsRefusedIsNotHeardThoughItIsSeen) {
  SoundPlan plan = plan_sound("a dog on a beach, only the sound of the sea", "", {}, 5, 1);
  const auto without = rendered(plan).samples;
  plan.cues = {{.sound = "dog", .end_seconds = 5, .beats = {1, 2}}};
  EXPECT_EQ(rendered(plan).samples, without);
  SoundPlan silent = plan_sound("a dog, silent", "", {}, 5, 1);
  silent.cues = plan.cues;
  EXPECT_EQ(rms(rendered(silent).samples), 0);
}

TEST(Render, RefusesACueItDoesNotKnow) {
  const auto track = render_sound({.cues = {{.sound = "vuvuzela", .end_seconds = 1}}}, {});
  ASSERT_FALSE(track.has_value());
  EXPECT_EQ(track.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(track.error().message, HasSubstr("vuvuzela"));
}

TEST(Render, ManyCuesAreNoTrouble) {
  SoundPlan plan{.duration_seconds = 2};
  for (int i = 0; i < 300; ++i) {
    plan.cues.push_back({.sound = i % 2 == 0 ? "fireworks" : "hooves",
                         .end_seconds = 2,
                         .gain_db = static_cast<float>(-i),
                         .beats = {0.1, 1.0}});
  }
  EXPECT_LE(loudness_of(stereo_of(rendered(plan))).true_peak_db, kCeilingDb + 0.05);
}

TEST(Render, ARoomAloneIsQuiet) {
  EXPECT_NEAR(integrated_loudness(stereo_of(rendered({.ambience = {"room"}}))), -32, 1);
}

TEST(Render, NothingWantedIsSilence) {
  EXPECT_EQ(rms(rendered(plan_sound("a cup, no sound", "", {}, 5, 1)).samples), 0);
}

TEST(Render, SpeechIsHeardWhereItIsPlanned) {
  const SoundPlan quiet{.ambience = {"room"}};
  SoundPlan plan = quiet;
  plan.lines = {{"Good evening everybody", "en_female_1"}};
  const auto with = band(left_of(rendered(plan).samples), 1000, 3500);
  const auto without = band(left_of(rendered(quiet).samples), 1000, 3500);
  EXPECT_GT(rms(stretch(with, 0.65, 1.6)), 5 * rms(stretch(without, 0.65, 1.6)));
  EXPECT_GT(rms(stretch(with, 0.65, 1.6)), 5 * rms(stretch(with, 0.2, 0.58)));
  EXPECT_GT(rms(stretch(with, 0.65, 1.6)), 5 * rms(stretch(with, 3, 4.5)));
}

// How far speech pushes back what is above its own band, beside the same sound without speech.
double pushed_back_db(SoundPlan plan) {
  const auto step_db = [](const SoundPlan& made) {
    const auto part = band(left_of(rendered(made).samples), 9500, 20000);
    return 20 * std::log10(rms(stretch(part, 0.8, 1.8)) / rms(stretch(part, 4.5, 5.5)));
  };
  plan.duration_seconds = 6;
  const double alone = step_db(plan);
  plan.lines = {{"One two three four five six", "en_male_1"}};
  return step_db(plan) - alone;
}

TEST(Render, SpeechPushesBackThePlaceMoreThanWhatIsSeen) {
  const double seen = pushed_back_db({.cues = {{.sound = "rain", .end_seconds = 6}}});
  const double place = pushed_back_db({.ambience = {"rain"}});
  EXPECT_NEAR(seen, -6, 1);
  EXPECT_NEAR(place, -10, 2);
  EXPECT_LT(place, seen - 2);
}

// Rain reaches far above the 8 kHz where flite's voices end: what is up there is ambience alone.
TEST(Render, AmbienceStepsBackUnderSpeech) {
  const auto track = rendered({.duration_seconds = 6,
                               .lines = {{"One two three four five six", "en_male_1"}},
                               .ambience = {"rain"}});
  const auto rain = band(left_of(track.samples), 10000, 20000);
  const double under = rms(stretch(rain, 0.8, 1.8));
  const double after = rms(stretch(rain, 4.5, 5.5));
  EXPECT_NEAR(20 * std::log10(under / after), -10, 3);
}

TEST(Render, LinesFollowEachOtherWithAPause) {
  const auto track = rendered({.lines = {{"Yes", "en_male_1"}, {"No", "en_female_1"}}});
  const auto samples = left_of(track.samples);
  int onsets = 0;
  bool was_loud = false;
  for (double at = 0.2; at < 4.7; at += 0.1) {
    const bool is_loud = rms(stretch(samples, at, at + 0.1)) > 0.005;
    onsets += is_loud && !was_loud ? 1 : 0;
    was_loud = is_loud;
  }
  EXPECT_EQ(onsets, 2);
  EXPECT_THAT(track.warnings, IsEmpty());
}

TEST(Render, ALineThatIsALittleTooLongIsSpokenFasterWithoutAWarning) {
  const std::string text =
      "We are going to the sea today, and I am so very glad that you came along";
  EXPECT_THAT(rendered({.duration_seconds = 5, .lines = {{text, "en_female_1"}}}).warnings,
              IsEmpty());
}

TEST(Render, AMuchTooLongLineIsCutAndSaidToBe) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += "word ";
  }
  const auto track = rendered({.lines = {{text, "en_male_1"}, {"Never heard", "en_male_1"}}});
  EXPECT_THAT(track.warnings, ElementsAre(AllOf(HasSubstr("line 1"), HasSubstr("cut short")),
                                          AllOf(HasSubstr("line 2"), HasSubstr("not spoken"))));
  const auto samples = left_of(track.samples);
  EXPECT_GT(rms(stretch(samples, 3.5, 4.2)), 0.01);
  EXPECT_EQ(rms(stretch(samples, 4.7, 5)), 0);
}

TEST(Render, AnUnknownVoiceIsReplacedAndNamedOnce) {
  const auto track =
      rendered({.lines = {{"Hello", "829826751244537876"}, {"Again", "829826751244537876"}}});
  EXPECT_THAT(track.warnings, ElementsAre(AllOf(HasSubstr("829826751244537876"),
                                                HasSubstr("en_male_1"), HasSubstr("en_robot"))));
  EXPECT_GT(rms(track.samples), 0.01);
}

TEST(Render, ALineInAnotherScriptIsNotSpokenAndSaidNotToBe) {
  const auto track = rendered({.lines = {{"你好，世界", "en_female_1"}}});
  EXPECT_THAT(track.warnings,
              ElementsAre(AllOf(HasSubstr("你好"), HasSubstr("not spoken"), HasSubstr("English"))));
  EXPECT_EQ(rms(track.samples), 0);
}

TEST(Render, ALineOfEmojiHasNoWords) {
  EXPECT_THAT(rendered({.lines = {{"😀", "en_female_1"}}}).warnings,
              ElementsAre(HasSubstr("no words")));
}

TEST(Render, PassesOnThePlansWarnings) {
  EXPECT_THAT(rendered({.warnings = {"from the plan"}}).warnings, ElementsAre("from the plan"));
}

}  // namespace
}  // namespace kirin::sound
