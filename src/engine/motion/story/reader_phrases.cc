// What stands before a noun, and nouns that are no subjects: places, sights, parts.
#include <algorithm>
#include <array>

#include "engine/motion/story/senses.h"
#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

constexpr std::size_t kMostUnknown = 64;

NamedColour colour_named(const Entry& entry) {
  if (entry.has("like")) {
    return colour_named(*lexicon().find(Topic::colour, entry.text("like")));
  }
  return {entry.id, static_cast<std::uint32_t>(entry.number("srgb", 0))};
}

void add_trait(std::vector<std::string>& traits, std::string_view id) {
  if (traits.size() < kMostActions && std::ranges::find(traits, id) == traits.end()) {
    traits.emplace_back(id);
  }
}

void apply(const Entry& entry, std::optional<NamedColour>& colour,
           std::vector<std::string>& traits) {
  if (entry.topic == Topic::colour) {
    colour = colour_named(entry);
  } else if (entry.topic == Topic::trait) {
    add_trait(traits, entry.id);
  }
}

Phrase merged(const Phrase& outer, Phrase inner) {
  inner.count = inner.count ? inner.count : outer.count;
  inner.has_article = inner.has_article || outer.has_article;
  inner.is_definite = inner.is_definite || outer.is_definite;
  inner.colours.insert(inner.colours.begin(), outer.colours.begin(), outer.colours.end());
  inner.traits.insert(inner.traits.begin(), outer.traits.begin(), outer.traits.end());
  inner.size = inner.size == 1 ? outer.size : inner.size;
  return inner;
}

/// 水面, 窗边: the word itself says where.
bool says_where(const Word& word) {
  constexpr std::array<std::string_view, 6> kEndings = {"面", "边", "前", "里", "中", "上"};
  return word.is_chinese && std::ranges::any_of(kEndings, [&](std::string_view ending) {
           return word.text.ends_with(ending);
         });
}

}  // namespace

/// An article or a number after "and" ends what "no" began: "no birds and a kite".
void SentenceReader::begin_phrase() {
  negating_ = negating_ && !after_and_;
  after_and_ = false;
  if (phrase_.is_described() && !words_[at_].is_chinese) {
    flush_phrase();
  }
}

void SentenceReader::take_count(int value) {
  begin_phrase();
  phrase_.count = value;
  phrase_.has_article = true;
}

void SentenceReader::take_unknown(const Word& word) {
  if (made_.unknown_words.size() < kMostUnknown) {
    made_.unknown_words.push_back(word.text);
  }
  if (++phrase_.words_since > 2) {
    flush_phrase();
  }
}

void SentenceReader::take_modifier(const Word& word, const Entry& entry) {
  after_and_ = false;
  const Word* after = next();
  const bool ends_here = after == nullptr || after->is("comma") || after->is_stop() ||
                         after->is("de") || after->is("aspect") || after->is("and");
  const bool is_predicate =
      copula_ || (word.is_chinese && ends_here && !phrase_.is_open() && !attributes() &&
                  (!clause_.agents.empty() || last_place_ != nullptr));
  if (is_predicate && !noun_follows()) {
    describe_predicate(entry);
    return;
  }
  phrase_.words_since = 0;
  if (entry.topic == Topic::colour) {
    phrase_.colours.push_back(colour_named(entry));
    if (const Entry* second = lexicon().find(Topic::colour, entry.text("second"))) {
      phrase_.colours.push_back(colour_named(*second));
    }
  } else if (entry.topic == Topic::size) {
    phrase_.size = entry.number("value", 1);
  } else if (word.meanings.front().form != Form::adverb) {  // "beautifully" shows nothing
    add_trait(phrase_.traits, entry.id);
  }
}

/// Whether a noun closes the phrase that goes on here.
bool SentenceReader::noun_follows() const {
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

/// "the car is red", 天空是橙色的.
void SentenceReader::describe_predicate(const Entry& entry) {
  if (negates()) {
    exclude(entry);
    return;
  }
  if (last_place_ != nullptr) {
    if (entry.topic == Topic::colour && last_place_->id == "sky") {
      made_.sky_colour = colour_named(entry);
    } else if (entry.topic == Topic::colour) {
      made_.setting_colours.push_back(colour_named(entry));
    } else if (entry.topic == Topic::trait) {
      add_trait(made_.traits, entry.id);
    }
    return;
  }
  for (const int agent : clause_.agents) {
    Subject& described = subject(agent);
    if (last_part_of_ == agent && !described.parts.empty()) {
      apply(entry, described.parts.back().colour, described.parts.back().traits);
      continue;
    }
    apply(entry, described.colour, described.traits);
    if (entry.topic == Topic::size) {
      described.size = entry.number("value", 1);
    }
  }
}

/// What was said of a noun that did not come is said of the scene.
void SentenceReader::flush_phrase() {
  if (!phrase_.colours.empty() && !negates()) {
    made_.tint = phrase_.colours.front();
  }
  for (const std::string& trait : phrase_.traits) {
    if (negates()) {
      exclude(*lexicon().find(Topic::trait, trait));
    } else {
      add_trait(made_.traits, trait);
    }
  }
  phrase_ = {};
}

void SentenceReader::take_fact(const Entry& entry) {
  if (negates()) {
    exclude(entry);
    return;
  }
  double strength = 1;
  if (entry.topic == Topic::weather) {
    const bool is_heavy = std::erase(phrase_.traits, "heavy") > 0 || phrase_.size > 1;
    const bool is_light = std::erase(phrase_.traits, "light") > 0 || phrase_.size < 1;
    strength = is_heavy ? 1.4 : is_light ? 0.5 : 1;
    std::erase_if(phrase_.colours, [](const NamedColour&) { return true; });
  }
  made_.facts.push_back({&entry, strength});
  if (entry.topic == Topic::weather) {
    leave_to_place();
  }
  const Word* after = next();
  const bool is_before_noun =
      after != nullptr && (is_noun(*after) || is_modifier(*after) || after->is("de"));
  if (!is_before_noun) {
    phrase_ = {};
    close_place();
  }
}

void SentenceReader::take_noun(const Word& word) {
  after_and_ = false;
  phrase_.words_since = 0;
  if (attribution_ && attribution_->is_closed) {
    phrase_ = merged(attribution_->outer, phrase_);
  }
  const Meaning* part = word.in(Topic::part);
  const Meaning* subject = word.in(Topic::subject);
  last_place_ = nullptr;
  if (part != nullptr && (subject == nullptr || part_is_meant(*part->entry))) {
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

/// Whether a word that is a thing and a part is the part: "in a hat", "her hat", 戴帽子.
bool SentenceReader::part_is_meant(const Entry& part) const {
  if (attributes()) {
    return attribution_->is_wearing;
  }
  if (clause_.is_wearing || clause_.possessor >= 0) {
    return true;
  }
  const int host = host_of_part();
  if (host < 0) {
    return false;
  }
  const std::string_view category = entry_of(host).text("category");
  const bool can_wear = category == "person" || category == "animal" ||
                        entry_of(host).id == "snowman" || entry_of(host).id == "scarecrow";
  return can_wear && part.text("of") != "object" &&
         (clause_.preposition == "inside" || clause_.preposition == "with" || clause_.is_having);
}

int SentenceReader::host_of_part() const {
  return clause_.possessor >= 0 ? clause_.possessor : last_subject_;
}

/// 黑色长发的女孩: the part belongs to the noun after 的.
bool SentenceReader::noun_owns_part() const {
  const Word* de = next();
  return de != nullptr && de->is("de") && subject_follows(at_ + 1);
}

/// "a cat on the roof": the roof of a house that was not named.
bool SentenceReader::take_part_of_house(const Entry& entry) {
  const int host = host_of_part();
  const Word* after = next();
  const Meaning* behind =
      words_[at_].is_chinese && after != nullptr ? after->in(Topic::relation) : nullptr;
  const bool has_house = host >= 0 && entry_of(host).text("category") == "building";
  const bool says_where = clause_.preposition == "on" || clause_.preposition == "above" ||
                          (behind != nullptr && !behind->entry->has("coverb"));
  if (entry.text("of") != "building" || has_house || !says_where || negates()) {
    return false;
  }
  const Entry& house = *lexicon().find(Topic::subject, "house");
  const int index = add_subject(house, words_[at_].text, 1);
  if (index >= 0) {
    subject(index).parts.push_back({entry.id, phrase_.colour(), phrase_.traits});
    place_at({behind != nullptr ? behind->entry->id : clause_.preposition, index, {}, false});
  }
  phrase_ = {};
  close_place();
  return true;
}

void SentenceReader::take_part(const Entry& entry) {
  if (take_part_of_house(entry)) {
    return;
  }
  Part part{entry.id, phrase_.colour(), phrase_.traits};
  if (phrase_.size != 1) {
    part.traits.emplace_back(phrase_.size > 1 ? "big" : "small");
  }
  phrase_ = {};
  const int host = host_of_part();
  if (negates()) {
    exclude(entry);
  } else if (attributes()) {
    attribution_->parts.push_back(std::move(part));
  } else if (host >= 0 && !noun_owns_part()) {
    auto& parts = subject(host).parts;
    const auto same = std::ranges::find(parts, part.id, &Part::id);
    if (same != parts.end()) {
      *same = std::move(part);
    } else if (parts.size() < kMostActions) {
      parts.push_back(std::move(part));
    }
    last_part_of_ = host;
    clause_.agents_open = false;
    clause_.is_wearing = clause_.is_wearing || entry.text("of") == "person";
  } else if (loose_parts_.size() < kMostActions) {
    loose_parts_.push_back(std::move(part));
  }
  clause_.preposition.clear();
  clause_.possessor = -1;
}

void SentenceReader::take_setting(const Word& word, const Entry& entry) {
  if (negates()) {
    exclude(entry);
    phrase_ = {};
    return;
  }
  made_.facts.push_back({&entry, 1});
  leave_to_place();
  const Word* after = next();
  if (!word.is_chinese && after != nullptr && after->in(Topic::subject) != nullptr) {
    return;  // "a red city bus": the bus is red
  }
  if (const auto colour = phrase_.colour()) {
    (entry.id == "sky" ? made_.sky_colour.emplace() : made_.setting_colours.emplace_back()) =
        *colour;
  }
  for (const std::string& trait : phrase_.traits) {
    add_trait(made_.traits, trait);
  }
  phrase_ = {};
  last_place_ = &entry;
  const Word* before = last();
  const bool is_goal = clause_.preposition == "towards" ||
                       (before != nullptr && before->text.ends_with("向"));  // 飞向蓝天
  if (word.is_chinese && is_goal) {
    const bool is_above = entry.id == "sky" || entry.id == "space";
    head_for(is_above ? Heading::up : Heading::away);
  }
  close_place();
  if (attribution_ && attribution_->is_closed) {
    attribution_.reset();
  }
}

/// "waves crash", "snow falls": the place does it, not who acted before.
void SentenceReader::leave_to_place() {
  const Word* after = next();
  const bool acts = clause_.preposition.empty() && !clause_.awaits_object && after != nullptr &&
                    (after->in(Topic::action) != nullptr || after->is("is"));
  if (acts) {
    clause_.agents.clear();
    clause_.place_acts = true;
    last_in_clause_ = false;
  }
}

/// Of the verb before, or else of the next one.
void SentenceReader::head_for(Heading heading) {
  if (clause_.verbs.empty()) {
    clause_.heading = clause_.heading.value_or(heading);
  }
  for (const auto& [doer, action] : clause_.verbs) {
    auto& made = subject(doer).actions[static_cast<std::size_t>(action)];
    made.heading = made.heading.value_or(heading);
  }
}

/// After the noun of a preposition: the next noun is no part of it.
void SentenceReader::close_place() {
  clause_.preposition.clear();
  clause_.is_coverb = false;
  clause_.awaits_object = false;
  clause_.is_wearing = false;
  clause_.is_having = false;
  clause_.possessor = -1;
  clause_.of_whom = -1;
}

void SentenceReader::take_sight(const Entry& entry) {
  if (negates()) {
    exclude(entry);
    phrase_ = {};
    return;
  }
  const auto same = std::ranges::find(made_.sights, entry.id, &SkySight::id);
  SkySight& sight = same != made_.sights.end()
                        ? *same
                        : made_.sights.emplace_back(SkySight{entry.id, 1, std::nullopt});
  sight.count =
      std::max(1, phrase_.count.value_or(static_cast<int>(entry.number("count", sight.count))));
  if (const auto colour = phrase_.colour()) {
    sight.colour = colour;
  }
  phrase_ = {};
  const bool acts = clause_.preposition.empty() && !clause_.awaits_object;
  close_place();
  if (acts) {
    clause_.agents.clear();
    clause_.sight = &entry;
    last_in_clause_ = false;
  }
}

void SentenceReader::take_place_part(const Word& word, const Entry& entry) {
  const Word* after = next();
  const Meaning* behind =
      word.is_chinese && after != nullptr ? after->in(Topic::relation) : nullptr;
  if (entry.id == "background") {
    if (last_subject_ >= 0 && last_in_clause_ && !clause_.preposition.empty() && !word.is_chinese) {
      subject(last_subject_).is_backdrop = true;
    } else {
      next_is_backdrop_ = true;
    }
  } else if (entry.id == "sky" && phrase_.colour()) {
    made_.sky_colour = phrase_.colour();
  } else if (entry.id != "foreground" && entry.id != "middle" && !negates()) {
    std::string preposition = clause_.preposition;
    if (behind != nullptr && !behind->entry->has("coverb")) {
      preposition = behind->entry->id;
    } else if (word.text.ends_with("边") || word.text.ends_with("前")) {
      preposition = "beside";
    } else if (preposition.empty() && says_where(word)) {
      preposition = "on";
    }
    if (!preposition.empty() && preposition != "out_of") {
      place_at({preposition, -1, entry.id, false});
    }
  }
  phrase_ = {};
  close_place();
}

}  // namespace kirin::engine::motion::story
