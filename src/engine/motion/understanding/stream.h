/// \file
/// Streams and waterfalls.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// White water between rocks: bright, colder than what is around, rich in contrast, in patches that
/// follow each other down the picture. Never sure (its trust stays below 0.5): snow and birches
/// look alike, so it takes someone who says that water flows there.
Region find_stream(const Appearance& seen, const Region& sky, const Region& vegetation);

}  // namespace kirin::engine::motion
