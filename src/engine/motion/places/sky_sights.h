/// \file
/// What flashes in the sky: lightning, fireworks, meteors.
#pragma once

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// Adds the sprites of the sights that the description names, and a storm's lightning.
void add_sky_sights(Site& site);

}  // namespace kirin::engine::motion::places
