// What stands along city streets.
#include <array>
#include <cmath>

#include "engine/motion/models/buildings/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

/// Rows of windows on a wall of half width `half`: some are lit.
void add_window_grid(Workbench& bench, const Affine& wall, float half, float low, float high,
                     float pitch_x, float pitch_y, Point2 size, const Paint& glass, float lit) {
  const int columns = std::max(1, static_cast<int>(2 * half / pitch_x));
  const int rows = std::max(1, static_cast<int>((high - low) / pitch_y));
  for (int i = 0; i < columns; ++i) {
    for (int j = 0; j < rows; ++j) {
      const float x =
          2 * half * ((static_cast<float>(i) + 0.5F) / static_cast<float>(columns) - 0.5F);
      const float y =
          low + (high - low) * (static_cast<float>(j) + 0.5F) / static_cast<float>(rows);
      const bool is_lit = bench.dice().unit() < lit;
      const Affine at = wall * translation({x, y, 0.03F});
      const Vec3 a = at.point({-size.x / 2, -size.y / 2, 0});
      const Vec3 b = at.point({size.x / 2, -size.y / 2, 0});
      const Vec3 c = at.point({size.x / 2, size.y / 2, 0});
      const Vec3 d = at.point({-size.x / 2, size.y / 2, 0});
      bench.quad(a, b, c, d,
                 is_lit ? Workbench::light(bench.dice().unit() < 0.7F ? 0xFFCF86U : 0xDDEBFFU,
                                           bench.dice().between(0.3F, 0.6F))
                        : glass);
    }
  }
}

std::array<Affine, 4> walls_of(float x, float z) {
  return {translation({0, 0, z}), translation({x, 0, 0}) * world::turn_y(kPi / 2),
          translation({0, 0, -z}) * world::turn_y(kPi),
          translation({-x, 0, 0}) * world::turn_y(-kPi / 2)};
}

void make_skyscraper(Workbench& bench) {
  const Paint wall = bench.main(0x8FA6B8, Surface::paint);
  const Paint rib = Paint{lighter(wall.colour, 0.45F), Surface::paint, 0, 0};
  const Paint glass = Workbench::plain(0x2C4658, Surface::glass);
  struct Tier {
    float x, z, low, high;
  };
  const Tier tiers[] = {
      {10, 9, 0, 34}, {8.2F, 7.4F, 34, 64}, {6.2F, 5.6F, 64, 86}, {3.6F, 3.2F, 86, 95}};
  for (const Tier& t : tiers) {
    bench.block({0, (t.low + t.high) / 2, 0}, {t.x, (t.high - t.low) / 2, t.z}, wall);
    bench.block({0, t.high, 0}, {t.x + 0.25F, 0.35F, t.z + 0.25F}, rib, 0.1F);
    const auto walls = walls_of(t.x, t.z);
    for (std::size_t i = 0; i < 4; ++i) {
      const float half = i % 2 == 0 ? t.x : t.z;
      add_window_grid(bench, walls[i], half - 0.5F, t.low + (t.low == 0 ? 5.0F : 1), t.high - 0.8F,
                      2.3F, 3.4F, {1.65F, 2.3F}, glass, 0.22F);
      for (int k = 0; k <= 4; ++k) {
        const float x = half * (-1 + 0.5F * static_cast<float>(k));
        bench.box(walls[i] * translation({x, (t.low + t.high) / 2, 0.05F}),
                  {0.16F, (t.high - t.low) / 2, 0.16F}, rib);
      }
    }
  }
  for (const Affine& wall_frame : walls_of(10, 9)) {
    bench.box(wall_frame * translation({0, 2.1F, 0.02F}), {6.5F, 1.9F, 0.05F},
              Workbench::light(0xFFDFA0, 0.4F));
  }
  bench.block({0, 4.4F, 0}, {10.4F, 0.3F, 9.4F}, rib, 0.1F);
  bench.cylinder({0, 95, 0}, {0, 112, 0}, 0.55F, 0.08F, 10, rib);
  bench.ball({0, 112, 0}, 0.4F, Workbench::light(0xFF3020, 2.5F));
  bench.anchor("door", {0, 0, 10.5F});
  bench.anchor("top", {0, 112, 0});
}

void make_building(Workbench& bench) {
  const Paint wall = bench.main(0xC98A5E, Surface::brick);
  const Paint trim = Workbench::plain(0xEFE6D4, Surface::plaster);
  const Paint glass = Workbench::plain(0x2C4658, Surface::glass);
  constexpr float kX = 7;
  constexpr float kZ = 5.5F;
  constexpr float kH = 17;
  bench.block({0, kH / 2, 0}, {kX, kH / 2, kZ}, wall);
  bench.block({0, kH + 0.2F, 0}, {kX + 0.35F, 0.35F, kZ + 0.35F}, trim, 0.1F);
  bench.block({0, 4.0F, 0}, {kX + 0.15F, 0.2F, kZ + 0.15F}, trim, 0.06F);
  const auto walls = walls_of(kX, kZ);
  const HousePaints p{.wall = wall,
                      .roof = trim,
                      .frame = trim,
                      .pane = glass,
                      .door = bench.part("door", 0x2F5A4A, Surface::wood),
                      .shutter = trim};
  for (std::size_t i = 0; i < 4; ++i) {
    const float half = i % 2 == 0 ? kX : kZ;
    const int columns = i % 2 == 0 ? 5 : 4;
    for (int row = 0; row < 4; ++row) {
      for (int k = 0; k < columns; ++k) {
        HousePaints own = p;
        if (bench.dice().unit() < 0.3F) {
          own.pane = Workbench::light(0xFFCF86, 0.5F);
        }
        add_window(
            bench, walls[i],
            {.x = 2 * half * ((static_cast<float>(k) + 0.5F) / static_cast<float>(columns) - 0.5F),
             .y = 4.9F + 3.1F * static_cast<float>(row),
             .width = 1.25F,
             .height = 1.75F,
             .panes_y = 2},
            own);
      }
    }
  }
  for (const float x : {-4.6F, 4.6F}) {  // shop fronts below
    bench.box(walls[0] * translation({x, 1.55F, 0.03F}), {1.9F, 1.35F, 0.05F},
              Workbench::light(0xFFDFA0, 0.45F));
    bench.plate(walls[0] * translation({x, 0, 0.05F}),
                Outline{{-2.05F, 0.1F},
                        {-1.9F, 0.1F},
                        {-1.9F, 2.9F},
                        {1.9F, 2.9F},
                        {1.9F, 0.1F},
                        {2.05F, 0.1F},
                        {2.05F, 3.1F},
                        {-2.05F, 3.1F}},
                0.06F, 0.02F, p.door);
  }
  add_door(bench, walls[0], 0, 1.3F, 2.5F, Head::round, p);
  bench.cylinder({-3.5F, kH, -2}, {-3.5F, kH + 2.6F, -2}, 1.3F, 1.3F, 18,
                 Workbench::plain(0x8A5A34, Surface::wood));
  add_cone_roof(bench, {-3.5F, kH + 2.6F, -2}, 1.2F, 1.1F,
                Workbench::plain(0x5A5E62, Surface::metal));
  bench.block({3.5F, kH + 0.9F, -1.5F}, {1.2F, 0.7F, 1.2F}, trim, 0.05F);
  bench.anchor("door", {0, 0, kZ + 1});
  bench.anchor("top", {0, kH + 0.5F, 0});
}

void make_shop(Workbench& bench) {
  const Paint wall = bench.main(0x5E8F9C, Surface::plaster);
  const Paint trim = Workbench::plain(0xF5F0E2, Surface::wood);
  const HousePaints p{.wall = wall,
                      .roof = trim,
                      .frame = trim,
                      .pane = Workbench::light(0xFFD48A, 0.5F),
                      .door = bench.part("door", 0x8C2F2A, Surface::wood),
                      .shutter = trim};
  constexpr float kX = 3.6F;
  constexpr float kZ = 3;
  constexpr float kH = 6.4F;
  bench.block({0, kH / 2, 0}, {kX, kH / 2, kZ}, wall);
  bench.block({0, kH, 0}, {kX + 0.2F, 0.22F, kZ + 0.2F}, trim, 0.06F);
  const Affine front = translation({0, 0, kZ});
  for (const float x : {-2.0F, 0.9F}) {
    add_window(bench, front,
               {.x = x,
                .y = 0.6F,
                .width = x < 0 ? 2.3F : 1.7F,
                .height = 1.9F,
                .panes_x = 2,
                .panes_y = 1},
               p);
  }
  add_door(bench, front, 2.7F, 1.0F, 2.3F, Head::flat, p);
  for (const float x : {-2.2F, 0.0F, 2.2F}) {
    add_window(bench, front,
               {.x = x, .y = 4.3F, .width = 1.0F, .height = 1.4F, .has_flowers = true}, p);
  }
  // The awning with its scalloped edge, and the sign.
  const Paint stripe = bench.part("awning", 0xD4452F, Surface::cloth);
  constexpr int kStripes = 14;
  for (int i = 0; i < kStripes; ++i) {
    const float from = -kX * 0.97F + 2 * kX * 0.97F * static_cast<float>(i) / kStripes;
    const float to = -kX * 0.97F + 2 * kX * 0.97F * static_cast<float>(i + 1) / kStripes;
    const Paint paint = i % 2 == 0 ? stripe : Workbench::plain(0xF8F4E8, Surface::cloth);
    bench.cloth(
        [=](float u, float v) {
          const float x = world::mix(from, to, u);
          if (v < 0.2F) {
            const float drop = (0.2F - v) / 0.2F;
            return Vec3{x, 2.72F - drop * (0.10F + 0.14F * std::sin(u * kPi)), kZ + 1.45F};
          }
          const float t = (v - 0.2F) / 0.8F;
          return Vec3{x, world::mix(2.72F, 3.35F, t), kZ + world::mix(1.45F, 0.05F, t)};
        },
        4, 10, paint);
  }
  bench.soft_box({0, 3.75F, kZ + 0.1F}, {2.6F, 0.3F, 0.08F}, 0.06F, p.door);
  for (int i = 0; i < 7; ++i) {  // letters as far as one sees them from here
    bench.soft_box({-1.8F + 0.6F * static_cast<float>(i), 3.75F, kZ + 0.19F},
                   {0.16F + 0.05F * static_cast<float>((i * 3) % 3), 0.15F, 0.02F}, 0.02F,
                   Workbench::light(0xFFE9B0, 0.9F));
  }
  // Crates before the window.
  for (int i = 0; i < 3; ++i) {
    const float x = -3.0F + 0.85F * static_cast<float>(i);
    bench.block({x, 0.25F, kZ + 0.7F}, {0.36F, 0.25F, 0.26F},
                Workbench::plain(0xB98A54, Surface::wood), 0.02F);
    for (int k = 0; k < 6; ++k) {
      bench.ball(translation({x - 0.22F + 0.22F * static_cast<float>(k % 3), 0.52F,
                              kZ + 0.58F + 0.22F * static_cast<float>(k / 3)}),
                 {0.11F, 0.11F, 0.11F}, 6, 8,
                 Workbench::plain(i == 0   ? 0xD8352B
                                  : i == 1 ? 0xF0962B
                                           : 0x6FA83E,
                                  Surface::fruit));
    }
  }
  bench.anchor("door", {2.7F, 0, kZ + 1});
  bench.anchor("top", {0, kH + 0.2F, 0});
}

void make_school(Workbench& bench) {
  const Paint wall = bench.main(0xC2603F, Surface::brick);
  const Paint trim = Workbench::plain(0xF1EADB, Surface::plaster);
  const HousePaints p{.wall = wall,
                      .roof = bench.part("roof", 0x5A6670, Surface::roof_tiles),
                      .frame = trim,
                      .pane = Workbench::light(0xFFDFA8, 0.42F),
                      .door = bench.part("door", 0x2F6B62, Surface::wood),
                      .shutter = trim};
  bench.block({0, 3.4F, 0}, {11, 3.4F, 4}, wall);
  bench.block({0, 4.4F, 1}, {3, 4.4F, 4}, wall);
  add_hip_roof(bench, translation({0, 6.9F, 0}), {11, 4}, 2.2F, 0.4F, 8, p.roof);
  add_gable_roof(bench, translation({0, 8.8F, 1}) * world::turn_y(kPi / 2), {4, 3}, 2, 0.35F,
                 p.roof, wall);
  for (const float y : {0.9F, 4.2F}) {
    for (int i = 0; i < 5; ++i) {
      for (const float side : {1.0F, -1.0F}) {
        add_window(bench, translation({0, 0, 4}),
                   {.x = side * (4.0F + 1.55F * static_cast<float>(i)),
                    .y = y,
                    .width = 1.05F,
                    .height = 1.7F,
                    .panes_y = 3},
                   p);
      }
    }
  }
  for (const float x : {-1.6F, 1.6F}) {
    add_window(bench, translation({0, 0, 5}),
               {.x = x, .y = 4.6F, .width = 1.1F, .height = 1.9F, .head = Head::round}, p);
  }
  bench.plate(translation({0, 7.9F, 5.02F}), circle_outline(0.75F, 24), 0.05F, 0.02F, trim);
  bench.box(translation({0, 8.15F, 5.1F}), {0.03F, 0.3F, 0.02F},
            Workbench::plain(0x1C1E20, Surface::matte));
  bench.box(translation({0.15F, 7.9F, 5.1F}), {0.2F, 0.03F, 0.02F},
            Workbench::plain(0x1C1E20, Surface::matte));
  add_door(bench, translation({0, 0.4F, 5}), 0, 1.8F, 2.7F, Head::flat, p);
  add_steps(bench, translation({0, 0, 5}), 3.6F, 0.4F, 1.4F, 3, trim);
  add_flag(bench, {5.5F, 0, 7}, 7, 1.7F, 1.1F, bench.part("flag", 0x2C6FB5, Surface::cloth));
  bench.anchor("door", {0, 0, 7});
  bench.anchor("top", {0, 10.9F, 1});
}

void make_factory(Workbench& bench) {
  const Paint wall = bench.main(0xA9573E, Surface::brick);
  const Paint steel = Workbench::plain(0x6E757B, Surface::metal);
  const HousePaints p{.wall = wall,
                      .roof = steel,
                      .frame = steel,
                      .pane = Workbench::light(0xFFCF86, 0.42F),
                      .door = bench.part("door", 0x4A5A66, Surface::wood),
                      .shutter = steel};
  bench.block({0, 3, 0}, {10, 3, 6}, wall);
  for (int i = 0; i < 5; ++i) {  // the saw-tooth roof
    const float x = -10 + 4 * static_cast<float>(i);
    bench.plate({}, Outline{{x, 6}, {x + 4, 6}, {x + 4, 8.2F}}, 6, 0, steel);
    bench.box(translation({x + 4.02F, 7.1F, 0}), {0.03F, 0.75F, 5.4F}, p.pane);
  }
  for (int i = 0; i < 6; ++i) {
    add_window(bench, translation({0, 0, 6}),
               {.x = -8.2F + 2.6F * static_cast<float>(i),
                .y = 2.2F,
                .width = 1.7F,
                .height = 2.2F,
                .head = Head::round,
                .panes_x = 3,
                .panes_y = 3},
               p);
  }
  bench.box(translation({7.4F, 1.7F, 6.05F}), {1.5F, 1.7F, 0.08F}, p.door);
  for (const auto& [x, h] : {Point2{-6, 17}, Point2{-2.5F, 14}}) {
    bench.turned({x, 0, -3.5F},
                 {{1.2F, 0},
                  {0.8F, h},
                  {0.95F, h + 0.1F},
                  {0.95F, h + 0.6F},
                  {0.7F, h + 0.6F},
                  {0.6F, h - 0.5F},
                  {0, h - 0.5F}},
                 20, wall);
    bench.turned({x, 0, -3.5F}, {{0.86F, h - 2.2F}, {0.84F, h - 1.2F}}, 20,
                 Workbench::plain(0xF1EADB, Surface::plaster));
  }
  bench.anchor("exhaust", {-6, 17.6F, -3.5F});
  bench.anchor("door", {7.4F, 0, 7.5F});
  bench.anchor("top", {0, 8.2F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"skyscraper", built<make_skyscraper>},
    {"building", built<make_building>},
    {"apartment", built<make_building>},
    {"shop", built<make_shop>},
    {"cafe", built<make_shop>},
    {"school", built<make_school>},
    {"factory", built<make_factory>},
});

}  // namespace

std::span<const Shelf> town_buildings() { return kShelf; }

}  // namespace kirin::engine::motion::models
