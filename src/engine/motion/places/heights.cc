// High, cold and stony places: mountains, snow, ice, canyon, volcano, cave.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/underground.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/volcano.h"
#include "engine/motion/places/waterside.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

Planting stones_about(float spacing, float largest, float amount, std::uint64_t salt) {
  Planting stones;
  stones.x0 = -34;
  stones.x1 = 34;
  stones.z0 = -50;
  stones.z1 = 6;
  stones.spacing = spacing;
  stones.smallest = 0.15F;
  stones.largest = largest;
  stones.density = [amount, salt](float x, float z) {
    return amount * (0.25F + 0.75F * world::smooth_step(0.0F, 0.45F, fbm2(x / 9, z / 9, 2, salt)));
  };
  return stones;
}

void build_mountains(Site& site) {
  frame(site, 1.5F, 0.02F);
  set_ground(site, grassland(site, 20, 0.5F));
  site.day.fog.density *= 0.6F;
  add_peaks(site, 640, 500, 0x401);
  Range foot;
  foot.form = RangeForm::wooded;
  foot.middle = {0, -5, -250};
  foot.half_width = 460;
  foot.depth = 220;
  foot.height = 66;
  foot.base = 0.22F;
  foot.peaks = {{-0.5F, 1, 0.25F}, {0.52F, 0.8F, 0.25F}};
  foot.seed = site.seed ^ 0x402U;
  foot.columns = 140;
  foot.rows = 18;
  add_range(site, foot);
  add_seat_stone(site, -2.5F, -0.7F, 1.0F, 0x40);
  add_tree_line(site, {"fir", "fir", "pine"}, 22, 210, 0x403, 0.9F);
  add_frame_trees(site, {"pine", "fir"}, 0x404);
  sow_stones(site, stones_about(2.6F, 2.2F, 0.5F, 0x405), 0x405);
  sow_grass(site, 22, {}, 0x406);
  sow_flowers(site, 16, 0.3F, 0x407);
}

void mountains_beside(Site& site) { add_peaks(site, 700, 300, 0x408); }

void make_wintry(Site& site) {
  site.land.snow_cover = 1;
  site.land.season = "winter";
}

/// Snow that the wind has laid in long drifts.
Land drifts(const Site& site, float hills) {
  const std::uint64_t salt = site.seed ^ 0x5A0FU;
  const auto wide = rolling(salt, hills, 0.3F);
  return {[wide, salt](float x, float z) {
            const float free = 1 - stage_mask(x, z, 5, 4);
            return wide(x, z) +
                   0.30F * free * (ridged2(x / 13 + 0.4F * z / 13, z / 5.5F, 2, salt) - 0.4F);
          },
          [colours = site.land, salt](Vec3 at, Vec3 normal) {
            const float grain = fbm2(at.x / 6, at.z / 6, 3, salt + 3);
            const float lee = world::smooth_step(0.97F, 0.80F, normal.y);
            Light colour =
                world::mix(colours.snow, colours.snow * Light{0.78F, 0.86F, 0.98F}, 0.6F * lee);
            return GroundPaint{colour * (0.96F + 0.05F * grain), Surface::snow};
          }};
}

void build_snowfield(Site& site) {
  make_wintry(site);
  frame(site, 1.45F, -0.01F);
  set_ground(site, drifts(site, 26));
  add_peaks(site, 900, 430, 0x411);
  add_ridges(site, 75, 0x412);
  add_tree_line(site, {"fir", "fir", "birch"}, 20, 230, 0x413, 1.1F);
  add_frame_trees(site, {"fir", "fir"}, 0x414);
  add_seat_stone(site, 2.5F, -0.8F, 0.9F, 0x41);
  sow_stones(site, stones_about(4, 1.3F, 0.25F, 0x415), 0x415);
}

void build_glacier(Site& site) {
  make_wintry(site);
  frame(site, 1.5F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x61ACU;
  Land land = drifts(site, 6);
  land.height = [own = land.height, salt](float x, float z) {
    // A shelf of ice; beyond its edge the sea.
    const float edge = z + 15 - 0.25F * x + 5 * fbm2(x / 14, z / 14, 3, salt);
    return world::mix(-7.0F, own(x, z) + 0.7F, world::smooth_step(-1.6F, 0.8F, edge));
  };
  set_ground(site, land);
  site.land.water_deep = from_srgb(0x10405A);
  site.land.water_shallow = from_srgb(0x74C4D4);
  site.world.water = sea(site, 0.2F, 0.05F);
  site.place.water_level = 0;
  site.place.swimming = {-3, 0, -24};
  site.place.stage.y = land.height(0, 0);
  add_water_route(site, -46, 0);
  LandColours ice = site.land;
  ice.rock = from_srgb(0x9CD0E4);
  ice.rock_light = from_srgb(0xD8EEF6);
  ice.grass = site.land.snow;
  Dice dice = site.dice(0x421);
  for (int i = 0; i < 16; ++i) {  // floes and bergs
    const float z = dice.between(-190, -24);
    const float x = z * dice.between(-0.8F, 0.8F);
    const float size = (2 + 0.05F * -z) * dice.between(0.7F, 2.2F);
    world::Mesh berg;
    world::append(berg, stone_mesh(ice, site.seed + static_cast<std::uint64_t>(i)),
                  world::translation({x, 0.10F * size, z}) * world::turn_y(dice.between(0, 6)) *
                      world::scaling(Vec3{1.5F, dice.between(0.5F, 1.3F), 1.2F} * size));
    for (world::Vertex& v : berg.vertices) {
      v.surface = Surface::ice;
    }
    add_part(site, "iceberg", std::move(berg), true);
  }
  Range wall;
  wall.form = RangeForm::ice;
  wall.middle = {120, -2, -360};
  wall.half_width = 620;
  wall.depth = 260;
  wall.height = 58;
  wall.base = 0.6F;
  wall.peaks = {{-0.4F, 1, 0.3F}, {0.45F, 0.9F, 0.3F}};
  wall.seed = salt;
  wall.rows = 40;
  add_range(site, wall);
  add_peaks(site, 1100, 300, 0x422);
  add_seat_stone(site, 2.6F, -0.8F, 0.9F, 0x42);
}

void build_canyon(Site& site) {
  if (site.scene.setting_colours.empty()) {
    site.land.rock = from_srgb(0x9A4A2A);
    site.land.rock_light = from_srgb(0xDB8E58);
    site.land.sand = from_srgb(0xC88A5A);
  }
  frame(site, 1.6F, 0.0F);
  const std::uint64_t salt = site.seed ^ 0xCA91U;
  Land land;
  land.height = rolling(salt, 9, 0.35F);
  land.paint = [colours = site.land, salt](Vec3 at, Vec3 normal) {
    const float grain = fbm2(at.x / 5, at.z / 5, 4, salt);
    GroundPaint paint{
        world::mix(colours.sand, colours.rock, std::clamp(0.3F + 0.6F * grain, 0.0F, 1.0F)) *
            (0.95F + 0.1F * grain),
        Surface::sand};
    return snowed(colours, paint, at, normal, salt);
  };
  set_ground(site, land);
  struct Wall {
    float x, z, half_width, height;
    std::uint64_t salt;
  };
  for (const Wall wall :
       {Wall{-190, -90, 170, 92, 1}, Wall{215, -150, 180, 110, 2}, Wall{-60, -420, 260, 120, 3},
        Wall{330, -520, 330, 150, 4}, Wall{-420, -620, 360, 170, 5}}) {
    Range range;
    range.form = RangeForm::table;
    range.middle = {wall.x, -1, wall.z};
    range.half_width = wall.half_width;
    range.depth = 0.9F * wall.half_width;
    range.height = wall.height;
    range.base = 0.25F;
    range.peaks = {{-0.3F, 1, 0.35F}, {0.4F, 0.85F, 0.3F}};
    range.columns = 110;
    range.rows = 64;
    range.seed = salt + wall.salt;
    add_range(site, range);
  }
  add_seat_stone(site, 2.6F, -0.8F, 1.0F, 0x43);
  sow_stones(site, stones_about(2.4F, 2.6F, 0.5F, 0x431), 0x431);
  Planting shrubs;
  shrubs.kind = "shrub";
  shrubs.x0 = -30;
  shrubs.x1 = 30;
  shrubs.z0 = -50;
  shrubs.z1 = 4;
  shrubs.spacing = 3;
  shrubs.far_from = 16;
  shrubs.density = [&site](float x, float z) { return 0.35F * free_of_stage(site, x, z, 0.9F); };
  sow(site, shrubs, 0x432);
}

}  // namespace

std::span<const Setting> heights() {
  static constexpr std::array kSettings = {
      Setting{"mountains", build_mountains, mountains_beside},
      Setting{"snowfield", build_snowfield, mountains_beside},
      Setting{"glacier", build_glacier, mountains_beside},
      Setting{"arctic", build_glacier, mountains_beside},
      Setting{"canyon", build_canyon},
      Setting{"volcano", build_volcano, volcano_beside},
      Setting{"cave", build_cave},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
