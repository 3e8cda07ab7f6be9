/// \file
/// A prompt cut into the words of the lexicon.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/story/lexicon.h"
#include "engine/motion/story/stems.h"

namespace kirin::engine::motion::story {

/// What a word may mean, and in which form it stands there.
struct Meaning {
  const Entry* entry = nullptr;
  Form form = Form::base;
};

/// A word or phrase of the lexicon, a number, or a word that nobody knows (no meanings).
struct Word {
  std::string text;  ///< in lower case, as the prompt has it
  std::vector<Meaning> meanings;
  std::optional<int> number;
  bool is_chinese = false;
  bool is_possessive = false;  ///< "the dog's"

  /// The meaning in that topic, or nullptr.
  const Meaning* in(Topic topic) const;
  /// Whether it is the grammar entry of that id.
  bool is(std::string_view grammar_id) const;
  bool is_stop() const { return is("stop"); }
};

/// The prompt in lower case and simplified characters, without quoted speech and voice marks. A
/// prompt that stands in quotation marks as a whole is not speech.
std::string told_text(std::string_view prompt);

/// The words of a told text, the longest phrases of the lexicon. Chinese is cut so that the fewest
/// characters are unknown, then into the fewest words. Time is linear in the text's length.
std::vector<Word> words_of(std::string_view told);

}  // namespace kirin::engine::motion::story
