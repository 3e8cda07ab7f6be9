// The description as data.
#include <fmt/format.h>

#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {
namespace {

Json colour_json(const NamedColour& colour) {
  return JsonObject{{"name", colour.name}, {"srgb", fmt::format("#{:06X}", colour.srgb)}};
}

void add_colour(JsonObject& object, std::string_view key,
                const std::optional<NamedColour>& colour) {
  if (colour) {
    object[key] = colour_json(*colour);
  }
}

JsonArray strings(const std::vector<std::string>& values) {
  JsonArray array;
  for (const std::string& value : values) {
    array.emplace_back(value);
  }
  return array;
}

void add_strings(JsonObject& object, std::string_view key, const std::vector<std::string>& values) {
  if (!values.empty()) {
    object[key] = strings(values);
  }
}

JsonObject action_json(const Action& action) {
  JsonObject made{{"id", action.id}, {"pace", action.pace}};
  if (action.heading) {
    made["heading"] = to_string(*action.heading);
  }
  if (action.towards >= 0) {
    made["towards"] = action.towards;
  }
  if (action.is_simultaneous) {
    made["simultaneous"] = true;
  }
  return made;
}

JsonObject part_json(const Part& part) {
  JsonObject made{{"id", part.id}};
  add_colour(made, "color", part.colour);
  add_strings(made, "traits", part.traits);
  return made;
}

JsonObject subject_json(const Subject& subject) {
  JsonObject made{{"kind", subject.kind}, {"word", subject.word}, {"count", subject.count}};
  if (!subject.variety.empty()) {
    made["variety"] = subject.variety;
  }
  if (subject.family != subject.kind) {
    made["family"] = subject.family;
  }
  add_colour(made, "color", subject.colour);
  add_colour(made, "second_color", subject.second_colour);
  made["size"] = subject.size;
  add_strings(made, "traits", subject.traits);
  if (!subject.parts.empty()) {
    JsonArray& parts = made["parts"].emplace_array();
    for (const Part& part : subject.parts) {
      parts.push_back(part_json(part));
    }
  }
  if (!subject.actions.empty()) {
    JsonArray& actions = made["actions"].emplace_array();
    for (const Action& action : subject.actions) {
      actions.push_back(action_json(action));
    }
  }
  if (subject.is_backdrop) {
    made["backdrop"] = true;
  }
  return made;
}

JsonObject weather_json(const Weather& weather) {
  return {{"id", weather.id},
          {"cloud_cover", weather.cloud_cover},
          {"rain", weather.rain},
          {"snow", weather.snow},
          {"fog", weather.fog},
          {"wind", weather.wind},
          {"lightning", weather.has_lightning}};
}

JsonArray relations_json(const std::vector<Relation>& relations) {
  JsonArray array;
  for (const Relation& relation : relations) {
    JsonObject made{{"subject", relation.subject}, {"preposition", relation.preposition}};
    if (relation.object >= 0) {
      made["object"] = relation.object;
    } else {
      made["part_of_place"] = relation.part_of_place;
    }
    array.push_back(std::move(made));
  }
  return array;
}

JsonArray sights_json(const std::vector<SkySight>& sights) {
  JsonArray array;
  for (const SkySight& sight : sights) {
    JsonObject made{{"id", sight.id}, {"count", sight.count}};
    add_colour(made, "color", sight.colour);
    if (!sight.action.empty()) {
      made["action"] = sight.action;
    }
    array.push_back(std::move(made));
  }
  return array;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

JsonObject to_json(const SceneDescription& scene) {
  JsonArray subjects;
  for (const Subject& subject : scene.subjects) {
    subjects.push_back(subject_json(subject));
  }
  JsonObject made{{"setting", scene.setting},
                  {"setting_named", scene.setting_is_named},
                  {"beside", strings(scene.beside)},
                  {"time", to_string(scene.hour)},
                  {"time_named", scene.hour_is_named},
                  {"weather", weather_json(scene.weather)},
                  {"season", text_or_null(scene.season)},
                  {"style", text_or_null(scene.style)},
                  {"mood", text_or_null(scene.mood)},
                  {"pace", scene.pace},
                  {"sights", sights_json(scene.sights)},
                  {"subjects", std::move(subjects)},
                  {"relations", relations_json(scene.relations)},
                  {"excluded", strings(scene.excluded)},
                  {"unknown_words", strings(scene.unknown_words)},
                  {"understood", scene.understood}};
  if (!scene.setting_colours.empty()) {
    JsonArray& colours = made["setting_colors"].emplace_array();
    for (const NamedColour& colour : scene.setting_colours) {
      colours.push_back(colour_json(colour));
    }
  }
  add_strings(made, "setting_traits", scene.setting_traits);
  add_colour(made, "sky_color", scene.sky_colour);
  add_colour(made, "tint", scene.tint);
  return made;
}

}  // namespace kirin::engine::motion::story
