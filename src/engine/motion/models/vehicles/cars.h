/// \file
/// Cars of the road: what the vehicles' shelf puts together.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_car(const ModelOrder& order);
world::ModelPtr build_taxi(const ModelOrder& order);
world::ModelPtr build_police_car(const ModelOrder& order);
world::ModelPtr build_sports_car(const ModelOrder& order);
world::ModelPtr build_van(const ModelOrder& order);
world::ModelPtr build_ambulance(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
