/// \file
/// The reader's pass over the words; reader.h says what it is for. Its parts stand in files of
/// their own: reader.cc (the pass, ends of clauses), reader_phrases.cc (what stands before nouns),
/// reader_nouns.cc (places, parts), reader_subjects.cc, reader_verbs.cc, reader_grammar.cc (words
/// that join).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/story/clause.h"
#include "engine/motion/story/reader.h"

namespace kirin::engine::motion::story {

class SentenceReader {
 public:
  SentenceReader(std::span<const Word> words, bool everything_excluded)
      : words_(words), negates_all_(everything_excluded) {}

  Reading read();

 private:
  // The pass.
  void step(const Word& word);
  const Word* next(std::size_t steps = 1) const;
  const Word* last(std::size_t steps = 1) const;
  void end_clause();
  void end_sentence();
  bool negates() const { return negating_ || negates_all_; }
  void exclude(const Entry& entry) { made_.excluded.push_back(&entry); }
  Subject& subject(int index) { return made_.subjects[static_cast<std::size_t>(index)]; }
  const Entry& entry_of(int index) const { return *made_.entries[static_cast<std::size_t>(index)]; }
  bool attributes() const { return attribution_ && !attribution_->is_closed; }

  // Words before a noun.
  void begin_phrase();
  void take_count(int value);
  void take_unknown(const Word& word);
  void take_modifier(const Word& word, const Entry& entry);
  bool noun_follows() const;
  void describe_predicate(const Entry& entry);
  void flush_phrase();
  void take_fact(const Entry& entry);

  // Nouns that are no subjects.
  void take_noun(const Word& word);
  bool part_is_meant(const Entry& part) const;
  int host_of_part() const;
  bool noun_owns_part() const;
  void take_part(const Entry& entry);
  bool take_part_of_house(const Entry& entry);
  void take_setting(const Word& word, const Entry& entry);
  void take_sight(const Entry& entry);
  void take_place_part(const Word& word, const Entry& entry);
  void head_for(Heading heading);
  void enter_water(const Entry& entry);
  void leave_to_place();
  void close_place();

  // Subjects.
  void take_subject(const Word& word, const Meaning& meaning);
  bool is_first_of_compound(const Word& word, const Meaning& meaning) const;
  bool is_held_by_of(const Entry& entry);
  std::optional<int> known_subject(const Entry& entry, Form form) const;
  int new_subject(const Word& word, const Meaning& meaning);
  int add_subject(const Entry& entry, std::string_view word, int count);
  void describe(int index);
  void give_attribution(int index);
  void place_subject(const Word& word, int index);
  void take_attributed_object(int index);
  void take_object(int index);
  bool is_agent(int index) const;
  void act(int index);
  void share_place(int index);
  void place_at(PlaceBefore place);
  void add_relation(Relation relation);

  // Verbs.
  void take_verb(const Word& word, const Meaning& meaning);
  Action action_of(const Entry& entry);
  void give_action(const Word& word, const Meaning& meaning, const Action& action);
  std::vector<int> doers_of(const Meaning& meaning) const;
  int add_action(int index, Action action);
  std::string fitting(int index, const Entry& action) const;
  void move_sight(const Entry& action);
  void bring_prop();
  void aim_verbs(int index);
  void aim(int doer, int action, int index);
  bool goes_along_way(Heading heading) const;
  void take_heading(Heading heading);
  void take_pace(double value);
  bool verb_follows() const;
  void give_heading_without_verb();

  // Clauses before a Chinese noun.
  std::optional<std::size_t> attribution_end() const;
  bool subject_follows(std::size_t from) const;
  bool begins_attribution(const Word& word) const;
  bool is_object_position() const;
  void begin_attribution();

  // Words that join.
  void take_grammar(const Word& word, std::string_view id);
  void take_more_grammar(const Word& word, std::string_view id);
  void take_relation(const Word& word, const Entry& entry);
  void take_camera(const Entry& entry);
  void end_negation_at_place();
  void take_and(const Word& word);
  void take_then(bool is_simultaneous);
  void begin_wearing(const Word& word);
  void take_having(const Word& word);
  void take_of();
  void take_lined();
  void line_place(int index);
  void take_de();
  int person_of(std::string_view pronoun) const;
  int somebody(std::string_view pronoun);
  void take_pronoun(std::string_view id);
  void take_possessive(std::string_view id);

  std::span<const Word> words_;
  std::size_t at_ = 0;
  bool negates_all_;
  Reading made_;
  Phrase phrase_;
  Clause clause_;
  std::optional<Attribution> attribution_;
  std::vector<PlaceBefore> places_before_;
  std::vector<Part> loose_parts_;      ///< of the noun that comes
  std::vector<int> sentence_agents_;   ///< of the clause before
  std::optional<double> phrase_pace_;  ///< of the last subject: "a fast car"
  int last_subject_ = -1;
  int last_part_of_ = -1;              ///< whose part was named last
  int nameless_ = -1;                  ///< a subject of whom only "she" is known
  const Entry* last_place_ = nullptr;  ///< the setting named last in the clause
  bool last_in_clause_ = false;
  bool negating_ = false;
  bool after_and_ = false;
  bool copula_ = false;
  bool next_is_backdrop_ = false;
};

/// Adds the trait unless it is there or there are enough.
void add_trait(std::vector<std::string>& traits, std::string_view id);
/// Where a heading's entry points.
Heading heading_of(std::string_view id);
/// Whether a thing of that kind can do that.
bool can_do(const Entry& subject, const Entry& action);

}  // namespace kirin::engine::motion::story
