/// \file
/// What a prompt asks to be shown: the scene in words that the rest of the engine understands.
///
/// Every id here ("beach", "dog", "run", …) is an entry of the lexicon, the data files of this
/// folder; whoever shows things looks them up by these ids. Everything has a value, so a prompt of
/// which nothing was understood is a description too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace kirin::engine::motion::story {

/// A colour word: its English name and its value, 0xRRGGBB in sRGB.
struct NamedColour {
  std::string name = {};
  std::uint32_t srgb = 0;
  bool operator==(const NamedColour&) const = default;
};

/// Where something heads, as the viewer sees it.
enum class Heading { left, right, towards_viewer, away, up, down };

/// What a subject does. Several of one subject are done one after the other in the order told,
/// unless `is_simultaneous` ("walks while waving").
struct Action {
  std::string id = {};                  ///< "run", "wave", "bloom"
  std::optional<Heading> heading = {};  ///< "from left to right" is right
  double pace = 1;                      ///< 0.5 slowly … 1.7 fast
  int towards = -1;  ///< index of the subject it is done to, towards or around; -1: none
  bool is_simultaneous = false;
};

/// A piece of clothing, hair or another part that the prompt gives its own look.
struct Part {
  std::string id = {};  ///< "dress", "hat", "hair", "roof", "sail"
  std::optional<NamedColour> colour = {};
  std::vector<std::string> traits = {};  ///< "long", "curly"
};

/// Things of one kind.
struct Subject {
  std::string kind = {};     ///< "dog"; an id of the lexicon
  std::string word = {};     ///< as the prompt says it: "puppies"
  std::string variety = {};  ///< the lexicon's entry where it is not the kind itself: "puppy" is a
                             ///< dog, "chef" a person; otherwise empty
  std::string family = {};   ///< the kind it is a kind of: "dog" of a puppy; else the kind itself
  int count = 1;  ///< 1 to 40; what "many", "a few", "a flock of" stand for is in the lexicon
  std::optional<NamedColour> colour = {};
  std::optional<NamedColour> second_colour = {};  ///< "a black and white cow"
  double size = 1;                       ///< of the kind's usual size: "tiny" 0.35 … "giant" 3.5
  std::vector<std::string> traits = {};  ///< "old", "striped", "wooden", "glowing", "happy"
  std::vector<Part> parts = {};
  std::vector<Action> actions = {};
  bool is_backdrop =
      false;  ///< said of the place rather than of the story: "trees", "mountains behind"
  bool lines_place = false;  ///< "a palm-fringed beach": many of it stand along the place
};

/// "a cat on a table": subject 0, "on", object 1.
struct Relation {
  int subject = 0;
  std::string preposition = {};  ///< on, under, behind, in_front_of, beside, above, inside, around,
                                 ///< between, towards, with, holding
  int object = -1;               ///< index of the other subject; -1: `part_of_place`
  std::string part_of_place =
      {};  ///< "water", "ground", "sky", "window" where no subject was named
};

enum class Hour { night, dawn, morning, noon, afternoon, dusk };

/// The air and the sky, each from 0 (none) to 1 (as much as there can be).
struct Weather {
  std::string id =
      "clear";  ///< clear, clouds, overcast, rain, storm, snow, blizzard, fog, sandstorm
  double cloud_cover = 0.25;
  double rain = 0;
  double snow = 0;
  double fog = 0;
  double wind = 0.3;
  bool has_lightning = false;
};

/// A light or sight of the sky that was named: sun, moon, stars, rainbow, aurora, milky_way,
/// fireworks, meteors.
struct SkySight {
  std::string id = {};
  int count = 1;
  std::optional<NamedColour> colour = {};
  std::string action = {};  ///< "rise", "set", "glow", or empty
};

struct SceneDescription {
  std::string setting = {};  ///< "beach"; "abstract" where none was named and nothing implies one
  bool setting_is_named = false;  ///< false: implied by the subjects, or chosen by the words' hash
  std::vector<std::string> beside =
      {};                  ///< other settings named, such as "mountains" behind a lake
  bool looks_out = false;  ///< out of the window of a room; `beside` is seen there
  std::vector<NamedColour>
      setting_colours;  ///< "a purple desert under a green sky": desert's colour
  std::vector<std::string> setting_traits = {};  ///< "calm", "burning", "covered_in_snow", "empty"
  std::optional<NamedColour> sky_colour = {};
  Hour hour = Hour::afternoon;
  bool hour_is_named = false;
  Weather weather;
  std::string season = {};  ///< spring, summer, autumn, winter, or empty
  std::string style = {};   ///< watercolour, ink, …, or empty for the house style
  std::string mood = {};    ///< calm, joyful, sad, tense, epic, romantic, mysterious, or empty
  std::vector<SkySight> sights = {};
  std::vector<Subject> subjects = {};  ///< in the order of the prompt
  std::vector<Relation> relations = {};
  std::vector<std::string> excluded = {};  ///< ids that "no …" or the negative prompt removed
  std::optional<NamedColour> tint = {};    ///< a colour word that belongs to nothing named
  double pace = 1;                         ///< of everything: "slow motion" 0.4, "time lapse" 6
  std::vector<std::string>
      unknown_words;  ///< content words of which nothing was known; they shape palette and forms
  bool understood = false;       ///< whether any word was known
  std::uint64_t words_hash = 0;  ///< of the prompt's words, for the choices they do not make; words
                                 ///< of hour, weather and camera do not count

  bool excludes(std::string_view id) const;
};

/// Reads `prompt` (English or Chinese, also mixed) and removes what "no X", "without X", 没有X and
/// `negative_prompt` name. Quoted speech and `<<<voice_n>>>` are skipped. Never fails: any bytes
/// are a prompt. Time is linear in the length of the text.
SceneDescription read_story(std::string_view prompt, std::string_view negative_prompt);

/// The description as the task's metadata shows it.
JsonObject to_json(const SceneDescription& scene);

/// The description in sentences for people, one fact a line: what `kirin render --explain` prints.
std::string explain(const SceneDescription& scene);

std::string_view to_string(Hour hour);
std::string_view to_string(Heading heading);

}  // namespace kirin::engine::motion::story
