#include "engine/motion/places/waterside.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "engine/motion/models/plants/plants.h"
#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {

using world::Light;
using world::Surface;
using world::Vec3;

namespace {

/// Water takes the hour's colours: what it is itself is seen by daylight only.
world::Water coloured_water(const Site& site) {
  world::Water water;
  const float day =
      std::clamp(luminance(site.day.light.key + site.day.light.sky) / 2.6F, 0.05F, 1.0F);
  const Light air = site.day.sky.middle * 0.5F + site.day.sky.horizon * 0.5F;
  water.deep = world::mix(site.land.water_deep * day, air * site.land.water_deep * 1.4F, 0.35F);
  water.shallow = world::mix(site.land.water_shallow * day, air * site.land.water_shallow, 0.35F);
  return water;
}

}  // namespace

world::Water sea(const Site& site, float waves, float foam) {
  world::Water water = coloured_water(site);
  const auto wind = static_cast<float>(site.scene.weather.wind);
  const bool is_storm = site.scene.weather.has_lightning || site.scene.weather.id == "storm";
  water.waves = std::min(2.0F, waves * (0.55F + 1.5F * wind) + (is_storm ? 0.9F : 0));
  water.foam = std::min(1.0F, foam + (is_storm ? 0.2F : 0));
  water.clarity = is_storm ? 1.5F : 4;
  return water;
}

world::Water still_water(const Site& site, float waves) {
  world::Water water = coloured_water(site);
  water.waves = waves * (0.5F + 1.6F * static_cast<float>(site.scene.weather.wind));
  water.clarity = 2.2F;
  return water;
}

std::function<GroundPaint(Vec3, Vec3)> bank_paint(const Site& site, float level,
                                                  std::uint64_t salt) {
  return [colours = site.land, level, salt](Vec3 at, Vec3 normal) {
    GroundPaint grass = grassy_ground(colours, at, normal, salt);
    const float over = at.y - level + 0.10F * fbm2(at.x / 2, at.z / 2, 3, salt + 11);
    const float bare = 1 - world::smooth_step(0.10F, 0.30F, over);
    const float wet = 1 - world::smooth_step(-0.05F, 0.12F, over);
    const float grain = fbm2(at.x * 2.1F, at.z * 2.1F, 2, salt + 12);
    const Light pebbles =
        world::mix(colours.rock_light, colours.sand, 0.45F + 0.3F * grain) * (0.9F + 0.2F * grain);
    grass.colour = world::mix(grass.colour, pebbles * (1 - 0.45F * wet), bare);
    grass.surface = bare > 0.5F ? Surface::soil : grass.surface;
    return grass;
  };
}

void add_water_route(Site& site, float z, float level) {
  Route route;
  route.kind = Route::Kind::water;
  for (int i = -6; i <= 6; ++i) {
    route.points.push_back({25.0F * static_cast<float>(i), level, z});
  }
  site.place.routes.push_back(std::move(route));
}

void sow_waterside(Site& site, std::uint64_t salt) {
  const float level = site.world.water ? site.world.water->level : 0;
  Planting reeds;
  reeds.kind = "reed";
  reeds.x0 = -40;
  reeds.x1 = 40;
  reeds.z0 = -42;
  reeds.z1 = 4;
  reeds.spacing = 0.75F;
  reeds.far_from = 9;
  reeds.never_from = 75;
  reeds.casts_shadow = false;
  reeds.smallest = 0.6F;
  reeds.largest = 1.15F;
  const auto ground = site.place.ground;
  reeds.density = [&site, ground, level, salt](float x, float z) {
    const float over = ground(x, z) - level;
    const float aside =
        world::smooth_step(0.16F, 0.34F, std::abs(x + 0.6F) / std::max(1.0F, 8 - z));
    const float patch = world::smooth_step(-0.05F, 0.3F, fbm2(x / 5, z / 5, 2, salt));
    return over > 0.05F && over < 0.30F ? aside * patch * free_of_stage(site, x, z, 1.0F) : 0.0F;
  };
  sow(site, reeds, salt + 1);
  if (site.is_winter() || site.excludes("water_lily")) {
    return;
  }
  // Pads float: they are not sown on ground.
  models::ModelOrder order;
  order.kind = "water_lily";
  order.seed = site.seed;
  std::vector<world::Affine> pads;
  Dice dice = site.dice(salt + 2);
  for (int i = 0; i < 420; ++i) {
    const float x = dice.between(-17, 17);
    const float z = dice.between(-24, -4);
    const float scale = dice.between(0.7F, 1.3F);
    const float turn = dice.between(0, 6.28F);
    const float over = ground(x, z) - level;
    const bool is_shallow = over < -0.12F && over > -1.4F;
    if (is_shallow && fbm2(x / 4, z / 4, 2, salt + 3) > 0.12F && std::abs(x) > 0.13F * (8 - z)) {
      pads.push_back(world::translation({x, level + 0.02F, z}) * world::turn_y(turn) *
                     world::scaling(scale));
    }
  }
  if (!pads.empty()) {
    site.world.scatters.push_back({.label = "water_lily",
                                   .mesh = models::mesh_of(models::build_model(order)),
                                   .far_mesh = nullptr,
                                   .never_from = 60,
                                   .places = std::move(pads),
                                   .casts_shadow = false});
  }
}

void add_palms(Site& site, std::uint64_t salt) {
  Planting palms;
  palms.kind = "palm";
  palms.x0 = -60;
  palms.x1 = -4;
  palms.z0 = -60;
  palms.z1 = 3;
  palms.spacing = 4.6F;
  palms.far_from = 45;
  palms.variants = 3;
  palms.smallest = 0.9F;
  palms.largest = 1.25F;
  palms.density = [&site, ground = site.place.ground](float x, float z) {
    const float high = world::smooth_step(0.05F, 0.20F, ground(x, z));
    return 0.75F * high * world::smooth_step(4.5F, 8, -x) * free_of_stage(site, x, z, 1.5F);
  };
  sow(site, palms, salt);
  add_frame_trees(site, {"palm"}, salt + 1);
}

world::Mesh cliff_mesh(const LandColours& colours, Vec3 foot, float width, float height,
                       std::uint64_t seed) {
  world::Mesh mesh;
  constexpr int kColumns = 96;
  constexpr int kRows = 36;
  const auto point = [&](float column, float row) {
    const float u = 2 * column / kColumns - 1;
    const float v = row / kRows;
    const float x = u * 0.5F * width;
    const float y = v * height;
    const float ledge = 1.3F * fbm2(x / 9, y / 1.9F, 3, seed);
    const float column_form = 2.6F * ridged2(x / 6.5F, y / 26, 3, seed + 4);
    const float back = 0.22F * y + (v > 0.93F ? 14 * (v - 0.93F) / 0.07F : 0);
    return foot + Vec3{x, y + (v > 0.93F ? 0.9F * fbm2(x / 5, y, 2, seed + 6) : 0),
                       column_form + ledge - back - 0.035F * std::abs(x)};
  };
  for (int r = 0; r <= kRows; ++r) {
    for (int c = 0; c <= kColumns; ++c) {
      const auto fc = static_cast<float>(c);
      const auto fr = static_cast<float>(r);
      world::Vertex v;
      v.position = point(fc, fr);
      v.normal = world::normalized(world::cross(point(fc + 0.5F, fr) - point(fc - 0.5F, fr),
                                                point(fc, fr + 0.5F) - point(fc, fr - 0.5F)));
      const float grain = fbm2(v.position.x / 2.2F, v.position.y / 0.7F, 3, seed + 9);
      v.colour = world::mix(colours.rock, colours.rock_light,
                            std::clamp(0.45F + 0.6F * grain, 0.0F, 1.0F));
      const float moss = world::smooth_step(0.35F, 0.75F, v.normal.y + 0.3F * grain);
      v.colour = world::mix(v.colour, colours.grass * 0.8F, 0.8F * moss);
      v.colour = world::mix(v.colour, colours.snow, colours.snow_cover * moss);
      v.surface = moss > 0.6F ? Surface::grass : Surface::rock;
      mesh.vertices.push_back(v);
    }
  }
  for (std::uint32_t r = 0; r < kRows; ++r) {
    for (std::uint32_t c = 0; c < kColumns; ++c) {
      const std::uint32_t i = r * (kColumns + 1) + c;
      const std::uint32_t up = i + kColumns + 1;
      mesh.indices.insert(mesh.indices.end(), {i, i + 1, up + 1, i, up + 1, up});
    }
  }
  return mesh;
}

namespace {

/// White water: a sheet with strands, and drops that fall along it.
void add_fall(Site& site, Vec3 lip, float width, float height, std::uint64_t salt) {
  world::Mesh sheet;
  constexpr int kColumns = 26;
  constexpr int kRows = 14;
  const Light white{0.80F, 0.88F, 0.93F};
  for (int r = 0; r <= kRows; ++r) {
    for (int c = 0; c <= kColumns; ++c) {
      const float u = 2 * static_cast<float>(c) / kColumns - 1;
      const float t = static_cast<float>(r) / kRows;
      world::Vertex v;
      const float strand = noise2(u * 9, 0.4F * t, salt);
      v.position = lip + Vec3{0.5F * width * u * (1 + 0.25F * t), -height * t,
                              1.1F * std::sqrt(t) + 0.22F * strand - 0.5F * u * u};
      v.normal = world::normalized({0.35F * strand + 0.3F * u, 0.25F, 1});
      v.colour = world::mix(white * Light{0.62F, 0.78F, 0.86F}, white,
                            std::clamp(0.5F + 0.6F * strand + 0.2F * t, 0.0F, 1.0F));
      v.surface = Surface::snow;
      sheet.vertices.push_back(v);
    }
  }
  for (std::uint32_t r = 0; r < kRows; ++r) {
    for (std::uint32_t c = 0; c < kColumns; ++c) {
      const std::uint32_t i = r * (kColumns + 1) + c;
      const std::uint32_t down = i + kColumns + 1;
      sheet.indices.insert(sheet.indices.end(), {i, down, down + 1, i, down + 1, i + 1});
    }
  }
  add_part(site, "waterfall", std::move(sheet));
  const Light spray = (site.day.light.sky * 1.1F + site.day.light.key * 0.28F);
  site.world.sprites.push_back([lip, width, height, spray, seed = site.seed ^ salt](
                                   double seconds, Vec3, std::vector<world::Sprite>& out) {
    constexpr int kDrops = 420;
    const float flight = std::sqrt(2 * height / 9.81F);
    for (int i = 0; i < kDrops; ++i) {
      const float run = static_cast<float>(seconds) / flight + hashed_unit(i, seed);
      const float age = run - std::floor(run);
      const int turn = i + 419 * static_cast<int>(std::floor(run));
      const float u = 2 * hashed_unit(turn, seed + 1) - 1;
      const float t = age * flight;
      world::Sprite drop;
      drop.at = lip + Vec3{0.5F * width * u * (1 + 0.25F * age), -0.5F * 9.81F * t * t,
                           0.35F + 1.1F * age + 0.5F * hashed_unit(turn, seed + 2)};
      drop.streak = {0, -std::min(1.5F, 0.12F * 9.81F * t + 0.3F), 0};
      drop.radius = 0.035F + 0.05F * hashed_unit(turn, seed + 3);
      drop.colour = spray * (0.9F + 0.3F * hashed_unit(turn, seed + 4));
      drop.opacity = 0.42F;
      out.push_back(drop);
    }
  });
  site.world.sprites.push_back(plume({.from = lip + Vec3{0, -height + 0.3F, 1.8F},
                                      .scatter = {0.55F * width, 0.2F, 0.8F},
                                      .velocity = {0.2F, 1.1F, 0.6F},
                                      .seconds = 3.5F,
                                      .young_radius = 0.5F,
                                      .radius = 2.6F,
                                      .count = 46,
                                      .colour = spray,
                                      .old_colour = spray,
                                      .opacity = 0.26F},
                                     site.seed ^ (salt + 5)));
}

}  // namespace

void build_waterfall(Site& site) {
  frame(site, 1.6F, 0.03F);
  const std::uint64_t salt = site.seed ^ 0xFA11U;
  Land land;
  land.height = [salt](float x, float z) {
    // A pool under the cliff that runs off to the left in front of the stage.
    const float pool = std::hypot((x + 2) / 1.5F, z + 17) - 8.2F;
    const float brook = std::abs(z + 7.5F + 0.20F * x + 0.9F * noise2(x / 6, 0, salt)) - 2.0F +
                        0.35F * std::max(0.0F, x);
    const float wet = std::min(pool, brook) + 0.5F * fbm2(x / 3, z / 3, 2, salt + 1);
    const float bank = wet > 0 ? 0.34F * (1 - std::exp(-0.6F * wet)) : std::max(-2.2F, 0.5F * wet);
    const float sides =
        world::smooth_step(11, 26, std::abs(x)) * (4.5F + 3 * fbm2(x / 8, z / 8, 3, salt + 2));
    const float free = 1 - stage_mask(x, z, 4, 2.6F);
    return world::mix(0.3F, bank + sides + 0.12F * fbm2(x / 2, z / 2, 3, salt + 3),
                      std::max(free, 0.1F));
  };
  land.paint = bank_paint(site, 0, salt);
  set_ground(site, land);
  site.world.water = still_water(site, 0.35F);
  site.world.water->flow = {-0.8F, 0, 0.5F};
  site.world.water->foam = 0.25F;
  site.place.water_level = 0;
  site.place.swimming = {-2, 0, -13};
  site.place.stage_half_depth = 2.2F;
  add_part(site, "cliff", cliff_mesh(site.land, {0, -1, -27}, 110, 21, salt), true);
  const float shift = site.aspect < 1 ? 0.0F : -2.5F;
  add_fall(site, {shift, 18.6F, -27.4F}, 5.2F, 18.6F, 0x361);
  add_fall(site, {shift + 7.5F, 17.2F, -27.6F}, 1.8F, 17.2F, 0x362);
  add_seat_stone(site, 2.5F, -0.5F, 0.95F, 0x35);
  Planting stones;
  stones.x0 = -22;
  stones.x1 = 22;
  stones.z0 = -26;
  stones.z1 = 4;
  stones.spacing = 1.7F;
  stones.smallest = 0.25F;
  stones.largest = 2.4F;
  stones.density = [ground = site.place.ground](float x, float z) {
    const float y = ground(x, z);
    return y > -0.8F && y < 0.26F ? 0.6F : 0.05F;
  };
  sow_stones(site, stones, 0x363);
  Planting ferns;
  ferns.kind = "fern";
  ferns.x0 = -20;
  ferns.x1 = 20;
  ferns.z0 = -24;
  ferns.z1 = 5;
  ferns.spacing = 1.3F;
  ferns.variants = 3;
  ferns.density = [&site, ground = site.place.ground](float x, float z) {
    return ground(x, z) > 0.3F ? 0.5F * free_of_stage(site, x, z, 1) : 0.0F;
  };
  sow(site, ferns, 0x364);
  add_frame_trees(site, {"tree", "birch"}, 0x365);
  add_tree_line(site, {"fir", "tree", "birch"}, 13, 34, 0x366, 1.6F);
  sow_grass(site, 14, {}, 0x367);
}

void waterfall_beside(Site& site) {
  if (!site.place.has_ground) {
    return;
  }
  const Vec3 foot{18, site.place.ground(18, -60) - 1, -60};
  add_part(site, "cliff", cliff_mesh(site.land, foot, 60, 26, site.seed ^ 0x371U));
  add_fall(site, foot + Vec3{0, 24, 0.6F}, 4.5F, 24, 0x372);
}

}  // namespace kirin::engine::motion::places
