// Subjects: who they are, what belongs to them, and what they are in their clause.
#include <algorithm>
#include <utility>

#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

constexpr int kHerd = 8;  ///< how many 鸟群 are

std::string_view kind_of(const Entry& entry) {
  return entry.has("like") ? entry.text("like") : std::string_view{entry.id};
}

/// The kind that a word is a kind of: a puppy is a dog, coffee is a cup of it.
std::string_view family_of(const Entry& entry) {
  return entry.has("is") ? entry.text("is") : kind_of(entry);
}

bool is_picture(const Entry& entry) {
  return entry.id == "statue" || entry.id == "picture" || entry.id == "doll";
}

/// How many a word means by itself.
int usual_count(const Word& word, const Meaning& meaning) {
  const int usual = static_cast<int>(meaning.entry->number("count", 1));
  const bool is_plural = meaning.form == Form::s || (word.is_chinese && word.text.ends_with("们"));
  const bool is_herd = word.is_chinese && word.text.ends_with("群");
  return is_herd ? std::max(usual, kHerd) : is_plural ? std::max(usual, kPlural) : usual;
}

}  // namespace

void SentenceReader::take_subject(const Word& word, const Meaning& meaning) {
  const Entry& entry = *meaning.entry;
  const Word* before = last();
  const bool is_camera_verb = clause_.camera_acts && before != nullptr && !word.is_chinese &&
                              before->in(Topic::camera) != nullptr && !phrase_.is_open();
  if (is_camera_verb || is_first_of_compound(word, meaning)) {
    return;  // "the camera trucks left"
  }
  const bool is_kin = clause_.possessor >= 0 && entry.text("category") == "person" &&
                      entry_of(clause_.possessor).text("category") == "animal";
  if (is_kin) {
    phrase_ = {};  // "its mother" is no woman
    close_place();
    return;
  }
  if (negates() || phrase_.count == 0) {
    exclude(entry);
    phrase_ = {};
    close_place();
    return;
  }
  if (is_held_by_of(entry)) {
    return;
  }
  if (copula_ && !clause_.agents.empty() && !next_is_backdrop_) {
    phrase_ = {};  // "the man is a doctor": nobody new
    return;
  }
  const auto known = known_subject(entry, meaning.form);
  const int index = known ? *known : new_subject(word, meaning);
  if (index < 0) {
    phrase_ = {};
    close_place();
    return;
  }
  describe(index);
  give_attribution(index);
  phrase_ = {};
  if (word.is_possessive) {
    clause_.possessor = index;
    return;
  }
  place_subject(word, index);
  last_subject_ = index;
  last_in_clause_ = true;
  last_part_of_ = -1;
}

/// "dog house", "carrot nose": the first noun only says what the second is like.
bool SentenceReader::is_first_of_compound(const Word& word, const Meaning& meaning) const {
  const Word* after = next();
  if (word.is_chinese || word.is_possessive || meaning.form != Form::base || after == nullptr ||
      after->is_chinese) {
    return false;
  }
  const Meaning* noun = after->in(Topic::subject);
  return noun != nullptr || (after->in(Topic::part) != nullptr && phrase_.is_open());
}

/// "a cup of coffee" is one thing, and what a statue shows is not there.
bool SentenceReader::is_held_by_of(const Entry& entry) {
  const int holder = clause_.of_whom;
  clause_.of_whom = -1;
  if (holder < 0) {
    return false;
  }
  const Entry& holding = entry_of(holder);
  if (family_of(holding) == family_of(entry) || is_picture(holding)) {
    subject(holder).traits.insert(subject(holder).traits.end(), phrase_.traits.begin(),
                                  phrase_.traits.end());
    phrase_ = {};
    return true;
  }
  return false;
}

/// The subject that "the dog" speaks of, where one was named.
std::optional<int> SentenceReader::known_subject(const Entry& entry, Form form) const {
  const bool is_new = phrase_.has_article || !phrase_.colours.empty() || phrase_.count ||
                      (attribution_ && attribution_->is_closed);
  if (nameless_ >= 0 && entry.text("category") == "person" && entry.text("age").empty()) {
    const std::string_view sex = entry.text("sex");
    if (sex.empty() || sex == entry_of(nameless_).text("sex")) {
      return nameless_;
    }
  }
  if (is_new) {
    return std::nullopt;
  }
  for (std::size_t i = made_.entries.size(); i-- > 0;) {
    const bool number_fits = form != Form::s || made_.subjects[i].count > 1;
    if (made_.entries[i] == &entry && number_fits) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

int SentenceReader::new_subject(const Word& word, const Meaning& meaning) {
  const int usual = usual_count(word, meaning);
  int count = phrase_.count.value_or(usual);
  const bool has_all_colours =
      !phrase_.colours.empty() && phrase_.colours.front().name == "rainbow_coloured";
  if (word.is_chinese && has_all_colours && !phrase_.count) {
    count = kPlural;  // 五颜六色的鱼
  }
  if (usual > 1 && phrase_.count == 1) {
    count = usual;  // 一群人, "a crowd"
  }
  const int index = add_subject(*meaning.entry, word.text, count);
  if (index >= 0) {
    made_.is_plain_plural.back() = meaning.form == Form::s && !phrase_.count;
  }
  return index;
}

int SentenceReader::add_subject(const Entry& entry, std::string_view word, int count) {
  if (made_.subjects.size() >= kMostSubjects) {
    return -1;
  }
  Subject made;
  made.kind = kind_of(entry);
  made.word = word;
  made.family = family_of(entry);
  made.count = std::clamp(count, 1, kMostOfAKind);
  made.is_backdrop = next_is_backdrop_;
  next_is_backdrop_ = false;
  made_.subjects.push_back(std::move(made));
  made_.entries.push_back(&entry);
  made_.is_plain_plural.push_back(false);
  return static_cast<int>(made_.subjects.size()) - 1;
}

void SentenceReader::describe(int index) {
  Subject& described = subject(index);
  if (nameless_ == index) {
    nameless_ = -1;
  }
  if (const auto colour = phrase_.colour()) {
    described.colour = colour;
  }
  if (phrase_.colours.size() > 1) {
    described.second_colour = phrase_.colours[1];
  }
  described.size *= phrase_.size;
  for (std::string& trait : phrase_.traits) {
    if (std::ranges::find(described.traits, trait) == described.traits.end()) {
      described.traits.push_back(std::move(trait));
    }
  }
  for (Part& part : loose_parts_) {
    described.parts.push_back(std::move(part));
  }
  loose_parts_.clear();
  phrase_pace_ = phrase_.pace;
}

void SentenceReader::give_attribution(int index) {
  if (!attribution_ || !attribution_->is_closed) {
    return;
  }
  Attribution given = std::move(*attribution_);
  attribution_.reset();
  for (Part& part : given.parts) {
    if (subject(index).parts.size() < kMostActions) {
      subject(index).parts.push_back(std::move(part));
    }
  }
  for (Action& action : given.actions) {
    add_action(index, std::move(action));
  }
  for (Relation& relation : given.relations) {
    relation.subject = index;
    add_relation(std::move(relation));
  }
}

/// What the subject is in its clause: who acts, what is acted on, or where something is.
void SentenceReader::place_subject(const Word& word, int index) {
  std::erase_if(places_before_, [&](const PlaceBefore& place) {
    if (place.is_for_next) {
      add_relation({index, place.preposition, place.object, place.part_of_place});
    }
    return place.is_for_next;
  });
  const Word* after = next();
  const Meaning* behind =
      word.is_chinese && after != nullptr ? after->in(Topic::relation) : nullptr;
  if (behind != nullptr && !behind->entry->has("coverb")) {
    const bool is_for_noun = next(2) != nullptr && next(2)->is("de");
    if (clause_.preposition != "out_of") {
      place_at({behind->entry->id, index, {}, false});  // 桌子上
    }
    const bool awaits = clause_.awaits_object && is_for_noun;
    close_place();
    clause_.awaits_object = awaits;  // 看着树下的狗: it is the dog that is seen
    return;
  }
  if (attributes()) {
    take_attributed_object(index);
    return;
  }
  if (clause_.preposition == "ba") {
    clause_.aim = index;
    close_place();
    return;
  }
  if (const int holder = std::exchange(clause_.holder, -1);
      holder >= 0 && clause_.preposition == "inside") {
    add_relation({index, "inside", holder, {}});
    close_place();
    return;
  }
  if (std::exchange(clause_.is_lining, false)) {
    line_place(index);
    close_place();
    return;
  }
  if (!clause_.preposition.empty()) {
    const std::string preposition = clause_.preposition;
    const bool aims = preposition == "towards" || preposition == "around" || preposition == "with";
    if (clause_.is_coverb && aims) {
      clause_.aim = index;
    } else if (aims) {
      aim_verbs(index);
    }
    if (preposition != "out_of") {
      place_at({preposition, index, {}, false});
    }
    close_place();
    return;
  }
  if (std::exchange(clause_.after_and, false) && clause_.has_verb) {
    const bool acts_itself = after != nullptr && (after->in(Topic::action) != nullptr ||
                                                  after->is("is") || after->is("can"));
    clause_.awaits_object = clause_.is_aimed && !acts_itself;
    clause_.is_having = clause_.is_having && !acts_itself;
  }
  if (clause_.awaits_object || (clause_.is_having && !clause_.agents.empty())) {
    take_object(index);
    return;
  }
  act(index);
}

void SentenceReader::take_attributed_object(int index) {
  Attribution& waiting = *attribution_;
  if (!clause_.preposition.empty()) {
    waiting.relations.push_back({0, clause_.preposition, index, {}});
    clause_.preposition.clear();
  } else if (!waiting.actions.empty()) {
    waiting.actions.back().towards = index;
  } else {
    waiting.relations.push_back({0, "with", index, {}});
  }
}

void SentenceReader::take_object(int index) {
  for (PlaceBefore& place : places_before_) {
    add_relation({index, place.preposition, place.object, place.part_of_place});
  }
  places_before_.clear();
  if (clause_.awaits_object) {
    aim_verbs(index);
  } else if (!is_agent(index)) {
    add_relation({clause_.agents.front(), "with", index, {}});
  }
}

bool SentenceReader::is_agent(int index) const {
  return std::ranges::find(clause_.agents, index) != clause_.agents.end();
}

/// 桌上有三个苹果和一个杯子: what is listed after "and" is where the first is.
void SentenceReader::share_place(int index) {
  if (!clause_.agents_open || clause_.agents.empty()) {
    return;
  }
  std::vector<Relation> shared;
  for (const Relation& relation : made_.relations) {
    if (relation.subject == clause_.agents.front() && relation.object != index) {
      shared.push_back({index, relation.preposition, relation.object, relation.part_of_place});
    }
  }
  for (Relation& relation : shared) {
    add_relation(std::move(relation));
  }
}

void SentenceReader::act(int index) {
  if (clause_.camera_acts) {
    clause_.camera_acts = false;  // "zoom in on a cat sleeping"
    clause_.agents.clear();
  }
  if (!clause_.agents_open) {
    bring_prop();
    clause_.agents.clear();
    clause_.verbs.clear();
  }
  if (!is_agent(index)) {
    share_place(index);
    clause_.agents.push_back(index);
  }
  clause_.agents_open = false;
  clause_.place_acts = false;
  clause_.sight = nullptr;
  for (PlaceBefore& place : places_before_) {
    add_relation({index, place.preposition, place.object, place.part_of_place});
  }
  places_before_.clear();
}

/// A place where the clause's subject is, or the next one where none was named yet.
void SentenceReader::place_at(PlaceBefore place) {
  if (attributes()) {
    attribution_->relations.push_back({0, place.preposition, place.object, place.part_of_place});
    return;
  }
  const bool is_before_noun = next(2) != nullptr && next(2)->is("de");
  place.is_for_next = is_before_noun;
  int governor = -1;
  if (!clause_.agents.empty() && !is_before_noun) {
    governor = clause_.agents.front();
  } else if (last_in_clause_ && !words_[at_].is_chinese && last_subject_ != place.object) {
    governor = last_subject_;
  }
  if (governor >= 0 && governor != place.object) {
    add_relation({governor, place.preposition, place.object, place.part_of_place});
    const bool is_list = clause_.agents.size() > 1 && governor == clause_.agents.front();
    for (const int other : clause_.agents) {  // "an apple and a cup on a table"
      if (is_list && other != governor && other != place.object) {
        add_relation({other, place.preposition, place.object, place.part_of_place});
      }
    }
  } else if (places_before_.size() < kMostActions) {
    places_before_.push_back(std::move(place));
  }
}

void SentenceReader::add_relation(Relation relation) {
  const auto same = [&](const Relation& other) {
    return other.subject == relation.subject && other.object == relation.object &&
           other.part_of_place == relation.part_of_place;
  };
  if (relation.subject != relation.object && made_.relations.size() < 4 * kMostSubjects &&
      std::ranges::none_of(made_.relations, same)) {
    made_.relations.push_back(std::move(relation));
  }
}

}  // namespace kirin::engine::motion::story
