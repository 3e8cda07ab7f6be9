#include "engine/motion/story/stems.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <utility>

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

std::optional<Form> form_of(std::string_view word, std::string_view base) {
  if (word == base) {
    return Form::base;
  }
  // What may stand before an ending: "run(n)", "danc(e)", "pupp(i)" for y, "wol(v)" for f.
  const auto has_ending = [&](std::string_view ending) {
    if (!word.ends_with(ending)) {
      return false;
    }
    const std::string_view root = word.substr(0, word.size() - ending.size());
    const bool doubles = root.size() == base.size() + 1 && root.starts_with(base) &&
                         !base.empty() && root.back() == base.back();
    const bool drops_e = base.ends_with('e') && root == base.substr(0, base.size() - 1);
    const bool turns_y = base.ends_with('y') && root.ends_with('i') &&
                         root.substr(0, root.size() - 1) == base.substr(0, base.size() - 1);
    return root == base || doubles || drops_e || turns_y;
  };
  constexpr std::array<std::pair<std::string_view, Form>, 8> kEndings = {{{"ing", Form::ing},
                                                                          {"ed", Form::past},
                                                                          {"es", Form::s},
                                                                          {"s", Form::s},
                                                                          {"ly", Form::adverb},
                                                                          {"er", Form::degree},
                                                                          {"est", Form::degree},
                                                                          {"y", Form::degree}}};
  for (const auto& [ending, form] : kEndings) {
    if (has_ending(ending)) {
      return form;
    }
  }
  return std::nullopt;
}

}  // namespace kirin::engine::motion::story
