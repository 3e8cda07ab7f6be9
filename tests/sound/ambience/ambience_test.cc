#include "sound/ambience/ambience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sound/mix/loudness.h"

namespace kirin::sound {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

struct Case {
  const char* prompt;
  std::vector<std::string> sounds;
};

TEST(Ambience, FollowsTheWordsOfThePrompt) {
  const Case cases[] = {
      {"a red kite over a beach", {"wind", "surf"}},
      {"the sea at dusk", {"surf"}},
      {"heavy rain on a window", {"rain"}},
      {"a storm", {"wind", "rain", "thunder"}},
      {"a deer in a forest", {"leaves", "birds"}},
      {"a garden at night", {"leaves", "crickets"}},
      {"a city at night", {"traffic"}},
      {"two campfires", {"fire", "crickets"}},
      {"a mountain stream", {"wind", "stream"}},
      {"falling snow", {"soft_wind"}},
      {"a spaceship near a planet", {"drone"}},
      {"a crowd cheers", {"crowd"}},
      {"a cup of tea", {"room", "music_calm"}},
      {"a happy puppy", {"room", "music_bright"}},
      {"an eerie doll", {"room", "music_dark"}},
      {"a piano by the sea", {"surf", "music_calm"}},
      {"birds sing at midnight", {"birds", "crickets"}},
      {"海边的女孩", {"surf"}},
      {"", {"room", "music_calm"}},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(ambience_of(each.prompt, ""), each.sounds) << each.prompt;
  }
}

TEST(Ambience, TakesWholeWordsOnly) {
  EXPECT_THAT(ambience_of("she researches brainwaves and a carpet", ""),
              ElementsAre("room", "music_calm"));
}

TEST(Ambience, LeavesOutWhatThePromptNegates) {
  EXPECT_THAT(ambience_of("a beach without wind", ""), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("a cup of tea, no music", ""), ElementsAre("room"));
  EXPECT_THAT(ambience_of("no birds or wind in the forest", ""), ElementsAre("leaves"));
  EXPECT_THAT(ambience_of("no rain, only the sea", ""), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("no one walks in the rain", ""), ElementsAre("rain"));
  EXPECT_THAT(ambience_of("a cup, 没有音乐", ""), ElementsAre("room"));
}

TEST(Ambience, LeavesOutWhatTheNegativePromptNames) {
  EXPECT_THAT(ambience_of("a beach", "blurry, wind"), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("a cup of tea", "music"), ElementsAre("room"));
  EXPECT_THAT(ambience_of("a beach", "surf, wind"), ElementsAre("room", "music_calm"));
}

TEST(Ambience, IsSilentWhereAllSoundIsUnwanted) {
  EXPECT_THAT(ambience_of("a beach without any sound", ""), IsEmpty());
  EXPECT_THAT(ambience_of("a beach in complete silence", ""), IsEmpty());
  EXPECT_THAT(ambience_of("a beach", "audio, blurry"), IsEmpty());
  EXPECT_THAT(ambience_of("a beach with the sound of the sea", ""), Not(IsEmpty()));
}

TEST(Ambience, HasFourSoundsAtMost) {
  EXPECT_EQ(
      ambience_of("beach rain forest night city fire river snow space crowd music", "").size(), 4U);
}

TEST(Ambience, EveryTextureIsHeardFiniteAndStereo) {
  for (const Ambience& each : all_ambience()) {
    Stereo sound(5 * kSampleRate);
    each.add(sound, Random(7, each.name));
    EXPECT_GT(integrated_loudness(sound), -60) << each.name;
    bool differs = false;
    for (std::size_t i = 0; i < sound.length(); ++i) {
      ASSERT_TRUE(std::isfinite(sound.left[i]) && std::isfinite(sound.right[i])) << each.name;
      differs = differs || sound.left[i] != sound.right[i];
    }
    EXPECT_TRUE(differs) << each.name;
  }
}

TEST(Ambience, TexturesBearAnyLength) {
  for (const Ambience& each : all_ambience()) {
    for (const std::size_t length : {0, 1, 100, 4801}) {
      Stereo sound(length);
      each.add(sound, Random(3, each.name));
      EXPECT_EQ(sound.left.size(), length) << each.name;
    }
  }
}

}  // namespace
}  // namespace kirin::sound
