/// \file
/// The words that mean sounds: sounds.words, and how they are found in a prompt.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sound/ambience/tokens.h"

namespace kirin::sound {

/// sounds.words as it was when this program was built.
std::string_view embedded_words();

/// A word of one section that stands at bytes [begin, end) of a text.
struct Heard {
  std::size_t begin;
  std::size_t end;
  std::span<const std::string> sounds;  ///< a view of the lexicon; empty for "-"
};

/// A text in the format that sounds.words explains. It is part of the program: a line that breaks
/// the format ends it.
class Lexicon {
 public:
  explicit Lexicon(std::string_view words);
  /// The one of sounds.words. Threads may use it together.
  static const Lexicon& of_program();

  /// The words of `section` in `text` (valid UTF-8 in lower case), from left to right and not
  /// overlapping; of those that begin at one place the longest, of equally long ones the one that
  /// needs no stemming.
  std::vector<Heard> find(std::string_view section, std::string_view text) const;

  /// Every name of a sound in the file, for tests.
  std::vector<std::string> all_sounds() const;

 private:
  struct Term {
    std::vector<std::string> words = {};  ///< what is written
    std::vector<std::string> stems = {};  ///< empty: only as it is written
    std::string chinese = {};             ///< or a string that stands anywhere
    std::size_t line;
  };
  struct Section {
    std::vector<Term> terms;
    std::unordered_multimap<std::string, std::size_t> by_first;  ///< first word or stem
    std::unordered_multimap<char, std::size_t> by_byte;          ///< first byte of `chinese`
    std::vector<std::vector<std::string>> lines;
  };
  struct Text;
  /// Ordered by what wins: the longest, then the one that needs no stemming.
  struct Match {
    std::size_t end = 0;
    int likeness = 0;
    std::size_t line = 0;
    auto operator<=>(const Match&) const = default;
  };

  static void add_line(Section& section, std::string_view line);
  static int likeness_of(const Term& term, const Text& text, std::size_t at);
  static Match best_word(const Section& section, const Text& text, std::size_t at);
  static Match best_anywhere(const Section& section, std::string_view text, std::size_t at);

  std::map<std::string, Section, std::less<>> sections_;
};

}  // namespace kirin::sound
