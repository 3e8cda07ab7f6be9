/// \file
/// What a text asks of the camera: its words to an ordered list of moves.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/camera/lexicon.h"
#include "engine/motion/camera/moves.h"

namespace kirin::engine::motion {

/// One move as it was asked for.
struct MoveRequest {
  CameraMove move = CameraMove::still;
  Action action = Action::hold;  ///< the verb that asked for it
  bool is_after = false;  ///< begins when those before it end; otherwise at the same time as them
  int speed = 0;          ///< -3 extremely slow, -1 slow, 1 fast, 2 very fast, 3 whip
  double amount = 1;      ///< "slightly" 0.5; of the ordinary way
  std::optional<double> degrees;  ///< of a turn, where the text says
  std::optional<double> factor;   ///< of a zoom, where the text says; above 1 whichever the way
  Aim aim = Aim::none;            ///< what the move is about, where the text says
  bool is_guess = false;          ///< the direction is ours: the text names none ("slow pan")
};

/// What a text says about the camera.
struct CameraRequest {
  std::vector<MoveRequest> moves;  ///< in the order in which they happen
  std::set<CameraMove> forbidden;  ///< negated: "no zoom" holds zoom in and zoom out
  bool forbids_all = false;        ///< "no camera movement"
  std::vector<std::string> notes;  ///< word by word, for people: how it was understood
};

/// How a text is meant. In a list of what is unwanted (a negative prompt) bare nouns count too, and
/// what a sentence would ask for is what is to be avoided.
enum class Stance { wish, unwanted };

/// Reads English and Chinese, also mixed. Time grows linearly with the text. At most kMostMoves
/// moves are kept; what comes later is noted and dropped.
CameraRequest read_request(std::string_view text, Stance stance);

inline constexpr std::size_t kMostMoves = 8;

/// The move that an action makes in a direction; nothing where it cannot go there, or where it goes
/// nowhere without one.
std::optional<CameraMove> move_of(Action action, Direction direction);

/// All moves that an action makes: what "no zoom" forbids.
std::vector<CameraMove> moves_of(Action action);

}  // namespace kirin::engine::motion
