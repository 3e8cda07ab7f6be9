#include "sound/ambience/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::sound {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kWords = R"(
# a comment
[animals]
dog, hound, 狗 : bark
hot dog, 热狗 : -
=train : wheels
cheer : shout
=cheerful : smile
[places]
sea : surf gull
)";

std::vector<std::string> heard(std::string_view section, std::string_view text) {
  static const Lexicon kLexicon(kWords);
  std::vector<std::string> all;
  for (const Heard& each : kLexicon.find(section, text)) {
    all.emplace_back(text.substr(each.begin, each.end - each.begin));
    all.insert(all.end(), each.sounds.begin(), each.sounds.end());
  }
  return all;
}

TEST(Lexicon, FindsWordsInOrderOfTheText) {
  EXPECT_THAT(heard("animals", "two hounds and 一只狗"),
              ElementsAre("hounds", "bark", "狗", "bark"));
  EXPECT_THAT(heard("places", "dog at sea"), ElementsAre("sea", "surf", "gull"));
}

TEST(Lexicon, TheLongestWins) {
  EXPECT_THAT(heard("animals", "a hot-dog"), ElementsAre("hot-dog"));
  EXPECT_THAT(heard("animals", "热狗"), ElementsAre("热狗"));
  EXPECT_THAT(heard("animals", "hot, dog"), ElementsAre("dog", "bark"));
}

TEST(Lexicon, StemsOnlyWhereItMay) {
  EXPECT_THAT(heard("animals", "trains"), ElementsAre("trains", "wheels"));
  EXPECT_THAT(heard("animals", "training"), IsEmpty());
  EXPECT_THAT(heard("animals", "cheered"), ElementsAre("cheered", "shout"));
  EXPECT_THAT(heard("animals", "cheerful"), ElementsAre("cheerful", "smile"));
}

TEST(Lexicon, FindsNoWordInsideAnother) {
  EXPECT_THAT(heard("animals", "dogma hotdog bulldog"), IsEmpty());
}

TEST(Lexicon, BearsAnyText) {
  EXPECT_THAT(heard("animals", ""), IsEmpty());
  EXPECT_THAT(heard("animals", "'' - '' don't \xE7"), IsEmpty());
  EXPECT_THAT(heard("animals", std::string(100000, 'a')), IsEmpty());
}

TEST(LexiconDeathTest, AWrongLineEndsTheProgram) {
  EXPECT_DEATH(Lexicon("[a]\nno colon here"), "");
  EXPECT_DEATH(Lexicon("dog : bark"), "");
}

}  // namespace
}  // namespace kirin::sound
