// kirin_story PROMPT...: what each prompt is understood to be.
#include <cstdio>
#include <span>

#include "engine/motion/story/scene_description.h"

int main(int count, char** arguments) {
  using namespace kirin::engine::motion::story;
  for (const char* prompt : std::span{arguments, static_cast<std::size_t>(count)}.subspan(1)) {
    std::printf("» %s\n%s\n", prompt, explain(read_story(prompt, "")).c_str());
  }
}
