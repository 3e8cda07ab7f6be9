/// \file
/// What the reader remembers while it reads a clause.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/motion/story/reader.h"

namespace kirin::engine::motion::story {

constexpr std::size_t kMostSubjects = 24;
constexpr int kMostOfAKind = 40;
constexpr std::size_t kMostActions = 8;  ///< of a subject; likewise parts
constexpr std::size_t kLookAhead = 24;   ///< words; bounds the time of hostile text
constexpr int kPlural = 4;               ///< how many "dogs" are
constexpr int kLining = 10;              ///< how many palms fringe a beach

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

  bool is_described() const { return !colours.empty() || !traits.empty() || size != 1; }
  bool is_open() const { return has_article || is_definite || count || is_described(); }
  std::optional<NamedColour> colour() const {
    return colours.empty() ? std::nullopt : std::optional{colours.front()};
  }
};

/// Chinese says whole clauses before the noun: 穿红裙子的女孩. What they say waits here.
struct Attribution {
  Phrase outer;         ///< what stood before the clause: 一个
  std::size_t end = 0;  ///< the word 的 that closes it
  std::vector<Part> parts;
  std::vector<Action> actions;
  std::vector<Relation> relations;
  bool was_awaited = false;  ///< the noun is the object of the verb before
  bool is_wearing = false;
  bool is_closed = false;
};

/// A place in front of what is there: "on the table (is a cup)", 桌子上(有一个杯子).
struct PlaceBefore {
  std::string preposition;
  int object = -1;
  std::string part_of_place;
  bool is_for_next = false;  ///< 树下的…: of the very next noun
};

struct Clause {
  std::vector<int> agents;   ///< who acts
  bool agents_open = false;  ///< "a dog and a cat": more may come
  bool has_verb = false;
  bool camera_acts = false;
  bool is_simultaneous = false;  ///< after "while"
  std::string preposition;       ///< waits for its noun
  bool is_coverb = false;        ///< the preposition stands before its verb: 朝, 跟
  bool is_wearing = false;       ///< "in", "wearing": garments follow
  bool is_having = false;        ///< "with", "has"
  bool is_aimed = false;         ///< the last verb is done to something
  bool is_lining = false;        ///< "lined with": what comes stands along the place
  bool after_and = false;
  bool awaits_object = false;              ///< a verb that is done to something
  std::vector<std::pair<int, int>> verbs;  ///< the last ones: subject, action
  int aim = -1;                            ///< 朝…, 跟…: whom the next verb is done to
  std::optional<double> pace;              ///< said before the verb
  std::optional<Heading> heading;          ///< likewise
  const Entry* prop_of = nullptr;          ///< an action that names what it is done with
  bool place_acts = false;                 ///< "waves crash"
  const Entry* sight = nullptr;            ///< the sun or moon acts
  int possessor = -1;                      ///< "her", "the dog's"
  int of_whom = -1;                        ///< "a cup of"
  int holder = -1;                         ///< "a vase of": what comes is in it
};

}  // namespace kirin::engine::motion::story
