/// \file
/// Rack focus: "focus shifts from the flower to the mountains", 焦点从前景转到背景.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {

struct FocusShift {
  Direction direction = Direction::out;  ///< in: to what is near; out: to what is far
  std::size_t end = 0;                   ///< the token after the last that tells of it
};

/// What the word for focus at `at` tells, or nothing where the focus stays ("focus on her face").
std::optional<FocusShift> focus_shift(std::span<const Token> tokens, std::size_t at);

}  // namespace kirin::engine::motion
