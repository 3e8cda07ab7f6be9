/// \file
/// What the reader remembers while it reads a clause.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/motion/story/reader.h"

namespace kirin::engine::motion::story {

/// What was said of a noun that has not come yet.
struct Phrase {
  std::optional<int> count;
  bool has_article = false;  ///< a number or "a"
  bool is_definite = false;  ///< "the", 这
  std::vector<NamedColour> colours;
  double size = 1;
  std::vector<std::string> traits;
  std::optional<double> pace;
  int words_since = 0;  ///< unknown words since the phrase began

  bool is_open() const {
    return has_article || is_definite || count || !colours.empty() || size != 1 || !traits.empty();
  }
};

/// Chinese says whole clauses before the noun: 穿红裙子的女孩. What they say waits here.
struct Attribution {
  Phrase outer;         ///< what stood before the clause: 一个
  std::size_t end = 0;  ///< the word 的 that closes it
  std::vector<Part> parts;
  std::vector<Action> actions;
  std::vector<Relation> relations;
  bool is_wearing = false;
  bool is_closed = false;
};

/// A place in front of what is there: "on the table (is a cup)", 桌子上(有一个杯子).
struct PlaceBefore {
  std::string preposition;
  int object = -1;
  std::string part_of_place;
};

struct Clause {
  std::vector<int> agents;   ///< who acts
  bool agents_open = false;  ///< "a dog and a cat": more may come
  bool has_verb = false;
  bool camera_acts = false;
  bool is_simultaneous = false;  ///< after "while"
  std::string preposition;       ///< waits for its noun
  bool preposition_is_coverb = false;
  bool is_wearing = false;     ///< "in", "wearing": garments follow
  bool is_having = false;      ///< "with", "has"
  bool awaits_object = false;  ///< a verb that is done to something
  bool is_listing_objects = false;
  std::vector<std::pair<int, int>> verbs;  ///< the last ones: subject, action
  std::optional<double> pace;              ///< said before the verb
  std::optional<Heading> heading;          ///< likewise
  int possessor = -1;                      ///< "her", "the dog's"
  bool is_owned = false;
};

}  // namespace kirin::engine::motion::story
