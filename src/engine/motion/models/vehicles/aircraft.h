/// \file
/// What flies, in the air and in space. All hover: their middle is the origin.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_plane(const ModelOrder& order);
world::ModelPtr build_biplane(const ModelOrder& order);
world::ModelPtr build_helicopter(const ModelOrder& order);
world::ModelPtr build_hot_air_balloon(const ModelOrder& order);
world::ModelPtr build_airship(const ModelOrder& order);
world::ModelPtr build_drone(const ModelOrder& order);
world::ModelPtr build_parachute(const ModelOrder& order);

world::ModelPtr build_rocket(const ModelOrder& order);  ///< stands on its fins
world::ModelPtr build_spaceship(const ModelOrder& order);
world::ModelPtr build_ufo(const ModelOrder& order);
world::ModelPtr build_space_station(const ModelOrder& order);
world::ModelPtr build_satellite(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
