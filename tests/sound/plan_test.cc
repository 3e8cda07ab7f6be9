#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "sound/random.h"
#include "sound/sound.h"

namespace kirin::sound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> spoken(std::string_view prompt, const std::vector<std::string>& ids = {}) {
  std::vector<std::string> lines;
  for (const SpeechLine& line : plan_sound(prompt, "", ids, 5, 1).lines) {
    lines.push_back(line.voice_id + ": " + line.text);
  }
  return lines;
}

TEST(Plan, FindsQuotesOfEveryKind) {
  const char* const prompts[] = {
      R"(A man says: "Hello there")",
      "A man says: “Hello there”",
      "A man says: 'Hello there'",
      "A man says: ‘Hello there’",
      "A man says 「Hello there」",
      "A man says 『Hello there』",
      "A man says „Hello there“",
      "A man says «Hello there»",
      "A man says: \"  Hello   there \"",
      "A man says “Hello there\"",
      "男人说：“Hello there”",
      "A man says 「『Hello』 there」",
  };
  for (const char* prompt : prompts) {
    EXPECT_THAT(spoken(prompt), ElementsAre("en_male_1: Hello there")) << prompt;
  }
}

TEST(Plan, TakesNoApostropheInchOrLonelyMarkForAQuote) {
  for (const char* prompt : {"The dog's bone and the cats' bowl", "A 5\" screen next to a 7\" one",
                             "She opens \"the door", "”“", "\"\"", "“ ”",
                             "the '80s and the boys' bikes", "「没有结束"}) {
    EXPECT_THAT(spoken(prompt), IsEmpty()) << prompt;
  }
  EXPECT_THAT(spoken("He says: 'I don't know'"), ElementsAre("en_male_1: I don't know"));
}

TEST(Plan, PicksTheVoiceOfTheSpeaker) {
  struct Case {
    const char* prompt;
    const char* voice;
  };
  const Case cases[] = {
      {R"(A woman says "Yes")", "en_female_1"},
      {R"("Yes," says the woman.)", "en_female_1"},
      {R"("Yes," the old man whispers.)", "en_grandfather"},
      {R"(A girl on a swing shouts: "Yes")", "en_child"},
      {R"(The boy behind the woman asks "Yes?")", "en_boy"},
      {R"(A man at a computer says "Yes")", "en_male_1"},
      {R"(A man asks the girl: "Yes?")", "en_male_1"},
      {R"(The robot: "Yes")", "en_robot"},
      {R"(Narrator: "Yes")", "en_narrator"},
      {R"(Her grandmother smiles and says "Yes")", "en_grandmother"},
      {R"(A woman walks in. She says "Yes")", "en_female_1"},
      {R"(A queen rises. She says "Yes")", "en_female_3"},
      {R"(He says "Yes")", "en_male_1"},
      {R"("Yes")", "en_narrator"},
      {R"(机器人说：「Yes」)", "en_robot"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(spoken(each.prompt), ElementsAre(StartsWith(std::string(each.voice) + ": Yes")))
        << each.prompt;
  }
}

TEST(Plan, ADialogueAlternates) {
  EXPECT_THAT(
      spoken(
          R"(The girl asks, "Are we lost?" and the old man answers: "No." Then he adds: "Come.")"),
      ElementsAre("en_child: Are we lost?", "en_grandfather: No.", "en_grandfather: Come."));
  EXPECT_THAT(spoken(R"("Hello," says the man. "Who is it?" The woman replies "Me.")"),
              ElementsAre("en_male_1: Hello,", "en_male_1: Who is it?", "en_female_1: Me."));
}

TEST(Plan, AVoiceMarkWins) {
  EXPECT_THAT(spoken(R"(Man <<<voice_1>>> says: "Hello" and woman <<<voice_2>>> says: "Hi")",
                     {"en_robot", "custom-7"}),
              ElementsAre("en_robot: Hello", "custom-7: Hi"));
  EXPECT_THAT(spoken(R"("Hello" says the man <<<voice_1>>>.)", {"en_boy"}),
              ElementsAre("en_boy: Hello"));
}

TEST(Plan, AVoiceMarkThatPointsNowhereIsNone) {
  for (const char* mark : {"<<<voice_0>>>", "<<<voice_3>>>", "<<<voice_>>>",
                           "<<<voice_99999999999999999999>>>", "<<<voice_1", "<<<voice_-1>>>"}) {
    EXPECT_THAT(spoken(std::string("Man ") + mark + R"( says: "Hello")", {"en_robot", "en_boy"}),
                ElementsAre("en_male_1: Hello"))
        << mark;
  }
}

TEST(Plan, WritingInThePictureIsNotSpoken) {
  for (const char* prompt : {R"(A sign that says "OPEN")", R"(A man holds a banner reading "HELP")",
                             R"(A boat called "Maria")", R"(A poster with the words "Big Sale")",
                             R"(A neon sign: "BAR")"}) {
    EXPECT_THAT(spoken(prompt), IsEmpty()) << prompt;
  }
  EXPECT_THAT(spoken(R"(A man behind a screen says "Boo")"), ElementsAre("en_male_1: Boo"));
}

TEST(Plan, WhatIsSaidIsNotHeardAsAmbience) {
  EXPECT_THAT(plan_sound(R"(A man says "I miss the sea and the rain")", "", {}, 5, 1).ambience,
              ElementsAre("room", "music_calm"));
}

TEST(Plan, ANegativePromptSilencesSpeech) {
  const SoundPlan plan = plan_sound(R"(A man says "Hello")", "speech, blurry", {}, 5, 1);
  EXPECT_THAT(plan.lines, IsEmpty());
  EXPECT_THAT(plan.warnings, ElementsAre(HasSubstr("no speech")));
}

TEST(Plan, BoundsLinesAndTheirLength) {
  std::string many;
  for (int i = 0; i < 40; ++i) {
    many += R"("yes" )";
  }
  const SoundPlan lines = plan_sound(many, "", {}, 5, 1);
  EXPECT_THAT(lines.lines, SizeIs(12));
  EXPECT_THAT(lines.warnings, ElementsAre(HasSubstr("40 spoken lines")));

  std::string words;
  for (int i = 0; i < 300; ++i) {
    words += "häuser ";
  }
  const SoundPlan text = plan_sound("\"" + words + "\" and \"more\"", "", {}, 5, 1);
  ASSERT_THAT(text.lines, SizeIs(1));
  EXPECT_LE(count_code_points(text.lines[0].text).value(), 600U);
  EXPECT_TRUE(text.lines[0].text.ends_with("häuser"));
  EXPECT_THAT(text.warnings, ElementsAre(HasSubstr("600 characters")));
}

TEST(Plan, CleansWhatIsSpoken) {
  EXPECT_THAT(spoken("A man says: \"Hel\u200Blo\x01\x02 \n\tyou\x7F\xC3\x28\""),
              ElementsAre("en_male_1: Hello you ("));
}

TEST(Plan, BearsHostilePrompts) {
  const std::string hostile[] = {
      std::string(2500, '"'),  std::string(2500, '\''),   std::string(2500, '<'),
      std::string(2500, '\0'), std::string(2500, '\xE3'), std::string(833, '\xF0'),
      "\"\"\"a\"\"\"",         "<<<voice_1>>>",           "\"😀😀😀\""};
  for (const std::string& prompt : hostile) {
    const SoundPlan plan = plan_sound(prompt, prompt, {}, 5, 1);
    EXPECT_LE(plan.lines.size(), 12U);
  }
  std::string openers;
  for (int i = 0; i < 2500; ++i) {
    openers += "「";
  }
  EXPECT_THAT(plan_sound(openers, "", {}, 5, 1).lines, IsEmpty());
}

TEST(Plan, EveryRandomPromptMakesABoundedPlan) {
  const char* const pieces[] = {"\"",
                                "'",
                                "“",
                                "”",
                                "「",
                                "」",
                                "『",
                                "』",
                                "‘",
                                "’",
                                "«",
                                "„",
                                "<<<voice_1>>>",
                                "<<<voice_",
                                ">>>",
                                " says",
                                " man",
                                " woman",
                                ":",
                                ",",
                                ".",
                                " no ",
                                " rain",
                                " sea",
                                " music",
                                "\xff",
                                "\xe3\x80",
                                "\x01",
                                "😀",
                                "海",
                                " sign",
                                " that",
                                " a",
                                "7",
                                "\n",
                                " she",
                                " without "};
  const std::vector<std::string> ids{"en_robot"};
  Random random(20240229);
  for (int round = 0; round < 4000; ++round) {
    std::string prompt;
    for (int i = random.index(60); i > 0; --i) {
      prompt += pieces[random.index(std::size(pieces))];
    }
    const SoundPlan plan = plan_sound(prompt, prompt.substr(prompt.size() / 2), ids, 5, 1);
    ASSERT_LE(plan.lines.size(), 12U);
    ASSERT_LE(plan.ambience.size(), 5U);
    for (const SpeechLine& line : plan.lines) {
      ASSERT_TRUE(count_code_points(line.text).has_value()) << prompt;
      ASSERT_FALSE(line.text.empty()) << prompt;
      ASSERT_FALSE(line.voice_id.empty()) << prompt;
    }
  }
}

}  // namespace
}  // namespace kirin::sound
