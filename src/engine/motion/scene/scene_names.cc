// The brief in words: for the report and for tests.
#include <array>
#include <cstddef>
#include <utility>

#include "engine/motion/scene/scene_brief.h"

namespace kirin::engine::motion::scene {

std::string_view to_string(Setting setting) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "beach",  "sea",  "lake",      "mountains", "forest",     "meadow",
      "desert", "city", "snowfield", "space",     "underwater", "abstract"};
  return kNames[static_cast<std::size_t>(setting)];
}
std::string_view to_string(Hour hour) {
  static constexpr std::array<std::string_view, 4> kNames = {"dawn", "day", "dusk", "night"};
  return kNames[static_cast<std::size_t>(hour)];
}
std::string_view to_string(Weather weather) {
  static constexpr std::array<std::string_view, 5> kNames = {"clear", "clouds", "rain", "snow",
                                                             "fog"};
  return kNames[static_cast<std::size_t>(weather)];
}
std::string_view to_string(Season season) {
  static constexpr std::array<std::string_view, 4> kNames = {"spring", "summer", "autumn",
                                                             "winter"};
  return kNames[static_cast<std::size_t>(season)];
}
std::string_view to_string(Figure figure) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "person", "bird", "kite",  "boat",   "car",  "tree",   "house",     "balloon",
      "dog",    "cat",  "horse", "rocket", "fish", "flower", "butterfly", "lantern"};
  return kNames[static_cast<std::size_t>(figure)];
}
std::string_view to_string(Light light) {
  static constexpr std::array<std::string_view, 5> kNames = {"sun", "moon", "stars", "rainbow",
                                                             "aurora"};
  return kNames[static_cast<std::size_t>(light)];
}
JsonObject to_json(const SceneBrief& brief) {
  JsonArray subjects;
  for (const Subject& subject : brief.subjects) {
    JsonObject entry{{"kind", to_string(subject.kind)}, {"count", subject.count}};
    if (subject.colour) {
      entry["color"] = subject.colour_name;
    }
    subjects.push_back(std::move(entry));
  }
  JsonArray beside;
  for (const Setting setting : brief.beside) {
    beside.emplace_back(to_string(setting));
  }
  JsonArray lights;
  for (const Light light : brief.lights) {
    lights.emplace_back(to_string(light));
  }
  return {{"setting", to_string(brief.setting)},
          {"beside", std::move(beside)},
          {"time", to_string(brief.hour)},
          {"weather", to_string(brief.weather)},
          {"windy", brief.windy},
          {"season", brief.season ? Json(to_string(*brief.season)) : Json(nullptr)},
          {"lights", std::move(lights)},
          {"subjects", std::move(subjects)},
          {"understood", brief.understood}};
}

}  // namespace kirin::engine::motion::scene
