#include "engine/motion/places/vegetation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/motion/models/plants/plants.h"
#include "engine/motion/places/noise.h"

namespace kirin::engine::motion::places {
namespace {

using world::Affine;
using world::Vec3;

bool is_tree(std::string_view kind) {
  static constexpr std::array kTrees = {
      "tree", "oak", "maple",  "birch",  "willow",      "pine",      "apple_tree",
      "palm", "fir", "acacia", "bamboo", "cherry_tree", "dead_tree", "jungle_tree"};
  return std::find(kTrees.begin(), kTrees.end(), kind) != kTrees.end();
}

bool is_excluded(const Site& site, const std::string& kind) {
  return site.excludes(kind) || (is_tree(kind) && site.excludes("tree")) || site.excludes("plant");
}

float distance_to(const Route& route, float x, float z) {
  float nearest = 1e9F;
  for (std::size_t i = 0; i + 1 < route.points.size(); ++i) {
    const Vec3 a = route.points[i];
    const Vec3 d = route.points[i + 1] - a;
    const float t = std::clamp(
        ((x - a.x) * d.x + (z - a.z) * d.z) / std::max(d.x * d.x + d.z * d.z, 1e-6F), 0.0F, 1.0F);
    nearest = std::min(nearest, std::hypot(x - a.x - t * d.x, z - a.z - t * d.z));
  }
  return nearest;
}

/// 0 on the routes of the place, 1 beside them: for what one walks through.
float off_ways(const Site& site, float x, float z) {
  return std::any_of(site.place.routes.begin(), site.place.routes.end(),
                     [&](const Route& route) {
                       return distance_to(route, x, z) <
                              (route.kind == Route::Kind::path ? 1.1F : 3.6F);
                     })
             ? 0.0F
             : 1.0F;
}

std::vector<Affine> spots(const Site& site, const Planting& planting, std::uint64_t salt) {
  std::vector<Affine> places;
  const auto columns = static_cast<int>((planting.x1 - planting.x0) / planting.spacing) + 1;
  const auto rows = static_cast<int>((planting.z1 - planting.z0) / planting.spacing) + 1;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      Dice dice(salt ^ (static_cast<std::uint64_t>(r) << 24) ^
                       static_cast<std::uint64_t>(c));
      const float x = planting.x0 + planting.spacing * (static_cast<float>(c) + dice.unit());
      const float z = planting.z0 + planting.spacing * (static_cast<float>(r) + dice.unit());
      const float share = planting.density ? planting.density(x, z) : 1;
      const float chance = dice.unit();
      const float scale = dice.between(planting.smallest, planting.largest);
      const float turn = planting.faces_viewer ? dice.between(-0.6F, 0.6F) : dice.between(0, 6.28F);
      const float lean = dice.between(-0.06F, 0.06F);
      if (chance >= share) {
        continue;
      }
      const float y = site.place.ground(x, z);
      if (site.world.water && y < site.world.water->level + 0.05F) {
        continue;
      }
      places.push_back(world::translation({x, y - planting.sink * scale, z}) * world::turn_y(turn) *
                       world::turn_z(lean) * world::scaling(scale));
    }
  }
  return places;
}

void add_scatter(Site& site, const Planting& planting, std::string label,
                 std::shared_ptr<const world::Mesh> mesh,
                 std::shared_ptr<const world::Mesh> far_mesh, std::vector<Affine> places) {
  if (places.empty()) {
    return;
  }
  site.world.scatters.push_back({.label = std::move(label),
                                 .mesh = std::move(mesh),
                                 .far_mesh = std::move(far_mesh),
                                 .far_from = planting.far_from,
                                 .never_from = planting.never_from,
                                 .places = std::move(places),
                                 .casts_shadow = planting.casts_shadow});
}

/// Shares the spots out over the variants.
std::vector<std::vector<Affine>> dealt(const std::vector<Affine>& places, int variants,
                                       std::uint64_t salt) {
  std::vector<std::vector<Affine>> hands(static_cast<std::size_t>(std::max(variants, 1)));
  for (std::size_t i = 0; i < places.size(); ++i) {
    hands[mixed(salt + i) % hands.size()].push_back(places[i]);
  }
  return hands;
}

}  // namespace

float free_of_stage(const Site& site, float x, float z, float radius) {
  const Place& place = site.place;
  const float dx = std::max(0.0F, std::abs(x - place.stage.x) - place.stage_half_width);
  const float dz = std::max(0.0F, std::abs(z - place.stage.z) - place.stage_half_depth);
  if (std::hypot(dx, dz) < radius) {
    return 0;
  }
  const float ahead = place.stage.z + place.camera_distance + 1 - z;
  if (ahead > -3 && z > place.stage.z &&
      std::abs(x - place.stage.x) < radius + 1.0F + 0.62F * std::max(ahead, 0.0F) &&
      std::abs(x - place.stage.x) < place.stage_half_width + radius) {
    return 0;
  }
  for (const Route& route : place.routes) {
    if (distance_to(route, x, z) < radius + (route.kind == Route::Kind::path ? 0.8F : 3.4F)) {
      return 0;
    }
  }
  return 1;
}

void sow(Site& site, const Planting& planting, std::uint64_t salt) {
  if (is_excluded(site, planting.kind)) {
    return;
  }
  const std::uint64_t own = site.seed ^ mixed(salt);
  const auto hands = dealt(spots(site, planting, own), planting.variants, own);
  for (std::size_t i = 0; i < hands.size(); ++i) {
    models::ModelOrder order;
    order.kind = planting.kind;
    order.colour = planting.colour;
    order.seed = own + i;
    order.season = std::string(site.land.season);
    if (planting.is_lush) {
      order.traits.emplace_back("lush");
    }
    add_scatter(site, planting, planting.kind, models::mesh_of(models::build_model(order)),
                models::mesh_of(models::far_plant(order)), hands[i]);
  }
}

void sow_wood(Site& site, std::initializer_list<const char*> kinds, const Planting& like,
              std::uint64_t salt) {
  std::uint64_t number = 0;
  for (const char* kind : kinds) {
    Planting planting = like;
    planting.kind = kind;
    planting.spacing = like.spacing * std::sqrt(static_cast<float>(kinds.size()));
    sow(site, planting, salt + 101 * ++number);
  }
}

void sow_grass(Site& site, float reach, std::function<float(float, float)> density,
               std::uint64_t salt) {
  if (site.is_winter()) {
    return;  // under the snow
  }
  Planting grass;
  grass.kind = "grass";
  grass.colour = world::mix(site.land.grass, site.land.grass_dry, 0.45F) * 1.25F;
  grass.casts_shadow = false;
  grass.smallest = 0.6F;
  grass.largest = 1.25F;
  grass.variants = 3;
  // Thick where one sees blades, thin where they are a texture.
  struct Belt {
    float from, to, spacing;
  };
  const float camera = site.place.stage.z + site.place.camera_distance;
  for (const Belt belt : {Belt{-2.0F, 9.0F, 0.34F}, Belt{9.0F, reach, 0.75F}}) {
    grass.z0 = camera - belt.to;
    grass.z1 = camera - belt.from;
    grass.x0 = -0.85F * belt.to - 2;
    grass.x1 = 0.85F * belt.to + 2;
    grass.spacing = belt.spacing;
    grass.far_from = 11;
    grass.never_from = reach * 1.3F;
    grass.density = [&, density](float x, float z) {
      const float patch = 0.55F + 0.45F * fbm2(x * 0.25F, z * 0.25F, 2, salt);
      return off_ways(site, x, z) * patch * (density ? density(x, z) : 1.0F);
    };
    sow(site, grass, salt + static_cast<std::uint64_t>(belt.to));
  }
}

void sow_flowers(Site& site, float reach, float amount, std::uint64_t salt) {
  if (site.is_winter() || site.excludes("flower")) {
    return;
  }
  const bool is_autumn = site.land.season == "autumn";
  const float camera = site.place.stage.z + site.place.camera_distance;
  std::uint64_t number = 0;
  for (const char* kind : {"daisy", "poppy", "flower", "dandelion"}) {
    Planting flowers;
    flowers.kind = kind;
    flowers.casts_shadow = false;
    flowers.smallest = 0.7F;
    flowers.largest = 1.2F;
    flowers.spacing = 0.8F;
    flowers.variants = 1;
    flowers.x0 = -0.8F * reach;
    flowers.x1 = 0.8F * reach;
    flowers.z0 = camera - reach;
    flowers.z1 = camera + 1;
    flowers.far_from = 5;
    flowers.never_from = 1.2F * reach;
    flowers.faces_viewer = true;
    const std::uint64_t own = salt + 31 * ++number;
    flowers.density = [&, own](float x, float z) {
      const float drift = world::smooth_step(0.05F, 0.5F, fbm2(x * 0.16F, z * 0.16F, 2, own));
      return amount * (is_autumn ? 0.3F : 1.0F) * (0.06F + 0.6F * drift) *
             (std::hypot(x, 1.4F * z) < 1.6F ? 0.0F : 1.0F) * off_ways(site, x, z);
    };
    sow(site, flowers, own);
  }
}

}  // namespace kirin::engine::motion::places
