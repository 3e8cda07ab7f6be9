/// \file
/// What settings by the water share: the water itself, its banks and what grows there.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// The sea of the hour and the weather; `waves` in calm air.
world::Water sea(const Site& site, float waves, float foam);
world::Water still_water(const Site& site, float waves);

/// Grass that turns to pebbles and mud towards the water at `level`.
std::function<GroundPaint(world::Vec3, world::Vec3)> bank_paint(const Site& site, float level,
                                                                std::uint64_t salt);

/// A straight way over the water along x at depth `z`.
void add_water_route(Site& site, float z, float level);

/// Reeds in the shallows and lilies on still water near the place's stage.
void sow_waterside(Site& site, std::uint64_t salt);
/// Palms at the sides and behind.
void add_palms(Site& site, std::uint64_t salt);

/// A wall of rock that faces the viewer, `width` by `height` metres, its foot at `foot`.
world::Mesh cliff_mesh(const LandColours& colours, world::Vec3 foot, float width, float height,
                       std::uint64_t seed);

void build_waterfall(Site& site);
void waterfall_beside(Site& site);

}  // namespace kirin::engine::motion::places
