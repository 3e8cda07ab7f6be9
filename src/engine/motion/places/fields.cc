// Open country: meadows, hills, farms, roads and rails through the land.
#include <array>
#include <cmath>

#include "engine/motion/places/landscape.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/setting.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/places/ways.h"

namespace kirin::engine::motion::places {
namespace {

using world::Vec3;

void sow_hedges(Site& site, std::uint64_t salt) {
  Planting bushes;
  bushes.kind = "bush";
  bushes.x0 = -45;
  bushes.x1 = 45;
  bushes.z0 = -60;
  bushes.z1 = -9;
  bushes.spacing = 3.2F;
  bushes.far_from = 15;
  bushes.smallest = 0.7F;
  bushes.largest = 1.6F;
  bushes.density = [&site, salt](float x, float z) {
    return 0.7F * world::smooth_step(0.20F, 0.5F, fbm2(x / 17, z / 17, 2, salt)) *
           free_of_stage(site, x, z, 2.5F);
  };
  sow(site, bushes, salt);
}

void sow_field_stones(Site& site, std::uint64_t salt, float amount) {
  Planting stones;
  stones.x0 = -26;
  stones.x1 = 26;
  stones.z0 = -34;
  stones.z1 = 6;
  stones.spacing = 3;
  stones.smallest = 0.14F;
  stones.largest = 1.1F;
  stones.never_from = 60;
  stones.density = [amount, salt](float x, float z) {
    return amount * world::smooth_step(0.1F, 0.5F, fbm2(x / 8, z / 8, 2, salt));
  };
  sow_stones(site, stones, salt);
}

void build_meadow(Site& site) {
  frame(site, 1.35F, -0.035F);
  set_ground(site, grassland(site, 26));
  add_ridges(site, 70, 0x101);
  add_seat_stone(site, 2.4F, -0.8F, 0.9F, 0x11);
  add_tree_line(site, {"tree", "oak", "birch"}, 24, 190, 0x102);
  add_frame_trees(site, {"oak"}, 0x103);
  sow_hedges(site, 0x104);
  sow_field_stones(site, 0x105, 0.35F);
  sow_grass(site, 26, {}, 0x106);
  sow_flowers(site, 20, 0.5F, 0x107);
}

void build_flower_field(Site& site) {
  frame(site, 1.45F, -0.06F);
  set_ground(site, grassland(site, 20, 0.15F));
  add_ridges(site, 60, 0x111);
  add_tree_line(site, {"tree", "birch"}, 60, 200, 0x112, 0.8F);
  const bool is_lavender = site.scene.setting_colours.empty();
  for (const float side : {-1.0F, 1.0F}) {
    Planting rows;
    rows.kind = side < 0 || is_lavender ? "lavender" : "poppy";
    if (!is_lavender) {
      rows.kind = side < 0 ? "flower" : "poppy";
      rows.colour = world::from_srgb(site.scene.setting_colours.front().srgb);
    }
    rows.x0 = -34;
    rows.x1 = 34;
    rows.z0 = -58;
    rows.z1 = 7;
    rows.spacing = 0.62F;
    rows.far_from = 7;
    rows.never_from = 70;
    rows.casts_shadow = false;
    rows.largest = 1.35F;
    rows.variants = 2;
    rows.density = [&site, side](float x, float z) {
      const float row = std::fmod(std::abs(x + 0.35F * z) + 100, 1.9F);
      const bool is_row =
          row < 1.25F && (std::fmod(std::abs(x + 0.35F * z) + 100, 3.8F) < 1.9F) == (side < 0);
      return is_row && std::abs(x) > 1.1F && is_in_view(site, x, z, 0.2F)
                 ? (z < -26 ? 0.55F : 0.95F)
                 : 0.0F;
    };
    if (!site.is_winter()) {
      sow(site, rows, side < 0 ? 0x113 : 0x114);
    }
  }
  sow_grass(
      site, 12, [](float x, float) { return std::abs(x) < 1.4F ? 0.6F : 0.25F; }, 0x115);
}

void build_hills(Site& site) {
  frame(site, 1.5F, -0.03F);
  set_ground(site, grassland(site, 52, 0.4F));
  add_ridges(site, 110, 0x121);
  add_seat_stone(site, -2.6F, -0.6F, 0.95F, 0x12);
  add_tree_line(site, {"oak", "tree"}, 30, 220, 0x122, 0.55F);
  sow_hedges(site, 0x123);
  sow_field_stones(site, 0x124, 0.8F);
  sow_grass(site, 26, {}, 0x125);
  sow_flowers(site, 18, 0.25F, 0x126);
}

void build_farm(Site& site) {
  frame(site, 1.6F, -0.05F);
  Land land = grassland(site, 12, 0.12F);
  land.paint = [paint = land.paint, colours = site.land](Vec3 at, Vec3 normal) {
    GroundPaint ground = paint(at, normal);
    // Fields: strips of soil, corn and grass, each with its own direction of the plough.
    const bool is_field = at.z < -11 && at.z > -160;
    if (is_field) {
      const auto number =
          static_cast<int>(std::floor(at.x / 26 + 0.2F * std::floor(at.z / 42))) * 7 +
          static_cast<int>(std::floor(at.z / 42)) * 3;
      const float furrow = 0.5F + 0.5F * std::sin(at.x * 4.2F);
      const int kind = ((number % 3) + 3) % 3;
      const world::Light crop = kind == 0
                                    ? world::mix(colours.grass_dry, {0.62F, 0.44F, 0.10F}, 0.6F)
                                : kind == 1 ? colours.soil
                                            : colours.grass;
      ground.colour =
          world::mix(crop * (0.8F + 0.25F * furrow), colours.snow, 0.8F * colours.snow_cover);
      ground.surface = kind == 1 ? world::Surface::soil : ground.surface;
    }
    return ground;
  };
  set_ground(site, land);
  add_ridges(site, 55, 0x131);
  Planting wheat;
  wheat.kind = "wheat";
  wheat.x0 = -30;
  wheat.x1 = 30;
  wheat.z0 = -44;
  wheat.z1 = -4.5F;
  wheat.spacing = 0.62F;
  wheat.far_from = 11;
  wheat.never_from = 60;
  wheat.casts_shadow = false;
  wheat.variants = 3;
  wheat.smallest = 0.95F;
  wheat.density = [&site](float x, float z) {
    return is_in_view(site, x, z, 0.2F) ? 0.95F * free_of_stage(site, x, z, 0.8F) : 0.0F;
  };
  if (!site.is_winter()) {
    sow(site, wheat, 0x132);
  }
  add_tree_line(site, {"tree", "apple_tree"}, 55, 200, 0x133, 0.8F);
  sow_grass(
      site, 14, [](float, float z) { return z > -4.5F ? 0.9F : 0.0F; }, 0x134);
  add_log(site, 2.6F, -0.7F, 1.7F, 0.3F, 0x13);
}

void build_garden(Site& site) {
  frame(site, 1.45F, -0.05F);
  Land land = grassland(site, 5, 0.08F);
  const Way path = make_way(Route::Kind::path,
                            {{-9, 0, 3},
                             {-4, 0, 0.5F},
                             {0, 0, -0.4F},
                             {3, 0, -3},
                             {1.5F, 0, -9},
                             {4, 0, -16},
                             {2, 0, -30}},
                            0.75F, land.height);
  land = with_way(land, path, site.land);
  set_ground(site, land);
  add_way(site, path);
  add_seat_stone(site, 2.6F, -0.4F, 0.9F, 0x14);
  std::uint64_t number = 0;
  for (const char* kind : {"rose", "tulip", "daisy", "sunflower", "lily", "lavender", "flower"}) {
    Planting bed;
    bed.kind = kind;
    bed.x0 = -16;
    bed.x1 = 16;
    bed.z0 = -17;
    bed.z1 = 1;
    bed.spacing = 0.42F;
    bed.never_from = 45;
    bed.far_from = 5.5F;
    bed.casts_shadow = false;
    bed.variants = 2;
    bed.faces_viewer = true;
    const std::uint64_t salt = 0x140 + ++number;
    bed.density = [&site, number](float x, float z) {
      // Beds in ovals, one kind each.
      const float bx = std::floor((x + 0.6F * std::floor(z / 3.2F)) / 3.4F);
      const float bz = std::floor(z / 3.2F);
      const float ux = (x + 0.6F * bz) / 3.4F - bx - 0.5F;
      const float uz = z / 3.2F - bz - 0.5F;
      const auto pick = static_cast<std::uint64_t>(
          7 * hashed_cell(static_cast<int>(bx), static_cast<int>(bz), site.seed ^ 0xBEDU));
      const bool is_own = pick + 1 == number;
      return is_own && ux * ux + uz * uz < 0.15F ? 0.9F * free_of_stage(site, x, z, 0.7F) : 0.0F;
    };
    if (!site.is_winter()) {
      sow(site, bed, salt);
    }
  }
  Planting hedge;
  hedge.kind = "bush";
  hedge.x0 = -26;
  hedge.x1 = 26;
  hedge.z0 = -24;
  hedge.z1 = -19;
  hedge.spacing = 1.5F;
  hedge.far_from = 20;
  hedge.largest = 1.5F;
  hedge.density = [&site](float x, float z) { return free_of_stage(site, x, z, 1.5F); };
  sow(site, hedge, 0x14A);
  add_tree_line(site, {"tree", "apple_tree", "cherry_tree"}, 26, 90, 0x14B, 1.2F);
  add_frame_trees(site, {"apple_tree", "cherry_tree"}, 0x14C);
  sow_grass(
      site, 20, [](float x, float z) { return std::hypot(x, z) < 2 ? 0.35F : 0.7F; }, 0x14D);
}

/// A way that crosses the stage from left to right and winds away into the land.
Way winding_way(const Site& site, Route::Kind kind, float half_width,
                const std::function<float(float, float)>& height) {
  Dice dice = site.dice(0x150);
  const float a = dice.between(0.8F, 1.2F);
  return make_way(kind,
                  {{-170, 0, 40},
                   {-80, 0, 17},
                   {-30, 0, 4.5F},
                   {-9, 0, 0.6F},
                   {0, 0, -0.2F},
                   {9, 0, -1.4F},
                   {24, 0, -8 * a},
                   {36, 0, -26},
                   {28 * a, 0, -50},
                   {2, 0, -72 * a},
                   {-26 * a, 0, -104},
                   {-14, 0, -150},
                   {34, 0, -200},
                   {50, 0, -270}},
                  half_width, height);
}

void build_road(Site& site) {
  frame(site, 1.7F, -0.055F);
  const Land raw = grassland(site, 24, 0.2F);
  const Way way = winding_way(site, Route::Kind::road, 3.0F, raw.height);
  set_ground(site, with_way(raw, way, site.land));
  add_way(site, way);
  site.place.stage_half_width = 12;
  site.place.stage_half_depth = 3.2F;
  add_ridges(site, 85, 0x151);
  add_tree_line(site, {"tree", "oak", "birch"}, 24, 220, 0x152, 0.9F);
  sow_hedges(site, 0x153);
  sow_field_stones(site, 0x154, 0.4F);
  sow_grass(site, 26, {}, 0x155);
  sow_flowers(site, 18, 0.25F, 0x156);
}

void build_railway(Site& site) {
  frame(site, 1.9F, -0.05F);
  const Land raw = grassland(site, 20, 0.2F);
  const Way way = winding_way(site, Route::Kind::rail, 2.3F, raw.height);
  set_ground(site, with_way(raw, way, site.land));
  add_way(site, way);
  site.place.stage_half_width = 14;
  site.place.stage_half_depth = 2.6F;
  add_ridges(site, 80, 0x161);
  add_tree_line(site, {"tree", "fir", "birch"}, 28, 220, 0x162, 0.9F);
  sow_hedges(site, 0x163);
  sow_field_stones(site, 0x164, 0.8F);
  sow_grass(site, 24, {}, 0x165);
}

void hills_beside(Site& site) { add_ridges(site, 120, 0x171); }
void trees_beside(Site& site) { add_tree_line(site, {"tree", "oak"}, 30, 160, 0x172); }

}  // namespace

std::span<const Setting> fields() {
  static constexpr std::array kSettings = {
      Setting{"meadow", build_meadow},
      Setting{"flower_field", build_flower_field},
      Setting{"hills", build_hills, hills_beside},
      Setting{"farm", build_farm, trees_beside},
      Setting{"farm_field", build_farm, trees_beside},
      Setting{"garden", build_garden, trees_beside},
      Setting{"road", build_road},
      Setting{"railway", build_railway},
  };
  return kSettings;
}

}  // namespace kirin::engine::motion::places
