/// \file
/// What is left of a text for a synthesiser that reads many languages.
#pragma once

#include <string>
#include <string_view>

namespace kirin::sound {

struct Readable {
  std::string text;       ///< valid UTF-8 without control characters; empty: nothing to say
  std::string left_out;   ///< what is not read: "its kanji: …"; empty: nothing
  std::string why_empty;  ///< "it has no words", where `text` is empty
};

/// For espeak-ng in `language`: Chinese as pinyin, Japanese without ideographs (it reads kana
/// only), no emoji, and no brackets, which would begin phonemes or commands.
Readable readable(std::string_view text, std::string_view language);

/// For one who reads as people do: only control characters and emoji are gone.
Readable readable_by_people(std::string_view text);

}  // namespace kirin::sound
