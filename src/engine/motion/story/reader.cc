#include "engine/motion/story/reader.h"

#include <algorithm>
#include <utility>

#include "engine/motion/story/senses.h"
#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

/// Words that say something of what is shown.
bool tells(Topic topic) {
  return topic != Topic::grammar && topic != Topic::camera && topic != Topic::relation &&
         topic != Topic::count;
}

}  // namespace

Reading read_words(std::span<const Word> words, bool everything_excluded) {
  return SentenceReader(words, everything_excluded).read();
}

Reading SentenceReader::read() {
  for (at_ = 0; at_ < words_.size(); ++at_) {
    step(words_[at_]);
  }
  end_sentence();
  return std::move(made_);
}

const Word* SentenceReader::next(std::size_t steps) const {
  return at_ + steps < words_.size() ? &words_[at_ + steps] : nullptr;
}

const Word* SentenceReader::last(std::size_t steps) const {
  return at_ >= steps ? &words_[at_ - steps] : nullptr;
}

void SentenceReader::step(const Word& word) {
  if (word.number) {
    take_count(*word.number);
    return;
  }
  if (word.meanings.empty()) {
    take_unknown(word);
    return;
  }
  const Meaning& meaning = word.meanings.front();
  const Entry& entry = *meaning.entry;
  made_.understood = made_.understood || tells(entry.topic);
  switch (entry.topic) {
    case Topic::grammar:
      take_grammar(word, entry.id);
      return;
    case Topic::camera:
      take_camera(entry);
      return;
    case Topic::subject:
    case Topic::part:
    case Topic::setting:
    case Topic::sight:
    case Topic::place_part:
      take_noun(word);
      return;
    case Topic::action:
      take_verb(word, meaning);
      return;
    case Topic::relation:
      take_relation(word, entry);
      return;
    case Topic::heading:
      take_heading(heading_of(entry.id));
      return;
    case Topic::pace:
      take_pace(entry.number("value", 1));
      return;
    case Topic::colour:
    case Topic::size:
    case Topic::trait:
      take_modifier(word, entry);
      return;
    case Topic::count:
      take_count(static_cast<int>(entry.number("value", 1)));
      return;
    default:
      take_fact(entry);
  }
}

void SentenceReader::end_clause() {
  const Word* after = next();
  if (phrase_.is_described() && after != nullptr && is_modifier(*after)) {
    return;  // "a big, red car"
  }
  flush_phrase();
  bring_prop();
  give_heading_without_verb();
  negating_ = false;
  if (!clause_.agents.empty()) {
    sentence_agents_ = clause_.agents;
  }
  const Clause before = std::exchange(clause_, {});
  clause_.agents = before.agents;
  clause_.is_wearing = before.is_wearing;  // "a red coat, a blue hat and boots"
  clause_.is_having = false;
  attribution_.reset();
  copula_ = false;
  after_and_ = false;
  last_in_clause_ = false;
  last_place_ = nullptr;
}

void SentenceReader::end_sentence() {
  end_clause();
  clause_ = {};
  places_before_.clear();
  loose_parts_.clear();
  next_is_backdrop_ = false;
}

}  // namespace kirin::engine::motion::story
