#include "engine/motion/story/scene_description.h"

#include <algorithm>
#include <array>

#include "engine/motion/story/completion.h"
#include "engine/motion/story/reader.h"
#include "engine/motion/story/senses.h"
#include "engine/motion/story/words.h"

namespace kirin::engine::motion::story {
namespace {

/// What a word says of the light, the air and the picture, or nothing: the place and who is in it
/// stay the same by night, in the rain, and for another camera.
bool is_of_the_hour(const Word& word) {
  constexpr std::array kTopics = {Topic::hour,    Topic::weather,  Topic::season, Topic::camera,
                                  Topic::grammar, Topic::relation, Topic::speed};
  return !word.meanings.empty() &&
         std::ranges::find(kTopics, word.meanings.front().entry->topic) != kTopics.end();
}

/// Of the words that say what is there, not of the spaces and marks between them (FNV-1a).
std::uint64_t hash_of(const std::vector<Word>& words) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001B3U; };
  for (const Word& word : words) {
    if (is_of_the_hour(word)) {
      continue;
    }
    std::ranges::for_each(word.text, [&](char c) { add(static_cast<unsigned char>(c)); });
    add(' ');
  }
  hash ^= hash >> 31U;  // the low bits choose
  return hash * 0x9E3779B97F4A7C15U ^ (hash >> 29U);
}

std::vector<Word> understood_words(std::string_view text) {
  std::vector<Word> words = words_of(told_text(text));
  choose_senses(words);
  return words;
}

}  // namespace

bool SceneDescription::excludes(std::string_view id) const {
  return std::ranges::find(excluded, id) != excluded.end();
}

SceneDescription read_story(std::string_view prompt, std::string_view negative_prompt) {
  const std::vector<Word> words = understood_words(prompt);
  const Reading unwanted = read_words(understood_words(negative_prompt), true);
  return complete(read_words(words, false), unwanted, hash_of(words));
}

}  // namespace kirin::engine::motion::story
