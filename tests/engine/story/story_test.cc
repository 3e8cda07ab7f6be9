// prompts.txt: what must be understood of each prompt.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "engine/motion/story/scene_description.h"
#include "engine/story/summary.h"

namespace kirin::engine::motion::story {
namespace {

struct Understood {
  int line = 0;
  std::string prompt;
  std::string negative;
  std::string summary;
};

/// A prompt (with " ### " before its negative prompt), then what is understood, indented.
std::vector<Understood> table() {
  std::ifstream file(KIRIN_SOURCE_DIR "/tests/engine/story/prompts.txt");
  std::vector<Understood> rows;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    if (line.starts_with("  ") && !rows.empty()) {
      rows.back().summary = line.substr(2);
      continue;
    }
    const std::size_t split = line.find(" ### ");
    rows.push_back({number, line.substr(0, split),
                    split == std::string::npos ? "" : line.substr(split + 5), ""});
  }
  return rows;
}

bool is_chinese(const std::string& text) {
  return static_cast<unsigned char>(text.front()) >= 0xE0;
}

TEST(StoryTest, PromptsAreUnderstood) {
  for (const Understood& row : table()) {
    EXPECT_EQ(summary(read_story(row.prompt, row.negative)), row.summary)
        << "prompts.txt:" << row.line << ": " << row.prompt;
  }
}

TEST(StoryTest, TheTableHasBothLanguages) {
  const auto rows = table();
  const auto chinese = std::count_if(rows.begin(), rows.end(),
                                     [](const auto& row) { return is_chinese(row.prompt); });
  EXPECT_GE(chinese, 75);
  EXPECT_GE(static_cast<std::ptrdiff_t>(rows.size()) - chinese, 75);
}

TEST(StoryTest, WordsThatNobodyKnowsChangeTheHash) {
  EXPECT_NE(read_story("a zorble dog", "").words_hash, read_story("a quexy dog", "").words_hash);
  EXPECT_EQ(read_story("A dog,  runs!", "").words_hash, read_story("a dog runs", "").words_hash);
  const SceneDescription unknown = read_story("perpendicular justice", "");
  EXPECT_FALSE(unknown.understood);
  EXPECT_EQ(unknown.setting, "abstract");
  EXPECT_EQ(unknown.unknown_words, (std::vector<std::string>{"perpendicular", "justice"}));
}

TEST(StoryTest, SpeechAndVoiceMarksAreNotShown) {
  const SceneDescription scene =
      read_story("A man <<<voice_1>>> says: \"the rocket is red\" on the beach", "");
  ASSERT_EQ(scene.subjects.size(), 1U);
  EXPECT_EQ(scene.subjects[0].kind, "man");
  EXPECT_EQ(scene.setting, "beach");
  EXPECT_FALSE(read_story("\"a red rocket\"", "").subjects.empty());
}

TEST(StoryTest, TheJsonAndTheSentencesSayTheSame) {
  const SceneDescription scene =
      read_story("Two old dogs chase a red ball under a tree at dusk, watercolour", "");
  const JsonObject json = to_json(scene);
  EXPECT_EQ(json.at("setting").as_string(), scene.setting);
  EXPECT_EQ(json.at("time").as_string(), "dusk");
  EXPECT_EQ(json.at("subjects").as_array().size(), 3U);
  EXPECT_EQ(json.at("subjects").as_array()[0].at("actions").as_array()[0].at("towards").as_int64(),
            1);
  const std::string text = explain(scene);
  for (const char* fact : {"dusk", "2 × old dog; chase → ball", "red ball", "watercolour"}) {
    EXPECT_NE(text.find(fact), std::string::npos) << fact << " in\n" << text;
  }
}

}  // namespace
}  // namespace kirin::engine::motion::story
