/// \file
/// Those who have a person's bones but not a person's body.
#pragma once

#include "engine/motion/models/people/look.h"

namespace kirin::engine::motion::models::person {

/// Of painted metal with dark joints and lit eyes; `colour` is its shell's.
void add_robot(world::Model& model, const BodyPlan& plan, world::Light colour, std::uint64_t seed);
Figure robot_figure();

/// A sheet with eyes.
void add_ghost(world::Model& model, const BodyPlan& plan, world::Light colour);
Figure ghost_figure();

/// A fish's tail from the hips down, with bones "tail_1" … "tail_3".
void add_fish_tail(world::Model& model, const BodyPlan& plan, const Look& look,
                   world::Light colour);

}  // namespace kirin::engine::motion::models::person
