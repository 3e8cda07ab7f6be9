/// \file
/// What the cast gives off: fire and its light, smoke, steam, dust, spray, bursts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/motion/direct/actor.h"
#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::direct {

/// No more sources than this are added; a crowd beyond it raises no dust.
inline constexpr std::size_t kMostEffects = 12;

/// Adds to `world` the particle sources and lamps of `cast`, in a clip of `seconds`.
///
/// `first_node` is the index in `world.nodes` of the cast's first actor; the others follow in
/// order. The sources refer to `cast`, which has to outlive `world` and stay where it is. Water and
/// wind are those that `world` has by now. The same arguments add the same.
void add_effects(const story::SceneDescription& scene, const Cast& cast, double seconds,
                 std::uint64_t seed, std::size_t first_node, world::World& world);

}  // namespace kirin::engine::motion::direct
