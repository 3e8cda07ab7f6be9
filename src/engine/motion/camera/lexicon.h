/// \file
/// The words of camera language, English and Chinese: what each can mean. The table is in
/// lexicon.cc; to teach the camera a word, add it to a row there.
#pragma once

#include <string>
#include <string_view>

namespace kirin::engine::motion {

/// What a word does in a sentence about the camera.
enum class Role {
  unknown,      ///< not in the table
  noise,        ///< in the table only so that no part of it is taken for a move: "frying pan"
  verb,         ///< can be a move: `action`, perhaps with a direction of its own
  camera,       ///< camera, lens, 镜头
  shot,         ///< shot, footage, view
  movement,     ///< "camera movement": all moves at once
  direction,    ///< left, upwards, 向左
  speed,        ///< `value` from -3 (extremely slow) to 3 (whip)
  amount,       ///< `value` percent of the ordinary way
  intensity,    ///< very, too, 非常: makes the speed after it stronger
  number,       ///< `Token::number`; "2x" and "50%" have their unit with them
  unit,         ///< degrees, times, percent, 度, 倍: see Unit
  place,        ///< what a move can aim at: see Aim
  then,         ///< what follows comes after what stands before
  with,         ///< what follows comes at the same time
  after,        ///< what follows comes before what stands before: "zoom in after panning"
  link,         ///< both nouns and moves can follow: a comma, "and"; at the same time
  either,       ///< or, nor
  negation,     ///< no, without, 不要
  turnabout,    ///< but, only: ends what a negation governs
  stop,         ///< end of a sentence
  subordinate,  ///< who, which, where, until: a clause about something else begins
  person,       ///< he, they, 他: someone else acts
  it,           ///< the camera, where the camera was meant last
  determiner,   ///< a, the, her, 3: a thing's name comes
  preposition,  ///< on, towards, of
  filler,       ///< smooth, cinematic, the particle 地: changes nothing
};

enum class Action {
  zoom,
  focal,  ///< 变焦: zoom or rack focus
  push,
  pull,
  dolly,
  pan,
  tilt,
  truck,
  pedestal,
  crane,
  orbit,
  roll,
  rotate,
  spin,
  turn,
  move,
  fly,
  follow,
  focus,       ///< the noun: a rack focus where it shifts
  rack_focus,  ///< a rack focus in itself
  dolly_zoom,
  shake,
  hold,   ///< is static
  pause,  ///< becomes static: what was done before is over
};

enum class Direction {
  none,
  left,
  right,
  up,
  down,
  in,
  out,
  over,
  across,
  around,
  clockwise,
  counter,
  to_and_fro
};

enum class Unit { none, degrees, times, percent };

/// What a move can be about.
enum class Aim { none, center, face, subject, near, far, left, right, up, down };

/// What company a word needs to mean a move.
enum class Company {
  none,    ///< it is one wherever it stands: "tracking shot"
  free,    ///< it is one unless somebody else does it: "zoom", "pan left"
  thing,   ///< likewise, but it is also a thing: "truck", "crane", "pan"
  camera,  ///< the camera must be the one who does it: "rises", "moves to the left"
};

struct Meaning {
  Role role = Role::unknown;
  Action action = Action::zoom;  ///< of a verb
  Company company = Company::none;
  Direction direction = Direction::none;  ///< of a direction, or what a verb has of its own
  int value = 0;                          ///< see Role; of a verb: its own speed
  Unit unit = Unit::none;
  Aim aim = Aim::none;
};

/// Longest phrase of the table: words of English, characters of Chinese.
inline constexpr int kPhraseWords = 5;
inline constexpr int kPhraseCharacters = 8;

/// How an English word was bent: "zooms", "zooming", "zoomed".
enum class Form { base, third_person, gerund, past };

/// A word without its ending, where the table knows it so.
struct BaseWord {
  std::string_view text;  ///< a view of the word, or of the table
  Form form = Form::base;
};
BaseWord base_of(std::string_view word);

/// The meaning of a phrase: English words in lower case, each as `base_of` gives it, one space
/// between; or Chinese characters. Nothing where the table does not have it.
const Meaning* look_up(std::string_view phrase);

}  // namespace kirin::engine::motion
