/// \file
/// Frequent words and telling letters of the languages that share a script.
#pragma once

#include <span>
#include <string_view>

namespace kirin::sound {

struct LanguageWords {
  std::string_view code;
  /// Lower-case words with spaces between them: those that short speech is full of.
  std::string_view words;
  /// Lower-case letters that few others of the same script have.
  std::string_view letters;
};

/// Latin scripts and Cyrillic ones, together.
std::span<const LanguageWords> language_words();

}  // namespace kirin::sound
