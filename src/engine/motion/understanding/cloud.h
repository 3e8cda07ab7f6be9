/// \file
/// The clouds of a sky.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"
#include "engine/motion/understanding/sky.h"

namespace kirin::engine::motion {

/// The clouds of the sky: less blue than the clear part, or of a visible shape, or its bank.
Region find_clouds(const Appearance& seen, const Sky& whole);

}  // namespace kirin::engine::motion
