// kirin_story PROMPT...: what each prompt is understood to be, in sentences.
// kirin_story --words: docs/words.md as it is now.
// kirin_story --table < prompts.txt: the lines of prompts.txt with what they are understood to be
// now.
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <string_view>

#include "engine/motion/story/scene_description.h"
#include "engine/story/summary.h"
#include "engine/story/words_page.h"

int main(int count, char** arguments) {
  using namespace kirin::engine::motion::story;
  const auto words = std::span{arguments, static_cast<std::size_t>(count)}.subspan(1);
  if (!words.empty() && std::string_view{words.front()} == "--words") {
    std::cout << words_page();
    return 0;
  }
  if (!words.empty() && std::string_view{words.front()} == "--table") {
    for (std::string line; std::getline(std::cin, line);) {
      if (line.starts_with(' ')) {
        continue;
      }
      const std::size_t split = line.find(" ### ");
      const std::string_view prompt = std::string_view{line}.substr(0, split);
      const std::string_view negative =
          split == std::string::npos ? "" : std::string_view{line}.substr(split + 5);
      const bool is_prompt = !line.empty() && !line.starts_with('#');
      std::cout << line << "\n";
      if (is_prompt) {
        std::cout << "  " << summary(read_story(prompt, negative)) << "\n";
      }
    }
    return 0;
  }
  for (const char* prompt : words) {
    std::printf("» %s\n%s\n", prompt, explain(read_story(prompt, "")).c_str());
  }
}
