/// \file
/// The settings behind places.h: one builder each, in tables, and what they all work on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/motion/dice.h"
#include "engine/motion/places/daylight.h"
#include "engine/motion/places/land_colours.h"
#include "engine/motion/places/places.h"
#include "engine/motion/places/terrain.h"

namespace kirin::engine::motion::places {

/// A place in the making. A builder fills `place` and adds to `world`; it may change `day`, which
/// goes into the world when all is built, and `land`, whose colours it paints with.
struct Site {
  const story::SceneDescription& scene;
  float aspect;
  std::uint64_t seed;
  Daylight day;
  LandColours land;
  world::World& world;
  Place place = {};
  bool is_indoors = false;             ///< the weather stays outside
  std::optional<float> window_z = {};  ///< z of the wall with windows; behind it is the open

  /// Dice of one purpose.
  Dice dice(std::uint64_t purpose) const { return Dice(seed ^ (purpose << 20)); }
  bool is_winter() const { return land.snow_cover > 0.5F; }
  bool excludes(std::string_view id) const { return places::excludes(scene, id); }
};

struct Setting {
  std::string_view id;
  void (*build)(Site& site);
  /// Adds what is seen of this setting from another ("a lake with mountains"); may be null.
  void (*beside)(Site& site) = nullptr;
};

/// The tables, one for each family of settings.
std::span<const Setting> fields();       ///< meadow, hills, farm, garden, roads
std::span<const Setting> woods();        ///< forest, jungle, groves, park
std::span<const Setting> shores();       ///< beach, ocean, island, lake, river, waterfall, swamp
std::span<const Setting> heights();      ///< mountains, snow, canyon, volcano, cave
std::span<const Setting> drylands();     ///< desert, savanna
std::span<const Setting> beyond();       ///< sky, space, planets, under water, the abstract
std::span<const Setting> rooms();        ///< room, kitchen, office, stage
std::span<const Setting> towns();        ///< city street, skyline
std::span<const Setting> settlements();  ///< village, harbour, castle grounds, playground, pool

/// A node of the place itself, at rest.
void add_part(Site& site, std::string label, world::Mesh mesh, bool casts_shadow = false);

/// The land as the site's ground: its mesh, and its height for who walks on it.
void set_ground(Site& site, const Land& land, const LandExtent& extent = {});

/// The camera of a place in which a person of 1.7 m on the stage fills `share` of the frame's
/// height: `height` metres above the ground, pitched by `pitch` radians.
void frame(Site& site, float height, float pitch, float share = 0.33F);

/// Whether the camera of the place sees the ground at (x, z), or nearly.
bool is_in_view(const Site& site, float x, float z, float margin = 0.12F);

}  // namespace kirin::engine::motion::places
