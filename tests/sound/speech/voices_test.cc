#include "sound/speech/voices.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "sound/speech/languages.h"

namespace kirin::sound {
namespace {

TEST(Voices, HaveUniqueIdsAndTellWhatTheyAre) {
  std::set<std::string_view> ids;
  for (const Voice& voice : voices()) {
    EXPECT_TRUE(ids.insert(voice.id).second) << voice.id;
    EXPECT_FALSE(voice.description.empty()) << voice.id;
    EXPECT_NE(find_language(voice.language), nullptr) << voice.id;
    EXPECT_TRUE(voice.id.starts_with(voice.language)) << voice.id;
  }
  EXPECT_GE(ids.size(), 16U);
}

TEST(Voices, AStandInIsAlwaysTheSameAndOfTheKindTheIdHintsAt) {
  EXPECT_EQ(voice_or_stand_in("en_robot").voice.id, "en_robot");
  EXPECT_EQ(&voice_or_stand_in("829826751244537876"), &voice_or_stand_in("829826751244537876"));
  EXPECT_EQ(voice_or_stand_in("English_Female_7").voice.gender, Gender::female);
  EXPECT_EQ(voice_or_stand_in("some-male-voice").voice.gender, Gender::male);
  EXPECT_EQ(voice_or_stand_in("cute_girl").voice.age, Age::child);
  EXPECT_EQ(find_voice("English_Female_7"), nullptr);
}

// docs/voices.md is what a user picks a voice from: it lists exactly what is there.
TEST(Voices, ThePageListsExactlyTheVoices) {
  std::ifstream page(std::string(KIRIN_SOURCE_DIR) + "/docs/voices.md");
  ASSERT_TRUE(page);
  std::set<std::string> listed;
  std::set<std::string> due;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `") && std::ranges::count(line, '|') == 6) {
      listed.insert(line);
    }
  }
  for (const Voice& voice : voices()) {
    due.insert(fmt::format("| `{}` | {} | {} | {} | {}, {} |", voice.id, voice.name,
                           voice.description, voice.language, to_string(voice.gender),
                           to_string(voice.age)));
  }
  EXPECT_EQ(listed, due);
}

}  // namespace
}  // namespace kirin::sound
