/// \file
/// Finds what stands in quotation marks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kirin::sound {

/// Bytes [begin, end) of the prompt with their marks, and the text between them, trimmed, inner
/// marks and runs of spaces removed.
struct Quote {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

/// The quotes of `prompt` (valid UTF-8, see `cleaned`) from left to right; a quote in a quote is
/// part of it. Marks: "…" “…” „…“ «…» 「…」 『…』 ＂…＂, and '…' or ‘…’ right after a colon, a
/// comma or a verb of saying (elsewhere they are apostrophes). A mark without its partner is no
/// mark, nor is one after a digit (5").
std::vector<Quote> find_quotes(std::string_view prompt);

/// The prompt in lower case with every byte of the quotes a space: what is told rather than said.
/// Positions stay.
std::string without_quotes(std::string_view prompt, const std::vector<Quote>& quotes);

/// True where `word` (lower case) is a verb of saying: "says", "whispered", "asks".
bool is_verb_of_saying(std::string_view word);

}  // namespace kirin::sound
