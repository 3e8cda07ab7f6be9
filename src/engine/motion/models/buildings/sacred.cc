// Churches, temples, pagodas and what stands by them.
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

void make_church(Workbench& bench) {
  const Paint wall = bench.main(0xF0EADB, Surface::plaster);
  const Paint roof = bench.part("roof", 0x4E5A66, Surface::roof_tiles);
  const Paint trim = Workbench::plain(0xB9AE9A, Surface::rock);
  static constexpr std::uint32_t kStained[] = {0xD94A3A, 0x3A7FD9, 0xE0B13E, 0x5FAF5A};
  const HousePaints p{.wall = wall,
                      .roof = roof,
                      .frame = trim,
                      .pane = Workbench::light(0xFFC873, 0.5F),
                      .door = bench.part("door", 0x6B3E22, Surface::wood),
                      .shutter = roof};
  bench.block({0, 3.0F, -3}, {4, 3.0F, 8}, wall);
  add_gable_roof(bench, translation({0, 6, -3}) * world::turn_y(kPi / 2), {8, 4}, 4.2F, 0.4F, roof,
                 wall);
  for (const float side : {1.0F, -1.0F}) {
    const Affine face = translation({side * 4, 0, -3}) * world::turn_y(side * kPi / 2);
    for (int i = 0; i < 4; ++i) {
      HousePaints stained = p;
      stained.pane = Workbench::light(kStained[i], 0.5F);
      add_window(bench, face,
                 {.x = -5.4F + 3.6F * static_cast<float>(i),
                  .y = 1.9F,
                  .width = 1.0F,
                  .height = 2.9F,
                  .head = Head::pointed,
                  .panes_y = 4},
                 stained);
      bench.block({side * 4.25F, 2.4F, -10.4F + 3.7F * static_cast<float>(i)}, {0.35F, 2.4F, 0.3F},
                  wall, 0.05F);
    }
  }
  // The tower with its spire.
  bench.block({0, 6, 6}, {2.3F, 6, 2.3F}, wall);
  for (const float y : {4.6F, 8.6F, 12.0F}) {
    bench.block({0, y, 6}, {2.5F, 0.16F, 2.5F}, trim, 0.05F);
  }
  add_hip_roof(bench, translation({0, 12.2F, 6}), {2.3F, 2.3F}, 8.5F, 0.25F, 0, roof);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  bench.block({0, 21.4F, 6}, {0.07F, 0.75F, 0.07F}, gold);
  bench.block({0, 21.6F, 6}, {0.38F, 0.07F, 0.07F}, gold);
  for (int side = 0; side < 4; ++side) {
    const Affine face = translation({0, 0, 6}) * world::turn_y(kPi / 2 * static_cast<float>(side)) *
                        translation({0, 0, 2.3F});
    add_window(bench, face,
               {.x = 0,
                .y = 9.2F,
                .width = 1.3F,
                .height = 2.2F,
                .head = Head::pointed,
                .panes_x = 2,
                .panes_y = 3},
               p);
    if (side != 2) {
      bench.plate(face * translation({0, 6.6F, 0.03F}), circle_outline(0.85F, 24), 0.05F, 0.02F,
                  trim);
      bench.plate(face * translation({0, 6.6F, 0.08F}), circle_outline(0.68F, 24), 0.03F, 0,
                  Workbench::light(side == 0 ? 0xD94A3AU : 0x3A7FD9U, 0.5F));
    }
  }
  add_door(bench, translation({0, 0, 8.3F}), 0, 1.7F, 3.2F, Head::pointed, p);
  add_steps(bench, translation({0, 0, 8.4F}), 3.2F, 0.12F, 1.2F, 2, trim);
  bench.anchor("door", {0, 0, 10});
  bench.anchor("top", {0, 22, 6});
}

/// A temple of the ancients: columns all round on steps, a pediment.
void add_greek_temple(Workbench& bench) {
  const Paint marble = bench.main(0xEDE6D6, Surface::rock);
  constexpr float kX = 5;
  constexpr float kZ = 8;
  for (int i = 0; i < 3; ++i) {
    const float grow = 1.4F - 0.45F * static_cast<float>(i);
    bench.block({0, 0.2F + 0.4F * static_cast<float>(i), 0}, {kX + grow, 0.2F, kZ + grow}, marble,
                0.03F);
  }
  for (int i = 0; i < 6; ++i) {
    const float x = -kX + 2 * kX * static_cast<float>(i) / 5;
    add_column(bench, {x, 1.2F, kZ}, 0.5F, 6, marble);
    add_column(bench, {x, 1.2F, -kZ}, 0.5F, 6, marble);
  }
  for (int i = 1; i < 9; ++i) {
    const float z = -kZ + 2 * kZ * static_cast<float>(i) / 9;
    add_column(bench, {kX, 1.2F, z}, 0.5F, 6, marble);
    add_column(bench, {-kX, 1.2F, z}, 0.5F, 6, marble);
  }
  bench.block({0, 4.2F, 0}, {kX - 1.6F, 3.0F, kZ - 2},
              Paint{marble.colour * 0.85F, marble.surface, 0, 0});
  bench.plate(translation({0, 1.2F, kZ - 1.95F}), arch_outline(1.8F, 0, 3.6F), 0.05F, 0,
              Workbench::plain(0x1F1A16, Surface::matte));
  bench.block({0, 7.5F, 0}, {kX + 0.7F, 0.32F, kZ + 0.7F}, marble, 0.05F);
  bench.block({0, 8.0F, 0}, {kX + 0.85F, 0.2F, kZ + 0.85F},
              Paint{marble.colour * 0.92F, marble.surface, 0, 0}, 0.05F);
  add_gable_roof(bench, translation({0, 8.2F, 0}) * world::turn_y(kPi / 2), {kZ + 0.6F, kX + 0.6F},
                 2.1F, 0.3F, bench.part("roof", 0xC9A98A, Surface::roof_tiles), marble);
  bench.anchor("door", {0, 0, kZ + 2});
  bench.anchor("top", {0, 10.4F, 0});
}

/// A hall of the East: red columns, a swung roof on brackets, lanterns.
void make_temple(Workbench& bench) {
  if (bench.has("ancient") || bench.has("greek") || bench.has("stone_made") || bench.has("old")) {
    add_greek_temple(bench);
    return;
  }
  const Paint red = bench.main(0xA8261C, Surface::wood);
  const Paint tiles = bench.part("roof", 0x8F6A2A, Surface::roof_tiles);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  const Paint stone = Workbench::plain(0xCFC8BA, Surface::paving);
  constexpr float kX = 5.6F;
  constexpr float kZ = 4.0F;
  for (int i = 0; i < 2; ++i) {
    const float grow = 2.0F - 0.8F * static_cast<float>(i);
    bench.block({0, 0.35F + 0.7F * static_cast<float>(i), 0}, {kX + grow, 0.35F, kZ + grow}, stone,
                0.05F);
  }
  add_steps(bench, translation({0, 0, kZ + 1.2F}), 3.6F, 1.4F, 2.6F, 7, stone);
  bench.block({0, 3.2F, -0.3F}, {kX - 0.9F, 1.8F, kZ - 1.2F},
              Workbench::plain(0xE9DCC0, Surface::plaster));
  for (int i = 0; i < 6; ++i) {
    const float x = -kX + 0.2F + (2 * kX - 0.4F) * static_cast<float>(i) / 5;
    for (const float z : {kZ - 0.2F, -kZ + 0.2F}) {
      bench.cylinder({x, 1.4F, z}, {x, 5.0F, z}, 0.26F, 0.24F, 14, red);
      bench.cylinder({x, 1.4F, z}, {x, 1.65F, z}, 0.4F, 0.3F, 14, stone);
    }
  }
  for (const float z : {kZ - 0.2F, -kZ + 0.2F}) {
    bench.block({0, 4.75F, z}, {kX, 0.22F, 0.14F}, Workbench::plain(0x2F6F5A, Surface::wood),
                0.03F);
  }
  // Lattice doors that glow.
  for (int i = -2; i <= 2; ++i) {
    const float x = 1.8F * static_cast<float>(i);
    const Affine face = translation({x, 1.4F, kZ - 1.5F});
    bench.plate(face * translation({0, 0, 0.02F}),
                Outline{{-0.75F, 0}, {0.75F, 0}, {0.75F, 2.8F}, {-0.75F, 2.8F}}, 0.04F, 0.01F, red);
    bench.plate(face * translation({0, 1.0F, 0.06F}),
                Outline{{-0.62F, 0}, {0.62F, 0}, {0.62F, 1.65F}, {-0.62F, 1.65F}}, 0.02F, 0,
                Workbench::light(0xFFC060, 0.6F));
    for (int k = -2; k <= 2; ++k) {
      bench.box(face * translation({0.25F * static_cast<float>(k), 1.82F, 0.09F}),
                {0.02F, 0.83F, 0.015F}, red);
      bench.box(face * translation({0, 1.82F + 0.33F * static_cast<float>(k), 0.09F}),
                {0.62F, 0.02F, 0.015F}, red);
    }
  }
  add_swung_roof(bench, translation({0, 4.9F, 0}), {kX, kZ}, 2.2F, 1.6F, 0.62F, tiles, gold);
  bench.block({0, 7.2F, 0}, {kX * 0.66F, 0.5F, kZ * 0.66F}, red);
  add_swung_roof(bench, translation({0, 7.6F, 0}), {kX * 0.68F, kZ * 0.68F}, 2.6F, 1.2F, 0.04F,
                 tiles, gold);
  bench.rod({{-0.5F, 10.2F, 0}, {0.5F, 10.2F, 0}}, 0.16F, gold, 8);
  bench.ball(translation({0, 10.5F, 0}), {0.25F, 0.4F, 0.25F}, 8, 14, gold);
  for (const float x : {-3.4F, 3.4F}) {
    bench.ball(translation({x, 4.0F, kZ + 0.5F}), {0.36F, 0.3F, 0.36F}, 8, 16,
               Workbench::light(0xF0402A, 1.1F));
    bench.rod({{x, 4.3F, kZ + 0.5F}, {x, 4.8F, kZ + 0.5F}}, 0.02F, gold, 4);
  }
  bench.anchor("door", {0, 1.4F, kZ + 0.5F});
  bench.anchor("top", {0, 10.9F, 0});
}

void make_pagoda(Workbench& bench) {
  const Paint wall = bench.main(0xB5301F, Surface::wood);
  const Paint tiles = bench.part("roof", 0x3C5A4E, Surface::roof_tiles);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  const Paint cream = Workbench::plain(0xF0E3C6, Surface::plaster);
  const Paint stone = Workbench::plain(0xCFC8BA, Surface::paving);
  bench.block({0, 0.4F, 0}, {4.4F, 0.4F, 4.4F}, stone, 0.06F);
  add_steps(bench, translation({0, 0, 4.4F}), 2.4F, 0.8F, 1.5F, 4, stone);
  float y = 0.8F;
  for (int floor = 0; floor < 5; ++floor) {
    const float half = 2.9F - 0.38F * static_cast<float>(floor);
    const float tall = 2.3F - 0.15F * static_cast<float>(floor);
    bench.block({0, y + tall / 2, 0}, {half, tall / 2, half}, cream);
    for (int side = 0; side < 4; ++side) {
      const Affine face = translation({0, y, 0}) *
                          world::turn_y(kPi / 2 * static_cast<float>(side)) *
                          translation({0, 0, half});
      for (int k = -1; k <= 2; ++k) {
        const float x = half * (-1 + 2 * static_cast<float>(k + 1) / 3);
        bench.bevelled_box(face * translation({x, tall / 2, 0.02F}), {0.13F, tall / 2, 0.13F},
                           0.03F, wall);
      }
      bench.box(face * translation({0, tall - 0.12F, 0.04F}), {half, 0.12F, 0.08F}, wall);
      bench.box(face * translation({0, 0.1F, 0.04F}), {half, 0.1F, 0.1F}, wall);
      bench.plate(face * translation({0, 0.2F, 0.05F}), arch_outline(half * 0.5F, 0, tall * 0.72F),
                  0.04F, 0.01F, wall);
      bench.plate(face * translation({0, 0.25F, 0.09F}),
                  arch_outline(half * 0.38F, 0, tall * 0.62F), 0.02F, 0,
                  Workbench::light(0xFFC060, 0.65F));
    }
    const bool is_top = floor == 4;
    add_swung_roof(bench, translation({0, y + tall, 0}), {half, half}, is_top ? 2.0F : 0.75F, 1.15F,
                   is_top ? 0.03F : 0.62F, tiles, gold);
    y += tall + (is_top ? 0.0F : 0.55F);
  }
  y += 1.8F;
  bench.cylinder({0, y, 0}, {0, y + 2.2F, 0}, 0.09F, 0.04F, 8, gold);
  for (int i = 0; i < 5; ++i) {
    bench.torus(translation({0, y + 0.45F + 0.28F * static_cast<float>(i), 0}),
                0.32F - 0.045F * static_cast<float>(i), 0.05F, 16, 6, gold);
  }
  bench.ball(translation({0, y + 2.2F, 0}), {0.14F, 0.2F, 0.14F}, 8, 10, gold);
  bench.anchor("door", {0, 0.8F, 3.4F});
  bench.anchor("top", {0, y + 2.4F, 0});
}

void make_torii(Workbench& bench) {
  const Paint red = bench.main(0xD23A1E, Surface::paint);
  const Paint black = Workbench::plain(0x1C1B1A, Surface::paint);
  for (const float side : {1.0F, -1.0F}) {
    bench.cylinder({side * 2.1F, 0, 0}, {side * 1.95F, 4.6F, 0}, 0.27F, 0.23F, 18, red);
    bench.cylinder({side * 2.1F, 0, 0}, {side * 2.09F, 0.4F, 0}, 0.33F, 0.31F, 18, black);
    bench.cylinder({side * 1.95F, 4.5F, 0}, {side * 1.95F, 4.65F, 0}, 0.32F, 0.32F, 18, black);
  }
  bench.block({0, 3.75F, 0}, {2.75F, 0.17F, 0.13F}, red, 0.03F);
  bench.block({0, 4.25F, 0}, {0.28F, 0.4F, 0.08F}, black, 0.03F);
  bench.block({0, 4.25F, 0.085F}, {0.2F, 0.3F, 0.01F}, Workbench::plain(0xDDAA3C, Surface::metal));
  for (const auto& [rise, half, thick, paint] :
       {std::tuple{4.75F, 3.0F, 0.17F, red}, std::tuple{5.03F, 3.35F, 0.14F, black}}) {
    bench.sheet(
        [=, r = rise, h = half, t = thick](float u, float v) {
          const float x = h * (2 * u - 1);
          const float bend = 0.35F * std::pow(std::abs(x) / h, 3.0F);
          const float angle = 2 * kPi * v;
          return Vec3{x, r + bend + t * std::sin(angle) * -1, 0.24F * std::cos(angle)};
        },
        30, 8, paint);
  }
  bench.anchor("door", {0, 0, 0});
  bench.anchor("top", {0, 5.3F, 0});
}

void make_gate(Workbench& bench) {
  // A city gate of brick with two leaves.
  const Paint stone = bench.main(0xB9AD98, Surface::rock);
  const Paint wood = bench.part("door", 0x6B4526, Surface::wood);
  for (const float side : {1.0F, -1.0F}) {
    bench.turned({side * 3.1F, 0, 0},
                 {{1.35F, 0}, {1.2F, 0.4F}, {1.15F, 5.2F}, {1.35F, 5.6F}, {1.35F, 6.1F}, {0, 6.1F}},
                 22, stone);
    add_round_battlements(bench, {side * 3.1F, 6.1F, 0}, 1.2F, 9, {0.22F, 0.25F, 0.14F}, stone);
  }
  // The wall over the arch.
  const Outline arch = arch_outline(3.2F, 0, 3.9F);
  Outline face{{-2.2F, 5.4F}, {-2.2F, 0}};
  for (std::size_t i = arch.size(); i > 1; --i) {
    face.push_back(arch[(i - 1 + 1) % arch.size()]);
  }
  face.push_back({2.2F, 0});
  face.push_back({2.2F, 5.4F});
  Outline around{{-2.2F, 0}, {-1.6F, 0}};
  for (std::size_t i = arch.size(); i > 2; --i) {
    around.push_back(arch[i - 1]);
  }
  around.push_back({1.6F, 0});
  around.push_back({2.2F, 0});
  around.push_back({2.2F, 5.4F});
  around.push_back({-2.2F, 5.4F});
  bench.plate({}, around, 0.8F, 0.04F, stone);
  add_battlements(bench, {-1.8F, 5.4F, 0.6F}, {1.8F, 5.4F, 0.6F}, 0.9F, {0.28F, 0.3F, 0.16F},
                  stone);
  for (const float side : {1.0F, -1.0F}) {
    const int leaf = bench.bone(side > 0 ? "leaf_l" : "leaf_r", {side * 1.55F, 0, 0.1F});
    Outline half = arch_outline(3.1F, 0.03F, 3.82F);
    for (Point2& p : half) {
      p.x = side > 0 ? std::max(p.x, 0.02F) : std::min(p.x, -0.02F);
    }
    Paint plank = wood;
    plank.bone = leaf;
    bench.plate(translation({0, 0, 0.1F}), half, 0.08F, 0.02F, plank);
    for (const float y : {0.8F, 2.3F}) {
      bench.box(translation({side * 0.78F, y, 0.2F}), {0.7F, 0.09F, 0.02F},
                Workbench::plain(0x2A2C2F, Surface::metal, leaf));
    }
    bench.torus(translation({side * 0.35F, 1.5F, 0.22F}) * world::turn_x(kPi / 2), 0.13F, 0.025F,
                16, 6, Workbench::plain(0xDDAA3C, Surface::metal, leaf));
  }
  bench.anchor("door", {0, 0, 1.5F});
  bench.anchor("top", {0, 6.5F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"church", built<make_church>},
    {"temple", built<make_temple>},
    {"pagoda", built<make_pagoda>},
    {"torii", built<make_torii>},
    {"gate", built<make_gate>},
});

}  // namespace

std::span<const Shelf> sacred_buildings() { return kShelf; }

}  // namespace kirin::engine::motion::models
