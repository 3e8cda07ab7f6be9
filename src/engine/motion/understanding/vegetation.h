/// \file
/// Leaves and grass.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// What is green and finely textured. Out-of-focus green does not count: nothing shows that it
/// would sway.
Region find_vegetation(const Appearance& seen, const Region& sky);

}  // namespace kirin::engine::motion
