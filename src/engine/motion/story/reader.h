/// \file
/// The grammar: words in their order become subjects, what they do, and where they are.
///
/// One pass from left to right with little memory, as a hurried person reads. A phrase gathers what
/// stands before its noun; the noun takes it. A clause knows who acts in it; verbs go to them.
/// English and Chinese differ in what stands before the noun (Chinese: whole clauses, up to 的) and
/// where prepositions stand, and share everything else.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/story/scene_description.h"
#include "engine/motion/story/words.h"

namespace kirin::engine::motion::story {

/// What a text says, before anything is implied or removed. Entries are of the lexicon.
struct Reading {
  /// A setting, hour, weather, …, in the order of the text.
  struct Fact {
    const Entry* entry = nullptr;
    double strength = 1;  ///< "heavy rain", "light rain"
  };
  std::vector<Subject> subjects;
  std::vector<const Entry*> entries;  ///< of each subject: "puppy" where the kind is dog
  std::vector<bool> is_plain_plural;  ///< "trees": no number, no article
  std::vector<Relation> relations;
  std::vector<Fact> facts;
  std::vector<SkySight> sights;
  std::vector<NamedColour> setting_colours;
  std::optional<NamedColour> sky_colour;
  std::optional<NamedColour> tint;
  std::vector<const Entry*> excluded;
  std::vector<std::string> traits;  ///< of nothing named
  std::vector<std::string> unknown_words;
  bool looks_out = false;  ///< "outside the window", 窗外
  bool understood = false;
};

/// Reads words whose senses are chosen. With `everything_excluded` (a negative prompt) all that is
/// named is excluded.
Reading read_words(std::span<const Word> words, bool everything_excluded);

}  // namespace kirin::engine::motion::story
