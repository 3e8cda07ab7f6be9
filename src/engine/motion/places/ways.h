/// \file
/// Roads, paths and rails: lines through the land that level it and are paved.
#pragma once

#include <vector>

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// A smooth line over the ground. The points' y is its height.
struct Way {
  Route::Kind kind = Route::Kind::road;
  std::vector<world::Vec3> line = {};  ///< dense: about a metre apart near the stage
  float half_width = 2.7F;             ///< metres
};

/// A way through `knots` (x and z; Catmull and Rom 1974), level enough to be driven on `height`.
Way make_way(Route::Kind kind, const std::vector<world::Vec3>& knots, float half_width,
             const std::function<float(float, float)>& height);

/// The land with the way cut into it: level across, with banks, verges of soil.
Land with_way(Land land, const Way& way, const LandColours& colours);

/// How far (x, z) is from the middle of the way, metres; `height`, where not null, becomes the
/// way's there.
float distance_to(const Way& way, float x, float z, float* height = nullptr);

/// The way's surface (asphalt with its lines, gravel, or rails on sleepers) and its Route.
void add_way(Site& site, const Way& way);

}  // namespace kirin::engine::motion::places
