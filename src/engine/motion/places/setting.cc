#include "engine/motion/places/setting.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/motion/places/ways.h"

namespace kirin::engine::motion::places {

namespace {

/// A train comes with its rails wherever it is.
bool needs_rails(const Site& site) {
  const bool has_train = std::ranges::any_of(site.scene.subjects, [](const story::Subject& s) {
    return s.family == "train" || s.kind == "train" || s.kind == "tram";
  });
  return has_train && site.scene.setting != "railway";
}

/// Across the stage, both ends bent towards the viewer; an embankment where the land falls away.
Way rails_across(const Land& land) {
  constexpr float kHalfWidth = 2.3F;
  const float least = land.height(0, 0) - 0.25F;
  return make_way(Route::Kind::rail,
                  {{-170, 0, 15},
                   {-80, 0, 6},
                   {-30, 0, 1.2F},
                   {-9, 0, 0.1F},
                   {0, 0, 0},
                   {9, 0, 0.1F},
                   {30, 0, 1.2F},
                   {80, 0, 6},
                   {170, 0, 15}},
                  kHalfWidth,
                  [&land, least](float x, float z) { return std::max(land.height(x, z), least); });
}

void put_ground(Site& site, const Land& land, const LandExtent& extent) {
  add_part(site, "ground", land_mesh(land, extent), true);
  site.place.ground = land.height;
  site.place.stage.y = land.height(site.place.stage.x, site.place.stage.z);
}

}  // namespace

void add_part(Site& site, std::string label, world::Mesh mesh, bool casts_shadow) {
  world::Node node;
  node.label = std::move(label);
  node.mesh = std::make_shared<const world::Mesh>(std::move(mesh));
  node.casts_shadow = casts_shadow;
  site.world.nodes.push_back(std::move(node));
}

void set_ground(Site& site, const Land& land, const LandExtent& extent) {
  if (needs_rails(site)) {
    const Way way = rails_across(land);
    const Land railed = with_way(land, way, site.land);
    put_ground(site, railed, extent);
    add_way(site, way);
    return;
  }
  put_ground(site, land, extent);
}

void frame(Site& site, float height, float pitch, float share) {
  Place& place = site.place;
  // A tall frame is as wide as it can be without bending; a wide one is a calm 40°.
  const float narrow = world::smooth_step(1.6F, 0.56F, site.aspect);
  place.fov_y = world::mix(0.70F, 0.96F, narrow);
  place.camera_distance = 1.7F / (share * 2 * std::tan(place.fov_y / 2));
  place.camera_height = height;
  place.pitch = pitch;
}

bool is_in_view(const Site& site, float x, float z, float margin) {
  const Place& place = site.place;
  const float ahead = place.stage.z + place.camera_distance - z;
  const float half = std::tan(place.fov_y / 2) * std::max(site.aspect, 0.5F) + margin;
  return ahead > 0.5F && std::abs(x - place.stage.x) < half * ahead + 1.5F;
}

}  // namespace kirin::engine::motion::places
