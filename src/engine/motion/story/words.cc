#include "engine/motion/story/words.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>

#include "sound/prompt_text.h"

namespace kirin::engine::motion::story {
namespace {

constexpr std::size_t kLongestPhrase = 6;   // English words
constexpr std::size_t kLongestChinese = 8;  // characters
constexpr int kLargestNumber = 1000000;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Hanzi and their punctuation; emoji and other signs are ornament.
bool is_chinese(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         (c >= 0xFF01 && c <= 0xFF5E) || c == 0x2026;
}

/// A piece of text between two cuts that are certain.
struct Piece {
  enum class Kind { word, number, mark, chinese } kind = Kind::mark;
  std::string text;
  bool is_possessive = false;
};

/// Cuts text into English words, numbers, marks, and single Chinese characters.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Piece> pieces() {
    std::vector<Piece> found;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_letter(c)) {
        found.push_back(word());
      } else if (is_digit(c)) {
        found.push_back(number());
      } else if (static_cast<unsigned char>(c) < 0x80) {
        if (std::string_view{".,;:!?()"}.find(c) != std::string_view::npos) {
          found.push_back({Piece::Kind::mark, std::string{c}});
        }
        ++at_;
      } else {
        other(found);
      }
    }
    return found;
  }

 private:
  /// "don't" reads as "dont"; "dog's" as the possessive of "dog"; "é" as a letter of the word.
  Piece word() {
    Piece made{Piece::Kind::word, {}};
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      const std::size_t apostrophe = rest.starts_with('\'') ? 1 : rest.starts_with("’") ? 3 : 0;
      if (is_letter(rest[0]) || (is_digit(rest[0]) && !made.text.empty())) {
        made.text += rest[0];
        ++at_;
      } else if (apostrophe > 0 && apostrophe < rest.size() && is_letter(rest[apostrophe])) {
        at_ += apostrophe;
        const bool ends = at_ + 1 >= text_.size() || !is_letter(text_[at_ + 1]);
        if (text_[at_] == 's' && ends) {
          ++at_;
          made.is_possessive = true;
          return made;
        }
      } else {
        break;
      }
    }
    return made;
  }

  Piece number() {
    Piece made{Piece::Kind::number, {}};
    for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
      made.text += text_[at_];
    }
    if (at_ < text_.size() && is_letter(text_[at_])) {
      made.kind = Piece::Kind::word;  // "4k", "80s"
      for (; at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_])); ++at_) {
        made.text += text_[at_];
      }
    }
    return made;
  }

  void other(std::vector<Piece>& found) {
    const auto point = sound::code_point_at(text_, at_);
    const std::size_t length = point ? point->length : 1;
    if (point && is_chinese(point->value) && point->value != 0x3000) {
      found.push_back({Piece::Kind::chinese, std::string{text_.substr(at_, length)}});
    }
    at_ += length;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// An English word with what its irregular form stands for.
struct Reading {
  std::string text;
  std::string stem;
  const Entry* base = nullptr;  ///< of an irregular form, such as "goose"
  Form base_form = Form::base;
};

/// Whether a phrase that was found by its stems stands there in a form that its topic can have.
bool is_inflection(Topic topic, Form form) {
  switch (topic) {
    case Topic::setting:
    case Topic::subject:
    case Topic::part:
    case Topic::sight:
    case Topic::place_part:
    case Topic::weather:
    case Topic::hour:
      return form == Form::base || form == Form::s;
    case Topic::action:
      return form == Form::base || form == Form::s || form == Form::ing || form == Form::past;
    case Topic::camera:
      return form != Form::degree && form != Form::adverb;
    case Topic::colour:
    case Topic::size:
    case Topic::trait:
    case Topic::pace:
      return form == Form::base || form == Form::adverb || form == Form::degree;
    default:
      return form == Form::base;
  }
}

/// Verbs change their first word, nouns their last.
bool changes_first_word(Topic topic) { return topic == Topic::action || topic == Topic::camera; }

class PhraseFinder {
 public:
  explicit PhraseFinder(const std::vector<Piece>& pieces) {
    readings_.reserve(pieces.size());
    for (const Piece& piece : pieces) {
      Reading reading{piece.text, {}};
      if (piece.kind == Piece::Kind::word) {
        reading.stem = stemmer_.stem(piece.text);
        for (const Entry* entry : lexicon().with_word(piece.text)) {
          if (entry->topic == Topic::irregular) {
            reading.base = entry;
            reading.base_form = entry->text("form") == "past"  ? Form::past
                                : entry->text("form") == "ing" ? Form::ing
                                                               : Form::s;
          }
        }
      }
      readings_.push_back(std::move(reading));
    }
  }

  /// What the words [at, at + count) mean as one phrase.
  std::vector<Meaning> meanings(std::size_t at, std::size_t count) const {
    std::vector<Meaning> found;
    const std::string phrase = joined(at, count, &Reading::text);
    for (const Entry* entry : lexicon().with_word(phrase)) {
      if (entry->topic != Topic::irregular) {
        found.push_back({entry, Form::base});
      }
    }
    const std::string stems = joined(at, count, &Reading::stem);
    for (const Entry* entry : lexicon().with_stems(stems)) {
      if (entry->topic == Topic::irregular) {
        continue;
      }
      add_inflection(*entry, at, count, found);
    }
    add_irregular(at, count, found);
    return found;
  }

 private:
  std::string joined(std::size_t at, std::size_t count, std::string Reading::*member) const {
    std::string text;
    for (std::size_t i = at; i < at + count; ++i) {
      text += i == at ? "" : " ";
      text += readings_[i].*member;
    }
    return text;
  }

  static void add(const Entry* entry, Form form, std::vector<Meaning>& found) {
    const auto same = [&](const Meaning& meaning) { return meaning.entry == entry; };
    if (std::ranges::none_of(found, same)) {
      found.push_back({entry, form});
    }
  }

  void add_inflection(const Entry& entry, std::size_t at, std::size_t count,
                      std::vector<Meaning>& found) const {
    for (const std::string& word : entry.english) {
      if (const auto form = inflection(entry.topic, word, at, count)) {
        add(&entry, *form, found);
      }
    }
  }

  /// The form of the phrase's changing word, where all others stand as in `phrase`.
  std::optional<Form> inflection(Topic topic, std::string_view phrase, std::size_t at,
                                 std::size_t count) const {
    const std::size_t changing = changes_first_word(topic) ? 0 : count - 1;
    Form form = Form::base;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t end = std::min(phrase.find(' '), phrase.size());
      const std::string_view word = phrase.substr(0, end);
      phrase.remove_prefix(std::min(end + 1, phrase.size()));
      const Reading& reading = readings_[at + i];
      if (reading.text == word) {
        continue;
      }
      if (i != changing || reading.stem != stemmer_.stem(word)) {
        return std::nullopt;
      }
      const auto found = form_of(reading.text, word);
      if (!found) {
        return std::nullopt;
      }
      form = *found;
    }
    const bool fits = phrase.empty() && is_inflection(topic, form);
    return fits ? std::optional{form} : std::nullopt;
  }

  void add_irregular(std::size_t at, std::size_t count, std::vector<Meaning>& found) const {
    for (const std::size_t changed : {at, at + count - 1}) {
      const Reading& reading = readings_[changed];
      if (reading.base == nullptr) {
        continue;
      }
      std::string phrase;
      for (std::size_t i = at; i < at + count; ++i) {
        phrase += i == at ? "" : " ";
        phrase += i == changed ? reading.base->id : readings_[i].text;
      }
      for (const Entry* entry : lexicon().with_word(phrase)) {
        const bool is_place_of_change =
            changes_first_word(entry->topic) ? changed == at : changed == at + count - 1;
        if (is_place_of_change && is_inflection(entry->topic, reading.base_form)) {
          add(entry, reading.base_form, found);
        }
      }
    }
  }

  Stemmer stemmer_;
  std::vector<Reading> readings_;
};

Word english_word(const std::vector<Piece>& pieces, std::size_t at, std::size_t count,
                  std::vector<Meaning> meanings) {
  Word made;
  for (std::size_t i = at; i < at + count; ++i) {
    made.text += i == at ? "" : " ";
    made.text += pieces[i].text;
  }
  made.meanings = std::move(meanings);
  made.is_possessive = pieces[at + count - 1].is_possessive;
  return made;
}

/// The cut of a run of Chinese characters: where each word ends.
std::vector<std::size_t> chinese_cuts(std::span<const Piece> run) {
  struct Cost {
    int unknown = std::numeric_limits<int>::max();
    int words = 0;
    std::size_t length = 0;  ///< of the last word
  };
  std::vector<Cost> best(run.size() + 1);
  best[0].unknown = 0;
  for (std::size_t end = 1; end <= run.size(); ++end) {
    std::string word;
    for (std::size_t length = 1; length <= std::min(end, kLongestChinese); ++length) {
      word.insert(0, run[end - length].text);
      const bool known = !lexicon().with_word(word).empty();
      if (!known && length > 1) {
        continue;
      }
      const Cost& before = best[end - length];
      const Cost cost{before.unknown + (known ? 0 : 1), before.words + 1, length};
      // The longer last word wins a tie: 白|天鹅 rather than 白天|鹅.
      if (std::pair{cost.unknown, cost.words} <= std::pair{best[end].unknown, best[end].words}) {
        best[end] = cost;
      }
    }
  }
  std::vector<std::size_t> cuts;
  for (std::size_t end = run.size(); end > 0; end -= best[end].length) {
    cuts.push_back(end);
  }
  std::ranges::reverse(cuts);
  return cuts;
}

void add_chinese(std::span<const Piece> run, std::vector<Word>& words) {
  std::size_t at = 0;
  for (const std::size_t end : chinese_cuts(run)) {
    Word made;
    made.is_chinese = true;
    for (; at < end; ++at) {
      made.text += run[at].text;
    }
    for (const Entry* entry : lexicon().with_word(made.text)) {
      made.meanings.push_back({entry, Form::base});
    }
    const bool joins = made.meanings.empty() && !words.empty() && words.back().is_chinese &&
                       words.back().meanings.empty();
    if (joins) {
      words.back().text += made.text;  // unknown characters in a row are one unknown word
    } else {
      words.push_back(std::move(made));
    }
  }
}

int value_of(const std::string& digits) {
  int value = kLargestNumber;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return std::min(value, kLargestNumber);
}

Word mark(const std::string& text) {
  const bool is_pause = text == "," || text == "(" || text == ")";
  const Entry* entry = lexicon().find(Topic::grammar, is_pause ? "comma" : "stop");
  return {text, {{entry, Form::base}}, std::nullopt, false, false};
}

}  // namespace

const Meaning* Word::in(Topic topic) const {
  const auto found =
      std::ranges::find_if(meanings, [&](const Meaning& m) { return m.entry->topic == topic; });
  return found == meanings.end() ? nullptr : &*found;
}

bool Word::is(std::string_view grammar_id) const {
  const Meaning* meaning = in(Topic::grammar);
  return meaning != nullptr && meaning->entry->id == grammar_id;
}

std::vector<Word> words_of(std::string_view told) {
  const std::vector<Piece> pieces = Cutter(told).pieces();
  const PhraseFinder finder(pieces);
  std::vector<Word> words;
  for (std::size_t at = 0; at < pieces.size();) {
    const auto is_wordlike = [&](std::size_t i) {
      return pieces[i].kind == Piece::Kind::word || pieces[i].kind == Piece::Kind::number;
    };
    std::size_t end = at + 1;
    if (pieces[at].kind == Piece::Kind::chinese) {
      while (end < pieces.size() && pieces[end].kind == Piece::Kind::chinese) {
        ++end;
      }
      add_chinese(std::span{pieces}.subspan(at, end - at), words);
      at = end;
      continue;
    }
    if (pieces[at].kind == Piece::Kind::mark) {
      words.push_back(mark(pieces[at].text));
      ++at;
      continue;
    }
    while (end < pieces.size() && end - at < kLongestPhrase && is_wordlike(end) &&
           !pieces[end - 1].is_possessive) {
      ++end;
    }
    std::size_t count = end - at;
    std::vector<Meaning> meanings = finder.meanings(at, count);
    while (meanings.empty() && count > 1) {
      meanings = finder.meanings(at, --count);
    }
    words.push_back(english_word(pieces, at, count, std::move(meanings)));
    if (count == 1 && pieces[at].kind == Piece::Kind::number) {
      words.back().number = value_of(pieces[at].text);
    }
    at += count;
  }
  return words;
}

}  // namespace kirin::engine::motion::story
