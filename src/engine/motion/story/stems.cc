#include "engine/motion/story/stems.h"

#include <libstemmer.h>

#include <algorithm>

#include "base/expects.h"

namespace kirin::engine::motion::story {
namespace {

constexpr std::size_t kLongestWord = 40;  // the stemmer's time must not depend on hostile words

bool is_lower_word(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8")) { EXPECTS(stemmer_ != nullptr); }

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

std::string Stemmer::stem(std::string_view word) const {
  if (word.empty() || word.size() > kLongestWord || !is_lower_word(word)) {
    return std::string{word};
  }
  const auto* symbols = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* found = sb_stemmer_stem(stemmer_, symbols, static_cast<int>(word.size()));
  EXPECTS(found != nullptr);
  return {reinterpret_cast<const char*>(found),
          static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
}

std::string Stemmer::stems(std::string_view phrase) const {
  std::string joined;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    joined += joined.empty() ? "" : " ";
    joined += stem(phrase.substr(0, end));
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return joined;
}

Form form_of(std::string_view word, std::string_view base) {
  if (word == base) {
    return Form::base;
  }
  if (word.ends_with("ing")) {
    return Form::ing;
  }
  if (word.ends_with("ed")) {
    return Form::past;
  }
  if (word.ends_with("ly")) {
    return Form::adverb;
  }
  if (word.ends_with("s") && !base.ends_with("s")) {
    return Form::s;
  }
  if (word.ends_with("es")) {
    return Form::s;
  }
  return Form::degree;
}

}  // namespace kirin::engine::motion::story
