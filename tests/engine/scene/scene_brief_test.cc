#include "engine/motion/scene/scene_brief.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace kirin::engine::motion::scene {
namespace {

struct Reading {
  const char* prompt;
  Setting setting;
  Hour hour;
  Weather weather;
  const char* subjects;  ///< "2 red kite, 1 person"
};

std::string subjects_of(const SceneBrief& brief) {
  std::string text;
  for (const Subject& subject : brief.subjects) {
    text += (text.empty() ? "" : ", ") + std::to_string(subject.count) + " " +
            (subject.colour ? subject.colour_name + " " : "") +
            std::string(to_string(subject.kind));
  }
  return text;
}

class EachReading : public testing::TestWithParam<Reading> {};

TEST_P(EachReading, IsUnderstood) {
  const SceneBrief brief = read_brief(GetParam().prompt, "");
  EXPECT_EQ(to_string(brief.setting), to_string(GetParam().setting));
  EXPECT_EQ(to_string(brief.hour), to_string(GetParam().hour));
  EXPECT_EQ(to_string(brief.weather), to_string(GetParam().weather));
  EXPECT_EQ(subjects_of(brief), GetParam().subjects);
  EXPECT_TRUE(brief.understood);
}

INSTANTIATE_TEST_SUITE_P(
    Prompts, EachReading,
    testing::Values(
        Reading{"A red kite climbs over a windy beach at dusk. Man <<<voice_1>>> says: \"Hello\"",
                Setting::beach, Hour::dusk, Weather::clear, "1 red kite, 1 person"},
        Reading{"Two white boats and three seagulls on a foggy sea at dawn", Setting::sea,
                Hour::dawn, Weather::fog, "2 white boat, 3 bird"},
        Reading{"A flock of birds above snowcapped mountains at noon", Setting::mountains,
                Hour::day, Weather::clear, "8 bird"},
        Reading{"a rainy night in the city, cars drive by", Setting::city, Hour::night,
                Weather::rain, "5 car"},
        Reading{"A dog, no cats", Setting::meadow, Hour::day, Weather::clear, "1 dog"},
        Reading{"a meadow without birds or butterflies but with a horse", Setting::meadow,
                Hour::day, Weather::clear, "1 horse"},
        Reading{"no birds and a kite", Setting::meadow, Hour::day, Weather::clear, "1 kite"},
        Reading{"The woman said “the rocket is red” on the beach at noon", Setting::beach,
                Hour::day, Weather::clear, "1 person"},
        Reading{"12 balloons over the desert at golden hour", Setting::desert, Hour::dusk,
                Weather::clear, "12 balloon"},
        Reading{"傍晚的海滩上，一只红色的风筝", Setting::beach, Hour::dusk, Weather::clear,
                "1 red kite"},
        Reading{"夜晚的城市，下雨", Setting::city, Hour::night, Weather::rain, ""},
        Reading{"草原上三匹马，没有鸟", Setting::meadow, Hour::day, Weather::clear, "3 horse"},
        Reading{"雪地里的小屋和两只狗，下雪", Setting::snowfield, Hour::day, Weather::snow,
                "1 house, 2 dog"},
        Reading{"an orange fish", Setting::underwater, Hour::day, Weather::clear, "1 orange fish"},
        Reading{"a boy on the ocean shore with full moon", Setting::beach, Hour::night,
                Weather::clear, "1 person"}));

TEST(SceneBrief, TheNegativePromptRemovesWhatItNames) {
  const SceneBrief brief =
      read_brief("a man and a dog on a beach in the rain", "dog, rain, clouds");
  EXPECT_EQ(subjects_of(brief), "1 person");
  EXPECT_EQ(brief.weather, Weather::clear);
  EXPECT_TRUE(brief.cloudless);
}

TEST(SceneBrief, AColourWithoutAFigureTintsTheScene) {
  EXPECT_TRUE(read_brief("a purple sky over the sea", "").tint.has_value());
  EXPECT_FALSE(read_brief("a purple car", "").tint.has_value());
  EXPECT_FALSE(read_brief("green hills at noon", "").tint.has_value());
}

TEST(SceneBrief, UnknownWordsAreNotUnderstoodButChooseAScene) {
  const SceneBrief brief = read_brief("perpendicular justice", "");
  EXPECT_FALSE(brief.understood);
  EXPECT_NE(brief.words_hash, read_brief("epistemic velvet", "").words_hash);
}

}  // namespace
}  // namespace kirin::engine::motion::scene
