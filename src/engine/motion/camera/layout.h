/// \file
/// From a list of moves to a timed path: how far each goes, when, and how much room it needs.
#pragma once

#include <vector>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// Moves that happen together.
using MoveGroup = std::vector<PlannedMove>;

/// Fills in the plan's segments, room, end and moves from what happens in which order. `plan` has
/// its seconds, aspect, seed and shake already. Starts at the identity.
void lay_out(const std::vector<MoveGroup>& groups, CameraPlan& plan);

}  // namespace kirin::engine::motion
