/// \file
/// A thing that can be put into a world: its mesh, its bones, and what animators know about it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/world/mesh.h"
#include "engine/motion/world/skeleton.h"

namespace kirin::engine::motion::world {

/// How a thing is built, and so which motions it can make.
enum class Rig { none, biped, quadruped, bird, fish, insect, serpent, vehicle, plant, other };

/// A place on a model where something can be held, worn, put or let out.
struct Anchor {
  std::string name = {};  ///< "hand_right", "head_top", "mouth", "seat", "top", "exhaust", "flame"
  int bone = 0;
  Vec3 at = {};  ///< at rest, in the model's frame
};

struct Model {
  std::string kind = {};  ///< the lexicon's id
  Rig rig = Rig::none;
  Mesh mesh = {};
  Skeleton skeleton = {};  ///< empty: rigid
  Bounds bounds = {};      ///< at rest
  std::vector<Anchor> anchors = {};
  float leg_length = 0;  ///< hip to ground; wheels: radius; metres
  bool flies = false;    ///< its origin is its middle, not its feet

  float height() const { return bounds.extent().y; }
  /// The anchor of that name, or null.
  const Anchor* find_anchor(std::string_view name) const;
};

using ModelPtr = std::shared_ptr<const Model>;

}  // namespace kirin::engine::motion::world
