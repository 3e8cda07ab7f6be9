#include "sound/speech/voices.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "sound/speech/languages.h"
#include "sound/voices_page.h"

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
  std::ifstream stream(KIRIN_SOURCE_DIR "/docs/voices.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_NE(page.find(voices_table()), std::string::npos);
  EXPECT_EQ(page, with_voices_table(page)) << "kirin_sound_sheet --voices docs/voices.md";
}

}  // namespace
}  // namespace kirin::sound
