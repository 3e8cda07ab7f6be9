/// \file
/// What lifeless things do with their whole bodies; vehicles fall, spin and explode the same way.
#pragma once

#include <string_view>
#include <vector>

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// Does `action` to `movement` if things know it; false otherwise. Heights are above the place
/// where the thing stands.
bool perform_thing_action(const world::Model& model, std::string_view action, double seconds,
                          const Manner& manner, Movement& movement);

/// The height in metres from which this model falls.
double drop_height(const world::Model& model);
/// How much of its speed it keeps at an impact.
double restitution_of(const world::Model& model);
/// The height of its hops.
double hop_height(const world::Model& model, double pace);
/// Whether the air carries it: feathers, paper, balloons.
bool is_light(const world::Model& model);

}  // namespace kirin::engine::motion::animate
