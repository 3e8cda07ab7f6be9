#include "sound/ambience/lexicon.h"

#include <algorithm>

#include "base/expects.h"

namespace kirin::sound {
namespace {

bool is_joint(char c) { return c == ' ' || c == '-'; }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(by);
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) {
      parts.push_back(part);
    }
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

bool is_latin(std::string_view term) {
  return std::ranges::all_of(term, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// "-" where two words of a phrase meet, or some spaces.
bool are_joined(std::string_view text, const Token& first, const Token& second) {
  return std::ranges::all_of(text.substr(first.end, second.begin - first.end), is_joint);
}

constexpr int kAsWritten = 2;
constexpr int kByItsStem = 1;

// How well a word of the text is a word of a term; 0 where it is none.
int likeness(const Token& token, const std::string& word, const std::string* stem) {
  if (token.word == word) {
    return kAsWritten;
  }
  const bool is_form = stem != nullptr ? token.stem == *stem : token.word == word + "s";
  return is_form ? kByItsStem : 0;
}

}  // namespace

Lexicon::Lexicon(std::string_view words) {
  Section* section = nullptr;
  for (const std::string_view line : split(words, '\n')) {
    if (line.front() == '#') {
      continue;
    }
    if (line.front() == '[') {
      EXPECTS(line.back() == ']');
      section = &sections_[std::string{line.substr(1, line.size() - 2)}];
      continue;
    }
    EXPECTS(section != nullptr);
    add_line(*section, line);
  }
}

void Lexicon::add_line(Section& section, std::string_view line) {
  const std::size_t colon = line.rfind(" : ");
  EXPECTS(colon != std::string_view::npos);
  std::vector<std::string> sounds;
  for (const std::string_view sound : split(line.substr(colon + 3), ' ')) {
    if (sound != "-") {
      sounds.emplace_back(sound);
    }
  }
  for (std::string_view text : split(line.substr(0, colon), ',')) {
    Term term{.line = section.lines.size()};
    if (!is_latin(text)) {
      term.chinese = text;
      section.by_byte.emplace(text.front(), section.terms.size());
    } else {
      const bool is_exact = text.front() == '=';
      for (const Token& token : tokens_of(text)) {
        term.words.push_back(token.word);
        if (!is_exact) {
          term.stems.push_back(token.stem);
        }
      }
      EXPECTS(!term.words.empty());
      section.by_first.emplace(term.words.front(), section.terms.size());
      if (is_exact) {
        section.by_first.emplace(term.words.front() + "s", section.terms.size());
      } else if (term.stems.front() != term.words.front()) {
        section.by_first.emplace(term.stems.front(), section.terms.size());
      }
    }
    section.terms.push_back(std::move(term));
  }
  section.lines.push_back(std::move(sounds));
}

const Lexicon& Lexicon::of_program() {
  static const Lexicon kLexicon(embedded_words());
  return kLexicon;
}

struct Lexicon::Text {
  std::string_view text;
  std::vector<Token> tokens;
};

// How well the words of `term` stand at `tokens[at]` and behind it: as the worst of them.
int Lexicon::likeness_of(const Term& term, const Text& text, std::size_t at) {
  int alike = kAsWritten;
  for (std::size_t k = 0; k < term.words.size() && alike > 0; ++k) {
    if (at + k >= text.tokens.size() ||
        (k > 0 && !are_joined(text.text, text.tokens[at + k - 1], text.tokens[at + k]))) {
      return 0;
    }
    const std::string* const stem = term.stems.empty() ? nullptr : &term.stems[k];
    alike = std::min(alike, likeness(text.tokens[at + k], term.words[k], stem));
  }
  return alike;
}

Lexicon::Match Lexicon::best_word(const Section& section, const Text& text, std::size_t at) {
  Match best;
  const Token& token = text.tokens[at];
  for (const std::string* const key : {&token.word, &token.stem}) {
    const auto [first, last] = section.by_first.equal_range(*key);
    for (auto it = first; it != last; ++it) {
      const Term& term = section.terms[it->second];
      if (const int alike = likeness_of(term, text, at); alike > 0) {
        best = std::max(best, Match{text.tokens[at + term.words.size() - 1].end, alike, term.line});
      }
    }
  }
  return best;
}

Lexicon::Match Lexicon::best_anywhere(const Section& section, std::string_view text,
                                      std::size_t at) {
  Match best;
  const auto [first, last] = section.by_byte.equal_range(text[at]);
  for (auto it = first; it != last; ++it) {
    const Term& term = section.terms[it->second];
    if (text.substr(at).starts_with(term.chinese)) {
      best = std::max(best, Match{at + term.chinese.size(), kAsWritten, term.line});
    }
  }
  return best;
}

std::vector<Heard> Lexicon::find(std::string_view name, std::string_view text) const {
  const auto found = sections_.find(name);
  EXPECTS(found != sections_.end());
  const Section& section = found->second;
  const Text read{text, tokens_of(text)};
  std::vector<Heard> heard;
  std::size_t token = 0;
  for (std::size_t at = 0; at < text.size();) {
    while (token < read.tokens.size() && read.tokens[token].begin < at) {
      ++token;
    }
    const bool is_word = token < read.tokens.size() && read.tokens[token].begin == at;
    Match best = best_anywhere(section, text, at);
    if (is_word) {
      best = std::max(best, best_word(section, read, token));
    }
    if (best.end > at) {
      heard.push_back({at, best.end, section.lines[best.line]});
      at = best.end;
    } else {
      at = is_word ? read.tokens[token].end : at + 1;
    }
  }
  return heard;
}

std::vector<std::string> Lexicon::all_sounds() const {
  std::vector<std::string> sounds;
  for (const auto& [name, section] : sections_) {
    for (const auto& line : section.lines) {
      sounds.insert(sounds.end(), line.begin(), line.end());
    }
  }
  return sounds;
}

}  // namespace kirin::sound
