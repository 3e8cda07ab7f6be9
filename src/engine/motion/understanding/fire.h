/// \file
/// Flames, and smoke or mist.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Flames: in a dark scene, a hot core (nearly white) within a rim of saturated orange (the order
/// of channels as Celik & Demirel 2009 have it), much brighter than what is around, and not round:
/// a round one is a lamp. Flowers have the rim without the core.
Region find_fire(const Appearance& seen, const Region& sky);

/// Smoke, steam or mist: pale, without colour or texture, fading into what is around it. A wall out
/// of focus looks the same, so trust stays low: enough where a prompt names it, not by itself.
Region find_smoke(const Appearance& seen, const Region& sky, const Region& water);

}  // namespace kirin::engine::motion
