/// \file
/// Small lights in the dark.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Lamps, lit windows, stars, fairy lights, bokeh discs: small, bright, compact, and much brighter
/// than what is around them, in a picture that is dark. By day there are none: what glints there is
/// polished.
Region find_lights(const Appearance& seen, const Region& vegetation);

}  // namespace kirin::engine::motion
