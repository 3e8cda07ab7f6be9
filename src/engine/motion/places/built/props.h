/// \file
/// Furnishing a built place: models of the library as parts of it, and the shells they stand in.
#pragma once

#include <string>
#include <string_view>

#include "engine/motion/models/models.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {

/// One thing of the place: `kind` at (x, y, z), turned about y (radians; 0 faces the camera).
struct Prop {
  std::string_view kind;
  world::Vec3 at = {};
  float turn = 0;
  float scale = 1;
  std::uint32_t colour = 0;  ///< sRGB; 0: its own
  std::string_view trait = {};
};

/// Puts the thing there, unless the prompt excludes it. Returns the height of its top, metres.
float add_prop(Site& site, const Prop& prop);

/// A level of ground at y = 0, with nothing else.
void set_floor(Site& site, float half_width, float near_z, float far_z, const world::Paint& paint);

/// A warm lamp that is lit as far as the hour needs it (`site.day.lamps`), or always.
void add_lamp(Site& site, world::Vec3 at, world::Light radiance, float reach, bool always = false);

}  // namespace kirin::engine::motion::places
