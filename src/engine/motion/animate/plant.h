/// \file
/// How a plant stands in the wind, and how its petals stand.
#pragma once

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// The lean of the plant's bones in the wind at `seconds`: small herbs nod, trees hardly move.
/// `strength` multiplies it. Adds to `pose`.
void sway_in_wind(const world::Model& model, double seconds, const Manner& manner, float strength,
                  world::Pose& pose);

/// Petals as far open as `openness` says: 0 a bud, 1 as the model was built. Outer petals lead.
/// False where the model has no petals.
bool set_bloom(const world::Model& model, float openness, world::Pose& pose);

}  // namespace kirin::engine::motion::animate
