// Dry land: desert, savanna.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/vegetation.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;
using world::Vec3;

/// Dunes: waves across the wind, gentle before the crest and steep behind it (Bagnold 1941).
float dunes(float x, float z, float wave, std::uint64_t salt) {
  const float bend = 0.9F * fbm2(x / (2.2F * wave), z / (2.2F * wave), 3, salt);
  const float along = (0.45F * x + z) / wave + bend;
  const float cell = along - std::floor(along);
  const float crest = 0.68F;
  const float shape = cell < crest
                          ? world::smooth_step(0.0F, 1.15F, cell / crest) * 1.03F
                          : 1 - world::smooth_step(0.0F, 1.0F, (cell - crest) / (1 - crest));
  const float high = 0.55F + 0.45F * fbm2(x / (1.6F * wave), z / (1.6F * wave), 2, salt + 7);
  return shape * high;
}

void build_desert(Site& site) {
  frame(site, 1.5F, -0.015F);
  if (site.scene.setting_colours.empty()) {
    site.land.sand = world::mix(site.land.sand, from_srgb(0xE0A868), 0.55F);
  }
  const std::uint64_t salt = site.seed ^ 0xDE5EU;
  Land land;
  land.height = [salt](float x, float z) {
    const float free = 1 - stage_mask(x, z, 5, 4);
    const float away = std::hypot(x, z);
    const float near = 0.9F * dunes(x, z, 15, salt) * (1 - world::smooth_step(20, 60, away));
    const float far = 13 * world::smooth_step(16, 120, away) * dunes(x, z, 74, salt + 3) +
                      30 * world::smooth_step(120, 500, away) * dunes(x, z, 230, salt + 5);
    return free * (near + far) - 0.15F * free;
  };
  land.paint = [colours = site.land, salt](Vec3 at, Vec3 normal) {
    const float wide = fbm2(at.x / 30, at.z / 30, 3, salt + 8);
    const float ripple =
        std::sin(7.5F * (0.45F * at.x + at.z) + 3 * fbm2(at.x / 3, at.z / 3, 2, salt + 9));
    const float near = 1 - world::smooth_step(10, 26, std::hypot(at.x, at.z - 6));
    GroundPaint paint{colours.sand * (0.97F + 0.07F * wide + 0.045F * ripple * near),
                      Surface::sand};
    return snowed(colours, paint, at, normal, salt);
  };
  set_ground(site, land, {.growth = 1.05F, .fine_degrees = 0.7F});
  add_seat_stone(site, 2.5F, -0.8F, 0.95F, 0x60);
  Planting cactus;
  cactus.kind = "cactus";
  cactus.x0 = -40;
  cactus.x1 = 40;
  cactus.z0 = -60;
  cactus.z1 = 2;
  cactus.spacing = 7;
  cactus.far_from = 1e9F;
  cactus.smallest = 0.6F;
  cactus.largest = 1.15F;
  cactus.density = [&site, salt](float x, float z) {
    return 0.55F * world::smooth_step(0.0F, 0.4F, fbm2(x / 14, z / 14, 2, salt + 11)) *
           free_of_stage(site, x, z, 2);
  };
  sow(site, cactus, 0x601);
  Planting stones;
  stones.x0 = -36;
  stones.x1 = 36;
  stones.z0 = -50;
  stones.z1 = 5;
  stones.spacing = 4;
  stones.smallest = 0.15F;
  stones.largest = 1.8F;
  stones.density = [salt](float x, float z) {
    return 0.7F * world::smooth_step(0.1F, 0.5F, fbm2(x / 10, z / 10, 2, salt + 12));
  };
  sow_stones(site, stones, 0x602);
  Planting shrubs;
  shrubs.kind = "shrub";
  shrubs.x0 = -30;
  shrubs.x1 = 30;
  shrubs.z0 = -40;
  shrubs.z1 = 4;
  shrubs.spacing = 4.5F;
  shrubs.far_from = 15;
  shrubs.smallest = 0.4F;
  shrubs.density = [&site](float x, float z) { return 0.2F * free_of_stage(site, x, z, 1); };
  sow(site, shrubs, 0x603);
}

void build_savanna(Site& site) {
  frame(site, 1.45F, -0.02F);
  const std::uint64_t salt = site.seed ^ 0x5A7AU;
  if (site.scene.setting_colours.empty()) {
    site.land.grass = world::mix(site.land.grass, from_srgb(0xB8963E), 0.75F);
    site.land.grass_dry = world::mix(site.land.grass_dry, from_srgb(0xD8B460), 0.75F);
    site.land.needles = from_srgb(0x6A6E3A);
    site.land.foliage = from_srgb(0x7A7A3A);
  }
  set_ground(site, grassland(site, 9, 0.15F));
  Range mount;  // one broad mountain with snow, far away
  mount.middle = {-260, -8, -2300};
  mount.half_width = 1700;
  mount.depth = 900;
  mount.height = 430;
  mount.base = 0.08F;
  mount.peaks = {{-0.05F, 1, 0.30F}, {0.45F, 0.42F, 0.25F}};
  mount.snow_line = 0.70F;
  mount.seed = salt;
  add_range(site, mount);
  add_ridges(site, 30, 0x611);
  add_log(site, 2.5F, -0.8F, 1.8F, 0.3F, 0x61);
  add_frame_trees(site, {"acacia", "acacia"}, 0x612);
  Planting acacias;
  acacias.kind = "acacia";
  acacias.x0 = -190;
  acacias.x1 = 190;
  acacias.z0 = -240;
  acacias.z1 = -14;
  acacias.spacing = 19;
  acacias.far_from = 50;
  acacias.variants = 3;
  acacias.density = [&site](float x, float z) {
    return is_in_view(site, x, z, 0.3F) ? 0.5F * free_of_stage(site, x, z, 4) : 0.0F;
  };
  sow(site, acacias, 0x613);
  Planting grass;
  grass.kind = "savanna_grass";
  grass.x0 = -26;
  grass.x1 = 26;
  grass.z0 = -34;
  grass.z1 = 7;
  grass.spacing = 0.72F;
  grass.far_from = 12;
  grass.never_from = 50;
  grass.casts_shadow = false;
  grass.variants = 3;
  grass.smallest = 0.5F;
  grass.density = [&site, salt](float x, float z) {
    const float open = std::hypot(x, 1.3F * z) < 2.6F ? 0.15F : 1.0F;
    return is_in_view(site, x, z, 0.25F)
               ? open * (0.45F +
                         0.5F * world::smooth_step(-0.2F, 0.3F, fbm2(x / 6, z / 6, 2, salt + 4)))
               : 0.0F;
  };
  sow(site, grass, 0x614);
  Planting stones;
  stones.x0 = -26;
  stones.x1 = 26;
  stones.z0 = -40;
  stones.z1 = 5;
  stones.spacing = 5;
  stones.smallest = 0.2F;
  stones.largest = 1.6F;
  stones.density = [](float, float) { return 0.4F; };
  sow_stones(site, stones, 0x615);
}

}  // namespace

std::span<const Setting> drylands() {
  static constexpr std::array kSettings = {
      Setting{"desert", build_desert},
      Setting{"savanna", build_savanna},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
