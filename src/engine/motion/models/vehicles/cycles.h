/// \file
/// What is ridden or drawn: cycles, boards, sleds, carriages.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_bicycle(const ModelOrder& order);
world::ModelPtr build_motorcycle(const ModelOrder& order);
world::ModelPtr build_scooter(const ModelOrder& order);
world::ModelPtr build_skateboard(const ModelOrder& order);
world::ModelPtr build_sled(const ModelOrder& order);
world::ModelPtr build_carriage(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
