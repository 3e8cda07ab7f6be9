#include "sound/music/music.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sound/mix/loudness.h"
#include "sound/spectrum.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kTwoSeconds = 2 * 48000;
constexpr std::size_t kFiveSeconds = 5 * 48000;

std::vector<float> note_of(AddNote play, double hz, float seconds = 0.8F) {
  Channel channel(96000);
  Random random(3);
  play(channel, {.at = 4800, .hz = static_cast<float>(hz), .seconds = seconds}, random);
  return channel;
}

TEST(Music, EachMoodPlaysForAnyLengthAndTheSameForASeed) {
  for (const Mood& mood : music_moods()) {
    const MusicBrief brief{.mood = &mood};
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{30000}}) {
      EXPECT_EQ(music_bed(brief, length, Random(1)).length(), length);
    }
    const Stereo music = music_bed(brief, kTwoSeconds, Random(7));
    EXPECT_GT(integrated_loudness(music), -50) << mood.name;
    EXPECT_EQ(music_bed(brief, kTwoSeconds, Random(7)).left, music.left) << mood.name;
    EXPECT_NE(music_bed(brief, kTwoSeconds, Random(8)).left, music.left) << mood.name;
    for (const float sample : music.left) {
      ASSERT_TRUE(std::isfinite(sample)) << mood.name;
    }
  }
}

TEST(Music, NamesAreReadAndOthersAreNot) {
  EXPECT_EQ(music_of("music_sad")->mood->name, "sad");
  EXPECT_EQ(music_of("music_sad")->lead, nullptr);
  EXPECT_EQ(music_of("music_jazz:piano")->lead, &add_piano);
  for (const char* name :
       {"music", "music_", "music_angry", "music_sad:", "music_sad:kazoo", "sad"}) {
    EXPECT_FALSE(music_of(name).has_value()) << name;
  }
}

TEST(Music, ChordsAreOfTheirScaleOrMeantNotToBe) {
  // Moods with a home: each tone of their progression belongs to the key.
  for (const Mood& mood : music_moods()) {
    if (mood.name == "tense" || mood.name == "mysterious") {
      continue;
    }
    for (const Chord& chord : mood.chords) {
      int strangers = 0;
      for (const int tone : chord.tones) {
        const int degree = (tone % 12 + 12) % 12;
        strangers += std::ranges::find(mood.scale, degree) == mood.scale.end() ? 1 : 0;
      }
      EXPECT_LE(strangers, mood.name == "jazz" ? 2 : 0) << mood.name;  // jazz borrows dominants
    }
    EXPECT_EQ((mood.chords.front().bass % 12 + 12) % 12, 0) << mood.name << " has no home";
  }
}

TEST(Music, PartsHavePatternsThatBegin) {
  for (const Mood& mood : music_moods()) {
    EXPECT_GE(mood.parts.size(), 3U) << mood.name;
    std::set<AddNote> instruments;
    for (const Part& part : mood.parts) {
      instruments.insert(part.play);
      EXPECT_EQ(part.pattern.empty(), part.role == Role::hold) << mood.name;
      EXPECT_EQ(part.pattern.find_first_not_of("xo."), std::string_view::npos) << mood.name;
    }
    EXPECT_GE(instruments.size(), 2U) << mood.name;
  }
}

TEST(Music, TheLastBarComesHome) {
  // The tonic and its fifth are what is left at the end of a calm piece.
  const MusicBrief brief = *music_of("music_calm");
  for (const std::uint64_t seed : {1, 2, 3}) {
    const auto music = mono_of(music_bed(brief, kFiveSeconds, Random(seed)));
    const auto low = strongest_hz(stretch(music, 3.6, 4.8), 50, 95);
    const double semitones = 12 * std::log2(low / (brief.mood->lowest_tonic_hz / 2));
    EXPECT_NEAR(semitones, std::round(semitones), 0.5) << seed;
    EXPECT_THAT(std::round(semitones), ::testing::AllOf(::testing::Ge(0), ::testing::Le(5)));
  }
}

TEST(Music, QuickMoodsBeatFasterThanSlowOnes) {
  const auto strokes = [](std::string_view name) {
    const auto music = mono_of(music_bed(*music_of(name), 2 * kFiveSeconds, Random(4)));
    return onsets(band(music, 2500, 12000), 0.01, 0.08).size();
  };
  EXPECT_GT(strokes("music_festive"), strokes("music_sad") + 8);
  EXPECT_GT(strokes("music_joyful"), strokes("music_romantic"));
}

TEST(Music, AnotherInstrumentLeadsWhereOneIsNamed) {
  const auto own = music_bed(*music_of("music_calm"), kFiveSeconds, Random(2));
  const auto harp = music_bed(*music_of("music_calm:harp"), kFiveSeconds, Random(2));
  EXPECT_NE(own.left, harp.left);
}

TEST(Instruments, PitchedOnesAreInTune) {
  for (const AddNote play : {&add_piano, &add_guitar, &add_harp, &add_bass, &add_strings,
                             &add_brass, &add_flute, &add_pad, &add_celesta}) {
    for (const double hz : {110.0, 220.0, 329.63, 440.0}) {
      const auto note = note_of(play, hz);
      const double found = pitch_hz(stretch(note, 0.4, 0.6), hz * 0.85, hz * 1.18);
      EXPECT_NEAR(1200 * std::log2(found / hz), 0, 25) << hz;  // cents
    }
  }
}

TEST(Instruments, StruckStringsFadeAndBowedOnesHold) {
  const auto ratio = [](AddNote play) {
    const auto note = note_of(play, 220, 1.2F);
    return rms(stretch(note, 1.1, 1.25)) / rms(stretch(note, 0.15, 0.3));
  };
  EXPECT_LT(ratio(&add_piano), 0.6);
  EXPECT_LT(ratio(&add_guitar), 0.6);
  EXPECT_GT(ratio(&add_strings), 0.9);
  EXPECT_GT(ratio(&add_flute), 0.7);
}

TEST(Instruments, NothingIsLeftAfterANoteIsLetGo) {
  for (const AddNote play : {&add_piano, &add_guitar, &add_flute, &add_brass, &add_celesta}) {
    const auto note = note_of(play, 330, 0.4F);
    EXPECT_LT(rms(stretch(note, 1, 1.5)), 1e-4 * rms(stretch(note, 0.1, 0.5)) + 1e-9);
  }
}

}  // namespace
}  // namespace kirin::sound
