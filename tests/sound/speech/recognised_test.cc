// An independent recogniser reads the words back: pocketsphinx with its American English model and
// a grammar of twenty words in any order. It was trained on people, not on our voices.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sound/resample.h"
#include "sound/sound.h"
#include "sound/speech/cast.h"
#include "sound/speech/program_recorder.h"
#include "sound/speech/wav.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

constexpr const char* kModel = "/usr/share/pocketsphinx/model/en-us/en-us";
constexpr const char* kDictionary = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";
constexpr int kModelRate = 16000;

constexpr const char* kGrammar =
    "#JSGF V1.0;\n"
    "grammar words;\n"
    "public <line> = <word>+;\n"
    "<word> = one | two | three | four | five | six | seven | eight | nine | water | yellow | "
    "robot\n"
    "  | morning | window | tomorrow | monday | finger | garden | little | dinner;\n";

class Recogniser {
 public:
  Recogniser() : folder_(testing::TempDir() + fmt::format("kirin-recogniser-{}/", ::getpid())) {
    std::filesystem::create_directories(folder_);
    std::ofstream{folder_ + "words.gram"} << kGrammar;
  }
  ~Recogniser() { std::filesystem::remove_all(folder_); }
  Recogniser(const Recogniser&) = delete;
  Recogniser& operator=(const Recogniser&) = delete;

  static bool is_there() {
    return find_program("pocketsphinx_continuous") && std::filesystem::exists(kModel);
  }

  // The words it hears in mono sound at 48 kHz.
  std::vector<std::string> heard(std::span<const float> samples) const {
    std::vector<float> padded(24000, 0);
    padded.insert(padded.end(), samples.begin(), samples.end());
    padded.insert(padded.end(), 24000, 0);
    for (float& sample : padded) {
      sample *= 0.5F;
    }
    const std::string path = folder_ + "line.wav";
    std::ofstream{path, std::ios::binary}
        << write_wav(resampled(padded, 48000, kModelRate), kModelRate);
    const auto said = run_program(
        {.words = {"pocketsphinx_continuous", "-hmm", kModel, "-dict", kDictionary, "-jsgf",
                   folder_ + "words.gram", "-infile", path, "-logfn", "/dev/null"}},
        {});
    EXPECT_TRUE(said.has_value()) << (said ? "" : said.error().describe());
    std::istringstream lines(said ? said->out : "");
    std::vector<std::string> words;
    for (std::string word; lines >> word;) {
      words.push_back(word);
    }
    return words;
  }

 private:
  std::string folder_;
};

// The share of `due` that is heard, less what is heard besides: 1 - edit distance over length.
double accuracy(const std::vector<std::string>& due, const std::vector<std::string>& heard) {
  std::vector<std::size_t> row(heard.size() + 1);
  for (std::size_t j = 0; j <= heard.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= due.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= heard.size(); ++j) {
      const std::size_t changed = diagonal + (due[i - 1] == heard[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return 1 - static_cast<double>(row.back()) / static_cast<double>(due.size());
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

const std::vector<std::string> kLines[] = {
    {"seven", "water", "yellow", "morning", "three", "window"},
    {"robot", "nine", "tomorrow", "garden", "four", "finger"},
    {"dinner", "one", "monday", "six", "little", "water"},
};

TEST(Recognised, EveryEnglishVoiceSaysItsWords) {
  ASSERT_TRUE(Recogniser::is_there()) << "scripts/setup installs pocketsphinx";
  const Recogniser recogniser;
  ProgramRecorder recorder{{}};
  const auto cast = make_cast(&recorder, {});
  double all = 0;
  int voices_heard = 0;
  for (const Voice& voice : voices()) {
    if (voice.language != "en") {
      continue;
    }
    double sum = 0;
    std::string told;
    for (const auto& line : kLines) {
      const auto spoken = cast->speak({joined(line), std::string(voice.id), "en"}, {});
      ASSERT_TRUE(spoken.has_value()) << voice.id;
      const auto heard = recogniser.heard(spoken->samples);
      sum += accuracy(line, heard);
      told += joined(heard) + " / ";
    }
    sum /= std::size(kLines);
    RecordProperty(std::string(voice.id), fmt::format("{:.2f}", sum));
    std::printf("%-16s %.2f  %s\n", std::string(voice.id).c_str(), sum, told.c_str());
    const bool is_grown_up = voice.age == Age::adult || voice.age == Age::young;
    EXPECT_GT(sum, is_grown_up && voice.gender != Gender::none ? 0.6 : 0.3) << voice.id << told;
    all += sum;
    ++voices_heard;
  }
  EXPECT_GT(all / voices_heard, 0.75);
}

SoundTrack track_of(const std::string& prompt, double seconds) {
  ProgramRecorder recorder{{}};
  const auto cast = make_cast(&recorder, {});
  return render_sound(plan_sound(prompt, "", {}, seconds, 1), *cast, {}).value();
}

// With all the sounds of the scene around it.
TEST(Recognised, AWholeTrackIsUnderstood) {
  ASSERT_TRUE(Recogniser::is_there()) << "scripts/setup installs pocketsphinx";
  const Recogniser recogniser;
  const SoundTrack track =
      track_of("Rain falls on a busy street. A woman says: \"" + joined(kLines[0]) + "\"", 5);
  EXPECT_TRUE(track.warnings.empty());
  const auto heard = recogniser.heard(left_of(track.samples));
  EXPECT_GT(accuracy(kLines[0], heard), 0.6) << joined(heard);
}

// A line that is too long is hurried, then ends behind a word: what is heard is its beginning.
TEST(Recognised, ALineThatIsCutKeepsItsBeginning) {
  ASSERT_TRUE(Recogniser::is_there()) << "scripts/setup installs pocketsphinx";
  const Recogniser recogniser;
  std::vector<std::string> line = kLines[0];
  line.insert(line.end(), kLines[1].begin(), kLines[1].end());
  line.insert(line.end(), kLines[2].begin(), kLines[2].end());
  const SoundTrack track = track_of("A woman says: \"" + joined(line) + "\"", 4);
  EXPECT_EQ(track.warnings.size(), 1U);
  const auto heard = recogniser.heard(left_of(track.samples));
  // The beginning that what is heard is most like.
  double best = 0;
  std::size_t words = 0;
  for (std::size_t count = 1; count <= line.size(); ++count) {
    const double found = accuracy({line.begin(), line.begin() + static_cast<int>(count)}, heard);
    if (found > best) {
      best = found;
      words = count;
    }
  }
  EXPECT_GT(best, 0.6) << joined(heard);
  EXPECT_GE(words, 6U) << joined(heard);
  EXPECT_LT(words, line.size()) << joined(heard);
}

}  // namespace
}  // namespace kirin::sound
