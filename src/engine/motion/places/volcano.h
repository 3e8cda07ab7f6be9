/// \file
/// A volcano that erupts: a cone with streams of lava, a fountain, a column of ash, and its light.
#pragma once

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// A cone and its crater.
struct Cone {
  world::Vec3 foot;    ///< the middle of its foot
  float radius = 380;  ///< of the foot, metres
  float height = 150;  ///< of the rim
  std::uint64_t salt = 0;
};

/// The cone alone, as the site's part.
void add_cone(Site& site, const Cone& cone);
/// What comes out of the crater and shines over it. A calm volcano only smokes.
void add_eruption(Site& site, const Cone& cone);

void build_volcano(Site& site);
void volcano_beside(Site& site);

}  // namespace kirin::engine::motion::places
