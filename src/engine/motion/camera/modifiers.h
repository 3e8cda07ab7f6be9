/// \file
/// What is said of a move: how fast, how far, at what.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engine/motion/camera/grammar.h"
#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {

/// What has been said of a move before it or after it.
struct Modifiers {
  std::optional<int> speed;
  std::optional<double> amount;
  std::optional<double> degrees;
  std::optional<double> factor;
  Aim aim = Aim::none;

  void apply_to(MoveRequest& move) const;
  /// Adds what `more` says; of two speeds the stronger holds ("slow, gentle" is not slower).
  void add(const Modifiers& more);
};

/// What the word of speed, amount or number says, an intensity before it (0 or 1) included.
Modifiers modifiers_of(const Token& token, int intensity);

/// True where the word at `at` belongs to a thing rather than to the camera: "a slow river".
bool is_of_a_noun(std::span<const Token> tokens, std::size_t at);

}  // namespace kirin::engine::motion
