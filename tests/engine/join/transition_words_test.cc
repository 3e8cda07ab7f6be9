#include "engine/motion/join/transition_words.h"

#include <gtest/gtest.h>

namespace kirin::engine::motion {
namespace {

using enum TransitionStyle;

TEST(TransitionWordsTest, PhrasesAreRead) {
  EXPECT_EQ(read_transition("a quick whip pan to the left", "").style, whip_pan);
  EXPECT_EQ(read_transition("a quick whip pan to the left", "").way, WayOver::left);
  EXPECT_EQ(read_transition("Zoom through the window", "").style, zoom_through);
  EXPECT_EQ(read_transition("the scene slowly dissolves", "").style, dissolve);
  EXPECT_EQ(read_transition("the cat morphs, then a fade", "").style, morph);
  EXPECT_EQ(read_transition("wipe downwards", "").style, wipe);
  EXPECT_EQ(read_transition("match cut", "").style, match_cut);
  EXPECT_EQ(read_transition("叠化到下一个镜头", "").style, dissolve);
  EXPECT_EQ(read_transition("甩镜头到海边", "").style, whip_pan);
  EXPECT_TRUE(read_transition("fade to white", "").is_white);
  EXPECT_FALSE(read_transition("fade to black", "").is_white);
}

TEST(TransitionWordsTest, OtherWordsAreNot) {
  for (const char* prompt : {"", "a dog eats a cut of meat", "faded jeans on a line",
                             "she wiped the table", "a haircut", "a mountain lake at dawn"}) {
    const TransitionWords words = read_transition(prompt, "");
    EXPECT_FALSE(words.is_from_prompt) << prompt;
    EXPECT_EQ(words.style, push_through);
  }
}

TEST(TransitionWordsTest, NegationIsRespected) {
  EXPECT_FALSE(read_transition("no fade please", "").is_from_prompt);
  EXPECT_FALSE(read_transition("without any dissolve", "").is_from_prompt);
  EXPECT_FALSE(read_transition("don't wipe", "").is_from_prompt);
  EXPECT_FALSE(read_transition("不要叠化", "").is_from_prompt);
  EXPECT_FALSE(read_transition("a dissolve", "dissolve").is_from_prompt);
  EXPECT_EQ(read_transition("no fade, a whip pan instead", "").style, whip_pan);
}

}  // namespace
}  // namespace kirin::engine::motion
