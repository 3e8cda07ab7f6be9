/// \file
/// Closed in: the cave, and the sea bed.
#pragma once

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

void build_cave(Site& site);
void build_underwater(Site& site);

}  // namespace kirin::engine::motion::places
