// Castles, towers and lighthouses.
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

struct CastlePaints {
  Paint stone;
  Paint roof;
  Paint pane;
};

void add_slit(Workbench& bench, const Affine& wall, float y, float size, const CastlePaints& p) {
  bench.plate(wall * translation({0, y, 0.02F}),
              arch_outline(0.62F * size, -0.1F * size, 1.5F * size, true), 0.05F, 0.02F,
              Paint{darker(p.stone.colour, 0.7F), p.stone.surface, 0, 0});
  bench.plate(wall * translation({0, y, 0.06F}), arch_outline(0.38F * size, 0, 1.3F * size, true),
              0.03F, 0, p.pane);
}

/// A round tower with a swelling head, battlements and a cone.
void add_tower(Workbench& bench, Vec3 at, float radius, float height, float cone,
               const CastlePaints& p, bool has_flag, int floors) {
  const float r = radius;
  bench.turned(at,
               {{1.18F * r, 0},
                {1.02F * r, 0.1F * height},
                {r, 0.35F * height},
                {r, height - 1.3F * r},
                {1.22F * r, height - 0.8F * r},
                {1.22F * r, height},
                {0.95F * r, height},
                {0.95F * r, height - 0.4F * r},
                {0, height - 0.4F * r}},
               24, p.stone);
  add_round_battlements(bench, at + Vec3{0, height, 0}, 1.1F * r, 10,
                        {0.2F * r, 0.2F * r, 0.12F * r}, p.stone);
  if (cone > 0) {
    bench.turned(at + Vec3{0, height - 0.4F * r, 0}, {{0.8F * r, 0}, {0.8F * r, 1.0F * r}}, 20,
                 p.stone);
    add_cone_roof(bench, at + Vec3{0, height + 0.55F * r, 0}, 0.95F * r, cone, p.roof);
  }
  for (int i = 0; i < floors; ++i) {
    const float y = height * (0.22F + 0.45F * static_cast<float>(i) / static_cast<float>(floors));
    for (const float turn : {0.0F, 2.1F, -2.1F}) {
      add_slit(bench,
               translation(at) * world::turn_y(turn + 0.35F * static_cast<float>(i % 2)) *
                   translation({0, 0, 1.0F * r}),
               y, 0.55F + 0.25F * r, p);
    }
  }
  if (has_flag) {
    add_flag(bench, at + Vec3{0, height + 0.5F * r + cone, 0}, 1.6F * r, 1.7F * r, 0.8F * r,
             bench.part("flag", 0xD6352C, Surface::cloth));
  }
}

CastlePaints castle_paints(Workbench& bench, std::uint32_t stone, std::uint32_t roof) {
  return {.stone = bench.main(stone, Surface::rock),
          .roof = bench.part("roof", roof, Surface::roof_tiles),
          .pane = Workbench::light(0xFFC060, 0.6F)};
}

void add_curtain_wall(Workbench& bench, Vec3 from, Vec3 to, float height, const CastlePaints& p) {
  const float turn = std::atan2(-(to - from).z, (to - from).x);
  const Vec3 middle = (from + to) * 0.5F;
  bench.box(translation(middle + Vec3{0, height / 2, 0}) * world::turn_y(turn),
            {length(to - from) / 2, height / 2, 0.6F}, p.stone);
  for (const float side : {0.5F, -0.5F}) {
    const Vec3 out = world::turn_y(turn).direction({0, 0, side});
    add_battlements(bench, from + out + Vec3{0, height, 0}, to + out + Vec3{0, height, 0}, 1.5F,
                    {0.42F, 0.42F, 0.16F}, p.stone);
  }
}

void make_castle(Workbench& bench) {
  const CastlePaints p = castle_paints(bench, 0xCFC5B2, 0x3D5F8F);
  const Vec3 corners[] = {{-11, 0, 9}, {11, 0, 9}, {11, 0, -9}, {-11, 0, -9}};
  for (int i = 0; i < 4; ++i) {
    if (i != 0) {
      add_curtain_wall(bench, corners[i], corners[(i + 1) % 4], 6.5F, p);
    }
    add_tower(bench, corners[i], 2.2F, 10.5F, 5.0F, p, false, 2);
  }
  add_curtain_wall(bench, {-11, 0, 9}, {-3.2F, 0, 9}, 6.5F, p);
  add_curtain_wall(bench, {3.2F, 0, 9}, {11, 0, 9}, 6.5F, p);
  // The gatehouse with its portcullis and bridge.
  bench.block({0, 4.4F, 9}, {3.4F, 4.4F, 1.6F}, p.stone, 0.06F);
  add_battlements(bench, {-3, 8.8F, 10.4F}, {3, 8.8F, 10.4F}, 1.2F, {0.4F, 0.45F, 0.18F}, p.stone);
  for (const float side : {1.0F, -1.0F}) {
    add_tower(bench, {side * 3.6F, 0, 9.8F}, 1.35F, 9.6F, 3.6F, p, true, 2);
  }
  bench.plate(translation({0, 0, 10.58F}), arch_outline(3.6F, 0, 4.9F), 0.1F, 0.04F,
              Paint{darker(p.stone.colour, 0.7F), p.stone.surface, 0, 0});
  bench.plate(translation({0, 0, 10.66F}), arch_outline(3.1F, 0, 4.55F), 0.06F, 0,
              Workbench::plain(0x1A1512, Surface::matte));
  const int gate = bench.bone("door", {-1.5F, 0, 10.75F});
  const Paint iron = Workbench::plain(0x5B4028, Surface::wood, gate);
  for (int i = -3; i <= 3; ++i) {
    const float x = 0.44F * static_cast<float>(i);
    bench.box(translation({x, 1.9F - 0.12F * std::abs(x), 10.76F}),
              {0.06F, 1.9F - 0.12F * std::abs(x), 0.05F}, iron);
  }
  for (int i = 0; i < 5; ++i) {
    bench.box(translation({0, 0.5F + 0.8F * static_cast<float>(i), 10.76F}),
              {1.5F - (i == 4 ? 0.4F : 0.0F), 0.06F, 0.06F}, iron);
  }
  bench.block({0, 0.12F, 13.2F}, {1.7F, 0.1F, 2.5F}, Workbench::plain(0x7A5232, Surface::wood),
              0.03F);
  // The keep.
  bench.block({0, 6.5F, -2.5F}, {5.2F, 6.5F, 4.2F}, p.stone, 0.08F);
  for (const Affine& wall :
       {translation({0, 0, 1.7F}), translation({5.2F, 0, -2.5F}) * world::turn_y(kPi / 2),
        translation({-5.2F, 0, -2.5F}) * world::turn_y(-kPi / 2)}) {
    for (const float x : {-2.6F, 0.0F, 2.6F}) {
      add_slit(bench, wall * translation({x, 0, 0}), 8.6F, 1.3F, p);
    }
  }
  for (const auto& [from, to] : {std::pair{Vec3{-5, 13, 1.6F}, Vec3{5, 13, 1.6F}},
                                 {Vec3{5, 13, 1.6F}, Vec3{5, 13, -6.6F}},
                                 {Vec3{5, 13, -6.6F}, Vec3{-5, 13, -6.6F}},
                                 {Vec3{-5, 13, -6.6F}, Vec3{-5, 13, 1.6F}}}) {
    add_battlements(bench, from, to, 1.5F, {0.45F, 0.5F, 0.2F}, p.stone);
  }
  for (const float side : {1.0F, -1.0F}) {
    add_tower(bench, {side * 5.2F, 0, 1.2F}, 1.5F, 15.5F, 4.8F, p, false, 3);
  }
  add_tower(bench, {0, 0, -4.0F}, 2.6F, 20.5F, 7.5F, p, true, 3);
  bench.anchor("door", {0, 0, 13});
  bench.anchor("top", {0, 28, -4});
}

void make_palace(Workbench& bench) {
  const CastlePaints p = castle_paints(bench, 0xF2E4CE, 0x3F7F8F);
  const Paint gold = Workbench::plain(0xE0B13E, Surface::metal);
  const HousePaints h{.wall = p.stone,
                      .roof = p.roof,
                      .frame = Workbench::plain(0xFBF6EA, Surface::plaster),
                      .pane = p.pane,
                      .door = bench.part("door", 0x6B4526, Surface::wood),
                      .shutter = p.roof};
  bench.block({0, 0.4F, 0}, {14.6F, 0.4F, 6.6F}, Workbench::plain(0xB8B0A2, Surface::paving),
              0.05F);
  bench.block({0, 4.5F, 0}, {14, 4.1F, 5.5F}, p.stone);
  bench.block({0, 8.7F, 0}, {14.4F, 0.25F, 5.9F}, h.frame, 0.08F);
  for (const float x : {-14.0F, 0.0F, 14.0F}) {
    const float wide = x == 0 ? 4.2F : 2.8F;
    bench.block({x, 5.4F, 0.6F}, {wide, 5.0F, 6.0F}, p.stone, 0.04F);
    bench.block({x, 10.5F, 0.6F}, {wide + 0.35F, 0.25F, 6.35F}, h.frame, 0.08F);
    const float r = x == 0 ? 3.4F : 2.2F;
    bench.turned({x, 10.7F, 0.6F}, {{r, 0}, {r, 1.6F}, {r * 1.06F, 1.7F}}, 28, p.stone);
    bench.turned_smooth({x, 12.4F, 0.6F},
                        {{r, 0},
                         {r * 1.12F, r * 0.4F},
                         {r * 0.95F, r * 0.95F},
                         {r * 0.4F, r * 1.45F},
                         {0.1F * r, r * 1.75F},
                         {0, r * 2.0F}},
                        28, p.roof);
    bench.turned_smooth({x, 12.4F + r * 1.9F, 0.6F},
                        {{0.02F, 0}, {0.28F, 0.3F}, {0.05F, 0.8F}, {0, 1.4F}}, 12, gold);
  }
  for (int i = -5; i <= 5; ++i) {
    const float x = 2.5F * static_cast<float>(i);
    const bool is_wing = std::abs(i) == 5;
    if (i != 0) {
      for (const float y : {1.6F, 5.3F}) {
        add_window(
            bench, translation({0, 0, is_wing || std::abs(i) < 2 ? 6.6F : 5.5F}),
            {.x = x, .y = y, .width = 1.2F, .height = 2.3F, .head = Head::round, .panes_y = 3}, h);
      }
    }
  }
  for (int i = -2; i <= 2; ++i) {
    if (i != 0) {
      add_column(bench, {1.7F * static_cast<float>(i), 0.8F, 8.2F}, 0.36F, 5.2F, h.frame);
    }
  }
  bench.block({0, 6.3F, 7.4F}, {4.2F, 0.35F, 1.3F}, h.frame, 0.08F);
  add_gable_roof(bench, translation({0, 6.6F, 7.4F}) * world::turn_y(kPi / 2), {1.2F, 4.0F}, 1.5F,
                 0.25F, p.roof, p.stone);
  add_door(bench, translation({0, 0.8F, 6.6F}), 0, 1.9F, 3.6F, Head::round, h);
  add_steps(bench, translation({0, 0, 8.6F}), 9, 0.8F, 2.4F, 4,
            Workbench::plain(0xC9C2B4, Surface::paving));
  bench.anchor("door", {0, 0, 11});
  bench.anchor("top", {0, 21, 0.6F});
}

void make_tower(Workbench& bench) {
  const CastlePaints p = castle_paints(bench, 0xC4B79F, 0x9C3F2D);
  add_tower(bench, {}, 2.4F, 14, 6.5F, p, true, 4);
  const HousePaints h{.wall = p.stone,
                      .roof = p.roof,
                      .frame = Paint{darker(p.stone.colour, 0.6F), Surface::rock, 0, 0},
                      .pane = p.pane,
                      .door = bench.part("door", 0x6B4526, Surface::wood),
                      .shutter = p.roof};
  add_door(bench, translation({0, 0, 2.55F}), 0, 1.2F, 2.3F, Head::pointed, h);
  bench.anchor("door", {0, 0, 3.6F});
  bench.anchor("top", {0, 21, 0});
}

void make_clock_tower(Workbench& bench) {
  const Paint stone = bench.main(0xD0B98A, Surface::brick);
  const Paint trim = Workbench::plain(0xEFE4CB, Surface::plaster);
  const Paint roof = bench.part("roof", 0x3E5A52, Surface::roof_tiles);
  bench.block({0, 8, 0}, {2.1F, 8, 2.1F}, stone);
  bench.block({0, 0.6F, 0}, {2.5F, 0.6F, 2.5F}, trim, 0.1F);
  for (const float y : {5.0F, 10.0F, 15.6F}) {
    bench.block({0, y, 0}, {2.35F, 0.2F, 2.35F}, trim, 0.06F);
  }
  bench.block({0, 17.8F, 0}, {2.4F, 2.2F, 2.4F}, stone);
  bench.block({0, 20.1F, 0}, {2.7F, 0.22F, 2.7F}, trim, 0.06F);
  add_hip_roof(bench, translation({0, 20.35F, 0}), {2.4F, 2.4F}, 5.5F, 0.4F, 0, roof);
  const int hour = bench.bone("hand_hour", {0, 17.8F, 2.6F});
  const int minute = bench.bone("hand_minute", {0, 17.8F, 2.6F});
  for (int side = 0; side < 4; ++side) {
    const Affine wall =
        world::turn_y(kPi / 2 * static_cast<float>(side)) * translation({0, 0, 2.4F});
    const Affine face = wall * translation({0, 17.8F, 0});
    bench.plate(face, circle_outline(1.75F, 32), 0.08F, 0.03F,
                Workbench::plain(0xC79A45, Surface::metal));
    bench.plate(face * translation({0, 0, 0.06F}), circle_outline(1.55F, 32), 0.06F, 0,
                Workbench::light(0xFFF4DA, 0.75F));
    for (int i = 0; i < 12; ++i) {
      const float angle = kPi / 6 * static_cast<float>(i);
      bench.box(face * world::turn_z(angle) * translation({0, 1.32F, 0.13F}), {0.05F, 0.14F, 0.02F},
                Workbench::plain(0x1C1E20, Surface::matte));
    }
    const bool is_front = side == 0;  // the front's hands go; the others show twenty past eight
    bench.box(face * world::turn_z(is_front ? -1.0F : -1.0F) * translation({0, 0.4F, 0.15F}),
              {0.08F, 0.45F, 0.02F},
              Workbench::plain(0x1C1E20, Surface::matte, is_front ? hour : 0));
    bench.box(face * world::turn_z(is_front ? 1.0F : 1.0F) * translation({0, 0.6F, 0.18F}),
              {0.055F, 0.68F, 0.02F},
              Workbench::plain(0x1C1E20, Surface::matte, is_front ? minute : 0));
    for (const float y : {2.2F, 6.5F, 11.4F}) {
      const HousePaints h{.wall = stone,
                          .roof = roof,
                          .frame = trim,
                          .pane = pane_paint(bench),
                          .door = roof,
                          .shutter = roof};
      if (y > 3 || side != 0) {
        add_window(
            bench, wall * translation({0, 0, -0.3F}),
            {.x = 0, .y = y, .width = 0.9F, .height = 2.1F, .head = Head::pointed, .panes_y = 3},
            h);
      }
    }
  }
  bench.plate(translation({0, 0, 2.15F}), arch_outline(1.4F, 0, 2.6F, true), 0.1F, 0.03F,
              bench.part("door", 0x5A3B22, Surface::wood));
  bench.anchor("door", {0, 0, 3});
  bench.anchor("top", {0, 25.8F, 0});
}

void make_lighthouse(Workbench& bench) {
  const Paint white = Workbench::plain(0xF6F3EB, Surface::plaster);
  const Paint red = bench.main(0xC8322A, Surface::plaster);
  bench.turned_smooth({}, {{3.6F, 0}, {3.3F, 0.5F}, {2.8F, 0.9F}, {2.75F, 1.0F}}, 30,
                      Workbench::plain(0x8E8980, Surface::rock));
  constexpr int kBands = 5;
  for (int i = 0; i < kBands; ++i) {
    const auto radius = [](float t) { return 2.3F - 0.95F * t + 0.12F * t * t; };
    const float a = static_cast<float>(i) / kBands;
    const float b = static_cast<float>(i + 1) / kBands;
    bench.turned({},
                 {{radius(a), 0.9F + 14 * a},
                  {radius((a + b) / 2), 0.9F + 7 * (a + b)},
                  {radius(b), 0.9F + 14 * b}},
                 30, i % 2 == 0 ? red : white);
  }
  const Paint iron = Workbench::plain(0x2A2D31, Surface::metal);
  bench.turned({0, 14.7F, 0}, {{1.4F, 0}, {2.1F, 0.35F}, {2.1F, 0.55F}, {0, 0.55F}}, 28, iron);
  bench.torus(translation({0, 16.1F, 0}), 2.0F, 0.04F, 28, 6, iron);
  for (int i = 0; i < 14; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 14;
    bench.rod({{2.0F * std::sin(angle), 15.2F, 2.0F * std::cos(angle)},
               {2.0F * std::sin(angle), 16.1F, 2.0F * std::cos(angle)}},
              0.03F, iron, 5);
    if (i % 2 == 0) {
      bench.rod({{1.15F * std::sin(angle), 15.2F, 1.15F * std::cos(angle)},
                 {1.15F * std::sin(angle), 17.3F, 1.15F * std::cos(angle)}},
                0.05F, iron, 5);
    }
  }
  const int light = bench.bone("light", {0, 16.2F, 0});
  bench.turned({0, 15.3F, 0}, {{0.55F, 0}, {0.75F, 0.6F}, {0.75F, 1.2F}, {0.5F, 1.8F}}, 18,
               Workbench::light(0xFFEFB0, 2.2F, light));
  // The beam is a cone of faint light that the renderer need not know of: only its lens is here.
  add_cone_roof(bench, {0, 17.3F, 0}, 1.35F, 1.7F, bench.part("roof", 0xC8322A, Surface::paint));
  const HousePaints h{.wall = white,
                      .roof = red,
                      .frame = Workbench::plain(0xF6F3EB, Surface::wood),
                      .pane = pane_paint(bench),
                      .door = bench.part("door", 0x2B4A6B, Surface::wood),
                      .shutter = red};
  add_door(bench, translation({0, 1.0F, 2.25F}), 0, 0.9F, 1.9F, Head::round, h);
  add_steps(bench, translation({0, 0, 2.4F}), 1.6F, 1.0F, 1.4F, 5,
            Workbench::plain(0xA9A49A, Surface::rock));
  for (const float y : {5.5F, 10.5F}) {
    add_window(bench, translation({0, 0, 2.25F - 0.062F * y}),
               {.x = 0, .y = y, .width = 0.6F, .height = 1.0F, .head = Head::round}, h);
    add_window(bench, world::turn_y(kPi / 2) * translation({0, 0, 2.25F - 0.062F * (y - 2)}),
               {.x = 0, .y = y - 2, .width = 0.6F, .height = 1.0F, .head = Head::round}, h);
  }
  bench.anchor("flame", {0, 16.2F, 0}, light);
  bench.anchor("beacon", {0, 16.2F, 0}, light);
  bench.anchor("door", {0, 0, 4.2F});
  bench.anchor("top", {0, 19, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"castle", built<make_castle>},
    {"palace", built<make_palace>},
    {"tower", built<make_tower>},
    {"clock_tower", built<make_clock_tower>},
    {"lighthouse", built<make_lighthouse>},
});

}  // namespace

std::span<const Shelf> strongholds() { return kShelf; }

}  // namespace kirin::engine::motion::models
