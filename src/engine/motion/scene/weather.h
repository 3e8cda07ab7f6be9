/// \file
/// What falls and drifts through the air: rain, snow, petals, leaves, fireflies, bubbles, dust.
#pragma once

#include "engine/motion/scene/stage.h"

namespace kirin::engine::motion::scene {

void paint_rain(Stage& stage);
void paint_snowfall(Stage& stage);
/// Petals in spring, leaves in autumn.
void paint_falling_leaves(Stage& stage, Rgb colour);
void paint_fireflies(Stage& stage);
void paint_bubbles(Stage& stage);
/// Banks of fog over the lower half of the frame.
void paint_fog(Stage& stage, float strength);

}  // namespace kirin::engine::motion::scene
