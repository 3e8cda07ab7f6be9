// The description in sentences.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {
namespace {

/// An id as people say it.
std::string spoken(std::string_view id) {
  std::string text{id};
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string listed(const std::vector<std::string>& ids) {
  std::vector<std::string> words;
  std::ranges::transform(ids, std::back_inserter(words),
                         [](const std::string& id) { return spoken(id); });
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string_view size_word(double size) {
  return size < 0.5   ? "tiny "
         : size < 0.9 ? "small "
         : size < 1.2 ? ""
         : size < 2   ? "big "
                      : "giant ";
}

std::string name_of(const Subject& subject) {
  std::string text = subject.count > 1 ? fmt::format("{} × ", subject.count) : std::string{};
  text += size_word(subject.size);
  for (const std::string& trait : subject.traits) {
    text += spoken(trait) + " ";
  }
  if (subject.colour) {
    text += spoken(subject.colour->name) + " ";
  }
  if (subject.second_colour) {
    text += "and " + spoken(subject.second_colour->name) + " ";
  }
  text += spoken(subject.kind);
  if (!subject.variety.empty()) {
    text += fmt::format(" ({})", spoken(subject.variety));
  }
  return text;
}

std::string name_at(const SceneDescription& scene, int index) {
  return spoken(scene.subjects[static_cast<std::size_t>(index)].kind);
}

std::string part_text(const Part& part) {
  std::string text;
  for (const std::string& trait : part.traits) {
    text += spoken(trait) + " ";
  }
  if (part.colour) {
    text += spoken(part.colour->name) + " ";
  }
  return text + spoken(part.id);
}

std::string action_text(const SceneDescription& scene, const Action& action) {
  std::string text = spoken(action.id);
  if (action.pace < 0.8) {
    text += " slowly";
  } else if (action.pace > 1.25) {
    text += " fast";
  }
  if (action.heading) {
    text += ", " + spoken(to_string(*action.heading));
  }
  if (action.towards >= 0) {
    text += " → " + name_at(scene, action.towards);
  }
  if (action.is_simultaneous) {
    text += " at the same time";
  }
  return text;
}

std::string subject_line(const SceneDescription& scene, const Subject& subject) {
  std::string line = name_of(subject);
  if (!subject.parts.empty()) {
    std::vector<std::string> parts;
    std::ranges::transform(subject.parts, std::back_inserter(parts), part_text);
    line += fmt::format("; with {}", fmt::join(parts, ", "));
  }
  if (!subject.actions.empty()) {
    std::vector<std::string> actions;
    for (const Action& action : subject.actions) {
      actions.push_back(action_text(scene, action));
    }
    line += fmt::format("; {}", fmt::join(actions, ", then "));
  }
  return line + (subject.is_backdrop ? "; in the background" : "");
}

std::string weather_line(const Weather& weather) {
  std::string line =
      fmt::format("{}; clouds {:.0f} %", spoken(weather.id), 100 * weather.cloud_cover);
  for (const auto& [name, value] :
       {std::pair{"rain", weather.rain}, std::pair{"snow", weather.snow},
        std::pair{"fog", weather.fog}}) {
    if (value > 0) {
      line += fmt::format(", {} {:.0f} %", name, 100 * value);
    }
  }
  line += fmt::format(", wind {:.0f} %", 100 * weather.wind);
  return line + (weather.has_lightning ? ", lightning" : "");
}

std::string place_line(const SceneDescription& scene) {
  std::string line = spoken(scene.setting);
  for (const NamedColour& colour : scene.setting_colours) {
    line += ", " + spoken(colour.name);
  }
  for (const std::string& trait : scene.setting_traits) {
    line += ", " + spoken(trait);
  }
  if (!scene.beside.empty()) {
    line += "; with " + listed(scene.beside);
  }
  if (scene.sky_colour) {
    line += fmt::format("; {} sky", spoken(scene.sky_colour->name));
  }
  return line + (scene.setting_is_named ? "" : " (not named)");
}

class Lines {
 public:
  void add(std::string_view name, std::string_view text) {
    if (!text.empty()) {
      text_ += fmt::format("{:<11}{}\n", name, text);
    }
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string explain(const SceneDescription& scene) {
  Lines lines;
  lines.add("place", place_line(scene));
  lines.add("time",
            fmt::format("{}{}", to_string(scene.hour), scene.hour_is_named ? "" : " (not named)"));
  lines.add("weather", weather_line(scene.weather));
  lines.add("season", spoken(scene.season));
  for (const SkySight& sight : scene.sights) {
    lines.add("sky", (sight.colour ? spoken(sight.colour->name) + " " : "") + spoken(sight.id));
  }
  for (const Subject& subject : scene.subjects) {
    lines.add("subject", subject_line(scene, subject));
  }
  for (const Relation& relation : scene.relations) {
    lines.add("relation", fmt::format("{} {} {}", name_at(scene, relation.subject),
                                      spoken(relation.preposition),
                                      relation.object >= 0 ? name_at(scene, relation.object)
                                                           : spoken(relation.part_of_place)));
  }
  lines.add("style", spoken(scene.style));
  lines.add("mood", spoken(scene.mood));
  if (scene.pace != 1) {
    lines.add("pace", fmt::format("{} ×", scene.pace));
  }
  if (scene.tint) {
    lines.add("tint", spoken(scene.tint->name));
  }
  lines.add("excluded", listed(scene.excluded));
  lines.add("unknown", listed(scene.unknown_words));
  return std::move(lines).text();
}

}  // namespace kirin::engine::motion::story
