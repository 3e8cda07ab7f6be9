/// \file
/// The languages that can be spoken.
#pragma once

#include <span>
#include <string_view>

namespace kirin::sound {

struct Language {
  std::string_view code;    ///< BCP 47: "zh"
  std::string_view name;    ///< "Chinese", as warnings say it
  std::string_view espeak;  ///< espeak-ng's name for it: "cmn-latn-pinyin"
  int words_per_minute;     ///< espeak-ng's, that sounds unhurried
  std::string_view sample;  ///< a sentence for people who choose a voice
};

std::span<const Language> languages();

/// The language of that code, or null.
const Language* find_language(std::string_view code);

}  // namespace kirin::sound
