/// \file
/// Parts of lifeless things that move by themselves, whatever the thing does: flames, flags,
/// tassels, sails of mills, hands of clocks. Which, the names of the bones say.
#pragma once

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// Moves the parts in `pose` as they are `seconds` in. `strength` multiplies how much flames leap
/// and cloth waves.
void move_parts(const world::Model& model, double seconds, const Manner& manner, float strength,
                world::Pose& pose);

/// Opens (`amount` 1) or closes (0) what can be opened: lids, doors, covers, canopies, curtains.
/// False where the model has nothing of the kind.
bool set_open(const world::Model& model, float amount, world::Pose& pose);

}  // namespace kirin::engine::motion::animate
