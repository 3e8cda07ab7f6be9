/// \file
/// What an English voice can read of a text.
#pragma once

#include <string>
#include <string_view>

namespace kirin::sound {

struct Speakable {
  std::string
      text;  ///< ASCII letters, digits and the marks that pace speech; empty: nothing to say
  bool is_foreign = false;     ///< most letters are of scripts no voice here reads: say nothing
  bool is_incomplete = false;  ///< some letters are of such scripts and left out
};

/// Accents are dropped (é is read e), typographic marks become plain, &, %, + and @ words, emoji
/// nothing; words longer than 30 letters and runs of more than 12 digits are shortened, as flite
/// spells them for minutes.
Speakable speakable(std::string_view text);

}  // namespace kirin::sound
