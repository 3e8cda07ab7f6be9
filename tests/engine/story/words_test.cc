#include "engine/motion/story/words.h"

#include <gtest/gtest.h>

#include <string>

namespace kirin::engine::motion::story {
namespace {

/// "two|dog:s|.": the words, unknown ones with a question mark.
std::string cut(std::string_view prompt) {
  std::string text;
  for (const Word& word : words_of(told_text(prompt))) {
    text += (text.empty() ? "" : "|") + word.text + (word.is_possessive ? "'s" : "");
    text += word.meanings.empty() && !word.number ? "?" : "";
  }
  return text;
}

const Meaning* meaning(const Word& word, std::string_view id) {
  for (const Meaning& each : word.meanings) {
    if (each.entry->id == id) {
      return &each;
    }
  }
  return nullptr;
}

TEST(WordsTest, TheLongestPhraseWins) {
  EXPECT_EQ(cut("a fire engine and a hot-air balloon"), "a|fire engine|and|a|hot air balloon");
  EXPECT_EQ(cut("The dog's 12 balls, zorble"), "the|dog's|12|balls|,|zorble?");
}

TEST(WordsTest, ChineseIsCutIntoTheFewestWords) {
  EXPECT_EQ(cut("白天鹅"), "白|天鹅");
  EXPECT_EQ(cut("一只红色的风筝"), "一|只|红色的|风筝");
  EXPECT_EQ(cut("龙在云海中"), "龙|在|云海中");
}

TEST(WordsTest, TraditionalCharactersReadAsSimplifiedOnes) {
  EXPECT_EQ(cut("兩隻貓騎車"), cut("两只猫骑车"));
}

TEST(WordsTest, InflectionsAreFound) {
  const struct {
    const char* word;
    const char* id;
    Form form;
  } kRows[] = {
      {"puppies", "puppy", Form::s}, {"geese", "goose", Form::s},
      {"wolves", "wolf", Form::s},   {"children", "child", Form::s},
      {"running", "run", Form::ing}, {"swam", "swim", Form::past},
      {"dances", "dance", Form::s},  {"jumped", "jump", Form::past},
      {"mice", "mouse", Form::s},    {"mountains", "mountains", Form::base},
      {"foxes", "fox", Form::s},
  };
  for (const auto& row : kRows) {
    const auto words = words_of(row.word);
    ASSERT_EQ(words.size(), 1U) << row.word;
    const Meaning* found = meaning(words[0], row.id);
    ASSERT_NE(found, nullptr) << row.word;
    EXPECT_EQ(found->form, row.form) << row.word;
  }
  EXPECT_EQ(meaning(words_of("mountains")[0], "hiker"), nullptr) << "mountaineer has the same stem";
}

}  // namespace
}  // namespace kirin::engine::motion::story
