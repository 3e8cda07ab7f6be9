// The words that join others, and clauses that stand before their noun.
#include <algorithm>

#include "engine/motion/story/senses.h"
#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

/// What two do with each other: fight, dance, talk.
bool is_mutual(const Word& word) {
  const Meaning* action = word.in(Topic::action);
  return action != nullptr && action->entry->has("mutual");
}

}  // namespace

void SentenceReader::take_grammar(const Word& word, std::string_view id) {
  if (id == "a") {
    begin_phrase();
    phrase_.count = phrase_.count.value_or(1);
    phrase_.has_article = true;
  } else if (id == "the") {
    begin_phrase();
    phrase_.is_definite = true;
  } else if (id == "and" || id == "or" || id == "listing") {
    take_and(word);
  } else if (id == "comma" || id == "but") {
    end_clause();
  } else if (id == "stop") {
    end_sentence();
  } else if (id == "not") {
    negating_ = true;
  } else if (id == "nobody") {
    exclude(*lexicon().find(Topic::subject, "person"));
  } else if (id == "then" || id == "while") {
    take_then(id == "while");
  } else {
    take_more_grammar(word, id);
  }
}

void SentenceReader::take_more_grammar(const Word& word, std::string_view id) {
  if (id == "wearing") {
    begin_wearing(word);
  } else if (id == "having") {
    take_having(word);
  } else if (id == "is") {
    copula_ = true;
  } else if (id == "he" || id == "she" || id == "it" || id == "they") {
    take_pronoun(id);
  } else if (id == "his" || id == "her" || id == "its" || id == "their") {
    take_possessive(id);
  } else if (id == "that") {
    if (last_subject_ >= 0) {
      clause_.agents = {last_subject_};
    }
    clause_.verbs.clear();
    close_place();
  } else if (id == "of") {
    take_of();
  } else if (id == "measure" && word.text == "把" && !phrase_.has_article) {
    clause_.preposition = "ba";  // its noun is what the next verb is done to
  } else if (id == "de") {
    take_de();
  } else if (id == "at_place") {
    end_negation_at_place();
    clause_.preposition = "inside";
    clause_.awaits_object = false;
  } else if (id == "lined") {
    take_lined();
  } else if (id == "there") {
    clause_.agents.clear();
    close_place();
  }
}

void SentenceReader::take_relation(const Word& word, const Entry& entry) {
  const bool is_postposition = word.is_chinese && !entry.has("coverb");
  if (is_postposition || clause_.camera_acts) {
    return;  // taken with its noun
  }
  end_negation_at_place();
  if (phrase_.is_described() && !word.is_chinese) {
    flush_phrase();
  }
  clause_.preposition = entry.has("like") ? std::string{entry.text("like")} : entry.id;
  clause_.is_coverb = word.is_chinese && (clause_.verbs.empty() || clause_.has_verb);
  clause_.awaits_object = false;
  clause_.is_wearing = false;
  clause_.is_having = entry.id == "with" && !word.is_chinese;
  copula_ = false;
}

/// "no people in the village": the village is there.
void SentenceReader::end_negation_at_place() {
  const Word* before = last();
  negating_ = negating_ && (before == nullptr || !is_noun(*before));
}

void SentenceReader::take_camera(const Entry& entry) {
  if (entry.id == "shot") {
    return;
  }
  if (clause_.agents.empty() || entry.id == "camera") {
    clause_.camera_acts = true;
    clause_.pace.reset();
    clause_.agents.clear();
  }
  phrase_ = {};
}

void SentenceReader::take_and(const Word& word) {
  after_and_ = true;
  if (phrase_.is_described()) {
    return;  // "black and white"
  }
  // 手持宝剑与巨龙战斗: with, where somebody acts already.
  const bool is_with = word.is_chinese && clause_.has_verb && next() != nullptr &&
                       next()->in(Topic::subject) != nullptr && next(2) != nullptr &&
                       is_mutual(*next(2));
  if (is_with) {
    clause_.preposition = "with";
    clause_.is_coverb = true;
    return;
  }
  clause_.awaits_object = clause_.awaits_object || clause_.is_aimed;
  clause_.after_and = true;
  const bool lists_agents = !clause_.has_verb && !clause_.agents.empty();
  clause_.agents_open = lists_agents;
}

/// "she sings, then dances": the same who acts, something new.
void SentenceReader::take_then(bool is_simultaneous) {
  end_clause();
  clause_.is_simultaneous = is_simultaneous;
}

void SentenceReader::begin_wearing(const Word& word) {
  if (begins_attribution(word)) {
    begin_attribution();
  }
  if (attributes()) {
    attribution_->is_wearing = true;
    return;
  }
  clause_.preposition.clear();
  clause_.is_wearing = true;
  clause_.awaits_object = false;
  copula_ = false;
}

void SentenceReader::take_having(const Word& word) {
  if (begins_attribution(word)) {
    begin_attribution();
    attribution_->is_wearing = true;
    return;
  }
  const Word* before = last();
  const bool after_place = before != nullptr && (before->in(Topic::setting) != nullptr ||
                                                 before->in(Topic::relation) != nullptr ||
                                                 before->in(Topic::place_part));
  clause_.preposition.clear();
  clause_.is_having = true;
  clause_.awaits_object = false;
  if (!places_before_.empty() || (word.is_chinese && after_place)) {
    clause_.is_having = false;  // 桌子上有: there is
    clause_.agents.clear();
    last_in_clause_ = false;
  }
}

/// "a palm-fringed beach", "a street lined with trees": many of them stand along the place and do
/// nothing else; the article before them is the place's.
void SentenceReader::take_lined() {
  const Word* before = last();
  const Word* after = next();
  if (before == nullptr || after == nullptr || negates()) {
    return;
  }
  const bool is_passive = after->in(Topic::relation) != nullptr;
  if (is_passive) {
    clause_.is_lining = before->in(Topic::setting) != nullptr || before->is("is");
    return;
  }
  const Meaning* thing = before->in(Topic::subject);
  const bool is_adjective = is_noun(*after) || is_modifier(*after) || after->is("de");
  if (thing != nullptr && is_adjective && last_subject_ >= 0 &&
      !subject(last_subject_).lines_place) {
    line_place(last_subject_);
    std::erase(clause_.agents, last_subject_);
    last_subject_ = -1;
    last_in_clause_ = false;
    phrase_ = {};
    phrase_.has_article = true;
  }
}

void SentenceReader::line_place(int index) {
  const std::string_view category = entry_of(index).text("category");
  if (category == "plant" || category == "building" || category == "object" ||
      category == "vehicle") {
    subject(index).count = std::max(subject(index).count, kLining);
    subject(index).is_backdrop = true;
    subject(index).lines_place = true;
  }
}

void SentenceReader::take_of() {
  const Word* before = last();
  const bool after_subject = before != nullptr && before->in(Topic::subject) != nullptr;
  clause_.of_whom = after_subject ? last_subject_ : -1;
  if (after_subject && last_subject_ >= 0) {
    clause_.preposition = "inside";  // for what is of another kind: "a box of apples"
    clause_.holder = entry_of(last_subject_).text("category") == "object" ? last_subject_ : -1;
  }
}

void SentenceReader::take_de() {
  if (attributes() && attribution_->end == at_) {
    attribution_->is_closed = true;
    phrase_ = {};
    close_place();
    clause_.awaits_object = attribution_->was_awaited;
    return;
  }
  const Word* before = last();
  if (before == nullptr) {
    return;
  }
  // 没有人的街道, 没有风的湖面
  negating_ = negating_ && !is_noun(*before) && before->in(Topic::weather) == nullptr;
  // 女孩的裙子: the noun before owns the one after.
  if (before->in(Topic::subject) != nullptr && last_subject_ >= 0) {
    clause_.possessor = last_subject_;
  }
}

int SentenceReader::person_of(std::string_view pronoun) const {
  const bool is_he = pronoun == "he" || pronoun == "his";
  const bool is_she = pronoun == "she" || pronoun == "her";
  const bool is_they = pronoun == "they" || pronoun == "their";
  int animal = -1;
  for (std::size_t i = made_.entries.size(); i-- > 0;) {
    const std::string_view category = made_.entries[i]->text("category");
    const std::string_view sex = made_.entries[i]->text("sex");
    const bool is_person = category == "person";
    const bool can_act = is_person || category == "animal" || category == "vehicle";
    if ((is_he && is_person && sex != "f") || (is_she && is_person && sex != "m") ||
        (is_they && can_act) || (!is_he && !is_she && !is_they && !is_person)) {
      return static_cast<int>(i);
    }
    animal = category == "animal" && animal < 0 ? static_cast<int>(i) : animal;
  }
  return is_he || is_she ? animal : -1;
}

/// "She dances": somebody of whom nothing else is known.
int SentenceReader::somebody(std::string_view pronoun) {
  const Entry* entry = lexicon().find(Topic::subject, pronoun == "he" ? "man" : "woman");
  nameless_ = add_subject(*entry, pronoun, 1);
  return nameless_;
}

void SentenceReader::take_pronoun(std::string_view id) {
  if (negates()) {
    return;
  }
  int index = person_of(id);
  const bool is_object = !clause_.preposition.empty() || clause_.awaits_object;
  if (index < 0 && (id == "he" || id == "she") && !is_object) {
    index = somebody(id);
  }
  if (index < 0) {
    return;
  }
  if (is_object) {
    if (clause_.preposition.empty() || clause_.preposition == "towards") {
      aim_verbs(index);
    } else {
      place_at({clause_.preposition, index, {}, false});
    }
    close_place();
    return;
  }
  if (clause_.camera_acts && words_[at_].is_chinese) {
    clause_.camera_acts = false;
  }
  last_subject_ = index;
  last_in_clause_ = true;
  const bool all_of_several = id == "they" && sentence_agents_.size() > 1;
  if (id == "they" && clause_.agents.size() > 1) {
    return;  // 猫和狗一起玩
  }
  clause_.agents =
      all_of_several && subject(index).count == 1 ? sentence_agents_ : std::vector{index};
  clause_.camera_acts = false;
}

void SentenceReader::take_possessive(std::string_view id) {
  const Word* after = next();
  const bool is_before_noun = after != nullptr && (is_noun(*after) || is_modifier(*after));
  const int index = person_of(id);
  if (!is_before_noun && id == "her") {
    take_pronoun("she");
    return;
  }
  clause_.possessor = index < 0 && is_before_noun && (id == "his" || id == "her")
                          ? somebody(id == "his" ? "he" : "she")
                          : index;
}

/// Where the 的 is that makes what begins here say something of a later noun; nothing where it is
/// the clause's own.
std::optional<std::size_t> SentenceReader::attribution_end() const {
  for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + kLookAhead; ++i) {
    const Word& word = words_[i];
    if (word.is_stop() || word.is("comma") || word.is("then") || word.is("while")) {
      return std::nullopt;
    }
    const bool closes = word.is("de") && !is_modifier(words_[i - 1]) &&
                        !words_[i - 1].is("measure") && subject_follows(i);
    if (closes) {
      return i;
    }
  }
  return std::nullopt;
}

bool SentenceReader::subject_follows(std::size_t from) const {
  for (std::size_t i = from + 1; i < words_.size() && i < from + 8; ++i) {
    const Word& word = words_[i];
    if (word.in(Topic::subject) != nullptr) {
      return true;
    }
    const bool passes = is_modifier(word) || word.is("de") || word.is("measure") ||
                        word.in(Topic::count) != nullptr || word.number.has_value() ||
                        word.meanings.empty();
    if (!passes) {
      return false;
    }
  }
  return false;
}

bool SentenceReader::begins_attribution(const Word& word) const {
  if (!word.is_chinese || attributes()) {
    return false;
  }
  const bool has_place = phrase_.has_article || clause_.agents.empty() || is_object_position();
  return has_place && attribution_end().has_value();
}

/// After a verb, where its object is due.
bool SentenceReader::is_object_position() const {
  const Word* before = last();
  return before != nullptr &&
         (before->in(Topic::action) != nullptr || before->is("aspect") || before->is("at_place") ||
          before->is("having") || before->is("and") || before->in(Topic::relation) != nullptr);
}

void SentenceReader::begin_attribution() {
  Attribution made;
  made.end = *attribution_end();
  made.outer = std::exchange(phrase_, {});
  made.was_awaited = clause_.awaits_object;
  for (PlaceBefore& place : places_before_) {
    made.relations.push_back({0, place.preposition, place.object, place.part_of_place});
  }
  places_before_.clear();
  attribution_ = std::move(made);
}

}  // namespace kirin::engine::motion::story
