/// \file
/// Is it the camera that moves? Whose verb a word is, in the clause where it stands.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {

/// Who acts in a clause.
enum class Subject {
  unset,    ///< nobody yet: an imperative may come
  camera,   ///< "the camera", or a move has been read in this clause
  shot,     ///< "the shot", which may show something that acts
  implied,  ///< the camera of the clause before: "the camera pans left and rises"
  thing,    ///< a noun that may or may not act: "sunset beach"
  other,    ///< "she", "a man", "which"
};

/// What is known about a clause when a verb is met in it.
struct Clause {
  Subject subject = Subject::unset;
  bool is_person = false;  ///< the subject is a pronoun
  bool takes_s = false;    ///< he, she, it: a verb of theirs ends with s
  int nouns = 0;           ///< unknown words since the clause, or its subject, began
  bool is_negated = false;
  bool is_unwanted = false;  ///< the text lists what to avoid
  bool has_speed = false;    ///< "slow" stands before
  bool has_pending = false;  ///< a direction stands before
};

/// A verb in its clause.
struct VerbPlace {
  std::span<const Token> tokens;
  std::size_t at;
  const Clause& clause;
  bool has_direction;        ///< said before or after the verb, not its own
  bool direction_is_phrase;  ///< "to the left" rather than "left"

  const Token& token() const { return tokens[at]; }
  const Token* before() const { return at > 0 ? &tokens[at - 1] : nullptr; }
  const Token* after() const { return at + 1 < tokens.size() ? &tokens[at + 1] : nullptr; }
};

/// Why the verb is none of the camera's, for people; empty where it is.
std::string_view objection(const VerbPlace& verb);

/// True for what can be the name of a thing or a living being.
bool is_noun(const Token& token);

/// True where the camera is what the verb moves: "move the camera left".
bool commands_camera(std::span<const Token> tokens, std::size_t verb);

}  // namespace kirin::engine::motion
