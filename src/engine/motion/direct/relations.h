/// \file
/// What the prompt says of where things are to each other: on, under, behind, riding, holding.
#pragma once

#include <string_view>

#include "engine/motion/direct/casting.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::direct {

/// How one group is placed by another.
struct Tie {
  enum class Kind { none, carried, under, behind, in_front, beside, above, around, towards };
  Kind kind = Kind::none;
  int to = -1;                   ///< group
  std::string_view anchor = {};  ///< of the carrier
};

/// For each group the tie it has; ties never form a circle: one that would is dropped.
std::vector<Tie> ties_of(const story::SceneDescription& scene, const Casting& casting);

}  // namespace kirin::engine::motion::direct
