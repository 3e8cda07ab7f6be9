// The pages about prompts say what the reader does.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/motion/story/lexicon.h"
#include "engine/motion/story/scene_description.h"
#include "engine/story/words_page.h"

namespace kirin::engine::motion::story {
namespace {

std::string file(const std::string& path) {
  std::ifstream stream(KIRIN_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(DocsTest, TheWordsAreThoseOfTheLexicon) {
  EXPECT_EQ(file("docs/words.md"), words_page()) << "kirin_story --words > docs/words.md";
}

/// In docs/prompting.md, "`prompt`" before a block of text: what `explain` prints of it.
TEST(DocsTest, TheExamplesAreExplainedAsThePageSays) {
  const std::string page = file("docs/prompting.md");
  const std::string open = "```text\n";
  int examples = 0;
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const std::size_t end = page.find("```", at + open.size());
    const std::size_t close = page.rfind('`', at - 1);
    const std::size_t begin = page.rfind('`', close - 1) + 1;
    const std::string prompt = page.substr(begin, close - begin);
    EXPECT_EQ(page.substr(at + open.size(), end - at - open.size()),
              explain(read_story(prompt, "")))
        << prompt;
    at = end;
    ++examples;
  }
  EXPECT_GE(examples, 2);
}

TEST(DocsTest, ThereIsAWordForAllThatIsPromised) {
  const auto count = [](Topic topic) {
    return std::ranges::count(lexicon().entries(), topic, &Entry::topic);
  };
  EXPECT_GE(count(Topic::setting), 30);
  EXPECT_GE(count(Topic::subject), 200);
  EXPECT_GE(count(Topic::action), 60);
  EXPECT_GE(count(Topic::colour), 60);
  EXPECT_GE(count(Topic::style), 14);
}

}  // namespace
}  // namespace kirin::engine::motion::story
