// Land by the water: beach, ocean, island, lake, river, swamp.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/waterside.h"
#include "engine/motion/places/ways.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {
namespace {

using world::Light;
using world::Surface;
using world::Vec3;

/// Dry sand, wet sand towards the water, the bed below it.
GroundPaint sandy(const LandColours& colours, Vec3 at, Vec3 normal, float level,
                  std::uint64_t salt) {
  const float wide = fbm2(at.x / 7, at.z / 7, 3, salt);
  const float ripple = fbm2(at.x * 1.1F, at.z * 3.1F, 2, salt + 5);
  const float over = at.y - level + 0.05F * wide;
  const Light dry = colours.sand * (0.95F + 0.09F * wide + 0.05F * ripple);
  const Light wet = colours.sand * Light{0.50F, 0.47F, 0.44F};
  GroundPaint paint{world::mix(wet, dry, world::smooth_step(0.04F, 0.30F, over)), Surface::sand};
  return over > 0.35F ? snowed(colours, paint, at, normal, salt) : paint;
}

void build_beach(Site& site) {
  frame(site, 1.45F, -0.02F);
  site.place.camera_height = 1.35F;
  Land land;
  const std::uint64_t salt = site.seed ^ 0xBEACU;
  land.height = [salt](float x, float z) {
    // The water line runs away from the left to the right; a headland closes the bay.
    const float shore = z + 7.5F - 0.80F * x + 1.6F * fbm2(x / 14, z / 14, 2, salt);
    const float slope =
        shore > 0 ? 0.34F * (1 - std::exp(-0.20F * shore)) : std::max(-9.0F, 0.055F * shore);
    const float behind =
        world::smooth_step(10, 40, shore) * (1.6F + fbm2(x / 11, z / 11, 3, salt + 2));
    const float head = 15 * world::smooth_step(0.55F, 1.0F, (x - 30) / 60) *
                       world::smooth_step(-170, -60, z) *
                       (0.8F + 0.5F * fbm2(x / 22, z / 22, 4, salt + 3));
    const float free = 1 - stage_mask(x, z, 5, 3.5F);
    return world::mix(0.22F, slope + behind + std::max(0.0F, head), std::max(free, 0.12F)) +
           0.05F * free * fbm2(x / 3, z / 3, 3, salt + 4);
  };
  land.paint = [colours = site.land, salt](Vec3 at, Vec3 normal) {
    GroundPaint sand = sandy(colours, at, normal, 0, salt);
    const float green =
        world::smooth_step(1.1F, 2.4F, at.y + 0.6F * fbm2(at.x / 5, at.z / 5, 2, salt + 8));
    if (green <= 0) {
      return sand;
    }
    const GroundPaint grass = grassy_ground(colours, at, normal, salt);
    return GroundPaint{world::mix(sand.colour, grass.colour, green),
                       green > 0.5F ? grass.surface : sand.surface};
  };
  set_ground(site, land);
  site.world.water = sea(site, 0.45F, 0.85F);
  site.place.water_level = 0;
  site.place.swimming = {2.5F, 0, -15};
  site.place.stage_half_width = 5;
  add_water_route(site, -48, 0);
  Range cape;
  cape.form = RangeForm::wooded;
  cape.middle = {820, -3, -900};
  cape.half_width = 620;
  cape.depth = 420;
  cape.height = 120;
  cape.base = 0.12F;
  cape.peaks = {{-0.1F, 0.8F, 0.3F}, {0.4F, 1, 0.3F}};
  cape.seed = site.seed ^ 3;
  add_range(site, cape);
  if (!site.is_winter()) {
    add_palms(site, 0x301);
  }
  add_seat_stone(site, 2.6F, -0.9F, 0.85F, 0x30);
  Planting stones;
  stones.x0 = -14;
  stones.x1 = 34;
  stones.z0 = -40;
  stones.z1 = 5;
  stones.spacing = 3.4F;
  stones.smallest = 0.12F;
  stones.largest = 1.9F;
  stones.density = [salt](float x, float z) {
    return 0.08F + 0.9F * world::smooth_step(0.15F, 0.45F, fbm2(x / 9, z / 9, 2, salt + 9)) *
                       world::smooth_step(3, 9, x);
  };
  sow_stones(site, stones, 0x302);
}

void build_ocean(Site& site) {
  frame(site, 2.0F, -0.05F);
  const std::uint64_t salt = site.seed ^ 0x0CEA9U;
  site.place.ground = [salt](float x, float z) { return -24 + 3 * fbm2(x / 40, z / 40, 2, salt); };
  site.place.has_ground = false;
  site.world.water = sea(site, 0.95F, 0.22F);
  site.place.water_level = 0;
  site.place.stage = {0, 0, 0};
  site.place.swimming = {0, 0, 0};
  site.place.stage_half_width = 16;
  site.place.stage_half_depth = 8;
  site.place.camera_distance *= 1.1F;
  add_water_route(site, 0, 0);
  if (site.dice(0x311).unit() < 0.6F) {
    Range isle;
    isle.form = RangeForm::wooded;
    isle.middle = {-700, -5, -1700};
    isle.half_width = 520;
    isle.depth = 300;
    isle.height = 110;
    isle.base = 0.05F;
    isle.peaks = {{-0.2F, 1, 0.22F}, {0.35F, 0.6F, 0.25F}};
    isle.seed = salt;
    add_range(site, isle);
  }
}

void build_island(Site& site) {
  frame(site, 1.5F, -0.03F);
  const std::uint64_t salt = site.seed ^ 0x15AU;
  Land land;
  land.height = [salt](float x, float z) {
    const float r = std::hypot(x - 2.0F, 1.15F * (z + 2)) + 2.2F * fbm2(x / 9, z / 9, 2, salt);
    const float dome = 0.9F - 0.0042F * r * r;
    const float crest = 1.5F * std::exp(-((x - 7) * (x - 7) + (z + 9) * (z + 9)) / 30);
    const float free = 1 - stage_mask(x, z, 4, 3);
    return std::max(-8.0F, world::mix(0.85F, dome + crest, free));
  };
  land.paint = [colours = site.land, salt](Vec3 at, Vec3 normal) {
    const GroundPaint sand = sandy(colours, at, normal, 0, salt);
    const float green =
        world::smooth_step(1.0F, 1.8F, at.y + 0.4F * fbm2(at.x / 3, at.z / 3, 2, salt));
    return GroundPaint{world::mix(sand.colour, colours.grass, green),
                       green > 0.5F ? Surface::grass : Surface::sand};
  };
  set_ground(site, land);
  site.land.water_shallow = world::from_srgb(0x6FCFC4);
  site.world.water = sea(site, 0.3F, 0.7F);
  site.place.water_level = 0;
  site.place.swimming = {-6, 0, -19};
  site.place.farthest_camera = 12;
  add_water_route(site, -42, 0);
  add_seat_stone(site, -2.6F, -0.8F, 0.8F, 0x31);
  Planting palms;
  palms.kind = "palm";
  palms.x0 = 1.5F;
  palms.x1 = 13;
  palms.z0 = -15;
  palms.z1 = -2.5F;
  palms.spacing = 3.1F;
  palms.far_from = 60;
  palms.variants = 3;
  palms.density = [&site](float x, float z) { return 0.75F * free_of_stage(site, x, z, 1); };
  sow(site, palms, 0x321);
  Planting bushes = palms;
  bushes.kind = "bush";
  bushes.spacing = 2.2F;
  bushes.far_from = 30;
  sow(site, bushes, 0x322);
  for (const float side : {-1.0F, 1.0F}) {
    Range isle;
    isle.form = RangeForm::wooded;
    isle.middle = {side * 420 - 60, -3, -700 - 200 * side};
    isle.half_width = 230;
    isle.depth = 150;
    isle.height = 62;
    isle.base = 0.04F;
    isle.peaks = {{-0.15F, 1, 0.25F}, {0.4F, 0.55F, 0.22F}};
    isle.seed = salt + static_cast<std::uint64_t>(side + 2);
    isle.columns = 90;
    add_range(site, isle);
  }
}

/// The shore that lakes share: grass in front, water behind it, land all round.
std::function<float(float, float)> lake_bed(std::uint64_t salt, float near_shore, float far_shore) {
  return [=](float x, float z) {
    const float wobble = 4 * fbm2(x / 26, z / 26, 3, salt);
    const float in_front = z + near_shore - 0.10F * x + 0.3F * wobble;
    const float behind = -far_shore - z + 2.5F * wobble;
    const float beside = std::abs(x) - 150 + 3 * wobble;
    const float shore = std::max({in_front, behind, beside});
    const float bank =
        shore > 0 ? 0.40F * (1 - std::exp(-0.45F * shore)) + 0.05F * std::max(0.0F, shore - 20)
                  : std::max(-5.0F, 0.16F * shore);
    const float hills = world::smooth_step(10, 120, std::max(behind, beside)) *
                        (8 + 14 * fbm2(x / 90, z / 90, 4, salt + 4));
    const float free = 1 - stage_mask(x, z, 5, 3);
    return world::mix(0.34F, bank + hills, std::max(free, 0.05F)) +
           (shore > 0 ? 0.10F * free * fbm2(x / 6, z / 6, 2, salt + 7) : 0.0F);
  };
}

void build_lake(Site& site) {
  frame(site, 1.45F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x1ACEU;
  Land land{lake_bed(salt, 4.6F, 175), bank_paint(site, 0, salt)};
  set_ground(site, land);
  site.world.water = still_water(site, 0.12F);
  site.place.water_level = 0;
  site.place.swimming = {-1.5F, 0, -13};
  add_water_route(site, -26, 0);
  add_seat_stone(site, 2.5F, -0.6F, 0.9F, 0x32);
  add_peaks(site, 900, 520, 0x331);
  add_ridges(site, 52, 0x332);
  add_tree_line(site, {"fir", "pine", "birch"}, 150, 330, 0x333, 1.8F);
  add_frame_trees(site, {"birch", "fir"}, 0x334);
  sow_waterside(site, 0x335);
  sow_grass(site, 20, {}, 0x336);
  sow_flowers(site, 12, 0.25F, 0x337);
}

void build_river(Site& site) {
  frame(site, 1.6F, -0.04F);
  const std::uint64_t salt = site.seed ^ 0x91FEU;
  const auto hills = rolling(salt, 26, 0.3F);
  Dice dice = site.dice(0x341);
  const float a = dice.between(0.85F, 1.2F);
  const auto river =
      std::make_shared<const Way>(make_way(Route::Kind::water,
                                           {{-120, 0, 6},
                                            {-50, 0, -2},
                                            {-20, 0, -7.6F},
                                            {0, 0, -9},
                                            {18, 0, -12},
                                            {30 * a, 0, -24},
                                            {24, 0, -44},
                                            {-4 * a, 0, -62},
                                            {-22, 0, -90},
                                            {-2, 0, -130},
                                            {40, 0, -180},
                                            {60, 0, -260}},
                                           5.2F, [](float, float) { return -0.5F; }));
  Land land;
  land.height = [hills, river](float x, float z) {
    const float away = distance_to(*river, x, z);
    const float valley = world::smooth_step(6.0F, 46, away);
    const float bed = world::smooth_step(6.4F, 4.0F, away);
    return hills(x, z) * (0.10F + 0.90F * valley) - 1.9F * bed;
  };
  land.paint = bank_paint(site, -0.5F, salt);
  set_ground(site, land);
  site.world.water = still_water(site, 0.22F);
  site.world.water->level = -0.5F;
  site.world.water->flow = {0.9F, 0, 0.2F};
  site.world.water->foam = 0.15F;
  site.place.water_level = -0.5F;
  site.place.swimming = {0, -0.5F, -9};
  site.place.routes.push_back({.kind = Route::Kind::water, .points = river->line});
  site.place.stage_half_depth = 2.6F;
  add_seat_stone(site, -2.6F, -0.7F, 0.9F, 0x33);
  add_ridges(site, 95, 0x342);
  add_tree_line(site, {"willow", "tree", "birch"}, 20, 200, 0x343, 1.2F);
  add_frame_trees(site, {"willow", "birch"}, 0x344);
  sow_waterside(site, 0x345);
  Planting stones;
  stones.x0 = -24;
  stones.x1 = 26;
  stones.z0 = -22;
  stones.z1 = 0;
  stones.spacing = 1.7F;
  stones.smallest = 0.15F;
  stones.largest = 1.3F;
  stones.density = [river](float x, float z) {
    const float away = distance_to(*river, x, z);
    return away > 3.4F && away < 7.5F ? 0.55F : 0.0F;
  };
  site.place.routes.back().points = river->line;
  sow_stones(site, stones, 0x346);
  sow_grass(site, 22, {}, 0x347);
  sow_flowers(site, 14, 0.25F, 0x348);
}

void build_swamp(Site& site) {
  frame(site, 1.45F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x5A3BU;
  site.land.water_deep = world::from_srgb(0x1E2E1A);
  site.land.water_shallow = world::from_srgb(0x5A6A38);
  site.land.grass = world::mix(site.land.grass, world::from_srgb(0x56642E), 0.6F);
  Land land;
  land.height = [salt](float x, float z) {
    const float free = 1 - stage_mask(x, z, 4, 2.6F);
    const float pool = 0.9F * world::smooth_step(5.0F, 1.5F, std::hypot(x + 3, z + 9));
    const float hummocks = -pool + 0.75F * fbm2(x / 7, z / 7, 3, salt) - 0.12F +
                           0.25F * world::smooth_step(60, 140, -z);
    return world::mix(0.22F, hummocks, free);
  };
  land.paint = bank_paint(site, 0, salt);
  set_ground(site, land);
  site.world.water = still_water(site, 0.05F);
  site.world.water->clarity = 0.7F;
  site.place.water_level = 0;
  site.place.swimming = {-3, 0, -9};
  site.day.fog.density = std::max(site.day.fog.density, 0.009F);
  site.day.fog.falloff = 0.03F;
  site.day.fog.colour = world::mix(
      site.day.fog.colour, world::from_srgb(0x9AA88A) * luminance(site.day.sky.horizon), 0.4F);
  add_log(site, 2.4F, -0.9F, 2.2F, 0.4F, 0x34);
  add_tree_line(site, {"dead_tree", "willow", "dead_tree", "tree"}, 13, 100, 0x351, 1.4F);
  add_frame_trees(site, {"dead_tree", "willow"}, 0x352);
  sow_waterside(site, 0x353);
  sow_grass(site, 16, {}, 0x354);
  add_mist(site, 0.6F, site.day.fog.colour, 40, 0x355);
}

void sea_beside(Site& site) {
  // A strip of sea at the foot of the distance.
  if (!site.world.water && site.place.has_ground) {
    site.world.water = sea(site, 0.4F, 0.3F);
    site.world.water->level = -3.2F;
  }
}

}  // namespace

std::span<const Setting> shores() {
  static constexpr std::array kSettings = {
      Setting{"beach", build_beach, sea_beside},
      Setting{"ocean", build_ocean, sea_beside},
      Setting{"island", build_island},
      Setting{"lake", build_lake},
      Setting{"river", build_river},
      Setting{"swamp", build_swamp},
      Setting{"waterfall", build_waterfall, waterfall_beside},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
