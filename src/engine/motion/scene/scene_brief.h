/// \file
/// What a prompt asks for, as far as the scene painter can show it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "engine/motion/scene/colour.h"

namespace kirin::engine::motion::scene {

enum class Setting {
  beach,
  sea,
  lake,
  mountains,
  forest,
  meadow,
  desert,
  city,
  snowfield,
  space,
  underwater,
  abstract
};
enum class Hour { dawn, day, dusk, night };
enum class Weather { clear, clouds, rain, snow, fog };
enum class Season { spring, summer, autumn, winter };
enum class Figure {
  person,
  bird,
  kite,
  boat,
  car,
  tree,
  house,
  balloon,
  dog,
  cat,
  horse,
  rocket,
  fish,
  flower,
  butterfly,
  lantern
};
enum class Light { sun, moon, stars, rainbow, aurora };

std::string_view to_string(Setting setting);
std::string_view to_string(Hour hour);
std::string_view to_string(Weather weather);
std::string_view to_string(Season season);
std::string_view to_string(Figure figure);
std::string_view to_string(Light light);

/// Figures of one kind.
struct Subject {
  Figure kind = Figure::person;
  int count = 1;              ///< 1 to 12
  std::optional<Rgb> colour;  ///< where a colour word stood before the noun
  std::string colour_name;    ///< that word, in English
};

/// A prompt as the painter understands it. Everything has a value; `understood` says whether any
/// word was known.
struct SceneBrief {
  Setting setting = Setting::meadow;
  std::vector<Setting> beside;  ///< other settings named, such as mountains behind a lake
  Hour hour = Hour::day;
  Weather weather = Weather::clear;
  bool windy = false;
  bool cloudless = false;  ///< clouds were excluded by name
  std::optional<Season> season;
  std::vector<Subject> subjects;  ///< in the order of the prompt, each kind once
  std::vector<Light> lights;      ///< named lights of the sky
  std::vector<Light> no_lights;   ///< lights excluded by name
  std::optional<Rgb> tint;        ///< a colour word that belongs to no subject
  bool understood = false;
  std::uint64_t words_hash = 0;  ///< of the prompt's letters, for choices the words do not make

  bool has(Setting named) const;
  bool has(Light light) const;
  bool excludes(Light light) const;
};

/// Reads `prompt` and removes what `negative_prompt` names. Quoted speech and `<<<voice_N>>>` are
/// skipped; "no X", "without X" and their Chinese forms remove X. Never fails: any bytes are a
/// prompt.
SceneBrief read_brief(std::string_view prompt, std::string_view negative_prompt);

/// The brief as the report shows it; the form is in scene.h.
JsonObject to_json(const SceneBrief& brief);

}  // namespace kirin::engine::motion::scene
