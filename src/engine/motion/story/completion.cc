#include "engine/motion/story/completion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/motion/story/exclusion.h"

namespace kirin::engine::motion::story {
namespace {

/// Where things without a home of their own are shown.
constexpr std::array<std::string_view, 6> kOpenPlaces = {"meadow", "park",  "beach",
                                                         "garden", "hills", "lake"};
/// For a prompt that names an hour, the weather or a sight, and no place.
constexpr std::array<std::string_view, 6> kLandscapes = {"mountains", "lake",  "meadow",
                                                         "hills",     "ocean", "forest"};

Hour hour_of(std::string_view id) {
  constexpr std::array kAll = {Hour::night, Hour::dawn,      Hour::morning,
                               Hour::noon,  Hour::afternoon, Hour::dusk};
  const auto found = std::ranges::find_if(kAll, [&](Hour each) { return to_string(each) == id; });
  return found == kAll.end() ? Hour::afternoon : *found;
}

class Completer {
 public:
  Completer(Reading reading, const Reading& unwanted, std::uint64_t hash)
      : reading_(std::move(reading)), exclusion_(reading_, unwanted), hash_(hash) {}

  SceneDescription complete() {
    remove_excluded(reading_, exclusion_);
    made_.words_hash = hash_;
    made_.understood = reading_.understood;
    made_.excluded = exclusion_.ids();
    complete_subjects();
    choose_setting();
    choose_hour();
    choose_weather();
    choose_manner();
    made_.setting_colours = std::move(reading_.setting_colours);
    made_.setting_traits = std::move(reading_.traits);
    made_.sky_colour = reading_.sky_colour;
    made_.tint = reading_.tint;
    made_.sights = std::move(reading_.sights);
    made_.subjects = std::move(reading_.subjects);
    made_.relations = std::move(reading_.relations);
    made_.unknown_words = std::move(reading_.unknown_words);
    return std::move(made_);
  }

 private:
  template <std::size_t n>
  std::string_view any_of(const std::array<std::string_view, n>& choices) const {
    for (std::size_t i = 0; i < n; ++i) {
      const std::string_view choice = choices[(hash_ + i) % n];
      if (!exclusion_.has(choice)) {
        return choice;
      }
    }
    return {};
  }

  /// The entries of that topic that the text names, the highest rank first.
  std::vector<Reading::Fact> facts(Topic topic) const {
    std::vector<Reading::Fact> found;
    for (const Reading::Fact& fact : reading_.facts) {
      const auto same = [&](const Reading::Fact& other) { return other.entry == fact.entry; };
      if (fact.entry->topic == topic && std::ranges::none_of(found, same)) {
        found.push_back(fact);
      }
    }
    std::ranges::stable_sort(found, [](const Reading::Fact& a, const Reading::Fact& b) {
      return a.entry->number("rank", 0) > b.entry->number("rank", 0);
    });
    return found;
  }

  // ---- Subjects ---------------------------------------------------------------------------------

  void complete_subjects() {
    for (std::size_t i = 0; i < reading_.subjects.size(); ++i) {
      complete_subject(reading_.subjects[i], *reading_.entries[i]);
    }
    const auto is_in_front = [&](std::size_t i) { return !is_scenery(i); };
    bool any_in_front = false;
    for (std::size_t i = 0; i < reading_.subjects.size(); ++i) {
      any_in_front = any_in_front || is_in_front(i);
    }
    for (std::size_t i = 0; any_in_front && i < reading_.subjects.size(); ++i) {
      reading_.subjects[i].is_backdrop = reading_.subjects[i].is_backdrop || is_scenery(i);
    }
  }

  /// Trees and houses without a number and with nothing to do.
  bool is_scenery(std::size_t i) const {
    const std::string_view category = reading_.entries[i]->text("category");
    const Subject& subject = reading_.subjects[i];
    return subject.is_backdrop || ((category == "plant" || category == "building") &&
                                   reading_.is_plain_plural[i] && subject.actions.empty());
  }

  void complete_subject(Subject& subject, const Entry& entry) const {
    if (entry.id != subject.kind) {
      subject.variety = entry.id;
    }
    if (subject.kind == "child") {
      const bool is_boy = (hash_ >> 7U) % 2 == 0 ? !exclusion_.has("boy") : exclusion_.has("girl");
      const bool is_open = !exclusion_.has(is_boy ? "boy" : "girl");
      subject.kind = is_open ? (is_boy ? "boy" : "girl") : "child";
      subject.variety = "child";
    }
    subject.size *= entry.number("size", 1);
    if (!subject.colour && entry.has("colour")) {
      subject.colour = colour(entry.text("colour"));
    }
    for (const std::string_view trait : entry.list("traits")) {
      add_trait(subject, trait);
    }
    for (const std::string_view part : entry.list("parts")) {
      add_part(subject, part);
    }
  }

  std::optional<NamedColour> colour(std::string_view id) const {
    const Entry* entry = lexicon().find(Topic::colour, id);
    if (entry == nullptr || exclusion_.has(id)) {
      return std::nullopt;
    }
    return NamedColour{entry->id, static_cast<std::uint32_t>(entry->number("srgb", 0))};
  }

  void add_trait(Subject& subject, std::string_view id) const {
    if (!exclusion_.has(id) && std::ranges::find(subject.traits, id) == subject.traits.end()) {
      subject.traits.emplace_back(id);
    }
  }

  /// `hat:white`, where the prompt says nothing of a hat.
  void add_part(Subject& subject, std::string_view text) const {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view id = text.substr(0, colon);
    if (exclusion_.has(id)) {
      return;
    }
    const auto known = std::ranges::find(subject.parts, id, &Part::id);
    Part& part = known == subject.parts.end()
                     ? subject.parts.emplace_back(Part{std::string{id}, {}, {}})
                     : *known;
    if (!part.colour && colon < text.size()) {
      part.colour = colour(text.substr(colon + 1));
    }
  }

  // ---- The place --------------------------------------------------------------------------------

  void choose_setting() {
    for (const Reading::Fact& fact : facts(Topic::setting)) {
      if (fact.entry->id == "sky" && stands_on_ground()) {
        continue;  // the sky of a place, not the place
      }
      if (made_.setting.empty()) {
        made_.setting = fact.entry->id;
        made_.setting_is_named = true;
      } else {
        made_.beside.push_back(fact.entry->id);
      }
    }
    look_out();
    if (made_.setting.empty()) {
      made_.setting = implied_setting();
    }
    const Entry* setting = lexicon().find(Topic::setting, made_.setting);
    const std::string_view beside = setting == nullptr ? "" : setting->text("beside");
    if (!beside.empty() && made_.beside.empty() && !exclusion_.has(beside)) {
      made_.beside.emplace_back(beside);
    }
  }

  /// 窗外是雪山: a room, and the mountains are seen from it.
  void look_out() {
    if (!reading_.looks_out || exclusion_.has("room")) {
      return;
    }
    const Entry* named = lexicon().find(Topic::setting, made_.setting);
    made_.looks_out = true;
    if (named != nullptr && named->has("inside")) {
      return;
    }
    if (!made_.setting.empty()) {
      made_.beside.insert(made_.beside.begin(), made_.setting);
    }
    made_.setting = "room";
    made_.setting_is_named = false;
  }

  /// Whether something of the story needs ground under it.
  bool stands_on_ground() const {
    for (std::size_t i = 0; i < reading_.subjects.size(); ++i) {
      const Entry& entry = *reading_.entries[i];
      const std::string_view moves = entry.text("moves");
      const bool is_of_air = entry.text("home") == "sky" || entry.text("home") == "space" ||
                             moves == "fly" || moves == "float" || moves == "swim" ||
                             std::ranges::any_of(reading_.subjects[i].actions, is_flight);
      if (!is_of_air || entry.text("category") == "building") {
        return true;
      }
    }
    return false;
  }
  static bool is_flight(const Action& action) {
    constexpr std::array<std::string_view, 5> kFlights = {"fly", "hover", "float", "rise",
                                                          "take_off"};
    return std::ranges::find(kFlights, action.id) != kFlights.end();
  }

  std::string implied_setting() const {
    if (looks_out() && !exclusion_.has("room")) {
      return "room";
    }
    // First of furniture in use, then of who acts, then of small things, then of the scenery and of
    // what somebody has in the hand.
    for (const int order : {0, 1, 2, 3}) {
      for (std::size_t i = 0; i < reading_.subjects.size(); ++i) {
        const std::string_view home = home_of(i);
        if (home == "sky" && stands_on_ground()) {
          continue;
        }
        if (order_of(i) == order && !home.empty() && suits(home)) {
          return std::string{home};
        }
      }
    }
    const auto snows = [](const Reading::Fact& fact) { return fact.entry->number("snow", 0) > 0; };
    if (std::ranges::any_of(reading_.facts, snows) && !exclusion_.has("snowfield")) {
      return "snowfield";
    }
    if (!reading_.subjects.empty()) {
      return std::string{any_of(kOpenPlaces)};
    }
    const bool has_landscape = !reading_.sights.empty() || !facts(Topic::hour).empty() ||
                               !facts(Topic::weather).empty() || !facts(Topic::season).empty() ||
                               reading_.sky_colour.has_value();
    return std::string{has_landscape ? any_of(kLandscapes) : "abstract"};
  }

  int order_of(std::size_t i) const {
    const std::string_view category = reading_.entries[i]->text("category");
    const bool is_small =
        (category == "object" || category == "food") && !reading_.entries[i]->has("furniture");
    const bool is_aside =
        reading_.subjects[i].is_backdrop || (is_small && is_in_somebodys_hand(static_cast<int>(i)));
    const bool carries = std::ranges::any_of(reading_.relations, [&](const Relation& relation) {
      return relation.object == static_cast<int>(i);
    });
    if (carries && reading_.entries[i]->has("furniture")) {
      return 0;  // what stands on a table is in a room
    }
    return is_aside ? 3 : is_small ? 2 : 1;
  }

  bool is_in_somebodys_hand(int index) const {
    constexpr std::array<std::string_view, 9> kUses = {"hold", "carry", "throw", "catch", "kick",
                                                       "push", "pull",  "play",  "fly"};
    const auto is_used = [&](const Subject& subject) {
      return std::ranges::any_of(subject.actions, [&](const Action& action) {
        return action.towards == index && std::ranges::find(kUses, action.id) != kUses.end();
      });
    };
    const auto is_with = [&](const Relation& relation) {
      return relation.object == index && relation.preposition == "with";
    };
    return std::ranges::any_of(reading_.subjects, is_used) ||
           std::ranges::any_of(reading_.relations, is_with);
  }

  /// Rain and stars are seen outdoors.
  bool suits(std::string_view home) const {
    if (exclusion_.has(home)) {
      return false;
    }
    const Entry* setting = lexicon().find(Topic::setting, home);
    const bool is_inside = setting != nullptr && setting->has("inside");
    const bool is_outdoors = !reading_.sights.empty() || !facts(Topic::weather).empty();
    return !is_inside || !is_outdoors || looks_out();
  }
  bool looks_out() const {
    return reading_.looks_out ||
           std::ranges::any_of(reading_.relations, [](const Relation& relation) {
             return relation.part_of_place == "window";
           });
  }

  std::string_view home_of(std::size_t i) const {
    const std::string_view moves = reading_.entries[i]->text("moves");
    const auto flies = [](const Action& action) { return action.id == "fly"; };
    const bool is_dream = (moves == "walk" || moves == "swim" || moves == "drive") &&
                          std::ranges::any_of(reading_.subjects[i].actions, flies);
    if (is_dream) {
      return "sky";  // pigs that fly
    }
    for (const Action& action : reading_.subjects[i].actions) {
      const Entry* entry = lexicon().find(Topic::action, action.id);
      if (entry != nullptr && entry->has("home")) {
        return entry->text("home");
      }
    }
    return reading_.entries[i]->text("home");
  }

  // ---- The hour and the air ---------------------------------------------------------------------

  void choose_hour() {
    const auto named = facts(Topic::hour);
    if (!named.empty()) {
      made_.hour = hour_of(named.front().entry->id);
      made_.hour_is_named = true;
      return;
    }
    for (const SkySight& sight : reading_.sights) {
      const Entry* entry = lexicon().find(Topic::sight, sight.id);
      if (entry != nullptr && entry->has("hour") && allows_hour(entry->text("hour"))) {
        made_.hour = hour_of(entry->text("hour"));
        return;
      }
    }
    for (const Entry* entry : reading_.entries) {
      if (entry->has("hour") && allows_hour(entry->text("hour"))) {
        made_.hour = hour_of(entry->text("hour"));
        return;
      }
    }
    for (const std::string_view id : {"afternoon", "morning", "noon", "dusk", "dawn", "night"}) {
      if (allows_hour(id)) {
        made_.hour = hour_of(id);
        return;
      }
    }
  }
  bool allows_hour(std::string_view id) const { return !exclusion_.has(id); }

  void choose_weather() {
    Weather& weather = made_.weather;
    const auto named = facts(Topic::weather);
    bool names_whole = false;
    for (const Reading::Fact& fact : named) {
      const Entry& entry = *fact.entry;
      const auto amount = [&](std::string_view name) {
        return std::clamp(entry.number(name, 0) * fact.strength, 0.0, 1.0);
      };
      if (!names_whole && entry.number("rank", 0) > 0) {
        weather.id = entry.id;
        weather.cloud_cover = amount("clouds");
        names_whole = true;
      }
      weather.rain = std::max(weather.rain, amount("rain"));
      weather.snow = std::max(weather.snow, amount("snow"));
      weather.fog = std::max(weather.fog, amount("fog"));
      weather.wind = entry.id == "calm" ? amount("wind") : std::max(weather.wind, amount("wind"));
      weather.has_lightning = weather.has_lightning || entry.has("lightning");
    }
    remove_weather();
    choose_season(named);
  }

  void remove_weather() {
    Weather& weather = made_.weather;
    const auto no = [&](std::string_view id) { return exclusion_.has(id); };
    if (no("clouds") || no("overcast")) {
      weather.cloud_cover = std::min(weather.cloud_cover, no("clouds") ? 0.0 : 0.4);
    }
    weather.rain = no("rain") ? 0 : weather.rain;
    weather.snow = no("snow") ? 0 : weather.snow;
    weather.fog = no("fog") ? 0 : weather.fog;
    weather.wind = no("wind") ? 0.05 : weather.wind;
    weather.has_lightning = weather.has_lightning && !no("storm");
    if (no(weather.id)) {
      weather.id = no("clear") ? "clouds" : "clear";
      weather.cloud_cover = no("clear") ? 0.55 : weather.cloud_cover;
    }
  }

  void choose_season(const std::vector<Reading::Fact>& weather) {
    const auto named = facts(Topic::season);
    if (!named.empty()) {
      made_.season = named.front().entry->id;
      return;
    }
    std::vector<const Entry*> hints;
    for (const Reading::Fact& fact : weather) {
      hints.push_back(fact.entry);
    }
    hints.insert(hints.end(), reading_.entries.begin(), reading_.entries.end());
    hints.push_back(lexicon().find(Topic::setting, made_.setting));
    for (const std::string& trait : all_traits()) {
      hints.push_back(lexicon().find(Topic::trait, trait));
    }
    for (const Entry* hint : hints) {
      if (hint != nullptr && hint->has("season") && !exclusion_.has(hint->text("season"))) {
        made_.season = hint->text("season");
        return;
      }
    }
  }

  // ---- How it is shown --------------------------------------------------------------------------

  void choose_manner() {
    for (const Reading::Fact& fact : reading_.facts) {
      const Entry& entry = *fact.entry;
      if (entry.topic == Topic::style && made_.style.empty()) {
        made_.style = entry.id;
      } else if (entry.topic == Topic::mood && made_.mood.empty()) {
        made_.mood = entry.id;
      } else if (entry.topic == Topic::speed) {
        made_.pace = entry.number("value", 1);
      }
    }
    for (const std::string& trait : all_traits()) {
      const Entry* entry = lexicon().find(Topic::trait, trait);
      const bool fits = made_.mood.empty() && entry != nullptr && entry->has("mood") &&
                        !exclusion_.has(entry->text("mood"));
      if (fits) {
        made_.mood = entry->text("mood");
      }
    }
  }

  std::vector<std::string> all_traits() const {
    std::vector<std::string> all = reading_.traits;
    for (const Subject& subject : reading_.subjects) {
      all.insert(all.end(), subject.traits.begin(), subject.traits.end());
    }
    return all;
  }

  Reading reading_;
  Exclusion exclusion_;
  std::uint64_t hash_;
  SceneDescription made_;
};

}  // namespace

SceneDescription complete(Reading reading, const Reading& unwanted, std::uint64_t words_hash) {
  return Completer(std::move(reading), unwanted, words_hash).complete();
}

}  // namespace kirin::engine::motion::story
