#include "sound/speech/speaker.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>

#include "sound/prompt_text.h"
#include "sound/sound.h"

namespace kirin::sound {
namespace {

// Each quote's speaker by the short name of its character, "-" for text that is not said.
std::string speakers(std::string_view prompt) {
  const std::vector<std::string> voices{"chosen_1", "chosen_2"};
  const std::string text = cleaned(prompt);
  const auto quotes = find_quotes(text);
  std::string all;
  for (const auto& speaker : choose_speakers(without_quotes(text, quotes), quotes, voices)) {
    all += all.empty() ? "" : " ";
    const bool is_ours = speaker && speaker->voice_id.starts_with("en_");
    all += !speaker ? "-" : speaker->voice_id.substr(is_ours ? 3 : 0);
  }
  return all;
}

struct Case {
  const char* prompt;
  const char* speakers;
};

// English: before the quote, behind it, and around it.
constexpr Case kEnglish[] = {
    {R"(The woman says, 'Good morning')", "female_1"},
    {R"("I am home," said the old man.)", "grandfather"},
    {R"("I am home," the old man said quietly.)", "grandfather"},
    {R"("Wait," the girl with the red hat shouts.)", "child"},
    {R"(A robot walks in: "Hello")", "robot"},
    {R"(The narrator: "Once upon a time")", "narrator"},
    {R"(Voice-over: "A new day")", "narrator"},
    {R"(An old, bearded man says: "Come in")", "grandfather"},
    {R"(An elderly couple sits; the elderly woman whispers "Look")", "grandmother"},
    {R"(A young man asks "Really?")", "male_2"},
    {R"(A young blonde woman asks "Really?")", "female_2"},
    {R"(The king and his knight enter. The king shouts: "Kneel!")", "male_3"},
    {R"(The witch cackles and says "Soon")", "female_3"},
    {R"(A boy asks his mother: "Why?")", "boy"},
    {R"(His mother answers the boy: "Because")", "female_1"},
    {R"(A man walks his dog. He says: "Good boy")", "male_1"},
    {R"(A grandmother knits. "Come here," she says.)", "grandmother"},
    {R"("Hello," he says.)", "male_1"},
    {R"("Hello," she says, "my name is Ann.")", "female_1 female_1"},
    {R"("Hello." The man turns. The woman says: "Hi.")", "narrator female_1"},
    {R"("Stop!" The policeman runs. "Stop!" he shouts again.)", "narrator male_1"},
    {R"(Anna says: "Yes" and Peter says: "No")", "female_1 male_1"},
    {R"(The child on the man's shoulders laughs: "Higher!")", "child"},
    {R"(A man next to a woman says "Fine")", "male_1"},
    {R"(The dragon roars "Fire!")", "male_3"},
    {R"(An astronaut says "One small step" to the robot, and the robot replies "Yes")",
     "male_1 robot"},
    {R"("Yes")", "narrator"},
    {R"(A man and a woman talk: "Hi." "Hello." "Nice day.")", "male_1 female_1 male_1"},
    {R"(A man and a woman are talking. "Hi." "Hello." "Nice day.")", "male_1 female_1 male_1"},
    {R"(Two friends: a girl and an old man chat. "Who are you?" "Nobody.")", "child grandfather"},
    {R"(A man asks "Ready?" and the other man answers "Yes.")", "male_1 male_2"},
    {R"(The girl asks, "Are we lost?" and the old man answers: "No." "Sure?" "Yes.")",
     "child grandfather child grandfather"},
    {R"(The girl asks "Who?" and the robot says "Me." The other laughs: "You?")",
     "child robot child"},
    {R"(Man <<<voice_1>>> says: "Hello")", "chosen_1"},
    {R"(Man <<<voice_2>>> says: "Hello" Woman <<<voice_1>>> says: "Hi")", "chosen_2 chosen_1"},
    {R"("Hello," says the woman <<<voice_2>>>)", "chosen_2"},
    {R"(A sign that reads "OPEN")", "-"},
    {R"(A man holds a sign saying "HELP")", "-"},
    {R"(A neon sign "BAR" blinks while a man says "Let's go")", "- male_1"},
    {R"(A ship named "Aurora" sails; the captain shouts "Land!")", "- male_2"},
    {R"(A "haunted" house on a hill)", "-"},
    {R"(The so called "king of cats" sleeps)", "-"},
};

constexpr Case kChinese[] = {
    {"男人说：“你好”", "male_1"},
    {"女人微笑着说：「早上好」", "female_1"},
    {"“你好。”女人回答。", "female_1"},
    {"“快跑！”男孩喊道。", "boy"},
    {"“我回来了，”老人轻声说。", "grandfather"},
    {"一个小女孩问：“这是什么？”", "child"},
    {"男人对女孩说：“别怕。”", "male_1"},
    {"奶奶笑着说：“吃饭了。”爷爷回答：“来了。”", "grandmother grandfather"},
    {"机器人说：“系统启动。”", "robot"},
    {"旁白：“很久很久以前”", "narrator"},
    {"画外音：『新的一天开始了』", "narrator"},
    {"一个男人走在街上。他说：“下雨了。”", "male_1"},
    {"老奶奶坐在门口。她说：“天黑了。”", "grandmother"},
    {"国王大喊：“拿下！”", "male_3"},
    {"公主低声说：“救我。”", "female_2"},
    {"男人和女人对话：“你好。”“你好吗？”“很好。”", "male_1 female_1 male_1"},
    {"男孩问：“妈妈在哪？”另一个男人回答：“在家。”", "boy male_2"},
    {"“你是谁？”男人问，“从哪里来？”", "male_1 male_1"},
    {"男人 <<<voice_1>>> 说：“你好”", "chosen_1"},
    {"牌子上写着“营业中”", "-"},
    {"一艘名叫“海鸥”的船驶过", "-"},
    {"一座“神秘”的城堡", "-"},
    {"妈妈告诉孩子：“早点睡。”", "female_1"},
    {"年轻的女人问道：“可以吗？”", "female_2"},
};

TEST(Speakers, AreFoundInEnglish) {
  for (const Case& each : kEnglish) {
    EXPECT_EQ(speakers(each.prompt), each.speakers) << each.prompt;
  }
}

TEST(Speakers, AreFoundInChinese) {
  for (const Case& each : kChinese) {
    EXPECT_EQ(speakers(each.prompt), each.speakers) << each.prompt;
  }
}

TEST(Speakers, TitlesAreNoQuotes) {
  EXPECT_EQ(speakers("一本叫《红楼梦》的书放在桌上"), "");
  EXPECT_EQ(speakers("男人说：“我喜欢《红楼梦》。”"), "male_1");
}

TEST(Speakers, UnmarkedLinesAreSpokenByAVoiceOfTheirLanguage) {
  const auto voice = [](std::string_view prompt, const std::vector<std::string>& ids = {}) {
    const auto lines = plan_sound(prompt, "", ids, 5, 1).lines;
    return lines.empty() ? std::string{} : lines[0].language + " " + lines[0].voice_id;
  };
  EXPECT_EQ(voice("男人说：“你好，朋友”"), "zh zh_male_1");
  EXPECT_EQ(voice("旁白：“很久很久以前”"), "zh zh_narrator");
  EXPECT_EQ(voice("A woman says: “Bonjour, mon ami”"), "fr fr_female_1");
  EXPECT_EQ(voice("A man says: “Dzień dobry”"), "pl en_male_1");
  EXPECT_EQ(voice("A man says: “Good morning”"), "en en_male_1");
  EXPECT_EQ(voice("Man <<<voice_1>>> says: “你好”", {"en_robot"}), "zh en_robot");
}

// Of the processor: a busy machine is no slow program.
double cpu_seconds_since(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// Twenty thousand unmatched marks, each of which could look for its partner through the whole text:
// were they all to do so, this would take minutes.
TEST(Quotes, UnmatchedMarksTakeNoLongerThanTheirText) {
  for (const char* piece : {"'", "‘", "“", "„", "«", "「", "『", "＂", "\"", ", '", "says '",
                            "says ‘", "says '“says '„", "\"a ”„“ ", "a'b says 'c'd ", "“„«「『＂‘'",
                            "“”", "                                                  '"}) {
    std::string prompt;
    while (prompt.size() < 100'000) {
      prompt += piece;
    }
    const std::clock_t begin = std::clock();
    for (const Quote& quote : find_quotes(prompt)) {
      EXPECT_FALSE(quote.text.empty());
    }
    EXPECT_LT(cpu_seconds_since(begin), 1.0) << piece;  // some milliseconds
  }
}

// A text of nothing but marks took the square of its length.
TEST(Speakers, HostilePromptsTakeNoLongerThanTheirLength) {
  for (const char* piece : {"'", "‘", "“", "「", ", '", "says '", "«a", "\"", "man says \"a\" ",
                            "man and woman talk \"a\"", "                                  '",
                            "<<<voice_1>>>", "sign \"a\"", "“”", "he \"a\" ", "her man \"a\" "}) {
    const auto seconds = [&](std::size_t length) {
      std::string prompt;
      while (prompt.size() < length) {
        prompt += piece;
      }
      const std::clock_t begin = std::clock();
      const auto quotes = find_quotes(prompt);
      (void)choose_speakers(without_quotes(prompt, quotes), quotes, {});
      return cpu_seconds_since(begin);
    };
    EXPECT_LT(seconds(10'000), 1.0) << piece;  // four times what a prompt may be
  }
}

}  // namespace
}  // namespace kirin::sound
