/// \file
/// Text as the pieces that word tables are made of, English and Chinese alike.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kirin::engine::motion {

/// Words of ASCII letters and digits in lower case, and every other code point by itself. White
/// space, hyphens and apostrophes vanish, but a line's end is the token "\n".
std::vector<std::string> phrase_tokens(std::string_view text);

/// Tokens joined as a table's phrases are: a space between words of letters, none elsewhere.
std::string joined_phrase(std::span<const std::string> tokens);

}  // namespace kirin::engine::motion
