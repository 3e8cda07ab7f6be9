#include "engine/motion/ambient/ambient_words.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "engine/motion/ambient/ambient_vocabulary.h"

namespace kirin::engine::motion {
namespace {

std::set<Weather> weather_of(std::string_view prompt, std::string_view negative = {}) {
  const AmbientWishes wishes = read_wishes(prompt, negative);
  std::set<Weather> found;
  for (std::size_t i = 0; i < kWeathers; ++i) {
    if (wishes.weather[i] > 0) {
      found.insert(static_cast<Weather>(i));
    }
  }
  return found;
}

TEST(AmbientWordsTest, WeatherFallsWhereThePromptAsksForIt) {
  using enum Weather;
  const std::vector<std::pair<const char*, std::set<Weather>>> kAsked = {
      {"", {}},
      {"a quiet village", {}},
      {"snow is falling", {snow}},
      {"It snows.", {snow}},
      {"a blizzard over the pass", {snow}},
      {"light snowfall and thick fog", {snow, fog}},
      {"A rainy street, neon signs", {rain}},
      {"it's raining heavily", {rain}},
      {"morning mist over the lake", {fog}},
      {"dust motes in the sunbeam", {dust}},
      {"petals drift down slowly", {petals}},
      {"cherry blossoms gently falling", {petals}},
      {"leaves are falling from the tree", {leaves}},
      {"fireflies glow at dusk", {fireflies}},
      {"sparks rise from the campfire", {embers}},
      {"bubbles", {bubbles}},
      {"大雪纷飞的村庄", {snow}},
      {"下着雨的街道", {rain}},
      {"湖上薄雾缭绕", {fog}},
      {"樱花飘落", {petals}},
      {"花瓣缓缓飘落", {petals}},
      {"落叶飘舞", {leaves}},
      {"夏夜的萤火虫", {fireflies}},
      {"火花四溅", {embers}},
      {"雨雪交加", {rain, snow}},
      {"薄霧", {fog}},
      {"櫻花飄落", {petals}},
      {"\"Snow falls on the village.\"", {snow}},
      {"“下雪了”", {snow}},
  };
  for (const auto& [prompt, expected] : kAsked) {
    EXPECT_EQ(weather_of(prompt), expected) << prompt;
  }
}

TEST(AmbientWordsTest, WordsOfThePlaceAreNotWeather) {
  for (const char* prompt : {"a snow-capped mountain",
                             "snow-covered roofs",
                             "a dog runs through the snow",
                             "a snow leopard",
                             "a rainbow over the hills",
                             "after the rain",
                             "a rain forest",
                             "raincoat",
                             "a train arrives",
                             "the petals of a rose",
                             "green leaves rustle",
                             "she leaves the room",
                             "fall colours",
                             "a waterfall",
                             "雪山",
                             "雪人站在雪地里",
                             "雨后的街道",
                             "热带雨林",
                             "花瓣",
                             "she says \"it is raining\"",
                             "他说：“下雪了”"}) {
    EXPECT_EQ(weather_of(prompt), std::set<Weather>{}) << prompt;
  }
}

TEST(AmbientWordsTest, NegationTakesWeatherAway) {
  using enum Weather;
  for (const char* prompt : {"no snow", "without any rain", "no snow, rain or fog",
                             "it is not raining", "don't add snow", "no heavy rain", "没有雪",
                             "不要下雨", "无雾", "不下雪", "没有雨、雪和雾"}) {
    EXPECT_EQ(weather_of(prompt), std::set<Weather>{}) << prompt;
  }
  EXPECT_EQ(weather_of("no rain but snow"), std::set{snow});
  EXPECT_EQ(weather_of("no camera shake, snow falling"), std::set{snow});
  EXPECT_EQ(weather_of("no rain. Fog rolls in"), std::set{fog});
  EXPECT_EQ(weather_of("not only rain but snow"), (std::set{rain, snow}));
  EXPECT_EQ(weather_of("雨不停地下"), std::set{rain});
  EXPECT_EQ(weather_of("snow and rain", "rain"), std::set{snow});
  EXPECT_EQ(weather_of("下雪", "雪, 模糊"), std::set<Weather>{});
}

TEST(AmbientWordsTest, SaysHowMuch) {
  const auto rain = [](std::string_view prompt) {
    return read_wishes(prompt, "").of(Weather::rain);
  };
  EXPECT_GT(rain("heavy rain"), rain("rain"));
  EXPECT_GT(rain("raining heavily"), rain("raining"));
  EXPECT_LT(rain("a light rain"), rain("rain"));
  EXPECT_LT(rain("drizzle"), rain("rain"));
  EXPECT_GT(rain("暴雨"), rain("雨"));
}

TEST(AmbientWordsTest, StillThingsStay) {
  const auto water = [](std::string_view prompt, std::string_view negative = {}) {
    return read_wishes(prompt, negative).of(Mover::water).amount;
  };
  EXPECT_EQ(water(""), 1);
  EXPECT_EQ(water("a frozen lake"), 0);
  EXPECT_EQ(water("冰封的湖面"), 0);
  EXPECT_EQ(water("everything is motionless"), 0);
  EXPECT_EQ(water("画面静止"), 0);
  EXPECT_EQ(water("no waves"), 0);
  EXPECT_EQ(water("waves", "waves"), 0);
  EXPECT_LT(water("calm sea"), 1);
  EXPECT_LT(water("still water"), water("calm sea"));
  EXPECT_LT(water("平静的湖面"), 1);
  EXPECT_GT(water("stormy sea"), 1);
  EXPECT_GT(water("raging waves"), 1);
  EXPECT_GT(water("波涛汹涌的大海"), 1);
  // About the camera, or wanted away:
  EXPECT_EQ(water("static shot, the camera is completely still"), 1);
  EXPECT_EQ(water("镜头静止不动"), 1);
  EXPECT_EQ(water("lake", "motionless, static"), 1);
}

TEST(AmbientWordsTest, WindIsReadWithItsDirection) {
  EXPECT_EQ(read_wishes("", "").wind, 1);
  EXPECT_EQ(read_wishes("no wind", "").wind, 0);
  EXPECT_EQ(read_wishes("没有风", "").wind, 0);
  EXPECT_EQ(read_wishes("leaves", "wind").wind, 0);
  EXPECT_GT(read_wishes("strong wind", "").wind, read_wishes("windy", "").wind);
  EXPECT_LT(read_wishes("a gentle breeze", "").wind, 1);
  EXPECT_GT(read_wishes("狂风", "").wind, 1.5);
  EXPECT_EQ(read_wishes("wind from the left", "").direction, 1);
  EXPECT_EQ(read_wishes("clouds drift to the left", "").direction, -1);
  EXPECT_EQ(read_wishes("云向右飘", "").direction, 1);
  EXPECT_EQ(read_wishes("clouds drift", "").direction, 0);
}

TEST(AmbientWordsTest, NamedThingsNeedLessTrust) {
  const AmbientWishes wishes = read_wishes("waves roll in, hair blows in the wind, candles", "");
  EXPECT_TRUE(wishes.of(Mover::water).is_named);
  EXPECT_TRUE(wishes.of(Mover::hair).is_named);
  EXPECT_TRUE(wishes.of(Mover::foliage).is_named);
  EXPECT_TRUE(wishes.of(Mover::fire).is_named);
  EXPECT_FALSE(wishes.of(Mover::smoke).is_named);
  EXPECT_TRUE(read_wishes("小溪流过", "").of(Mover::stream).is_named);
  EXPECT_FALSE(read_wishes("上海的夜", "").of(Mover::water).is_named);
}

TEST(AmbientWordsTest, EachPhraseStandsOnceAndCanBeFound) {
  std::set<std::string_view> seen;
  for (const Phrase& phrase : ambient_vocabulary()) {
    EXPECT_TRUE(seen.insert(phrase.text).second) << phrase.text;
    EXPECT_EQ(phrase.text, to_lower(phrase.text));
    EXPECT_EQ(phrase.text.find_first_of("-'"), std::string_view::npos) << phrase.text;
  }
}

TEST(AmbientWordsTest, AnyBytesGiveWishesInTheirBounds) {
  std::uint64_t state = 7;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (int k = 0; k < 40; ++k) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      const auto phrases = ambient_vocabulary();
      text += (state >> 60) < 3 ? std::string(1, static_cast<char>(state >> 40))
                                : std::string(phrases[(state >> 33) % phrases.size()].text) + " ";
    }
    const AmbientWishes wishes = read_wishes(text, text.substr(text.size() / 2));
    for (const double amount : wishes.weather) {
      EXPECT_TRUE(amount >= 0 && amount <= 2) << text;
    }
    for (const Wish& wish : wishes.movers) {
      EXPECT_TRUE(wish.amount >= 0 && wish.amount <= 2.5) << text;
    }
    EXPECT_TRUE(wishes.wind >= 0 && wishes.wind <= 2.5) << text;
  }
}

TEST(AmbientWordsTest, ReadsLoopAndTimeLapse) {
  EXPECT_FALSE(read_wishes("waves", "").loops);
  EXPECT_TRUE(read_wishes("a seamless loop of waves", "").loops);
  EXPECT_TRUE(read_wishes("cinemagraph", "").loops);
  EXPECT_TRUE(read_wishes("循环播放", "").loops);
  EXPECT_GT(read_wishes("time-lapse of clouds", "").pace, 1);
  EXPECT_GT(read_wishes("延时摄影", "").pace, 1);
}

}  // namespace
}  // namespace kirin::engine::motion
