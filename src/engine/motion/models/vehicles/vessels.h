/// \file
/// What goes by water. Vessels have an anchor "waterline" at the height where the water reaches:
/// the animator lowers them by it.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_boat(const ModelOrder& order);
world::ModelPtr build_canoe(const ModelOrder& order);
world::ModelPtr build_raft(const ModelOrder& order);
world::ModelPtr build_sailboat(const ModelOrder& order);
world::ModelPtr build_yacht(const ModelOrder& order);
world::ModelPtr build_ship(const ModelOrder& order);
world::ModelPtr build_pirate_ship(const ModelOrder& order);
world::ModelPtr build_submarine(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
