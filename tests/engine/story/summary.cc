#include "engine/story/summary.h"

#include <fmt/format.h>

namespace kirin::engine::motion::story {
namespace {

std::string colour_text(const std::optional<NamedColour>& colour) {
  return colour ? colour->name + " " : "";
}

std::string traits_text(const std::vector<std::string>& traits) {
  std::string text;
  for (const std::string& trait : traits) {
    text += trait + " ";
  }
  return text;
}

std::string action_text(const Action& action) {
  std::string text = " " + action.id;
  text += action.heading ? fmt::format(">{}", to_string(*action.heading)) : "";
  text += action.towards >= 0 ? fmt::format("@{}", action.towards) : "";
  text += action.pace != 1 ? fmt::format("*{:.3g}", action.pace) : "";
  return text + (action.is_simultaneous ? "&" : "");
}

std::string subject_text(const Subject& subject) {
  std::string text = fmt::format("{} ", subject.count);
  text += subject.size != 1 ? fmt::format("x{:.3g} ", subject.size) : "";
  text += traits_text(subject.traits) + colour_text(subject.colour);
  text += subject.second_colour ? "and " + colour_text(subject.second_colour) : "";
  text += subject.variety.empty() ? subject.kind : subject.kind + "/" + subject.variety;
  for (const Part& part : subject.parts) {
    text += " +" + traits_text(part.traits) + colour_text(part.colour) + part.id;
  }
  for (const Action& action : subject.actions) {
    text += action_text(action);
  }
  return text + (subject.is_backdrop ? " (behind)" : "");
}

std::string place_text(const SceneDescription& scene) {
  std::string text = scene.setting_is_named ? scene.setting : "(" + scene.setting + ")";
  for (const std::string& other : scene.beside) {
    text += "+" + other;
  }
  return fmt::format("{} {} {}", text, to_string(scene.hour), scene.weather.id);
}

std::string rest_text(const SceneDescription& scene) {
  std::string text;
  const auto add = [&text](std::string_view name, const std::string& value) {
    text += value.empty() ? "" : fmt::format(" {}={}", name, value);
  };
  for (const SkySight& sight : scene.sights) {
    add("sky",
        colour_text(sight.colour) + sight.id + (sight.action.empty() ? "" : " " + sight.action));
  }
  for (const NamedColour& colour : scene.setting_colours) {
    add("place_colour", colour.name);
  }
  add("sky_colour", scene.sky_colour ? scene.sky_colour->name : "");
  add("tint", scene.tint ? scene.tint->name : "");
  for (const std::string& trait : scene.setting_traits) {
    add("trait", trait);
  }
  add("season", scene.season);
  add("style", scene.style);
  add("mood", scene.mood);
  add("pace", scene.pace == 1 ? "" : fmt::format("{}", scene.pace));
  add("wind", scene.weather.wind == 0.3 ? "" : fmt::format("{:.2g}", scene.weather.wind));
  for (const std::string& id : scene.excluded) {
    add("no", id);
  }
  for (const std::string& word : scene.unknown_words) {
    add("unknown", word);
  }
  return text;
}

}  // namespace

std::string summary(const SceneDescription& scene) {
  std::string text = place_text(scene) + " |";
  for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
    text += (i == 0 ? " " : "; ") + subject_text(scene.subjects[i]);
  }
  text += " |";
  for (const Relation& relation : scene.relations) {
    text += fmt::format(
        " {} {} {}", relation.subject, relation.preposition,
        relation.object >= 0 ? std::to_string(relation.object) : relation.part_of_place);
  }
  return text + " |" + rest_text(scene);
}

}  // namespace kirin::engine::motion::story
