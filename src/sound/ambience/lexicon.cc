#include "sound/ambience/lexicon.h"

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <new>

#include "base/expects.h"

namespace kirin::sound {
namespace {

bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_joint(char c) { return c == ' ' || c == '-'; }

struct Token {
  std::size_t begin;
  std::size_t end;
  std::string word;
  std::string stem;
};

struct Close {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// Words of Latin letters and their stems. A stemmer has a state, so each text gets its own.
class Tokenizer {
 public:
  Tokenizer() : stemmer_(sb_stemmer_new("english", "UTF_8")) {
    if (stemmer_ == nullptr) {
      throw std::bad_alloc();
    }
  }

  std::vector<Token> operator()(std::string_view text) const {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
      if (!is_word_letter(text[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() &&
             (is_word_letter(text[end]) ||
              (text[end] == '\'' && end + 1 < text.size() && is_word_letter(text[end + 1])))) {
        ++end;
      }
      const std::string word{text.substr(at, end - at)};
      tokens.push_back({at, end, word, stem_of(word)});
      at = end;
    }
    return tokens;
  }

 private:
  std::string stem_of(const std::string& word) const {
    const auto* const bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* const stem =
        sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
    if (stem == nullptr) {
      throw std::bad_alloc();
    }
    return {reinterpret_cast<const char*>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

  std::unique_ptr<sb_stemmer, Close> stemmer_;
};

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

// How well a word of the text is a word of a term: 2 as it is, 1 by its stem or plural, 0 not.
int likeness(const Token& token, const std::string& word, const std::string* stem) {
  if (token.word == word) {
    return 2;
  }
  if (stem != nullptr) {
    return token.stem == *stem ? 1 : 0;
  }
  return token.word == word + "s" ? 1 : 0;
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
  const Tokenizer tokens_of;
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

std::vector<Heard> Lexicon::find(std::string_view name, std::string_view text) const {
  const auto found = sections_.find(name);
  EXPECTS(found != sections_.end());
  const Section& section = found->second;
  const std::vector<Token> tokens = Tokenizer{}(text);
  std::vector<Heard> heard;
  std::size_t token = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t best_end = at;
    int best_likeness = 0;
    std::size_t best_line = 0;
    const auto offer = [&](std::size_t end, int likeness, std::size_t line) {
      if (end > best_end || (end == best_end && likeness > best_likeness)) {
        best_end = end;
        best_likeness = likeness;
        best_line = line;
      }
    };
    while (token < tokens.size() && tokens[token].begin < at) {
      ++token;
    }
    const auto [byte_first, byte_last] = section.by_byte.equal_range(text[at]);
    for (auto it = byte_first; it != byte_last; ++it) {
      const Term& term = section.terms[it->second];
      if (text.substr(at).starts_with(term.chinese)) {
        offer(at + term.chinese.size(), 3, term.line);
      }
    }
    const bool is_word = token < tokens.size() && tokens[token].begin == at;
    const auto offer_terms = [&](const std::string& key) {
      const auto [first, last] = section.by_first.equal_range(key);
      for (auto it = first; it != last; ++it) {
        const Term& term = section.terms[it->second];
        int alike = 2;
        for (std::size_t k = 0; k < term.words.size() && alike > 0; ++k) {
          if (token + k >= tokens.size() ||
              (k > 0 && !are_joined(text, tokens[token + k - 1], tokens[token + k]))) {
            alike = 0;
            break;
          }
          alike = std::min(alike, likeness(tokens[token + k], term.words[k],
                                           term.stems.empty() ? nullptr : &term.stems[k]));
        }
        if (alike > 0) {
          offer(tokens[token + term.words.size() - 1].end, alike, term.line);
        }
      }
    };
    if (is_word) {
      offer_terms(tokens[token].word);
      if (tokens[token].stem != tokens[token].word) {
        offer_terms(tokens[token].stem);
      }
    }
    if (best_end > at) {
      heard.push_back({at, best_end, section.lines[best_line]});
      at = best_end;
    } else {
      at = is_word ? tokens[token].end : at + 1;
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
