/// \file
/// The moving parts of vehicles: wheels, rods, rotors, oars, sails.
#pragma once

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// Moves them in `pose` as they are `seconds` into `action`. A wheel of radius r (the height of its
/// joint) has turned by speed · seconds / r.
void move_vehicle_parts(const world::Model& model, std::string_view action, double seconds,
                        const Manner& manner, world::Pose& pose);

}  // namespace kirin::engine::motion::animate
