/// \file
/// Houses of a street as fronts with real windows, and tower blocks for far away.
#pragma once

#include <cstdint>

#include "engine/motion/dice.h"
#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::places {

struct FacadeLook {
  float width = 9;  ///< metres
  int floors = 4;   ///< above the ground floor
  float depth = 8;
  std::uint32_t wall = 0xB06A4A;
  std::uint32_t trim = 0xE8DCC8;
  world::Surface surface = world::Surface::brick;
  bool has_shop = true;  ///< shop windows and an awning on the ground floor
  std::uint32_t awning = 0xA03030;
  float lamps = 0;      ///< [0, 1]: how many windows are lit
  bool is_far = false;  ///< windows are painted on, nothing sticks out
};

/// A house whose front stands on y = 0 at z = 0, faces +z and has its middle at x = 0.
world::Mesh facade(const FacadeLook& look, Dice& dice);
float facade_height(const FacadeLook& look);

/// A tower of `width` by `depth` and `height` metres with rows of windows on the sides that face +z
/// and ±x.
world::Mesh tower_block(float width, float depth, float height, std::uint32_t wall, float lamps,
                        Dice& dice);

}  // namespace kirin::engine::motion::places
