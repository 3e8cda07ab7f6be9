/// \file
/// The words of the scenes Kirin can show: the files of lexicon/, one entry a line, embedded in the
/// binary.
///
/// Of subjects, `like` names the kind that stands in for one without a model of its own, and `is`
/// the kind that one with a model belongs to: "no dogs" means puppies, too.
///
/// A line is `id | english, words | 中文, 词 | attribute=value …`; a file begins with
/// `@topic NAME attribute=value …`, whose attributes all its entries have unless they say
/// otherwise. `#` begins a comment line. To teach Kirin a word, add it to a line; nothing else
/// needs to change.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace kirin::engine::motion::story {

/// What kind of thing a word says.
enum class Topic {
  setting,     ///< "beach"
  hour,        ///< "at dusk"
  weather,     ///< "rain"
  season,      ///< "winter"
  subject,     ///< "dog"
  part,        ///< "dress", "roof"
  place_part,  ///< "water", "sky"
  sight,       ///< "stars", "rainbow"
  action,      ///< "run"
  relation,    ///< "under"
  heading,     ///< "from left to right"
  colour,      ///< "red"
  size,        ///< "tiny"
  count,       ///< "three", "a flock of"
  trait,       ///< "wooden"
  style,       ///< "watercolour"
  mood,        ///< "gloomy"
  pace,        ///< "quickly"
  speed,       ///< "slow motion", of the whole film
  camera,      ///< "drone shot": not for the scene
  grammar,     ///< "the", "and", 的
  irregular,   ///< "geese" is "goose": the id is the base form
  script,      ///< traditional characters: the id is a number, 漢 | 汉
};
std::string_view to_string(Topic topic);

/// One line of a lexicon file.
struct Entry {
  Topic topic = Topic::grammar;
  std::string id;
  std::vector<std::string> english;  ///< words in lower case; phrases have one space between words
  std::vector<std::string> chinese;
  std::map<std::string, std::string, std::less<>> attributes;

  /// The attribute's value, or empty.
  std::string_view text(std::string_view attribute) const;
  /// The attribute as a number (0x… for colours), or `otherwise`.
  double number(std::string_view attribute, double otherwise) const;
  bool has(std::string_view attribute) const;
  /// The attribute's values where it is a list: `parts=hat:white,apron`.
  std::vector<std::string_view> list(std::string_view attribute) const;
};

/// The entries of one file. invalid_argument names the line: an unknown topic or attribute, an id
/// that is no id, words that are not in lower case, a missing column.
Result<std::vector<Entry>> parse_lexicon_file(std::string_view text);

/// All entries with an index of their words.
class Lexicon {
 public:
  /// invalid_argument where an id or a word stands twice in a topic, or an attribute names an entry
  /// that is not there.
  static Result<Lexicon> from(std::vector<Entry> entries);

  const std::vector<Entry>& entries() const { return entries_; }
  /// The entry, or nullptr.
  const Entry* find(Topic topic, std::string_view id) const;
  /// The entries that have exactly this word or phrase.
  std::span<const Entry* const> with_word(std::string_view phrase) const;
  /// The entries that have a phrase with these stems (stems.h), joined by spaces.
  std::span<const Entry* const> with_stems(std::string_view stems) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<const Entry*>>;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, const Entry*> by_id_;  ///< "subject dog"
  Index by_word_;
  Index by_stems_;
};

/// The embedded lexicon, read once. Aborts where a file is wrong: a test loads them all.
const Lexicon& lexicon();

/// A file of lexicon/ as embedded: views of static text.
struct LexiconFile {
  std::string_view name;
  std::string_view text;
};
std::span<const LexiconFile> lexicon_files();

}  // namespace kirin::engine::motion::story
