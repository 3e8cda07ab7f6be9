// Under trees: forest, jungle, groves, parks.
#include <array>
#include <cmath>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/ways.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {
namespace {

using world::Vec3;

/// Soil, moss and fallen leaves.
Land forest_floor(const Site& site, float bumps, world::Light litter) {
  return {rolling(site.seed ^ 0xF0E57U, 7, bumps, 4, 3.5F),
          [colours = site.land, litter, salt = site.seed](Vec3 at, Vec3 normal) {
            const float wide = fbm2(at.x / 5, at.z / 5, 3, salt ^ 0x31U);
            const float fine = fbm2(at.x * 1.3F, at.z * 1.3F, 2, salt ^ 0x32U);
            world::Light colour =
                world::mix(litter, colours.grass * 0.75F, world::smooth_step(-0.2F, 0.35F, wide));
            colour = colour * (0.85F + 0.3F * fine);
            return snowed(colours, {colour, world::Surface::soil}, at, normal, salt);
          }};
}

/// Trees all round, with a glade for the stage and a gap where light comes in.
void sow_forest(Site& site, std::initializer_list<const char*> kinds, float spacing,
                std::uint64_t salt, float scale = 1) {
  Planting trees;
  trees.x0 = -70;
  trees.x1 = 70;
  trees.z0 = -110;
  trees.z1 = 10;
  trees.spacing = spacing;
  trees.far_from = std::string_view(*kinds.begin()) == "bamboo" ? 9.5F
                   : std::string_view(*kinds.begin()) == "oak"  ? 20.0F
                                                                : 14.0F;
  trees.smallest = 0.85F * scale;
  trees.largest = 1.35F * scale;
  trees.density = [&site](float x, float z) {
    if (!is_in_view(site, x, z, 0.25F) && std::hypot(x, z) > 26) {
      return 0.0F;
    }
    // The glade opens to the back: there the haze shows how deep the wood is.
    const float gap =
        world::smooth_step(0.6F, 2.4F, std::abs(x + 0.12F * z) - 0.05F * std::max(-z, 0.0F));
    return gap * free_of_stage(site, x, z, 1.6F) * (z > 1 ? 0.55F : 0.92F);
  };
  sow_wood(site, kinds, trees, salt);
}

void sow_undergrowth(Site& site, const char* kind, float spacing, float amount,
                     std::uint64_t salt) {
  Planting low;
  low.kind = kind;
  low.x0 = -24;
  low.x1 = 24;
  low.z0 = -34;
  low.z1 = 6;
  low.spacing = spacing;
  low.far_from = 11;
  low.never_from = std::string_view(kind) == "mushroom" ? 13.0F : 45.0F;
  low.variants = 3;
  low.smallest = 0.6F;
  low.largest = 1.4F;
  low.density = [&site, amount, salt](float x, float z) {
    const float patch = world::smooth_step(-0.25F, 0.35F, fbm2(x / 5, z / 5, 2, salt));
    return amount * patch * free_of_stage(site, x, z, 0.9F) *
           (is_in_view(site, x, z, 0.3F) ? 1.0F : 0.0F);
  };
  if (!(site.is_winter() && low.kind == "fern")) {
    sow(site, low, salt);
  }
}

/// Rays of the sun that fall through the leaves, as soft glowing streaks.
void add_shafts(Site& site, std::uint64_t salt) {
  if (site.day.is_dark || site.scene.weather.cloud_cover > 0.7) {
    return;
  }
  const Vec3 towards = world::normalized(site.day.light.key_direction + Vec3{0, 0.5F, 0});
  site.world.sprites.push_back(
      [towards, colour = site.day.light.key * 0.030F, seed = site.seed ^ salt](
          double seconds, Vec3, std::vector<world::Sprite>& out) {
        for (int i = 0; i < 9; ++i) {
          const float x = -9 + 18 * hashed_unit(i, seed);
          const float z = -6 - 16 * hashed_unit(i, seed + 1);
          world::Sprite shaft;
          shaft.at = Vec3{x, 3.2F, z};
          shaft.streak = towards * 11;
          shaft.radius = 0.30F + 0.5F * hashed_unit(i, seed + 2);
          shaft.colour =
              colour *
              (0.7F + 0.3F * std::sin(0.5F * static_cast<float>(seconds) + static_cast<float>(i)));
          shaft.is_glowing = true;
          out.push_back(shaft);
        }
      });
}

/// Haze that makes the depth of a wood, thinner above.
void wood_air(Site& site, float density) {
  site.day.fog.density = std::max(site.day.fog.density, density);
  site.day.fog.falloff = std::max(site.day.fog.falloff, 0.02F);
  // Leaves let light through and throw it about: it is bright under trees, and green.
  site.day.light.sky = site.day.light.sky * world::Light{1.45F, 1.5F, 1.25F};
  site.day.light.ground = site.day.light.ground * world::Light{1.5F, 1.7F, 1.2F};
  site.day.fog.colour = world::mix(site.day.fog.colour, site.day.sky.horizon, 0.5F);
}

void build_forest(Site& site) {
  frame(site, 1.4F, -0.01F);
  set_ground(site, forest_floor(site, 0.35F,
                                world::mix(site.land.soil, world::from_srgb(0x8A6A3A), 0.4F)));
  wood_air(site, 0.0045F);
  add_log(site, 2.5F, -1.0F, 2.2F, 0.35F, 0x20);
  add_seat_stone(site, -2.7F, -0.8F, 0.8F, 0x21);
  sow_forest(site, {"oak", "birch", "tree", "fir"}, 4.6F, 0x201, 1.25F);
  sow_undergrowth(site, "fern", 1.3F, 0.8F, 0x202);
  sow_undergrowth(site, "bush", 3.4F, 0.5F, 0x203);
  sow_undergrowth(site, "mushroom", 2.4F, 0.4F, 0x204);
  Planting stones;
  stones.x0 = -18;
  stones.x1 = 18;
  stones.z0 = -26;
  stones.z1 = 5;
  stones.spacing = 3.2F;
  stones.smallest = 0.2F;
  stones.largest = 1.2F;
  stones.density = [](float, float) { return 0.5F; };
  sow_stones(site, stones, 0x205);
  sow_grass(
      site, 18, [](float x, float z) { return fbm2(x / 4, z / 4, 2, 3) > 0.05F ? 0.6F : 0.12F; },
      0x206);
  add_shafts(site, 0x207);
}

void build_jungle(Site& site) {
  frame(site, 1.4F, -0.01F);
  site.land.grass = world::mix(site.land.grass, world::from_srgb(0x2F6E34), 0.6F);
  set_ground(site, forest_floor(site, 0.4F, world::from_srgb(0x4E3E28)));
  wood_air(site, 0.008F);
  site.day.fog.colour =
      world::mix(site.day.fog.colour, world::from_srgb(0xA8C8A0), site.day.is_dark ? 0.1F : 0.45F);
  add_log(site, -2.6F, -1.1F, 2.4F, -0.3F, 0x22);
  sow_forest(site, {"jungle_tree", "palm", "jungle_tree", "bamboo"}, 4.6F, 0x211);
  sow_undergrowth(site, "fern", 0.95F, 0.95F, 0x212);
  sow_undergrowth(site, "bush", 2.2F, 0.8F, 0x213);
  sow_undergrowth(site, "orchid", 2.1F, 0.5F, 0x214);
  sow_undergrowth(site, "vine", 5.0F, 0.6F, 0x215);
  sow_grass(site, 14, {}, 0x216);
  add_shafts(site, 0x217);
  add_mist(site, 0.4F, site.day.fog.colour, 40, 0x218);
}

void build_bamboo_forest(Site& site) {
  frame(site, 1.4F, -0.005F);
  Land land = forest_floor(site, 0.2F, world::from_srgb(0x8A8250));
  const Way path = make_way(Route::Kind::path,
                            {{-12, 0, 2.5F},
                             {-4, 0, 0.6F},
                             {0, 0, 0},
                             {3.5F, 0, -2},
                             {3, 0, -9},
                             {0, 0, -20},
                             {2, 0, -45}},
                            1.0F, land.height);
  land = with_way(land, path, site.land);
  set_ground(site, land);
  add_way(site, path);
  wood_air(site, 0.008F);
  site.day.fog.colour =
      world::mix(site.day.fog.colour, world::from_srgb(0xB8D0A0), site.day.is_dark ? 0.1F : 0.4F);
  add_seat_stone(site, -2.4F, -0.9F, 0.8F, 0x23);
  sow_forest(site, {"bamboo"}, 2.3F, 0x221);
  sow_undergrowth(site, "fern", 1.9F, 0.5F, 0x222);
  add_shafts(site, 0x223);
}

void build_cherry_grove(Site& site) {
  frame(site, 1.4F, -0.015F);
  Land land = grassland(site, 14, 0.15F);
  land.paint = [paint = land.paint, colours = site.land, salt = site.seed](Vec3 at, Vec3 normal) {
    GroundPaint ground = paint(at, normal);
    const float petals = world::smooth_step(0.0F, 0.5F, fbm2(at.x / 3, at.z / 3, 3, salt ^ 0x9EU));
    ground.colour = world::mix(ground.colour, world::from_srgb(0xF2BACB),
                               0.5F * petals * (1 - colours.snow_cover));
    return ground;
  };
  const Way path = make_way(Route::Kind::path,
                            {{-14, 0, 3},
                             {-5, 0, 0.7F},
                             {0, 0, 0},
                             {4, 0, -2.4F},
                             {3, 0, -10},
                             {-1, 0, -24},
                             {3, 0, -60}},
                            1.2F, land.height);
  land = with_way(land, path, site.land);
  set_ground(site, land);
  add_way(site, path);
  add_seat_stone(site, 2.7F, 0.3F, 0.9F, 0x24);
  Planting trees;
  trees.kind = "cherry_tree";
  trees.x0 = -50;
  trees.x1 = 50;
  trees.z0 = -90;
  trees.z1 = 4;
  trees.spacing = 6.4F;
  trees.far_from = 26;
  trees.variants = 3;
  trees.largest = 1.35F;
  trees.density = [&site](float x, float z) {
    return is_in_view(site, x, z, 0.3F) ? 0.9F * free_of_stage(site, x, z, 1.9F) : 0.0F;
  };
  sow(site, trees, 0x231);
  add_ridges(site, 70, 0x232);
  sow_grass(site, 18, {}, 0x233);
}

void build_park(Site& site) {
  frame(site, 1.5F, -0.03F);
  Land land = grassland(site, 9, 0.12F);
  const Way path = make_way(Route::Kind::path,
                            {{-26, 0, 5},
                             {-9, 0, 1.6F},
                             {0, 0, -0.2F},
                             {8, 0, -3.4F},
                             {10, 0, -11},
                             {2, 0, -21},
                             {-8, 0, -34},
                             {-2, 0, -70}},
                            1.4F, land.height);
  land = with_way(land, path, site.land);
  set_ground(site, land);
  add_way(site, path);
  add_seat_stone(site, -2.8F, -1.0F, 0.95F, 0x25);
  add_log(site, 2.9F, 0.2F, 1.8F, 0.2F, 0x26);
  add_tree_line(site, {"tree", "oak", "maple", "cherry_tree"}, 15, 110, 0x241, 1.3F);
  add_frame_trees(site, {"oak", "maple"}, 0x242);
  Planting bushes;
  bushes.kind = "bush";
  bushes.x0 = -30;
  bushes.x1 = 30;
  bushes.z0 = -36;
  bushes.z1 = -4;
  bushes.spacing = 3;
  bushes.density = [&site](float x, float z) {
    return 0.5F * world::smooth_step(0.1F, 0.4F, fbm2(x / 8, z / 8, 2, 9)) *
           free_of_stage(site, x, z, 1.6F);
  };
  sow(site, bushes, 0x243);
  sow_flowers(site, 18, 0.3F, 0x244);
  sow_grass(site, 20, {}, 0x245);
}

void wood_beside(Site& site) { add_tree_line(site, {"fir", "tree", "oak"}, 26, 170, 0x251, 1.8F); }
void blossom_beside(Site& site) { add_tree_line(site, {"cherry_tree"}, 16, 90, 0x252, 1.6F); }
void bamboo_beside(Site& site) { add_tree_line(site, {"bamboo"}, 14, 60, 0x253, 2.0F); }
void jungle_beside(Site& site) {
  add_tree_line(site, {"jungle_tree", "palm"}, 24, 120, 0x254, 2.0F);
}

}  // namespace

std::span<const Setting> woods() {
  static constexpr std::array kSettings = {
      Setting{"forest", build_forest, wood_beside},
      Setting{"jungle", build_jungle, jungle_beside},
      Setting{"bamboo_forest", build_bamboo_forest, bamboo_beside},
      Setting{"cherry_grove", build_cherry_grove, blossom_beside},
      Setting{"park", build_park, wood_beside},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
