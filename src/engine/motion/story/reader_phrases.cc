// What stands before a noun: numbers, colours, traits, and facts of the air and the hour.
#include <algorithm>

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

void apply(const Entry& entry, std::optional<NamedColour>& colour,
           std::vector<std::string>& traits) {
  if (entry.topic == Topic::colour) {
    colour = colour_named(entry);
  } else if (entry.topic == Topic::trait) {
    add_trait(traits, entry.id);
  }
}

}  // namespace

void add_trait(std::vector<std::string>& traits, std::string_view id) {
  if (traits.size() < kMostActions && std::ranges::find(traits, id) == traits.end()) {
    traits.emplace_back(id);
  }
}

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

}  // namespace kirin::engine::motion::story
