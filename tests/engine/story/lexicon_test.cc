#include "engine/motion/story/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kirin::engine::motion::story {
namespace {

std::vector<Entry> all_entries() {
  std::vector<Entry> all;
  for (const LexiconFile& file : lexicon_files()) {
    auto read = parse_lexicon_file(file.text);
    EXPECT_TRUE(read.has_value()) << file.name << ": " << (read ? "" : read.error().message);
    if (read) {
      std::ranges::move(*read, std::back_inserter(all));
    }
  }
  return all;
}

TEST(LexiconTest, AllFilesAreRightAndAgree) {
  const auto made = Lexicon::from(all_entries());
  EXPECT_TRUE(made.has_value()) << made.error().message;
}

}  // namespace
}  // namespace kirin::engine::motion::story
