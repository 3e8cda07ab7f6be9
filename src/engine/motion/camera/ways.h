/// \file
/// Which direction belongs to which verb: "pan slowly across the bay to the left".
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {

/// A direction, and where it stands.
struct Way {
  Direction direction = Direction::none;
  std::size_t at = 0;
};

/// The direction after the verb at `at` that it can take, if one belongs to it. `is_led`: the
/// camera is known to be what moves.
std::optional<Way> way_after(std::span<const Token> tokens, std::size_t at, bool is_led);

/// True where the direction at `at` says where a move begins: "from the left", 从左侧.
bool is_origin(std::span<const Token> tokens, std::size_t at);

/// True where the direction at `at` stands before the verb that takes it: "leftward pan", 向左摇.
bool is_before_verb(std::span<const Token> tokens, std::size_t at);

}  // namespace kirin::engine::motion
