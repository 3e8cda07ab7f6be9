/// \file
/// The words of a text and their stems.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kirin::sound {

/// A word of Latin letters and digits at bytes [begin, end) of a text.
struct Token {
  std::size_t begin;
  std::size_t end;
  std::string word;
  std::string stem;  ///< by Snowball's English stemmer (Porter, "Snowball", 2001)
};

/// The words of `text` (in lower case), from left to right. An apostrophe between letters belongs
/// to its word; what is of another script is skipped.
std::vector<Token> tokens_of(std::string_view text);

}  // namespace kirin::sound
