/// \file
/// Vehicles that work.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_truck(const ModelOrder& order);
world::ModelPtr build_fire_engine(const ModelOrder& order);
world::ModelPtr build_tractor(const ModelOrder& order);
world::ModelPtr build_excavator(const ModelOrder& order);
world::ModelPtr build_tank(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
