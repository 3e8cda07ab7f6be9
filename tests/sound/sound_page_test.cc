#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "sound/effects/effects.h"
#include "sound/music/music.h"

namespace kirin::sound {
namespace {

std::set<std::string> rows_of_the_page() {
  std::ifstream page(std::string(KIRIN_SOURCE_DIR) + "/docs/sound.md");
  EXPECT_TRUE(page);
  std::set<std::string> rows;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `")) {
      rows.insert(line);
    }
  }
  return rows;
}

// docs/sound.md tells users what there is to hear: exactly what is here.
TEST(SoundPage, ListsExactlyTheEffectsAndMoods) {
  std::set<std::string> due;
  for (const Effect& effect : effects()) {
    due.insert(fmt::format("| `{}` | {} | {} |", effect.name, effect.description,
                           effect.flow != nullptr ? "goes on" : "strikes"));
  }
  for (const Mood& mood : music_moods()) {
    due.insert(fmt::format("| `{}` | {} |", mood.name, mood.description));
  }
  EXPECT_EQ(rows_of_the_page(), due);
}

TEST(SoundPage, NamesTheInstruments) {
  std::ifstream page(std::string(KIRIN_SOURCE_DIR) + "/docs/sound.md");
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  for (const Lead& lead : music_leads()) {
    EXPECT_NE(text.find(lead.name), std::string::npos) << lead.name;
  }
}

}  // namespace
}  // namespace kirin::sound
