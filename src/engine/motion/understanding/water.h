/// \file
/// Seas, lakes and rivers.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// Level water: below the sky, wide, of the sky's or a blue-green colour, with waves drawn out
/// sideways or none, its far shore a level line; a mirrored scene makes it sure. White water among
/// rocks is seen too, with little trust.
Region find_water(const Appearance& seen, const Region& sky, const Region& vegetation);

}  // namespace kirin::engine::motion
