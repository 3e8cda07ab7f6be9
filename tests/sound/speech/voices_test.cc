#include "sound/speech/voices.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace kirin::sound {
namespace {

TEST(Voices, HaveUniqueIdsAndTellWhatTheyAre) {
  std::set<std::string_view> ids;
  for (const Voice& voice : voices()) {
    EXPECT_TRUE(ids.insert(voice.id).second) << voice.id;
    EXPECT_FALSE(voice.description.empty()) << voice.id;
    EXPECT_EQ(voice.language, "en") << voice.id;
  }
  EXPECT_GE(ids.size(), 6U);
}

TEST(Voices, AStandInIsAlwaysTheSameAndOfTheKindTheIdHintsAt) {
  EXPECT_EQ(voice_or_stand_in("en_robot").voice.id, "en_robot");
  EXPECT_EQ(&voice_or_stand_in("829826751244537876"), &voice_or_stand_in("829826751244537876"));
  EXPECT_EQ(voice_or_stand_in("English_Female_7").kind, VoiceKind::female);
  EXPECT_EQ(voice_or_stand_in("some-male-voice").kind, VoiceKind::male);
  EXPECT_EQ(voice_or_stand_in("cute_girl").kind, VoiceKind::child);
  EXPECT_EQ(find_voice("English_Female_7"), nullptr);
}

// docs/voices.md is what a user picks a voice from: it lists exactly what is there.
TEST(Voices, ThePageListsExactlyTheVoices) {
  std::ifstream page(std::string(KIRIN_SOURCE_DIR) + "/docs/voices.md");
  ASSERT_TRUE(page);
  std::set<std::string> listed;
  std::set<std::string> due;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `")) {
      listed.insert(line);
    }
  }
  for (const Voice& voice : voices()) {
    due.insert(fmt::format("| `{}` | {} | {} |", voice.id, voice.description, voice.language));
  }
  EXPECT_EQ(listed, due);
}

}  // namespace
}  // namespace kirin::sound
