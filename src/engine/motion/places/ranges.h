/// \file
/// Mountains and ridges of the distance: heightfields of their own, turned to where they are seen
/// from, with a profile that a composition can ask for.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/places/land_colours.h"
#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::places {

/// A summit along a range: where (−1 the left end, 1 the right), how high (of the range's height)
/// and how wide (of its half width).
struct Peak {
  float at = 0;
  float height = 1;
  float width = 0.3F;
};

enum class RangeForm {
  alpine,  ///< sharp crests and gullies, rock and snow
  wooded,  ///< round, dark with trees
  table,   ///< flat tops over cliffs in layers
  dune,    ///< one wind-blown crest
  ice      ///< cliffs and towers of ice
};

struct Range {
  world::Vec3 middle{0, 0, -600};  ///< of its front foot; y: the ground there
  float half_width = 700;
  float depth = 500;
  float height = 220;
  RangeForm form = RangeForm::alpine;
  std::vector<Peak> peaks = {};
  float base = 0.35F;       ///< height between the peaks, of the range's height
  float snow_line = 0.62F;  ///< of the height of the range; above 1: no snow
  int columns = 180;
  int rows = 34;
  std::uint64_t seed = 0;
};

/// The mesh of the range; its back is as closed as its front.
world::Mesh range_mesh(const Range& range, const LandColours& colours);

}  // namespace kirin::engine::motion::places
