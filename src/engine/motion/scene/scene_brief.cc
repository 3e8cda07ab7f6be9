#include "engine/motion/scene/scene_brief.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "engine/motion/phrase_tokens.h"
#include "engine/motion/scene/dice.h"
#include "engine/motion/scene/vocabulary.h"

namespace kirin::engine::motion::scene {
namespace {

constexpr int kMaxCount = 12;
constexpr std::size_t kLongestPhrase = 6;  // tokens

struct Mention {
  Topic topic;
  std::uint32_t value = 0;
  bool negated = false;
  int count = 1;
  std::optional<std::uint32_t> colour;
};

/// Replaces quoted speech and voice marks by a full stop: what a figure says is not what the scene
/// shows.
std::string without_speech(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kQuotes = {
      {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"「", "」"}, {"『", "』"}, {"<<<", ">>>"}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    bool skipped = false;
    for (const auto& [open, close] : kQuotes) {
      if (text.substr(at).starts_with(open)) {
        const std::size_t end = text.find(close, at + open.size());
        if (end != std::string_view::npos) {
          next = end + close.size();
          out += open == "<<<" ? " " : " . ";
          skipped = true;
          break;
        }
      }
    }
    if (!skipped) {
      out += text[at];
    }
    at = next;
  }
  return out;
}

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens = phrase_tokens(text);
  std::erase(tokens, "\n");
  return tokens;
}

const Word* find_word(const std::string& phrase) {
  static const auto table = [] {
    std::unordered_map<std::string_view, const Word*> words;
    for (const Word& word : vocabulary()) {
      words.emplace(word.text, &word);
    }
    return words;
  }();
  const auto found = table.find(phrase);
  return found == table.end() ? nullptr : found->second;
}

struct Found {
  const Word* word = nullptr;
  bool plural = false;
  std::size_t tokens = 1;
};

/// The word without its plural ending, where the table has that.
const Word* find_singular(const std::string& phrase) {
  if (phrase.size() > 4 && phrase.ends_with("ies")) {
    std::string singular = phrase.substr(0, phrase.size() - 2);
    singular.back() = 'y';
    if (const Word* word = find_word(singular)) {
      return word;
    }
  }
  for (const std::string_view ending : {"s", "es"}) {
    if (phrase.size() > ending.size() + 2 && phrase.ends_with(ending)) {
      if (const Word* word = find_word(phrase.substr(0, phrase.size() - ending.size()))) {
        return word;
      }
    }
  }
  return nullptr;
}

/// The longest phrase of the table that begins at the first token.
Found find_longest(std::span<const std::string> tokens) {
  for (std::size_t length = std::min(tokens.size(), kLongestPhrase); length > 0; --length) {
    const std::string phrase = joined_phrase(tokens.first(length));
    if (const Word* word = find_word(phrase)) {
      return {word, false, length};
    }
    if (const Word* word = find_singular(phrase)) {
      return {word, true, length};
    }
  }
  return {};
}

std::optional<int> number_in(const std::string& token) {
  if (token.empty() || token.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return token.size() > 3 ? kMaxCount : std::clamp(std::stoi(token), 0, kMaxCount);
}

/// What the text mentions, in order, with the counts and colours that stand before each.
class Reader {
 public:
  std::vector<Mention> read(std::string_view text) {
    const std::vector<std::string> tokens = tokens_of(without_speech(text));
    for (std::size_t at = 0; at < tokens.size();) {
      const std::span<const std::string> rest(tokens.data() + at, tokens.size() - at);
      const Found found = find_longest(rest);
      if (found.word != nullptr) {
        take(*found.word, found.plural);
      } else if (const auto count = number_in(tokens[at])) {
        count_ = count;
        words_since_ = 0;
      } else if (++words_since_ > 2) {
        forget();
      }
      joined_ = found.word != nullptr && found.word->topic == Topic::both;
      at += found.tokens;
    }
    flush_colour();
    return std::move(mentions_);
  }

 private:
  void take(const Word& word, bool plural) {
    switch (word.topic) {
      case Topic::negation:
        negating_ = true;
        return;
      case Topic::boundary:
        negating_ = false;
        forget();
        return;
      case Topic::article:
        // "no birds and a kite": the kite is wanted.
        negating_ = negating_ && !joined_;
        forget();
        if (word.value > 0) {
          count_ = static_cast<int>(word.value);
        }
        return;
      case Topic::both:
      case Topic::other:
        return;
      case Topic::colour:
        flush_colour();
        colour_ = word.value;
        words_since_ = 0;
        return;
      case Topic::count:
        negating_ = negating_ && !joined_;
        count_ = std::min(static_cast<int>(word.value), kMaxCount);
        words_since_ = 0;
        return;
      default:
        mention(word, plural);
    }
  }

  void mention(const Word& word, bool plural) {
    Mention made{word.topic, word.value, negating_, 1, std::nullopt};
    const bool several = plural || word.topic == Topic::figures;
    if (word.topic == Topic::figure || word.topic == Topic::figures) {
      made.topic = Topic::figure;
      made.count =
          count_.value_or(several ? (word.text == "couple" || word.text == "情侣" ? 2 : 5) : 1);
      made.negated = negating_ || made.count == 0;
      made.count = std::max(made.count, 1);
      made.colour = colour_;
      colour_.reset();
      count_.reset();
    }
    if (word.topic == Topic::setting &&
        word.value != static_cast<std::uint32_t>(Setting::abstract) &&
        word.value != static_cast<std::uint32_t>(Setting::space)) {
      colour_.reset();  // green hills leave the sky alone
    }
    mentions_.push_back(made);
  }

  /// A colour that found no figure tints the scene.
  void flush_colour() {
    if (colour_) {
      mentions_.push_back({Topic::colour, *colour_, negating_, 1, std::nullopt});
      colour_.reset();
    }
  }
  void forget() {
    flush_colour();
    count_.reset();
    words_since_ = 0;
  }

  std::vector<Mention> mentions_;
  bool negating_ = false;
  bool joined_ = false;
  std::optional<int> count_;
  std::optional<std::uint32_t> colour_;
  int words_since_ = 0;
};

bool same(const Mention& a, const Mention& b) { return a.topic == b.topic && a.value == b.value; }

/// The mentions that are wanted: neither negated nor named as unwanted.
std::vector<Mention> wanted(const std::vector<Mention>& all, const std::vector<Mention>& unwanted) {
  std::vector<Mention> kept;
  for (const Mention& mention : all) {
    const auto bans = [&](const Mention& other) { return same(mention, other); };
    if (!mention.negated && std::ranges::none_of(unwanted, bans)) {
      kept.push_back(mention);
    }
  }
  return kept;
}

/// How strongly a setting claims the frame when several are named.
int rank(Setting setting) {
  switch (setting) {
    case Setting::underwater:
      return 10;
    case Setting::beach:
      return 9;
    case Setting::space:
      return 8;
    case Setting::city:
      return 7;
    case Setting::lake:
      return 6;
    case Setting::desert:
      return 5;
    case Setting::snowfield:
      return 5;
    case Setting::mountains:
      return 4;
    case Setting::forest:
      return 4;
    case Setting::sea:
      return 3;
    case Setting::meadow:
      return 2;
    case Setting::abstract:
      return 1;
  }
  return 0;
}

/// Where a figure is at home when the prompt names no place.
Setting home_of(Figure figure) {
  switch (figure) {
    case Figure::boat:
      return Setting::sea;
    case Figure::fish:
      return Setting::underwater;
    case Figure::rocket:
      return Setting::space;
    case Figure::car:
      return Setting::city;
    case Figure::lantern:
      return Setting::lake;
    case Figure::balloon:
      return Setting::mountains;
    default:
      return Setting::meadow;
  }
}

/// Needs ground to stand on.
bool walks(const Subject& subject) {
  switch (subject.kind) {
    case Figure::person:
    case Figure::car:
    case Figure::tree:
    case Figure::house:
    case Figure::dog:
    case Figure::cat:
    case Figure::horse:
    case Figure::flower:
      return true;
    default:
      return false;
  }
}

std::vector<Setting> settings_of(const std::vector<Mention>& mentions) {
  std::vector<Setting> found;
  for (const Mention& mention : mentions) {
    const auto setting = static_cast<Setting>(mention.value);
    if (mention.topic == Topic::setting && std::ranges::find(found, setting) == found.end()) {
      found.push_back(setting);
    }
  }
  std::ranges::stable_sort(found, [](Setting a, Setting b) { return rank(a) > rank(b); });
  return found;
}

void add_subject(SceneBrief& brief, const Mention& mention) {
  const auto kind = static_cast<Figure>(mention.value);
  Subject subject{kind, mention.count, std::nullopt, {}};
  if (mention.colour) {
    subject.colour = rgb(*mention.colour);
    for (const Word& word : vocabulary()) {
      if (word.topic == Topic::colour && word.value == *mention.colour) {
        subject.colour_name = word.text;
        break;
      }
    }
  }
  const auto known = std::ranges::find(brief.subjects, kind, &Subject::kind);
  if (known == brief.subjects.end()) {
    brief.subjects.push_back(subject);
    return;
  }
  // "a flock of birds": the second mention says no more than the first, unless it brings a colour.
  known->count = std::max(known->count, subject.count);
  if (!known->colour && subject.colour) {
    known->colour = subject.colour;
    known->colour_name = subject.colour_name;
  }
}

template <typename Enum>
std::optional<Enum> first_of(const std::vector<Mention>& mentions, Topic topic) {
  const auto found = std::ranges::find(mentions, topic, &Mention::topic);
  return found == mentions.end() ? std::nullopt : std::optional(static_cast<Enum>(found->value));
}

bool names(const std::vector<Mention>& mentions, Topic topic, std::uint32_t value) {
  return std::ranges::any_of(
      mentions, [&](const Mention& m) { return m.topic == topic && m.value == value; });
}

/// The hour the words imply where none is named.
Hour implied_hour(const SceneBrief& brief, const std::vector<Mention>& unwanted) {
  const auto possible = [&](Hour hour) {
    return !names(unwanted, Topic::hour, static_cast<std::uint32_t>(hour));
  };
  if (brief.has(Light::moon) || brief.has(Light::stars) || brief.has(Light::aurora) ||
      brief.setting == Setting::space) {
    return Hour::night;
  }
  const bool has_lantern = std::ranges::any_of(
      brief.subjects, [](const Subject& s) { return s.kind == Figure::lantern; });
  if ((brief.setting == Setting::city || has_lantern) && possible(Hour::night)) {
    return Hour::night;
  }
  return possible(Hour::day) ? Hour::day : Hour::dusk;
}

/// What nobody asked for: a place and an hour by the letters of the prompt.
void invent(SceneBrief& brief) {
  static constexpr std::array kPlaces = {Setting::abstract,  Setting::abstract, Setting::abstract,
                                         Setting::mountains, Setting::lake,     Setting::sea,
                                         Setting::meadow,    Setting::desert};
  static constexpr std::array kHours = {Hour::dusk, Hour::dawn, Hour::dusk, Hour::night};
  Dice dice(brief.words_hash);
  brief.setting = kPlaces[static_cast<std::size_t>(dice.below(kPlaces.size()))];
  brief.hour = kHours[static_cast<std::size_t>(dice.below(kHours.size()))];
}

std::vector<Mention> negated_of(const std::vector<Mention>& mentions) {
  std::vector<Mention> negated;
  std::ranges::copy_if(mentions, std::back_inserter(negated), &Mention::negated);
  return negated;
}

}  // namespace

bool SceneBrief::has(Setting named) const {
  return setting == named || std::ranges::find(beside, named) != beside.end();
}
bool SceneBrief::has(Light light) const { return std::ranges::find(lights, light) != lights.end(); }
bool SceneBrief::excludes(Light light) const {
  return std::ranges::find(no_lights, light) != no_lights.end();
}

SceneBrief read_brief(std::string_view prompt, std::string_view negative_prompt) {
  const std::vector<Mention> all = Reader{}.read(prompt);
  std::vector<Mention> unwanted = negated_of(all);
  for (const Mention& mention : Reader{}.read(negative_prompt)) {
    if (!mention.negated) {
      unwanted.push_back(mention);
    }
  }
  const std::vector<Mention> mentions = wanted(all, unwanted);

  SceneBrief brief;
  brief.words_hash = hash_of(to_lower(trimmed(prompt)));
  brief.understood = !mentions.empty();
  for (const Mention& mention : mentions) {
    if (mention.topic == Topic::figure) {
      add_subject(brief, mention);
    } else if (mention.topic == Topic::light) {
      brief.lights.push_back(static_cast<Light>(mention.value));
    } else if (mention.topic == Topic::wind) {
      brief.windy = true;
    } else if (mention.topic == Topic::colour && !brief.tint) {
      brief.tint = rgb(mention.value);
    }
  }
  for (const Mention& mention : unwanted) {
    if (mention.topic == Topic::light) {
      brief.no_lights.push_back(static_cast<Light>(mention.value));
    }
  }
  brief.cloudless = names(unwanted, Topic::weather, static_cast<std::uint32_t>(Weather::clouds));
  brief.weather = first_of<Weather>(mentions, Topic::weather).value_or(Weather::clear);
  brief.season = first_of<Season>(mentions, Topic::season);
  if (!brief.understood) {
    invent(brief);
    return brief;
  }
  const std::vector<Setting> settings = settings_of(mentions);
  if (!settings.empty()) {
    brief.setting = settings.front();
    brief.beside.assign(settings.begin() + 1, settings.end());
    // Who walks by the sea walks on its beach.
    if (brief.setting == Setting::sea && std::ranges::any_of(brief.subjects, walks)) {
      brief.setting = Setting::beach;
    }
  } else if (brief.weather == Weather::snow && !brief.subjects.empty() &&
             walks(brief.subjects.front())) {
    brief.setting = Setting::snowfield;
  } else if (!brief.subjects.empty()) {
    brief.setting = home_of(brief.subjects.front().kind);
  } else if (brief.weather == Weather::snow) {
    brief.setting = Setting::snowfield;
  } else if (!brief.lights.empty() || first_of<Hour>(mentions, Topic::hour)) {
    brief.setting = Setting::lake;
  } else if (brief.tint) {
    brief.setting = Setting::abstract;
  }
  brief.hour = first_of<Hour>(mentions, Topic::hour).value_or(implied_hour(brief, unwanted));
  return brief;
}

}  // namespace kirin::engine::motion::scene
