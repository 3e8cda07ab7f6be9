#include "engine/motion/story/reader.h"

#include <algorithm>
#include <array>

#include "engine/motion/story/clause.h"
#include "engine/motion/story/senses.h"

namespace kirin::engine::motion::story {
namespace {

constexpr int kMostSubjects = 24;
constexpr int kMostOfAKind = 40;
constexpr std::size_t kMostActions = 8;
constexpr std::size_t kMostUnknown = 64;
constexpr std::size_t kLookAhead = 24;
constexpr int kPlural = 4;  ///< how many "dogs" are

Heading heading_of(std::string_view id) {
  constexpr auto kAll = std::to_array<std::pair<std::string_view, Heading>>({
      {"left", Heading::left},
      {"right", Heading::right},
      {"towards_viewer", Heading::towards_viewer},
      {"away", Heading::away},
      {"up", Heading::up},
      {"down", Heading::down},
  });
  const auto found = std::ranges::find(kAll, id, &std::pair<std::string_view, Heading>::first);
  return found == kAll.end() ? Heading::right : found->second;
}

bool is_listed(const Entry& entry, std::string_view attribute, std::string_view value) {
  return std::ranges::count(entry.list(attribute), value) > 0;
}

std::string_view category_of(const Entry& subject) { return subject.text("category"); }

/// Whether a thing of that kind can do that.
bool can_do(const Entry& subject, const Entry& action) {
  const std::string_view category = category_of(subject);
  const bool is_animate = category == "person" || category == "animal";
  return is_listed(action, "by", "any") || (is_animate && is_listed(action, "by", "animate")) ||
         (category == "person" && is_listed(action, "by", "human")) ||
         (category == "animal" && is_listed(action, "by", "bird")) ||
         (category == "vehicle" && is_listed(action, "by", "vehicle")) ||
         (category == "plant" && is_listed(action, "by", "plant")) ||
         (!is_animate && is_listed(action, "by", "thing"));
}

class Reader {
 public:
  Reader(std::span<const Word> words, bool everything_excluded)
      : words_(words), negates_all_(everything_excluded) {}

  Reading read() {
    while (at_ < words_.size()) {
      step(words_[at_]);
      ++at_;
    }
    end_sentence();
    return std::move(made_);
  }

 private:
  bool negates() const { return negating_ || negates_all_; }

  const Word* next(std::size_t steps = 1) const {
    return at_ + steps < words_.size() ? &words_[at_ + steps] : nullptr;
  }
  const Word* last(std::size_t steps = 1) const {
    return at_ >= steps ? &words_[at_ - steps] : nullptr;
  }

  void step(const Word& word) {
    if (word.number) {
      take_number(*word.number);
      return;
    }
    if (word.meanings.empty()) {
      take_unknown(word);
      return;
    }
    const Meaning& meaning = word.meanings.front();
    const Entry& entry = *meaning.entry;
    made_.understood =
        made_.understood || (entry.topic != Topic::grammar && entry.topic != Topic::camera &&
                             entry.topic != Topic::relation && entry.topic != Topic::count);
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
        begin_phrase();
        phrase_.count = static_cast<int>(entry.number("value", 1));
        phrase_.has_article = true;
        return;
      default:
        take_fact(entry);
    }
  }

  // ---- Words before a noun ----------------------------------------------------------------------

  /// An article or a number after "and" ends what "no" began: "no birds and a kite".
  void begin_phrase() {
    negating_ = negating_ && !after_and_;
    after_and_ = false;
    if (phrase_.is_open() && (!phrase_.colours.empty() || !phrase_.traits.empty())) {
      flush_phrase();
    }
  }

  void take_number(int value) {
    begin_phrase();
    phrase_.count = value;
    phrase_.has_article = true;
  }

  void take_unknown(const Word& word) {
    if (made_.unknown_words.size() < kMostUnknown) {
      made_.unknown_words.push_back(word.text);
    }
    if (++phrase_.words_since > 2) {
      flush_phrase();
    }
  }

  void take_modifier(const Word& word, const Entry& entry) {
    after_and_ = false;
    if (predicate_subject() && !noun_follows()) {
      describe_predicate(entry);
      return;
    }
    if (entry.topic == Topic::colour) {
      phrase_.colours.push_back({entry.id, static_cast<std::uint32_t>(entry.number("srgb", 0))});
    } else if (entry.topic == Topic::size) {
      phrase_.size = entry.number("value", 1);
    } else if (word.meanings.front().form == Form::adverb) {
      phrase_.pace = phrase_.pace;  // "beautifully": says how, and nothing that shows
    } else {
      phrase_.traits.push_back(entry.id);
    }
    phrase_.words_since = 0;
  }

  /// Whether a noun closes the phrase that goes on here.
  bool noun_follows() const {
    for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + 8; ++i) {
      const Word& word = words_[i];
      if (is_noun(word)) {
        return true;
      }
      if (!is_modifier(word) && !word.is("and") && !word.is("de") && !word.meanings.empty()) {
        return false;
      }
    }
    return false;
  }

  /// Of whom "is red" speaks; nothing where no "is" stands before.
  bool predicate_subject() const { return copula_ && !clause_.agents.empty(); }

  void describe_predicate(const Entry& entry) {
    if (negates()) {
      exclude(entry);
      return;
    }
    for (const int agent : clause_.agents) {
      Subject& subject = made_.subjects[static_cast<std::size_t>(agent)];
      if (last_part_of_ == agent && !subject.parts.empty()) {
        Part& part = subject.parts.back();
        apply(entry, part.colour, part.traits);
        continue;
      }
      apply(entry, subject.colour, subject.traits);
      if (entry.topic == Topic::size) {
        subject.size = entry.number("value", 1);
      }
    }
  }

  static void apply(const Entry& entry, std::optional<NamedColour>& colour,
                    std::vector<std::string>& traits) {
    if (entry.topic == Topic::colour) {
      colour = NamedColour{entry.id, static_cast<std::uint32_t>(entry.number("srgb", 0))};
    } else if (entry.topic == Topic::trait) {
      traits.push_back(entry.id);
    }
  }

  /// What was said of a noun that did not come is said of the scene.
  void flush_phrase() {
    if (!phrase_.colours.empty() && !negates()) {
      made_.tint = phrase_.colours.front();
    }
    for (std::string& trait : phrase_.traits) {
      if (negates()) {
        exclude(*lexicon().find(Topic::trait, trait));
      } else {
        made_.traits.push_back(std::move(trait));
      }
    }
    phrase_ = {};
  }

  // ---- Nouns ------------------------------------------------------------------------------------

  void take_noun(const Word& word) {
    after_and_ = false;
    phrase_.words_since = 0;
    if (attribution_ && attribution_->is_closed) {
      phrase_ = merged(attribution_->outer, phrase_);
    }
    const Meaning* part = word.in(Topic::part);
    const Meaning* subject = word.in(Topic::subject);
    if (part != nullptr && (subject == nullptr || part_is_meant())) {
      take_part(*part->entry);
    } else if (subject != nullptr) {
      take_subject(word, *subject);
    } else if (const Meaning* sight = word.in(Topic::sight)) {
      take_sight(*sight->entry);
    } else if (const Meaning* setting = word.in(Topic::setting)) {
      take_setting(word, *setting->entry);
    } else {
      take_place_part(word, *word.in(Topic::place_part)->entry);
    }
    copula_ = false;
  }

  static Phrase merged(const Phrase& outer, Phrase inner) {
    if (!inner.count) {
      inner.count = outer.count;
    }
    inner.has_article = inner.has_article || outer.has_article;
    inner.is_definite = inner.is_definite || outer.is_definite;
    inner.colours.insert(inner.colours.begin(), outer.colours.begin(), outer.colours.end());
    inner.traits.insert(inner.traits.begin(), outer.traits.begin(), outer.traits.end());
    inner.size = inner.size == 1 ? outer.size : inner.size;
    return inner;
  }

  const Entry* host_entry() const {
    const int host = host_of_part();
    return host < 0 ? nullptr : made_.entries[static_cast<std::size_t>(host)];
  }

  /// Whether a word that is a thing and a part is the part: "in a hat", "her hat", 戴帽子.
  bool part_is_meant() const {
    if (attribution_ && !attribution_->is_closed) {
      return attribution_->is_wearing;
    }
    if (clause_.is_wearing || clause_.possessor >= 0) {
      return true;
    }
    const Entry* host = host_entry();
    const bool is_person = host != nullptr && category_of(*host) == "person";
    return is_person &&
           (clause_.preposition == "inside" || clause_.preposition == "with" || clause_.is_having);
  }

  int host_of_part() const {
    if (clause_.possessor >= 0) {
      return clause_.possessor;
    }
    return last_subject_;
  }

  /// The colours of a phrase as one: the first, as models have one.
  static std::optional<NamedColour> colour_of(const Phrase& phrase) {
    return phrase.colours.empty() ? std::nullopt : std::optional{phrase.colours.front()};
  }

  void take_part(const Entry& entry) {
    Part part{entry.id, colour_of(phrase_), phrase_.traits};
    if (phrase_.size > 1) {
      part.traits.emplace_back("big");
    } else if (phrase_.size < 1) {
      part.traits.emplace_back("small");
    }
    phrase_ = {};
    const bool waits = attribution_ && !attribution_->is_closed;
    const int host = host_of_part();
    if (negates()) {
      made_.excluded.push_back(&entry);
    } else if (waits) {
      attribution_->parts.push_back(std::move(part));
    } else if (host >= 0 && !noun_owns_part()) {
      add_part(made_.subjects[static_cast<std::size_t>(host)], std::move(part));
      last_part_of_ = host;
    } else {
      loose_parts_.push_back(std::move(part));
    }
    clause_.preposition.clear();
    clause_.possessor = -1;
  }

  /// 黑色长发的女孩: the part belongs to the noun after 的.
  bool noun_owns_part() const {
    const Word* de = next();
    return de != nullptr && de->is("de") && next(2) != nullptr;
  }

  static void add_part(Subject& subject, Part part) {
    const auto same = std::ranges::find(subject.parts, part.id, &Part::id);
    if (same == subject.parts.end()) {
      if (subject.parts.size() < kMostActions) {
        subject.parts.push_back(std::move(part));
      }
      return;
    }
    if (part.colour) {
      same->colour = part.colour;
    }
    same->traits.insert(same->traits.end(), part.traits.begin(), part.traits.end());
  }

  void take_setting(const Word& word, const Entry& entry) {
    if (negates()) {
      made_.excluded.push_back(&entry);
      phrase_ = {};
      return;
    }
    made_.facts.push_back({&entry});
    const Word* after = next();
    const bool is_compound = !word.is_chinese && after != nullptr && after->in(Topic::subject);
    if (is_compound) {
      return;  // "a red city bus": the bus is red
    }
    if (const auto colour = colour_of(phrase_)) {
      (entry.id == "sky" ? made_.sky_colour.emplace() : made_.setting_colours.emplace_back()) =
          *colour;
    }
    made_.traits.insert(made_.traits.end(), phrase_.traits.begin(), phrase_.traits.end());
    phrase_ = {};
    close_place();
    if (attribution_ && attribution_->is_closed) {
      attribution_.reset();
    }
  }

  /// After the noun of a preposition: the next noun is no part of it.
  void close_place() {
    clause_.preposition.clear();
    clause_.preposition_is_coverb = false;
    clause_.awaits_object = false;
    clause_.is_wearing = false;
    clause_.is_having = false;
    clause_.possessor = -1;
  }

  void take_sight(const Entry& entry) {
    if (negates()) {
      made_.excluded.push_back(&entry);
      phrase_ = {};
      return;
    }
    const auto same = std::ranges::find(made_.sights, entry.id, &SkySight::id);
    SkySight& sight =
        same != made_.sights.end() ? *same : made_.sights.emplace_back(SkySight{entry.id, 1, {}});
    sight.count = phrase_.count.value_or(static_cast<int>(entry.number("count", sight.count)));
    sight.count = std::max(sight.count, 1);
    if (const auto colour = colour_of(phrase_)) {
      sight.colour = colour;
    }
    phrase_ = {};
    sight_acts_ = clause_.preposition.empty();
    close_place();
  }

  void take_place_part(const Word& word, const Entry& entry) {
    if (entry.id == "background") {
      if (last_subject_ >= 0 && last_in_clause_ && !clause_.preposition.empty()) {
        made_.subjects[static_cast<std::size_t>(last_subject_)].is_backdrop = true;
      } else {
        next_is_backdrop_ = true;
      }
    } else if (entry.id == "sky" && colour_of(phrase_)) {
      made_.sky_colour = colour_of(phrase_);
    } else if (entry.id != "foreground" && entry.id != "middle") {
      std::string preposition = clause_.preposition;
      const Word* after = next();
      const Meaning* place =
          word.is_chinese && after != nullptr ? after->in(Topic::relation) : nullptr;
      if (place != nullptr && !place->entry->has("coverb")) {
        preposition = place->entry->id;
      }
      if (!preposition.empty() || word.is_chinese) {
        place_at({preposition.empty() ? "on" : preposition, -1, entry.id});
      }
    }
    phrase_ = {};
    close_place();
  }

  // ---- Subjects ---------------------------------------------------------------------------------

  void take_subject(const Word& word, const Meaning& meaning) {
    const Entry& entry = *meaning.entry;
    if (is_first_of_compound(word, meaning)) {
      return;
    }
    if (negates() || phrase_.count == 0) {
      made_.excluded.push_back(&entry);
      phrase_ = {};
      close_place();
      return;
    }
    const int index = known_subject(entry, meaning.form).value_or(-1);
    const int subject = index >= 0 ? index : new_subject(word, meaning);
    if (subject < 0) {
      phrase_ = {};
      return;
    }
    describe(subject);
    give_attribution(subject);
    phrase_ = {};
    if (word.is_possessive) {
      clause_.possessor = subject;
      return;
    }
    place_subject(word, subject);
    last_subject_ = subject;
    last_in_clause_ = true;
    last_part_of_ = -1;
  }

  /// "dog house", "orange tree": the first noun only says what the second is like.
  bool is_first_of_compound(const Word& word, const Meaning& meaning) const {
    const Word* after = next();
    return !word.is_chinese && !word.is_possessive && meaning.form == Form::base &&
           after != nullptr && after->in(Topic::subject) != nullptr && !after->is_chinese &&
           !clause_.agents_open;
  }

  /// The subject that "the dog" speaks of, where one was named.
  std::optional<int> known_subject(const Entry& entry, Form form) const {
    const bool is_new = phrase_.has_article || !phrase_.colours.empty() || phrase_.count ||
                        (attribution_ && attribution_->is_closed);
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

  int new_subject(const Word& word, const Meaning& meaning) {
    if (made_.subjects.size() >= kMostSubjects) {
      return -1;
    }
    const Entry& entry = *meaning.entry;
    Subject subject;
    subject.kind = entry.has("like") ? std::string{entry.text("like")} : entry.id;
    subject.word = word.text;
    const int usual = static_cast<int>(entry.number("count", 1));
    const bool is_plural = meaning.form == Form::s;
    subject.count = phrase_.count.value_or(is_plural ? std::max(usual, kPlural) : usual);
    if (usual > 1 && phrase_.count == 1) {
      subject.count = usual;  // 一群人, "a crowd"
    }
    subject.count = std::clamp(subject.count, 1, kMostOfAKind);
    subject.is_backdrop = next_is_backdrop_;
    next_is_backdrop_ = false;
    made_.subjects.push_back(std::move(subject));
    made_.entries.push_back(&entry);
    made_.is_plain_plural.push_back(is_plural && !phrase_.count);
    return static_cast<int>(made_.subjects.size()) - 1;
  }

  void describe(int index) {
    Subject& subject = made_.subjects[static_cast<std::size_t>(index)];
    if (const auto colour = colour_of(phrase_)) {
      subject.colour = colour;
    }
    if (phrase_.colours.size() > 1) {
      phrase_.traits.push_back("and_" + phrase_.colours[1].name);
    }
    subject.size *= phrase_.size;
    for (std::string& trait : phrase_.traits) {
      if (std::ranges::find(subject.traits, trait) == subject.traits.end()) {
        subject.traits.push_back(std::move(trait));
      }
    }
    for (Part& part : loose_parts_) {
      add_part(subject, std::move(part));
    }
    loose_parts_.clear();
    phrase_pace_ = phrase_.pace;
  }

  void give_attribution(int index) {
    if (!attribution_ || !attribution_->is_closed) {
      return;
    }
    Attribution given = std::move(*attribution_);
    attribution_.reset();
    Subject& subject = made_.subjects[static_cast<std::size_t>(index)];
    for (Part& part : given.parts) {
      add_part(subject, std::move(part));
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
  void place_subject(const Word& word, int index) {
    const Word* after = next();
    const Meaning* behind =
        word.is_chinese && after != nullptr ? after->in(Topic::relation) : nullptr;
    if (behind != nullptr && !behind->entry->has("coverb")) {
      place_at({behind->entry->id, index, {}});  // 桌子上
      close_place();
      return;
    }
    if (attribution_ && !attribution_->is_closed) {
      take_attributed_object(index);
      return;
    }
    if (!clause_.preposition.empty()) {
      const std::string preposition = clause_.preposition;
      place_at({preposition, index, {}});
      if (preposition == "towards" || preposition == "around" || preposition == "with") {
        aim_verbs(index);
      }
      close_place();
      return;
    }
    if (clause_.awaits_object || (clause_.is_having && !clause_.agents.empty())) {
      take_object(index);
      return;
    }
    act(index);
  }

  void take_attributed_object(int index) {
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

  void take_object(int index) {
    if (clause_.awaits_object) {
      aim_verbs(index);
    } else if (!is_agent(index)) {
      const int owner = clause_.agents.front();
      add_relation({owner, "with", index, {}});
    }
    clause_.is_listing_objects = true;
  }

  bool is_agent(int index) const {
    return std::ranges::find(clause_.agents, index) != clause_.agents.end();
  }

  void act(int index) {
    if (clause_.camera_acts) {
      clause_.camera_acts = false;  // "zoom in on a cat sleeping"
      clause_.agents.clear();
    }
    if (!clause_.agents_open) {
      clause_.agents.clear();
    }
    if (!is_agent(index)) {
      clause_.agents.push_back(index);
    }
    clause_.agents_open = false;
    for (PlaceBefore& place : places_before_) {
      add_relation({index, place.preposition, place.object, place.part_of_place});
    }
    places_before_.clear();
  }

  /// A place where the clause's subject is, or the next one where none was named yet.
  void place_at(PlaceBefore place) {
    if (attribution_ && !attribution_->is_closed) {
      attribution_->relations.push_back({0, place.preposition, place.object, place.part_of_place});
      return;
    }
    const bool is_before_noun = next(2) != nullptr && next(2)->is("de");
    int governor = -1;
    if (!clause_.agents.empty() && !is_before_noun) {
      governor = clause_.agents.front();
    } else if (last_in_clause_ && !is_before_noun && last_subject_ != place.object) {
      governor = last_subject_;
    }
    if (governor >= 0 && governor != place.object) {
      add_relation({governor, place.preposition, place.object, place.part_of_place});
    } else if (places_before_.size() < kMostActions) {
      places_before_.push_back(std::move(place));
    }
  }

  void add_relation(Relation relation) {
    const auto same = [&](const Relation& other) {
      return other.subject == relation.subject && other.object == relation.object &&
             other.part_of_place == relation.part_of_place;
    };
    if (relation.subject != relation.object && made_.relations.size() < 4 * kMostSubjects &&
        std::ranges::none_of(made_.relations, same)) {
      made_.relations.push_back(std::move(relation));
    }
  }

  // ---- Verbs ------------------------------------------------------------------------------------

  void take_verb(const Word& word, const Meaning& meaning) {
    const Entry& entry = *meaning.entry;
    flush_if_no_noun_follows();
    if (negates()) {
      made_.excluded.push_back(&entry);
      return;
    }
    if (clause_.camera_acts) {
      return;
    }
    Action action{entry.id, std::nullopt, entry.number("pace", 1)};
    if (clause_.pace) {
      action.pace *= *clause_.pace;
    }
    action.heading = clause_.heading;
    if (!action.heading && entry.has("heading")) {
      action.heading = heading_of(entry.text("heading"));
    }
    action.is_simultaneous = clause_.is_simultaneous;
    clause_.preposition.clear();
    clause_.is_having = false;
    clause_.is_wearing = false;
    clause_.awaits_object = entry.has("aimed");
    clause_.has_verb = true;
    clause_.verbs.clear();
    if (begins_attribution(word)) {
      begin_attribution();
    }
    if (attribution_ && !attribution_->is_closed) {
      attribution_->actions.push_back(std::move(action));
      return;
    }
    clause_.pace.reset();
    clause_.heading.reset();
    give_action(word, meaning, std::move(action));
  }

  void flush_if_no_noun_follows() {
    if (phrase_.is_open() && !words_[at_].is_chinese) {
      flush_phrase();
    }
  }

  void give_action(const Word& word, const Meaning& meaning, Action action) {
    std::vector<int> doers = doers_of(meaning);
    if (doers.empty()) {
      if (sight_acts_ || word.is_chinese || made_.subjects.empty()) {
        pending_actions_.push_back(std::move(action));
        return;
      }
      doers = {last_subject_};
    }
    for (const int doer : doers) {
      const int made = add_action(doer, action);
      clause_.verbs.emplace_back(doer, made);
    }
    clause_.agents = doers;
  }

  std::vector<int> doers_of(const Meaning& meaning) const {
    const Entry& action = *meaning.entry;
    const auto able = [&](int index) {
      return index >= 0 && can_do(*made_.entries[static_cast<std::size_t>(index)], action);
    };
    // "a man watching a dog running": a participle is said of the noun before it.
    if (meaning.form == Form::ing && last_in_clause_ && able(last_subject_) &&
        !is_agent(last_subject_) && last_word_is_noun()) {
      return {last_subject_};
    }
    std::vector<int> doers;
    std::ranges::copy_if(clause_.agents, std::back_inserter(doers), able);
    if (doers.empty() && able(last_subject_)) {
      doers.push_back(last_subject_);
    }
    return doers.empty() && !clause_.agents.empty() ? clause_.agents : doers;
  }

  bool last_word_is_noun() const {
    const Word* before = last();
    return before != nullptr && is_noun(*before);
  }

  int add_action(int index, Action action) {
    Subject& subject = made_.subjects[static_cast<std::size_t>(index)];
    const auto same = std::ranges::find(subject.actions, action.id, &Action::id);
    if (same != subject.actions.end()) {
      return static_cast<int>(same - subject.actions.begin());
    }
    if (phrase_pace_) {
      action.pace *= *phrase_pace_;
    }
    if (subject.actions.empty()) {
      action.is_simultaneous = false;
    }
    if (subject.actions.size() >= kMostActions) {
      return static_cast<int>(subject.actions.size()) - 1;
    }
    subject.actions.push_back(std::move(action));
    return static_cast<int>(subject.actions.size()) - 1;
  }

  void aim_verbs(int index) {
    for (const auto& [subject, action] : clause_.verbs) {
      if (subject != index) {
        made_.subjects[static_cast<std::size_t>(subject)]
            .actions[static_cast<std::size_t>(action)]
            .towards = index;
      }
    }
  }

  void take_heading(Heading heading) {
    if (negates() || clause_.camera_acts) {
      return;
    }
    clause_.preposition.clear();
    if (attribution_ && !attribution_->is_closed && !attribution_->actions.empty()) {
      attribution_->actions.back().heading = heading;
    } else if (clause_.verbs.empty()) {
      clause_.heading = heading;
    }
    for (const auto& [subject, action] : clause_.verbs) {
      made_.subjects[static_cast<std::size_t>(subject)]
          .actions[static_cast<std::size_t>(action)]
          .heading = heading;
    }
  }

  void take_pace(double value) {
    if (phrase_.is_open() && noun_follows()) {
      phrase_.pace = value;  // "a fast car"
      return;
    }
    if (attribution_ && !attribution_->is_closed && !attribution_->actions.empty()) {
      attribution_->actions.back().pace *= value;
      return;
    }
    if (clause_.verbs.empty() || verb_follows()) {
      clause_.pace = value;
      return;
    }
    for (const auto& [subject, action] : clause_.verbs) {
      made_.subjects[static_cast<std::size_t>(subject)]
          .actions[static_cast<std::size_t>(action)]
          .pace *= value;
    }
  }

  bool verb_follows() const {
    for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + 4; ++i) {
      if (words_[i].in(Topic::action) != nullptr) {
        return true;
      }
      if (!words_[i].is("di") && !words_[i].is("filler")) {
        return false;
      }
    }
    return false;
  }

  // ---- Clauses before a Chinese noun
  // --------------------------------------------------------------

  /// Where the 的 is that makes what begins here say something of a later noun; nothing where it is
  /// the clause's own.
  std::optional<std::size_t> attribution_end() const {
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

  bool subject_follows(std::size_t from) const {
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

  bool begins_attribution(const Word& word) const {
    if (!word.is_chinese || (attribution_ && !attribution_->is_closed)) {
      return false;
    }
    const bool has_place = phrase_.has_article || clause_.agents.empty() || is_object_position();
    return has_place && attribution_end().has_value();
  }

  /// After a verb, where its object is due.
  bool is_object_position() const {
    const Word* before = last();
    return before != nullptr && (before->in(Topic::action) != nullptr || before->is("aspect") ||
                                 before->is("at_place") || before->is("having") ||
                                 before->in(Topic::relation) != nullptr);
  }

  void begin_attribution() {
    Attribution made;
    made.end = *attribution_end();
    made.outer = std::move(phrase_);
    phrase_ = {};
    for (PlaceBefore& place : places_before_) {
      made.relations.push_back({0, place.preposition, place.object, place.part_of_place});
    }
    places_before_.clear();
    attribution_ = std::move(made);
  }

  // ---- Grammar
  // ------------------------------------------------------------------------------------

  /// "no people in the village": the village is there.
  void end_negation_at_place() {
    const Word* before = last();
    negating_ = negating_ && (before == nullptr || !is_noun(*before));
  }

  void take_relation(const Word& word, const Entry& entry) {
    const bool is_postposition = word.is_chinese && !entry.has("coverb");
    if (is_postposition) {
      return;  // taken with its noun
    }
    end_negation_at_place();
    if (clause_.camera_acts) {
      return;
    }
    if (!phrase_.colours.empty() || !phrase_.traits.empty()) {
      flush_phrase();
    }
    clause_.preposition = entry.id;
    clause_.preposition_is_coverb = word.is_chinese;
    clause_.awaits_object = false;
    clause_.is_wearing = false;
    clause_.is_having = entry.id == "with" && !word.is_chinese;
    copula_ = false;
  }

  void take_camera(const Entry& entry) {
    if (entry.id == "shot") {
      return;
    }
    if (clause_.agents.empty() || entry.id == "camera") {
      clause_.camera_acts = true;
      clause_.agents.clear();
    }
    phrase_ = {};
  }

  void take_grammar(const Word& word, std::string_view id) {
    if (id == "a") {
      begin_phrase();
      phrase_.count = phrase_.count.value_or(1);
      phrase_.has_article = true;
    } else if (id == "the") {
      begin_phrase();
      phrase_.is_definite = true;
    } else if (id == "and" || id == "or" || id == "listing") {
      take_and();
    } else if (id == "comma") {
      end_clause();
    } else if (id == "stop") {
      end_sentence();
    } else if (id == "not") {
      negating_ = true;
    } else if (id == "but") {
      end_clause();
    } else if (id == "then") {
      take_then();
    } else if (id == "while") {
      take_while();
    } else {
      take_more_grammar(word, id);
    }
  }

  void take_more_grammar(const Word& word, std::string_view id) {
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
      clause_.agents = last_subject_ >= 0 ? std::vector{last_subject_} : std::vector<int>{};
      clause_.verbs.clear();
      close_place();
    } else if (id == "de") {
      take_de();
    } else if (id == "at_place") {
      end_negation_at_place();
      clause_.preposition = "inside";
      clause_.awaits_object = false;
    } else if (id == "there") {
      clause_.agents.clear();
      close_place();
    }
  }

  void take_and() {
    after_and_ = true;
    const bool between_modifiers = !phrase_.colours.empty() || !phrase_.traits.empty();
    if (between_modifiers) {
      return;  // "black and white"
    }
    clause_.agents_open = !clause_.has_verb && !clause_.agents.empty();
    const Word* after = next();
    if (clause_.is_listing_objects && after != nullptr && !after->in(Topic::action)) {
      return;
    }
    clause_.awaits_object = false;
  }

  /// "she sings, then dances": the same who acts, something new.
  void take_then() {
    const std::vector<int> agents = clause_.agents;
    end_clause();
    clause_.agents = agents;
  }

  void take_while() {
    const std::vector<int> agents = clause_.agents;
    end_clause();
    clause_.agents = agents;
    clause_.is_simultaneous = true;
  }

  void begin_wearing(const Word& word) {
    if (begins_attribution(word)) {
      begin_attribution();
    }
    if (attribution_ && !attribution_->is_closed) {
      attribution_->is_wearing = true;
      return;
    }
    clause_.preposition.clear();
    clause_.is_wearing = true;
    clause_.awaits_object = false;
    copula_ = false;
  }

  void take_having(const Word& word) {
    if (begins_attribution(word)) {
      begin_attribution();
      attribution_->is_wearing = true;
      return;
    }
    clause_.preposition.clear();
    clause_.is_having = true;
    clause_.awaits_object = false;
    if (!places_before_.empty()) {
      clause_.is_having = false;  // 桌子上有: there is
      clause_.agents.clear();
    }
  }

  void take_de() {
    if (attribution_ && !attribution_->is_closed && attribution_->end == at_) {
      attribution_->is_closed = true;
      phrase_ = {};
      close_place();
      clause_.verbs.clear();
      return;
    }
    // 女孩的裙子: the noun before owns the one after.
    const Word* before = last();
    if (before != nullptr && before->in(Topic::subject) != nullptr && last_subject_ >= 0) {
      clause_.possessor = last_subject_;
    }
  }

  int person_of(std::string_view pronoun) const {
    for (std::size_t i = made_.entries.size(); i-- > 0;) {
      const bool is_person = category_of(*made_.entries[i]) == "person";
      const std::string_view sex = made_.entries[i]->text("sex");
      const bool is_he = pronoun == "he" || pronoun == "his";
      const bool is_she = pronoun == "she" || pronoun == "her";
      if ((is_he && is_person && sex != "f") || (is_she && is_person && sex != "m") ||
          (!is_he && !is_she && !is_person) || pronoun == "they" || pronoun == "their") {
        return static_cast<int>(i);
      }
    }
    return last_subject_;
  }

  void take_pronoun(std::string_view id) {
    const int index = person_of(id);
    if (index < 0) {
      return;
    }
    if (!clause_.preposition.empty() || clause_.awaits_object) {
      aim_verbs(index);
      close_place();
      return;
    }
    clause_.agents = {index};
    if (id == "they") {
      take_all_agents(index);
    }
    clause_.camera_acts = false;
  }

  /// "they": the last subjects that acted together, or one that is many.
  void take_all_agents(int index) {
    if (sentence_agents_.size() > 1 && made_.subjects[static_cast<std::size_t>(index)].count == 1) {
      clause_.agents = sentence_agents_;
    }
  }

  void take_possessive(std::string_view id) {
    const int index = person_of(id);
    clause_.possessor = index;
    phrase_.is_definite = false;
  }

  void take_fact(const Entry& entry) {
    if (negates()) {
      made_.excluded.push_back(&entry);
      return;
    }
    double strength = 1;
    if (entry.topic == Topic::weather) {
      const auto has = [&](std::string_view id) {
        return std::ranges::find(phrase_.traits, id) != phrase_.traits.end();
      };
      strength = has("heavy") || phrase_.size > 1         ? 1.4
                 : has("light_trait") || phrase_.size < 1 ? 0.5
                                                          : 1;
      std::erase(phrase_.traits, "heavy");
      std::erase(phrase_.traits, "light_trait");
    }
    made_.facts.push_back({&entry, strength});
    const Word* after = next();
    const bool is_before_noun = after != nullptr && (is_noun(*after) || is_modifier(*after));
    if (!is_before_noun) {
      phrase_ = {};
      close_place();
    }
  }

  void exclude(const Entry& entry) { made_.excluded.push_back(&entry); }

  // ---- Ends
  // ---------------------------------------------------------------------------------------

  void end_clause() {
    const Word* after = next();
    const bool in_phrase = (!phrase_.colours.empty() || !phrase_.traits.empty()) &&
                           after != nullptr && is_modifier(*after);
    if (in_phrase) {
      return;  // "a big, red car"
    }
    flush_phrase();
    give_heading_without_verb();
    negating_ = false;
    if (!clause_.agents.empty()) {
      sentence_agents_ = clause_.agents;
    }
    const Clause before = std::move(clause_);
    clause_ = {};
    clause_.agents = before.agents;
    clause_.verbs = {};
    const bool garments_go_on = before.is_wearing && after != nullptr;
    clause_.is_wearing = garments_go_on;
    clause_.camera_acts = false;
    attribution_.reset();
    copula_ = false;
    after_and_ = false;
    last_in_clause_ = false;
    sight_acts_ = false;
  }

  void end_sentence() {
    end_clause();
    clause_ = {};
    places_before_.clear();
    pending_actions_.clear();
    next_is_backdrop_ = false;
  }

  /// "a car from left to right": it goes there, each in its own way.
  void give_heading_without_verb() {
    if (!clause_.heading || clause_.agents.empty()) {
      return;
    }
    for (const int agent : clause_.agents) {
      const std::string_view category =
          category_of(*made_.entries[static_cast<std::size_t>(agent)]);
      const std::string_view id = category == "vehicle"                          ? "drive"
                                  : category == "person" || category == "animal" ? "walk"
                                                                                 : "float";
      add_action(agent, {std::string{id}, clause_.heading});
    }
  }

  std::span<const Word> words_;
  std::size_t at_ = 0;
  bool negates_all_;
  Reading made_;
  Phrase phrase_;
  Clause clause_;
  std::optional<Attribution> attribution_;
  std::vector<PlaceBefore> places_before_;
  std::vector<Part> loose_parts_;
  std::vector<Action> pending_actions_;
  std::vector<int> sentence_agents_;
  std::optional<double> phrase_pace_;
  int last_subject_ = -1;
  int last_part_of_ = -1;
  bool last_in_clause_ = false;
  bool negating_ = false;
  bool after_and_ = false;
  bool copula_ = false;
  bool sight_acts_ = false;
  bool next_is_backdrop_ = false;
};

}  // namespace

Reading read_words(std::span<const Word> words, bool everything_excluded) {
  return Reader(words, everything_excluded).read();
}

}  // namespace kirin::engine::motion::story
