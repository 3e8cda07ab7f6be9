/// \file
/// SentencePiece's normalisation of text: a table of replacements (for umT5: NFKC with a few more)
/// and the rules of white space.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kirin::wan {

/// The space that stands for itself in pieces: U+2581.
inline constexpr std::string_view kSpaceMark = "\xE2\x96\x81";

class Normalizer {
 public:
  struct Rules {
    bool add_dummy_prefix = true;
    bool remove_extra_whitespaces = true;
    bool escape_whitespaces = true;
  };

  Normalizer() = default;
  /// `charsmap` is the model's `precompiled_charsmap`: the size of a double-array trie in bytes
  /// (u32), the trie (Yata's "darts-clone" units), and the replacements, each ended by a zero.
  /// Empty: no replacements.
  static Result<Normalizer> create(std::string_view charsmap, Rules rules,
                                   std::vector<std::string> untouched);

  /// `text` may be any bytes; what is not UTF-8 becomes U+FFFD.
  std::string normalised(std::string_view text) const;

 private:
  /// What stands for the beginning of `text`, and how many bytes of it that takes.
  std::pair<std::string_view, std::size_t> prefix(std::string_view text) const;
  std::pair<std::uint32_t, std::size_t> longest_match(std::string_view text) const;

  std::vector<std::uint32_t> trie_;
  std::string replacements_;
  Rules rules_;
  std::vector<std::string> untouched_;  // user-defined pieces, longest first
};

}  // namespace kirin::wan
