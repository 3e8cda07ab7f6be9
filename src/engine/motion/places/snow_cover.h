/// \file
/// Snow that lies on things: roofs, trees, parked cars.
#pragma once

#include <cstdint>

#include "engine/motion/world/mesh.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::places {

/// `mesh` with snow of that colour on all that faces upwards; `cover` in [0, 1]. Glass, lights, and
/// what burns stay free. Vertices keep their order and number, so skeletons still fit.
world::Mesh with_snow(const world::Mesh& mesh, world::Light snow, float cover);

/// Lays snow on every part and plant of `world` that does not bring its own: not on the ground,
/// ranges and ways, which are painted with the season.
void lay_snow(world::World& world, world::Light snow, float cover);

}  // namespace kirin::engine::motion::places
