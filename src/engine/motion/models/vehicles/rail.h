/// \file
/// What goes on rails, drawn by the street or the track. Wagons follow on bones of their own.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_train(const ModelOrder& order);  ///< steam where it is "old" or "steam"
world::ModelPtr build_steam_train(const ModelOrder& order);
world::ModelPtr build_fast_train(const ModelOrder& order);
world::ModelPtr build_tram(const ModelOrder& order);
world::ModelPtr build_bus(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
