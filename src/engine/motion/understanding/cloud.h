/// \file
/// The clouds of a sky.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The clouds within the sky: less blue than the clear part, or of a visible shape.
Region find_clouds(const Appearance& seen, const Region& sky);

}  // namespace kirin::engine::motion
