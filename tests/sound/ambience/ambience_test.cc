#include "sound/ambience/ambience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sound/ambience/lexicon.h"
#include "sound/effects/effects.h"
#include "sound/music/music.h"

namespace kirin::sound {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> ambience_of(std::string_view told, std::string_view negative = "") {
  return sound_wishes(told, negative).ambience;
}

struct Case {
  const char* prompt;
  std::vector<std::string> sounds;
};

TEST(Ambience, FollowsTheWordsOfThePrompt) {
  const Case cases[] = {
      {"a red kite over a beach", {"wind", "surf", "seagull"}},
      {"the sea at dusk", {"surf"}},
      {"heavy rain on a window", {"rain"}},
      {"a storm", {"rain", "thunder", "wind"}},
      {"a deer in a forest", {"birds", "leaves"}},
      {"a garden at night", {"leaves", "crickets", "owl"}},
      {"a city at night", {"traffic"}},
      {"two campfires", {"fire", "crickets"}},
      {"a mountain stream", {"wind", "stream"}},
      {"falling snow", {"soft_wind"}},
      {"a spaceship near a planet", {"spaceship", "space"}},
      {"a crowd cheers", {"crowd", "applause"}},
      {"a cup of tea", {"room", "music_calm"}},
      {"a happy child", {"room", "music_joyful"}},
      {"an eerie doll", {"room", "music_mysterious"}},
      {"a warrior", {"room", "music_epic"}},
      {"a piano by the sea", {"surf", "music_calm:piano"}},
      {"birds sing at midnight", {"birds", "crickets"}},
      {"a lighthouse in a thunderstorm", {"surf", "wind", "rain", "thunder"}},
      {"a puppy barks", {"dog", "room", "music_calm"}},
      {"a man walks through a snowy forest", {"footsteps_snow", "soft_wind", "birds", "leaves"}},
      {"a boy plays guitar, soft sad music", {"room", "music_sad:guitar"}},
      {"a jazz band in a bar", {"crowd", "music_jazz"}},
      {"海边的女孩", {"surf", "wind", "seagull"}},
      {"夜晚的城市街道", {"traffic"}},
      {"雨中的火车", {"rain", "train"}},
      {"一只小狗在草地上奔跑", {"dog", "birds", "wind", "footsteps_grass"}},
      {"", {"room", "music_calm"}},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(ambience_of(each.prompt), each.sounds) << each.prompt;
  }
}

TEST(Ambience, HearsInflections) {
  for (const char* prompt : {"it rained", "raining", "rains", "rain"}) {
    EXPECT_THAT(ambience_of(prompt), ElementsAre("rain")) << prompt;
  }
  EXPECT_THAT(ambience_of("kittens"), Contains("cat"));
  EXPECT_THAT(ambience_of("the volcano exploded"), Contains("explosion"));
}

TEST(Ambience, HearsNoWordInAnother) {
  EXPECT_THAT(ambience_of("she researches brainwaves and a carpet"),
              ElementsAre("room", "music_calm"));
  for (const char* prompt : {"风格", "马克杯", "a hot dog", "印象", "草莓", "a fire truck's ladder",
                             "a dragonfly", "she plays", "a type of cup", "muted colors"}) {
    EXPECT_THAT(ambience_of(prompt), ElementsAre("room", "music_calm")) << prompt;
  }
}

TEST(Ambience, LeavesOutWhatThePromptNegates) {
  EXPECT_THAT(ambience_of("the sea without wind"), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("a cup of tea, no music"), ElementsAre("room"));
  EXPECT_THAT(ambience_of("no birds or wind in the forest"), ElementsAre("leaves"));
  EXPECT_THAT(ambience_of("no rain, only the sea"), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("no one walks in the rain"), Contains("rain"));
  EXPECT_THAT(ambience_of("a cup, 没有音乐"), ElementsAre("room"));
}

TEST(Ambience, LeavesOutWhatTheNegativePromptNames) {
  EXPECT_THAT(ambience_of("the coast", "blurry, wind, gulls"), ElementsAre("surf"));
  EXPECT_THAT(ambience_of("a cup of tea", "music"), ElementsAre("room"));
  EXPECT_THAT(ambience_of("the sea", "surf, wind"), ElementsAre("room", "music_calm"));
}

TEST(Ambience, IsSilentWhereAllSoundIsUnwanted) {
  for (const char* prompt : {"a beach without any sound", "a beach in complete silence",
                             "a beach, silent", "Silent.", "沙滩，静音", "沙滩，没有声音"}) {
    const std::string lower = std::string_view{prompt} == "Silent." ? "silent." : prompt;
    EXPECT_THAT(ambience_of(lower), IsEmpty()) << prompt;
  }
  EXPECT_THAT(ambience_of("a beach", "audio, blurry"), IsEmpty());
  EXPECT_THAT(ambience_of("a beach with the sound of the sea"), Not(IsEmpty()));
  EXPECT_THAT(ambience_of("a silent forest"), ElementsAre("birds", "leaves"));
}

TEST(Ambience, HearsOnlyWhatAloneIsAskedFor) {
  for (const char* prompt :
       {"a man walks a dog in a forest, only the sound of wind", "森林里的狗，只有风声",
        "a lake with birds; nothing but the sound of wind"}) {
    const SoundWishes wishes = sound_wishes(prompt, "");
    EXPECT_THAT(wishes.ambience, ElementsAre("wind")) << prompt;
    EXPECT_THAT(wishes.refused, Contains("dog")) << prompt;
    EXPECT_THAT(wishes.refused, Contains("footsteps_snow")) << prompt;
    EXPECT_THAT(wishes.refused, Not(Contains("wind"))) << prompt;
  }
  EXPECT_THAT(ambience_of("a beach, only soft piano music"), ElementsAre("music_calm:piano"));
  EXPECT_THAT(ambience_of("only one dog on a beach"), Contains("surf"));
}

TEST(Ambience, RefusesEffectsForCuesToo) {
  EXPECT_THAT(sound_wishes("a dog runs, no barking", "").refused, Contains("dog"));
  EXPECT_THAT(sound_wishes("a man walks", "footsteps").refused, Contains("footsteps_gravel"));
  EXPECT_THAT(sound_wishes("a dog runs on a beach", "").refused, IsEmpty());
  EXPECT_EQ(sound_wishes("a beach, no sound", "").refused.size(), effects().size());
}

TEST(Ambience, KnowsTheGround) {
  EXPECT_EQ(sound_wishes("a fox in the snow", "").ground, "snow");
  EXPECT_EQ(sound_wishes("a couple on a beach", "").ground, "sand");
  EXPECT_EQ(sound_wishes("a street", "").ground, "");
}

TEST(Ambience, SaysWhereSpeechIsUnwanted) {
  EXPECT_TRUE(sound_wishes("a man, no talking", "").is_speech_unwanted);
  EXPECT_TRUE(sound_wishes("a man", "dialogue").is_speech_unwanted);
  EXPECT_FALSE(sound_wishes("a man talking", "").is_speech_unwanted);
}

TEST(Ambience, HasFourSoundsAndMusicAtMost) {
  EXPECT_EQ(ambience_of("beach rain forest night city fire river snow space crowd").size(), 4U);
  EXPECT_EQ(ambience_of("beach rain forest night city fire river snow crowd music").size(), 5U);
}

TEST(Ambience, EveryWordLeadsToASoundThereIs) {
  const std::vector<std::string> known{"music",  "night",   "dawn", "day",  "everything",
                                       "speech", "negator", "end",  "only", "sound"};
  for (const std::string& sound : Lexicon::of_program().all_sounds()) {
    const std::string_view kind = std::string_view{sound}.substr(0, sound.find(':') + 1);
    const std::string name = sound.substr(kind.size());
    const bool is_known = kind == "mood:"   ? music_of("music_" + name).has_value()
                          : kind == "play:" ? music_of("music_calm:" + name).has_value()
                          : kind == "on:"   ? find_effect("footsteps_" + name) != nullptr
                                            : find_effect(sound) != nullptr;
    EXPECT_TRUE(is_known || std::ranges::find(known, sound) != known.end()) << sound;
  }
}

TEST(Ambience, EveryEffectHasAWord) {
  const std::vector<std::string> sounds = Lexicon::of_program().all_sounds();
  for (const Effect& effect : effects()) {
    if (family_of(effect.name) == effect.name && effect.name != "guitar" &&
        effect.name != "piano") {  // their words are music's; a cue may still call for them
      EXPECT_THAT(sounds, Contains(effect.name));
    }
  }
}

}  // namespace
}  // namespace kirin::sound
