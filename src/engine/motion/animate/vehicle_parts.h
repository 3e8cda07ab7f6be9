/// \file
/// The moving parts of vehicles: wheels, rods, rotors, oars, sails.
#pragma once

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// How far the cranks of a bicycle have turned about its x axis after `metres` of way, radians; the
/// right pedal is on top where it is 0.
float crank_angle(double metres);

/// Moves them in `pose` as they are `seconds` into `action`. A wheel of radius r (the height of its
/// joint) has turned by speed · seconds / r.
void move_vehicle_parts(const world::Model& model, std::string_view action, double seconds,
                        const Manner& manner, world::Pose& pose);

}  // namespace kirin::engine::motion::animate
