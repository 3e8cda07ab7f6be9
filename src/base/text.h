/// \file
/// Text: UTF-8, trimming, and the nearest of several words.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kirin {

/// The number of Unicode code points of `text`, or nothing where it is not valid UTF-8 (RFC 3629:
/// no overlong forms, no surrogates, nothing above U+10FFFF).
std::optional<std::size_t> count_code_points(std::string_view text);

/// `text` without ASCII white space at both ends. The result is a view of `text`.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, all else unchanged.
std::string to_lower(std::string_view text);

/// True where both are equal but for the case of ASCII letters.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// The candidate with the smallest Levenshtein distance to `word`, or nothing where all are
/// further than a third of the word: for "did you mean" in messages.
std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates);

}  // namespace kirin
