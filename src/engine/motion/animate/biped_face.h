/// \file
/// Eyes that blink and glance, mouths that open, brows that move.
#pragma once

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {

/// Poses the face's bones as the act left them, with blinking on top.
void move_face(Act& act);

}  // namespace kirin::engine::motion::animate
