/// \file
/// Which language a quote is in.
#pragma once

#include <string>
#include <string_view>

namespace kirin::sound {

/// The code of `languages()` that `text` (valid UTF-8, a word to some sentences) is in.
///
/// First the script: most letters decide, and kana makes ideographs Japanese. Then, for scripts
/// that several languages share, letters only some of them have and frequent words. Where these do
/// not tell, Compact Language Detector 2 does; where it finds none of ours, English for Latin
/// letters, Russian for Cyrillic ones. Empty where no voice reads the script; "en" where there are
/// no letters at all.
std::string detect_language(std::string_view text);

}  // namespace kirin::sound
