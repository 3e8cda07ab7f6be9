/// \file
/// The words that ambient motion knows. To teach it one, add it to ambient_things.cc or to
/// ambient_manners.cc.
#pragma once

#include <span>
#include <string_view>

namespace kirin::engine::motion {

/// What a phrase means. Enumerators of the same names in Weather and Mover follow from it.
enum class Sense {
  snow,
  rain,
  fog,
  dust,
  petals,
  leaves,
  fireflies,
  embers,
  bubbles,
  water,  ///< from here on things of the picture, in the order of Mover
  stream,
  clouds,
  foliage,
  hair,
  fire,
  smoke,
  lights,
  people,
  petal,      ///< weather where a verb of falling is near
  leaf,       ///< likewise, else foliage
  falls,      ///< such a verb
  wind,       ///< `value` is its strength
  leftwards,  ///< where wind or clouds go
  rightwards,
  more,         ///< makes what follows stronger by `value`
  still,        ///< nothing moves by itself
  still_water,  ///< `value` is what is left of the water's motion
  rough_water,
  lapse,
  loop,
  negation,
  boundary,  ///< ends what a negation covers
  list,      ///< goes on with it: or, and, a comma
  article,   ///< begins something new after `list`
  other,     ///< known to mean nothing here, such as the snow of "snow leopard"
};

struct Phrase {
  std::string_view text;  ///< lower case; words of letters joined by one space
  Sense sense;
  double value = 1;  ///< how much of it
};

/// Weather, and the things of a picture that move by themselves.
std::span<const Phrase> ambient_things();
/// How they move: wind, how much, what holds still; and the words that join others.
std::span<const Phrase> ambient_manners();
/// Both.
std::span<const Phrase> ambient_vocabulary();

}  // namespace kirin::engine::motion
