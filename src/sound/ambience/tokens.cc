#include "sound/ambience/tokens.h"

#include <libstemmer.h>

#include <memory>
#include <new>

namespace kirin::sound {
namespace {

bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Where the word ends that begins at `at`.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  const auto is_letter_at = [&](std::size_t i) {
    return i < text.size() && is_word_letter(text[i]);
  };
  while (is_letter_at(at) || (at < text.size() && text[at] == '\'' && is_letter_at(at + 1))) {
    ++at;
  }
  return at;
}

struct Close {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// A stemmer has a state, so each text gets its own.
using Stemmer = std::unique_ptr<sb_stemmer, Close>;

std::string stem_of(const Stemmer& stemmer, const std::string& word) {
  const auto* const bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* const stem =
      sb_stemmer_stem(stemmer.get(), bytes, static_cast<int>(word.size()));
  if (stem == nullptr) {
    throw std::bad_alloc();
  }
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  const Stemmer stemmer(sb_stemmer_new("english", "UTF_8"));
  if (stemmer == nullptr) {
    throw std::bad_alloc();
  }
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_letter(text[at])) {
      ++at;
      continue;
    }
    const std::size_t end = end_of_word(text, at);
    const std::string word{text.substr(at, end - at)};
    tokens.push_back({at, end, word, stem_of(stemmer, word)});
    at = end;
  }
  return tokens;
}

}  // namespace kirin::sound
