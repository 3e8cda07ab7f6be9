#include "sound/speech/speakable.h"

#include <gtest/gtest.h>

namespace kirin::sound {
namespace {

TEST(Speakable, KeepsEnglishAsItIs) {
  const Speakable read = speakable("Don't go, it's 5 o'clock!");
  EXPECT_EQ(read.text, "Don't go, it's 5 o'clock!");
  EXPECT_FALSE(read.is_foreign || read.is_incomplete);
}

TEST(Speakable, ReadsAccentsAndMarksInPlainLetters) {
  EXPECT_EQ(speakable("Café à la Łódź").text, "Cafe a la Lodz");
  EXPECT_EQ(speakable("It’s “50%” & more").text, "It's 50 percent and more");
}

TEST(Speakable, RefusesScriptsItsVoicesCannotRead) {
  for (const char* text :
       {"你好世界", "こんにちは", "안녕하세요", "Привет", "مرحبا", "नमस्ते", "你好, Tom"}) {
    const Speakable read = speakable(text);
    EXPECT_TRUE(read.is_foreign) << text;
    EXPECT_EQ(read.text, "") << text;
  }
}

TEST(Speakable, LeavesOutAForeignPartAndSaysSo) {
  const Speakable read = speakable("Welcome to the city of Shanghai 上海");
  EXPECT_EQ(read.text, "Welcome to the city of Shanghai");
  EXPECT_TRUE(read.is_incomplete);
}

TEST(Speakable, HasNothingToSayOfEmojiAndMarks) {
  for (const char* text : {"", "   ", "😀🎉", "!!!", "…", "\xff\xfe", "<<<>>>"}) {
    EXPECT_EQ(speakable(text).text, "") << text;
    EXPECT_FALSE(speakable(text).is_foreign) << text;
  }
}

TEST(Speakable, ShortensWhatWouldBeSpelledForMinutes) {
  EXPECT_EQ(speakable(std::string(600, 'a')).text.size(), 30U);
  EXPECT_EQ(speakable(std::string(600, '7')).text.size(), 12U);
  EXPECT_EQ(speakable(std::string(300, '$') + "5").text, "$5");
}

}  // namespace
}  // namespace kirin::sound
