// Nouns that are no subjects: parts, places, sights.
#include <algorithm>
#include <array>

#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

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
  enter_water(entry);
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

/// "jumps into a lake", 跳进湖里: who does it ends in the water.
void SentenceReader::enter_water(const Entry& entry) {
  constexpr std::array<std::string_view, 6> kWaters = {"lake", "river", "ocean",
                                                       "pool", "beach", "harbour"};
  if (std::ranges::find(kWaters, entry.id) == kWaters.end() ||
      (clause_.preposition != "inside" && !words_[at_].is_chinese)) {
    return;
  }
  for (const auto& [doer, action] : clause_.verbs) {
    const std::string& id = subject(doer).actions[static_cast<std::size_t>(action)].id;
    const Word* before = last();
    const bool is_into = std::ranges::any_of(std::array{1U, 2U, 3U}, [&](std::size_t steps) {
      const Word* word = last(steps);
      return word != nullptr && (word->text == "into" || word->text == "进" || word->text == "入" ||
                                 word->text == "in");
    });
    if ((id == "jump" || id == "dive") && (is_into || before == nullptr)) {
      add_relation({doer, "inside", -1, "water"});
    }
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
  clause_.holder = -1;
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
  } else if (entry.id == "window_view") {
    made_.looks_out = made_.looks_out || !negates();
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
