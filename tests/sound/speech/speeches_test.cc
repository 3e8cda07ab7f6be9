#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "sound/speech/cast.h"
#include "sound/speech/flite_speech.h"
#include "sound/speech/pinyin.h"
#include "sound/speech/program_recorder.h"
#include "sound/speech/recorded_speech.h"
#include "sound/speech/speech_suite.h"
#include "sound/speech/speech_timeline.h"
#include "sound/speech/wav.h"

namespace kirin::sound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kEnglish = "Good morning, my friend. We are going to the sea.";
const std::string kChinese = "早上好，朋友。我们一起去海边吧。";

/// A speech and the recorder it orders from.
template <typename Kind>
class Standing final : public Speech {
 public:
  explicit Standing(ProgramRecorderOptions options) : recorder_(std::move(options)) {}
  Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) override {
    return speech_.speak(request, stop);
  }

 private:
  ProgramRecorder recorder_;
  Kind speech_{recorder_};
};

/// A program of the operator's: a script, gone with this object.
class Script {
 public:
  explicit Script(const std::string& body)
      : path_(testing::TempDir() + "kirin-voice-" + std::to_string(::getpid()) + "-" +
              std::to_string(count++) + ".sh") {
    std::ofstream{path_} << "#!/bin/sh\n" << body << '\n';
    ::chmod(path_.c_str(), 0700);
  }
  ~Script() { ::unlink(path_.c_str()); }
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  const std::string& path() const { return path_; }

 private:
  inline static int count = 0;
  std::string path_;
};

// Somebody's own voice: here espeak-ng's, that does not heed the speed.
const Script& plugged_voice() {
  static const Script script(
      R"([ "$1" = my-voice ] && [ "$2" = en ] || exit 3
exec espeak-ng -v en-gb+f1 -b 1 --stdin --stdout)");
  return script;
}

std::unique_ptr<Speech> external() {
  if (!has_espeak()) {
    return nullptr;
  }
  return std::make_unique<Standing<ExternalSpeech>>(ProgramRecorderOptions{
      .command = {plugged_voice().path(), "{voice}", "{language}", "{speed}"}});
}

std::unique_ptr<Speech> espeak() {
  return has_espeak() ? std::make_unique<Standing<EspeakSpeech>>(ProgramRecorderOptions{})
                      : nullptr;
}

std::unique_ptr<Speech> festival() {
  return has_festival() ? std::make_unique<Standing<FestivalSpeech>>(ProgramRecorderOptions{})
                        : nullptr;
}

INSTANTIATE_TEST_SUITE_P(
    Sound, EverySpeech,
    testing::Values(SpeechWay{"flite",
                              [] { return std::make_unique<FliteSpeech>(); },
                              {kEnglish, "en_male_1", "en"},
                              10},
                    SpeechWay{"festival", festival, {kEnglish, "en_female_4", "en"}, 10},
                    SpeechWay{"espeak_english", espeak, {kEnglish, "zh_male_1", "en"}, 10},
                    SpeechWay{"espeak_chinese", espeak, {kChinese, "zh_female_1", "zh"}, 13},
                    SpeechWay{"command", external, {kEnglish, "my-voice", "en"}, 10}),
    name_of_way);

TEST(Wav, IsReadBackAsWritten) {
  const std::vector<float> samples = sine(440, 16000, 1600, 0.5);
  const auto read = read_wav(write_wav(samples, 16000));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->sample_rate, 16000);
  ASSERT_EQ(read->samples.size(), samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    ASSERT_NEAR(read->samples[i], samples[i], 1e-4);
  }
}

TEST(Wav, EveryCutAndEveryFlippedByteIsAnErrorOrASound) {
  const std::string whole = write_wav(sine(440, 16000, 40, 0.5), 16000);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    (void)read_wav(std::string_view(whole).substr(0, length));
  }
  for (std::size_t at = 0; at < 44; ++at) {
    for (const int value : {0, 1, 2, 127, 128, 255}) {
      std::string broken = whole;
      broken[at] = static_cast<char>(value);
      const auto read = read_wav(broken);
      if (read) {
        EXPECT_LE(read->samples.size(), whole.size());
      }
    }
  }
  EXPECT_FALSE(read_wav("").has_value());
  EXPECT_FALSE(read_wav("RIFF....WAVEdata....").has_value());
}

TEST(RunProgram, EndsWhatDoesNotEnd) {
  const Script sleeper("sleep 60 & sleep 60");
  const auto begin = std::chrono::steady_clock::now();
  const auto ran =
      run_program({.words = {sleeper.path()}, .deadline = std::chrono::milliseconds{300}}, {});
  ASSERT_FALSE(ran.has_value());
  EXPECT_EQ(ran.error().code, ErrorCode::deadline_exceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(RunProgram, TellsWhatWentWrong) {
  const Script broken("cat >/dev/null; echo 'no such model' >&2; exit 4");
  const auto ran = run_program({.words = {broken.path()}, .input = "text"}, {});
  ASSERT_FALSE(ran.has_value());
  EXPECT_EQ(ran.error().code, ErrorCode::unavailable);
  EXPECT_THAT(ran.error().message, HasSubstr("status 4: no such model"));
  EXPECT_THAT(run_program({.words = {"no-such-program-here"}}, {}).error().message,
              HasSubstr("not installed"));
}

TEST(RunProgram, TakesNoMoreThanItMay) {
  const Script endless("exec yes");
  const auto ran = run_program({.words = {endless.path()}, .most_bytes = 100'000}, {});
  ASSERT_FALSE(ran.has_value());
  EXPECT_THAT(ran.error().message, HasSubstr("more than 100000 bytes"));
}

TEST(RunProgram, ADeafProgramIsNoHarm) {
  const Script deaf("exec echo done");
  const std::string much(4 << 20, 'x');
  const auto ran = run_program({.words = {deaf.path()}, .input = much}, {});
  ASSERT_TRUE(ran.has_value()) << ran.error().describe();
  EXPECT_EQ(ran->out, "done\n");
}

TEST(SplitWords, KeepsQuotedWordsTogether) {
  EXPECT_THAT(split_words("say --voice '{voice}' \"a b\"  c''d").value(),
              ElementsAre("say", "--voice", "{voice}", "a b", "cd"));
  EXPECT_THAT(split_words("").value(), IsEmpty());
  EXPECT_FALSE(split_words("say 'a").has_value());
}

TEST(ExternalVoices, AreReadFromALine) {
  EXPECT_THAT(parse_external_voices("nova, hua=zf_xiaobei/zh/female/young ,").value(),
              ElementsAre(ExternalVoice{"nova", "nova", "", Gender::none, Age::adult},
                          ExternalVoice{"hua", "zf_xiaobei", "zh", Gender::female, Age::young}));
  for (const char* wrong : {"a b", "a=x/xx", "a=x/en/lady", "a=x/en/male/ripe", "a,a", "$(x)"}) {
    EXPECT_FALSE(parse_external_voices(wrong).has_value()) << wrong;
  }
}

/// Answers every order with the same error and counts them.
class BrokenRecorder final : public Recorder {
 public:
  Result<Recording> record(const SpeechOrder& order, const std::stop_token& /*stop*/) override {
    orders.push_back(order);
    return Error{ErrorCode::unavailable, "out of order"};
  }
  std::vector<SpeechOrder> orders;
};

TEST(Cast, ABuiltInVoiceStandsInForOneThatFails) {
  BrokenRecorder broken;
  const auto cast = make_cast(&broken, {{"nova", "alloy", "en", Gender::female, Age::adult}});
  const auto first = cast->speak({"Good morning.", "nova", "en"}, {});
  ASSERT_TRUE(first.has_value()) << first.error().describe();
  EXPECT_THAT(first->warnings, ElementsAre(HasSubstr("voice \"nova\" could not speak")));
  const auto second = cast->speak({"Good evening.", "nova", "en"}, {});
  ASSERT_TRUE(second.has_value());
  ASSERT_EQ(broken.orders.size(), 1U) << "one that failed is not asked again";
  EXPECT_EQ(broken.orders[0].voice, "alloy");
  EXPECT_GT(pitch_of(first->samples), 140) << "a woman stands in for a woman";

  const auto chinese = cast->speak({"你好", "zh_male_1", "zh"}, {});
  ASSERT_FALSE(chinese.has_value());
  EXPECT_THAT(chinese.error().message, HasSubstr("this server speaks no Chinese"));
}

TEST(Cast, FliteSpeaksEnglishWhereNothingElseIsThere) {
  const auto cast = make_cast(nullptr, {});
  for (const char* id : {"en_female_4", "zh_male_1", "fr_female_1", "en_robot", "somebody"}) {
    EXPECT_TRUE(cast->speak({"Good morning.", id, "en"}, {}).has_value()) << id;
  }
  EXPECT_THAT(cast->speak({"Bonjour", "fr_female_1", "fr"}, {}).error().message,
              HasSubstr("espeak-ng is missing"));
  EXPECT_THAT(cast->speak({"Good morning.", "somebody", "en"}, {})->warnings,
              ElementsAre(HasSubstr("\"somebody\" is not one of this server's")));
}

TEST(Cast, AVoiceKeepsItsCharacterInAnotherLanguage) {
  ASSERT_TRUE(has_espeak()) << "scripts/setup installs espeak-ng";
  ProgramRecorder recorder{{}};
  const auto cast = make_cast(&recorder, {});
  const auto pitch = [&](const char* id, const char* text, const char* language) {
    const auto spoken = cast->speak({text, id, language}, {});
    EXPECT_TRUE(spoken.has_value()) << id << (spoken ? "" : spoken.error().describe());
    return spoken ? pitch_of(spoken->samples) : 0;
  };
  const double man = pitch("en_male_1", kChinese.c_str(), "zh");
  const double woman = pitch("en_female_1", kChinese.c_str(), "zh");
  const double child = pitch("en_child", kChinese.c_str(), "zh");
  EXPECT_LT(man, 140);
  EXPECT_GT(woman, 1.4 * man);
  EXPECT_GT(child, 1.2 * woman);
  EXPECT_GT(pitch("zh_child", kEnglish.c_str(), "en"),
            1.4 * pitch("zh_male_1", kEnglish.c_str(), "en"));
}

TEST(Cast, KanjiAreLeftOutAndSaidSo) {
  ASSERT_TRUE(has_espeak()) << "scripts/setup installs espeak-ng";
  ProgramRecorder recorder{{}};
  const auto cast = make_cast(&recorder, {});
  EXPECT_THAT(cast->speak({"海へ いきましょう", "ja_female_1", "ja"}, {})->left_out,
              HasSubstr("kana only"));
  EXPECT_THAT(cast->speak({"東京", "ja_female_1", "ja"}, {}).error().message,
              HasSubstr("kana only"));
}

// What espeak-ng would pronounce: its phonemes, with a tone of Chinese for every ideograph and none
// of another language.
TEST(Chinese, IsPronouncedAsChinese) {
  ASSERT_TRUE(has_espeak()) << "scripts/setup installs espeak-ng";
  for (const char* text :
       {"早上好，朋友。我们一起去海边吧。", "他觉得音乐很好听，不是吗？", "银行行长长大了"}) {
    const std::string pinyin = pinyin_of(text);
    const auto said = run_program(
        {.words = {"espeak-ng", "-v", "cmn-latn-pinyin", "-q", "-x", "--stdin"}, .input = pinyin},
        {});
    ASSERT_TRUE(said.has_value());
    EXPECT_EQ(said->out.find('('), std::string::npos) << said->out;  // "(en)": another language
    // A syllable ends with the digits of its tone's contour, perhaps a nasal, and "_|".
    std::size_t tones = 0;
    for (std::size_t at = said->out.find("_|"); at != std::string::npos;
         at = said->out.find("_|", at + 1)) {
      const std::string before = said->out.substr(at - std::min<std::size_t>(at, 3), 3);
      tones += before.find_first_of("12345") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(tones, count_ideographs(text)) << pinyin << said->out;
  }
}

// What does not fit is paced and cut alike, whoever speaks.
TEST(Pacing, HoldsForEveryEngine) {
  ASSERT_TRUE(has_espeak() && has_festival()) << "scripts/setup installs espeak-ng and festival";
  ProgramRecorder recorder{{.command = {plugged_voice().path(), "{voice}", "{language}"}}};
  const auto cast = make_cast(&recorder, {{"my-voice", "my-voice", "en"}});
  struct Row {
    const char* voice;
    const char* language;
    std::string text;
  };
  const Row rows[] = {{"en_male_1", "en", kEnglish},
                      {"en_female_4", "en", kEnglish},
                      {"zh_female_1", "zh", kChinese},
                      {"fr_male_1", "fr", "Bonjour mon ami, nous allons à la mer ce matin."},
                      {"my-voice", "en", kEnglish}};
  for (const Row& row : rows) {
    const auto spoken = cast->speak({row.text, row.voice, row.language}, {});
    ASSERT_TRUE(spoken.has_value()) << row.voice;
    const double seconds = static_cast<double>(spoken->samples.size()) / 48000;
    const std::vector<SpeechLine> line{{row.text, row.voice, row.language}};
    const auto placed_in = [&](double room, std::vector<std::string>& warnings) {
      // Before and behind the speech a tenth of the track is free, but no more than 0.6 and 0.35 s.
      const double track = room <= 2.8 ? room / 0.8 : (room + 0.35) / 0.9;
      const auto length = static_cast<std::size_t>(track * 48000);
      return lay_out_speech(*cast, line, length, {}, warnings).value();
    };
    std::vector<std::string> warnings;
    const auto hurried = placed_in(seconds / 1.15, warnings);
    ASSERT_EQ(hurried.size(), 1U) << row.voice;
    EXPECT_THAT(warnings, IsEmpty()) << row.voice;
    EXPECT_LE(static_cast<double>(hurried[0].samples.size()) / 48000, seconds / 1.15 + 0.01)
        << row.voice;
    const auto cut = placed_in(seconds / 2, warnings);
    ASSERT_EQ(cut.size(), 1U) << row.voice;
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("is cut short"))) << row.voice;
    EXPECT_LE(static_cast<double>(cut[0].samples.size()) / 48000, seconds / 2 + 0.01) << row.voice;
    EXPECT_GT(static_cast<double>(cut[0].samples.size()) / 48000, seconds / 5) << row.voice;
  }
}

}  // namespace
}  // namespace kirin::sound
