/// \file
/// Plants in numbers: woods along a ridge, grass and flowers at the viewer's feet.
#pragma once

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/stage.h"

namespace kirin::engine::motion::scene {

enum class TreeShape { conifer, broadleaf, palm };

/// The tree that grows in this setting and season.
TreeShape tree_shape_of(const ScenePlan& plan);

/// A belt of trees that stand on `ground` (y of x, units).
struct Woods {
  Outline ground;
  float depth = 0.6F;
  float tree_height = 0.1F;
  float spacing = 0.03F;    ///< units
  float density = 1;        ///< share of the places that hold a tree
  float clearing_from = 2;  ///< no trees between these x
  float clearing_to = 1;
  Rgb colour;
  TreeShape shape = TreeShape::conifer;
  std::uint64_t salt = 0;
};
void paint_woods(Stage& stage, const Woods& woods);

/// Blades along `ground`, bent by the wind.
struct Grass {
  Outline ground;
  float depth = 1;
  float height = 0.05F;
  float spread = 0.006F;  ///< units below `ground` over which the roots lie
  float spacing = 0.006F;
  float density = 1;
  Rgb colour;
  std::uint64_t salt = 0;
};
void paint_grass(Stage& stage, const Grass& grass);

/// Fronds and stalks that sway from the sea floor.
void paint_seaweed(Stage& stage, const Outline& ground);

}  // namespace kirin::engine::motion::scene
