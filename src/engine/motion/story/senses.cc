#include "engine/motion/story/senses.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion::story {
namespace {

constexpr std::array kNouns = {Topic::setting, Topic::subject, Topic::part, Topic::place_part,
                               Topic::sight};
constexpr std::array kFacts = {Topic::hour,  Topic::weather, Topic::season,
                               Topic::style, Topic::mood,    Topic::speed};

bool has_any(const Word& word, std::span<const Topic> topics) {
  return std::ranges::any_of(topics, [&](Topic topic) { return word.in(topic) != nullptr; });
}

bool is_any_of(const Word& word, std::span<const std::string_view> ids) {
  return std::ranges::any_of(ids, [&](std::string_view id) { return word.is(id); });
}

bool is_determiner(const Word& word) {
  constexpr std::array<std::string_view, 9> kIds = {"a",   "the",   "his", "her",    "its",
                                                    "own", "their", "we",  "measure"};
  return is_any_of(word, kIds) || word.in(Topic::count) != nullptr || word.number.has_value() ||
         word.is_possessive;
}

bool is_pronoun(const Word& word) {
  constexpr std::array<std::string_view, 5> kIds = {"he", "she", "it", "they", "that"};
  return is_any_of(word, kIds);
}

bool is_passed_over(const Word& word) {
  return word.is("filler") || word.is("aspect") || word.is("di") || word.in(Topic::pace) != nullptr;
}

class Chooser {
 public:
  explicit Chooser(std::span<Word> words) : words_(words) {}

  void choose() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      if (words_[at_].meanings.size() > 1) {
        keep(chosen());
      }
    }
  }

 private:
  Word& word() { return words_[at_]; }

  /// The word before, adverbs aside; nullptr at the beginning of a clause.
  const Word* before() const {
    for (std::size_t i = at_; i-- > 0 && i + 5 > at_;) {
      if (!is_passed_over(words_[i])) {
        const bool is_mark = words_[i].is_stop() || words_[i].is("comma");
        return is_mark ? nullptr : &words_[i];
      }
    }
    return nullptr;
  }
  const Word* after(std::size_t steps = 1) const {
    return at_ + steps < words_.size() ? &words_[at_ + steps] : nullptr;
  }
  /// The first word after modifiers and "and" that stand in a row from here.
  const Word* after_modifiers() const {
    for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + 8; ++i) {
      const bool passes = is_modifier(words_[i]) || words_[i].is("and") || words_[i].is("de") ||
                          has_any(words_[i], kFacts);
      if (!passes || is_noun(words_[i])) {
        return &words_[i];
      }
    }
    return nullptr;
  }

  bool has(Topic topic) { return word().in(topic) != nullptr; }

  Topic chosen() {
    if (has(Topic::camera) && has_any(word(), kNouns)) {
      return is_thing_not_camera() ? noun_topic() : Topic::camera;
    }
    if (has(Topic::action) && word().meanings.size() > 1) {
      if (const auto other = other_than_verb()) {
        return *other;
      }
      return Topic::action;
    }
    return without_verb();
  }

  Topic noun_topic() {
    const auto found =
        std::ranges::find_if(kNouns, [&](Topic t) { return word().in(t) != nullptr; });
    return found == kNouns.end() ? Topic::subject : *found;
  }

  /// Among nouns, modifiers, and facts.
  Topic without_verb() {
    if (has(Topic::grammar) && word().is_chinese && is_grammar_here()) {
      return Topic::grammar;
    }
    if (has(Topic::style) && has(Topic::colour)) {
      return stands_before_noun() ? Topic::colour : Topic::style;  // "black and white"
    }
    const bool can_be_noun = has_any(word(), kNouns);
    for (const Topic topic : {Topic::colour, Topic::size, Topic::trait, Topic::count}) {
      if (has(topic) && (can_be_noun ? stands_before_noun() : true) && may_be_modifier(topic)) {
        return topic;
      }
    }
    if (can_be_noun) {
      return noun_topic();
    }
    for (const Meaning& meaning : word().meanings) {
      const Topic topic = meaning.entry->topic;
      if (topic != Topic::action && (topic != Topic::grammar || !has_any(word(), kFacts))) {
        return meaning.entry->topic;
      }
    }
    return word().meanings.front().entry->topic;
  }

  /// 一杯咖啡 and 一个杯, 慢慢地 and 在地上.
  bool is_grammar_here() {
    const Word* last = before();
    const bool after_number = last != nullptr && (last->in(Topic::count) != nullptr ||
                                                  last->number.has_value() || last->is("the"));
    if (word().is("measure")) {
      return after_number;
    }
    const Word* next = after();
    return word().is("di") ? next != nullptr && next->in(Topic::action) != nullptr &&
                                 !(at_ > 0 && words_[at_ - 1].is("at_place"))
                           : !has_any(word(), kNouns) && !has_any(word(), kFacts);
  }

  bool may_be_modifier(Topic topic) { return word().in(topic)->form != Form::s; }

  /// "an orange fish", "is orange", "orange and blue"; not "an orange", "two oranges".
  bool stands_before_noun() {
    const Word* next = after_modifiers();
    const Word* last = before();
    if (next != nullptr && is_noun(*next)) {
      const Word* direct = after();
      return direct == nullptr || !(direct->is("and") && !is_modifier_after_and());
    }
    return last != nullptr && last->is("is") && !word().is_chinese;
  }
  bool is_modifier_after_and() const {
    const Word* next = after(2);
    return next != nullptr && is_modifier(*next);
  }

  /// The camera of a photographer: "a camera", "old camera", 一台相机.
  bool is_thing_not_camera() {
    const Word* last = before();
    return last != nullptr &&
           (is_modifier(*last) || is_noun(*last) || (is_determiner(*last) && !last->is("the")));
  }

  /// The topic of a word that could be a verb and is none here.
  std::optional<Topic> other_than_verb() {
    const Form form = word().in(Topic::action)->form;
    const Word* last = before();
    const bool after_determiner =
        last != nullptr &&
        (is_determiner(*last) || is_modifier(*last) || last->in(Topic::relation) != nullptr ||
         last->is("of") || last->is("not") || last->is("wearing"));
    const bool after_subject =
        last != nullptr &&
        (last->in(Topic::subject) != nullptr || is_pronoun(*last) ||
         last->in(Topic::sight) != nullptr || last->in(Topic::part) != nullptr ||
         last->in(Topic::camera) != nullptr || last->in(Topic::setting) != nullptr ||
         last->in(Topic::weather) != nullptr || last->is("can"));
    const bool is_to = last != nullptr && last->text == "to";
    if (is_to && form == Form::base) {
      return std::nullopt;
    }
    if (after_determiner) {
      return without_verb();
    }
    if (after_subject) {
      const bool compound = form == Form::base && last->in(Topic::subject) != nullptr &&
                            last->in(Topic::subject)->form == Form::base && !word().is_chinese &&
                            has(Topic::subject);
      return compound ? std::optional{without_verb()} : std::nullopt;
    }
    if (last != nullptr && (last->in(Topic::action) != nullptr || last->is("is"))) {
      return form == Form::base && last->in(Topic::action) != nullptr && !word().is_chinese
                 ? std::optional{without_verb()}
                 : std::nullopt;
    }
    if (last != nullptr && last->is("and")) {
      const bool verb_before = verb_stands_before_and();
      return verb_before ? std::nullopt : std::optional{without_verb()};
    }
    const bool is_plain_noun = has_any(word(), kNouns) || has_any(word(), kFacts);
    return is_plain_noun || is_modifier(word()) ? std::optional{without_verb()} : std::nullopt;
  }
  bool verb_stands_before_and() const {
    for (std::size_t i = at_; i-- > 0 && i + 7 > at_;) {
      if (words_[i].in(Topic::action) != nullptr) {
        return true;
      }
      if (words_[i].is_stop() || words_[i].is("comma")) {
        return false;
      }
    }
    return false;
  }

  void keep(Topic topic) {
    const bool nouns = std::ranges::find(kNouns, topic) != kNouns.end();
    std::erase_if(word().meanings, [&](const Meaning& meaning) {
      const Topic other = meaning.entry->topic;
      const bool stays = nouns ? std::ranges::find(kNouns, other) != kNouns.end() : other == topic;
      return !stays;
    });
  }

  std::span<Word> words_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_noun(const Word& word) { return has_any(word, kNouns); }

bool is_modifier(const Word& word) {
  return word.in(Topic::colour) != nullptr || word.in(Topic::size) != nullptr ||
         word.in(Topic::trait) != nullptr;
}

void choose_senses(std::span<Word> words) { Chooser(words).choose(); }

}  // namespace kirin::engine::motion::story
