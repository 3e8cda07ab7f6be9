/// \file
/// A prompt as text one can search: cleaned of what no one means to say, with words found in it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kirin::sound {

/// The code point at `text[at]` and its length in bytes; nothing where the bytes there are not
/// UTF-8.
struct CodePoint {
  char32_t value;
  std::size_t length;
};
std::optional<CodePoint> code_point_at(std::string_view text, std::size_t at);

/// Valid UTF-8 of any bytes: broken bytes and control characters become spaces, invisible format
/// characters (zero width, bidirectional marks) vanish.
std::string cleaned(std::string_view text);

/// The longest beginning of `text` of at most `count` code points, whole words where there is one.
/// `text` is valid UTF-8. A view of `text`.
std::string_view first_code_points(std::string_view text, std::size_t count);

/// A word or phrase in lower case and what it stands for: an index that the caller understands.
struct Term {
  std::string_view text;
  int meaning;
};

/// A term found at bytes [begin, end).
struct Found {
  std::size_t begin;
  std::size_t end;
  int meaning;
};

/// The terms in `text` (in lower case), from left to right and not overlapping, the longest first.
/// A term of ASCII letters stands as a word of its own or with a plural s; others (Chinese) stand
/// anywhere.
std::vector<Found> find_terms(std::string_view text, std::span<const Term> terms);

}  // namespace kirin::sound
