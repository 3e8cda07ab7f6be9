// Where people, cows and campers live.
#include <array>
#include <cmath>

#include "engine/motion/models/buildings/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

HousePaints paints_of(Workbench& bench, std::uint32_t wall, std::uint32_t roof,
                      Surface wall_surface = Surface::plaster,
                      Surface roof_surface = Surface::roof_tiles) {
  return {.wall = bench.main(wall, wall_surface),
          .roof = bench.part("roof", roof, roof_surface),
          .frame = Workbench::plain(0xF5F2EA, Surface::wood),
          .pane = bench.part("windows", pane_paint(bench).colour, Surface::glow),
          .door = bench.part("door", 0x2F6B62, Surface::wood),
          .shutter = bench.part("shutters", 0x4C7F73, Surface::wood)};
}

Affine front_wall(float z) { return translation({0, 0, z}); }
Affine left_wall(float x) { return translation({x, 0, 0}) * world::turn_y(kPi / 2); }
Affine right_wall(float x) { return translation({-x, 0, 0}) * world::turn_y(-kPi / 2); }
Affine back_wall(float z) { return translation({0, 0, -z}) * world::turn_y(kPi); }

/// A small gabled dormer on the front slope.
void add_dormer(Workbench& bench, Vec3 at, float half, const HousePaints& paints) {
  bench.block(at + Vec3{0, 0.55F, -0.9F}, {half, 0.55F, 0.9F}, paints.wall);
  add_gable_roof(bench, translation(at + Vec3{0, 1.1F, -0.9F}) * world::turn_y(kPi / 2),
                 {0.9F, half}, half * 0.9F, 0.18F, paints.roof, paints.wall);
  add_window(bench, translation(at), {.x = 0, .y = 0.22F, .width = half * 1.1F, .height = 0.75F},
             paints);
}

void make_house(Workbench& bench) {
  const HousePaints p = paints_of(bench, 0xF3E4C6, 0xB4472F);
  constexpr float kX = 4.0F;
  constexpr float kZ = 3.1F;
  constexpr float kH = 3.3F;
  bench.block({0, 0.15F, 0}, {kX + 0.08F, 0.22F, kZ + 0.08F},
              Workbench::plain(0x8E8980, Surface::rock), 0.03F);
  bench.block({0, kH / 2, 0}, {kX, kH / 2, kZ}, p.wall);
  for (const float x : {kX, -kX}) {
    for (const float z : {kZ, -kZ}) {
      bench.block({x, kH / 2, z}, {0.11F, kH / 2, 0.11F}, p.frame, 0.02F);
    }
  }
  add_gable_roof(bench, translation({0, kH, 0}), {kX, kZ}, 2.7F, 0.55F, p.roof, p.wall);
  add_door(bench, front_wall(kZ), 0, 1.1F, 2.2F, Head::round, p);
  for (const float x : {-2.45F, 2.45F}) {
    add_window(bench, front_wall(kZ),
               {.x = x,
                .y = 1.05F,
                .width = 1.1F,
                .height = 1.25F,
                .has_shutters = true,
                .has_flowers = true},
               p);
  }
  add_dormer(bench, {0, kH + 0.15F, kZ - 0.35F}, 0.85F, p);
  for (const Affine& wall : {left_wall(kX), right_wall(kX)}) {
    add_window(bench, wall,
               {.x = -1.3F, .y = 1.05F, .width = 1.0F, .height = 1.2F, .has_shutters = true}, p);
    add_window(bench, wall,
               {.x = 1.3F, .y = 1.05F, .width = 1.0F, .height = 1.2F, .has_shutters = true}, p);
    add_window(bench, wall,
               {.x = 0, .y = kH + 0.45F, .width = 0.9F, .height = 1.0F, .head = Head::round}, p);
  }
  for (const float x : {-2.4F, 0.0F, 2.4F}) {
    add_window(bench, back_wall(kZ), {.x = x, .y = 1.05F, .width = 1.1F, .height = 1.2F}, p);
  }
  add_chimney(bench, {2.3F, kH + 0.9F, -1.0F}, 0.32F, 2.4F,
              Workbench::plain(0x9C5038, Surface::brick));
  bench.anchor("exhaust", {2.3F, kH + 3.6F, -1.0F});
  bench.anchor("door", {0, 0, kZ + 0.6F});
  bench.anchor("seat", {0, 0.12F, kZ + 0.5F});
  bench.anchor("top", {0, kH + 2.85F, 0});
}

/// Thatch: a thick round-edged roof.
void add_thatch(Workbench& bench, Vec3 base, Point2 half, float rise, float overhang,
                const Paint& straw) {
  const float x = half.x + overhang;
  const float z = half.y + overhang;
  bench.sheet(
      [=](float u, float v) {
        // From the front eaves over the ridge to the back ones; the ends are drawn in and rounded.
        const float across = 2 * v - 1;
        const float along = 2 * u - 1;
        const float hip = std::pow(std::abs(along), 6.0F);
        const float height = rise * (1 - std::pow(std::abs(across), 1.25F)) * (1 - 0.55F * hip) -
                             overhang * rise / half.y * 0.55F * std::pow(std::abs(across), 3.0F) -
                             0.25F * hip;
        const float wave = 0.03F * std::sin(60 * u) * std::sin(23 * v);
        return base + Vec3{along * x, height + wave + 0.2F, -across * z};
      },
      40, 22, straw);
  bench.sheet(
      [=](float u, float v) {
        const float across = 1 - 2 * v;
        const float along = 2 * u - 1;
        return base + Vec3{along * x * 0.98F,
                           rise * (1 - std::abs(across)) * 0.8F -
                               overhang * rise / half.y * 0.55F * std::abs(across) - 0.18F,
                           -across * z * 0.97F};
      },
      8, 8, Paint{straw.colour * 0.5F, straw.surface, 0, 0});
}

void make_cottage(Workbench& bench) {
  HousePaints p = paints_of(bench, 0xEFE6D2, 0xB98F4A, Surface::plaster, Surface::soil);
  p.shutter = bench.part("shutters", 0x5A7FA8, Surface::wood);
  p.door = bench.part("door", 0x8A4B2C, Surface::wood);
  constexpr float kX = 3.2F;
  constexpr float kZ = 2.3F;
  constexpr float kH = 2.3F;
  bench.block({0, kH / 2, 0}, {kX, kH / 2, kZ}, p.wall);
  const Paint beam = Workbench::plain(0x5A3B22, Surface::wood);
  for (const float z : {kZ, -kZ}) {
    for (const float x : {-kX, -1.15F, 1.15F, kX}) {
      bench.block({x, kH / 2, z}, {0.10F, kH / 2, 0.07F}, beam, 0.02F);
    }
    bench.block({0, kH - 0.1F, z}, {kX, 0.10F, 0.07F}, beam, 0.02F);
    bench.block({0, 0.1F, z}, {kX, 0.14F, 0.07F}, Workbench::plain(0x8E8980, Surface::rock), 0.02F);
  }
  for (const float x : {kX, -kX}) {
    bench.triangle({x, kH, x > 0 ? kZ : -kZ}, {x, kH, x > 0 ? -kZ : kZ}, {x, kH + 1.7F, 0}, p.wall);
    bench.block({x, kH - 0.1F, 0}, {0.07F, 0.10F, kZ}, beam, 0.02F);
  }
  add_thatch(bench, {0, kH, 0}, {kX, kZ}, 2.1F, 0.6F, p.roof);
  add_door(bench, front_wall(kZ), 0, 0.95F, 1.9F, Head::round, p);
  for (const float x : {-2.15F, 2.15F}) {
    add_window(bench, front_wall(kZ),
               {.x = x,
                .y = 0.85F,
                .width = 0.85F,
                .height = 0.9F,
                .has_shutters = true,
                .has_flowers = true},
               p);
  }
  for (const Affine& wall : {left_wall(kX), right_wall(kX)}) {
    add_window(bench, wall,
               {.x = 0.3F, .y = 0.9F, .width = 0.85F, .height = 0.9F, .has_shutters = true}, p);
  }
  add_chimney(bench, {-2.2F, kH + 0.6F, -0.4F}, 0.34F, 2.1F,
              Workbench::plain(0x9A958C, Surface::rock));
  bench.anchor("exhaust", {-2.2F, kH + 3.0F, -0.4F});
  bench.anchor("door", {0, 0, kZ + 0.6F});
  bench.anchor("top", {0, kH + 2.2F, 0});
}

void make_cabin(Workbench& bench) {
  HousePaints p = paints_of(bench, 0x94612F, 0x4B5B4A, Surface::wood, Surface::wood);
  p.frame = Workbench::plain(0xD9B27A, Surface::wood);
  p.door = bench.part("door", 0x6B3E22, Surface::wood);
  constexpr float kX = 2.9F;
  constexpr float kZ = 2.3F;
  const float r = 0.17F;
  bench.block({0, 1.2F, 0}, {kX - 0.05F, 1.2F, kZ - 0.05F},
              Paint{darker(p.wall.colour, 0.7F), p.wall.surface, 0, 0});
  const Paint cut = Workbench::plain(0xE0BC83, Surface::wood);
  for (int i = 0; i < 7; ++i) {
    const float y = r + 0.31F * static_cast<float>(i);
    for (const float side : {1.0F, -1.0F}) {
      const Vec3 logs[][2] = {
          {{-kX - 0.3F, y, side * kZ}, {kX + 0.3F, y, side * kZ}},
          {{side * kX, y + 0.15F, -kZ - 0.3F}, {side * kX, y + 0.15F, kZ + 0.3F}}};
      for (const auto& log : logs) {
        bench.cylinder(log[0], log[1], r, r, 10, p.wall);
        bench.disc(world::pointing(log[1], log[1] * 2.0F - log[0]) * translation({0, 0.004F, 0}),
                   r * 0.85F, 10, cut);
        bench.disc(world::pointing(log[0], log[0] * 2.0F - log[1]) * translation({0, 0.004F, 0}),
                   r * 0.85F, 10, cut);
      }
    }
  }
  add_gable_roof(bench, translation({0, 2.35F, 0}), {kX, kZ}, 2.0F, 0.65F, p.roof, p.wall);
  add_door(bench, front_wall(kZ + 0.14F), -0.8F, 0.95F, 1.9F, Head::flat, p);
  add_window(bench, front_wall(kZ + 0.14F),
             {.x = 1.2F, .y = 1.0F, .width = 1.1F, .height = 0.9F, .panes_x = 3}, p);
  for (const Affine& wall : {left_wall(kX + 0.14F), right_wall(kX + 0.14F)}) {
    add_window(bench, wall, {.x = 0, .y = 1.0F, .width = 1.0F, .height = 0.9F}, p);
  }
  add_chimney(bench, {1.9F, 2.6F, -1.0F}, 0.36F, 2.3F, Workbench::plain(0x8E8980, Surface::rock));
  bench.anchor("exhaust", {1.9F, 5.2F, -1.0F});
  bench.anchor("door", {-0.8F, 0, kZ + 0.7F});
  bench.anchor("top", {0, 4.7F, 0});
}

void make_hut(Workbench& bench) {
  const Paint wall = bench.main(0xC79A5E, Surface::wood);
  bench.turned({}, {{2.0F, 0}, {2.05F, 1.9F}}, 26, wall);
  for (int i = 0; i < 22; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 22;
    bench.rod({{2.07F * std::sin(angle), 0, 2.07F * std::cos(angle)},
               {2.1F * std::sin(angle), 1.95F, 2.1F * std::cos(angle)}},
              0.06F, Paint{wall.colour * 0.8F, wall.surface, 0, 0}, 6);
  }
  const Paint straw = bench.part("roof", 0xB98F4A, Surface::soil);
  for (int i = 0; i < 4; ++i) {
    const float t = static_cast<float>(i) / 4;
    const float r = world::mix(2.75F, 0.9F, t);
    bench.turned(
        {0, world::mix(1.65F, 3.3F, t), 0},
        {{r * 0.9F, 0.05F}, {r, -0.12F}, {r * 0.98F, 0.02F}, {r * 0.55F, 0.62F}, {0, 1.0F}}, 26,
        Paint{straw.colour * (0.85F + 0.15F * t), straw.surface, 0, 0});
  }
  bench.plate(translation({0, 0, 2.06F}), arch_outline(1.0F, 0, 1.7F), 0.06F, 0,
              Workbench::plain(0x1F1611, Surface::matte));
  bench.anchor("door", {0, 0, 2.6F});
  bench.anchor("top", {0, 4.2F, 0});
}

void make_barn(Workbench& bench) {
  HousePaints p = paints_of(bench, 0xA62B22, 0x5A5E62, Surface::wood, Surface::metal);
  p.door = bench.part("door", 0x9A241C, Surface::wood);
  constexpr float kX = 4.2F;
  constexpr float kZ = 6.0F;
  // The gambrel section drawn through along z.
  const Outline section{{-kX, 0},           {kX, 0},   {kX, 3.6F},
                        {kX * 0.68F, 5.6F}, {0, 6.8F}, {-kX * 0.68F, 5.6F},
                        {-kX, 3.6F}};
  bench.plate({}, section, kZ, 0, p.wall);
  for (const auto& [a, b] : {std::pair{Point2{kX + 0.35F, 3.3F}, Point2{kX * 0.68F, 5.65F}},
                             {Point2{kX * 0.68F, 5.65F}, Point2{0, 6.9F}}}) {
    bench.both_sides([&, from = a, to = b](Shaper& s) {
      const Vec3 up{0.05F, 0.16F, 0};
      const Vec3 c[] = {{from.x, from.y, kZ + 0.4F},
                        {from.x, from.y, -kZ - 0.4F},
                        {to.x, to.y, -kZ - 0.4F},
                        {to.x, to.y, kZ + 0.4F}};
      s.quad(c[0] + up, c[1] + up, c[2] + up, c[3] + up, p.roof);
      s.quad(c[3], c[2], c[1], c[0], p.roof);
      s.quad(c[0], c[0] + up, c[3] + up, c[3], p.frame);
      s.quad(c[2], c[2] + up, c[1] + up, c[1], p.frame);
      s.quad(c[1], c[1] + up, c[0] + up, c[0], p.roof);
    });
  }
  for (const float side : {1.0F, -1.0F}) {
    const Affine wall = side > 0 ? front_wall(kZ) : back_wall(kZ);
    for (const float x : {-1.0F, 1.0F}) {  // two leaves with white crosses
      bench.bevelled_box(wall * translation({x, 1.5F, 0.06F}), {0.95F, 1.5F, 0.06F}, 0.02F, p.door);
      for (const float y : {0.08F, 1.5F, 2.92F}) {
        bench.box(wall * translation({x, y, 0.14F}), {0.95F, 0.09F, 0.03F}, p.frame);
      }
      for (const float edge : {-0.87F, 0.87F}) {
        bench.box(wall * translation({x + edge, 1.5F, 0.14F}), {0.08F, 1.5F, 0.03F}, p.frame);
      }
      for (const float lean : {0.93F, -0.93F}) {
        for (const float y : {0.79F, 2.21F}) {
          bench.box(wall * translation({x, y, 0.135F}) * world::turn_z(lean * 0.72F),
                    {1.08F, 0.07F, 0.025F}, p.frame);
        }
      }
    }
    add_window(bench, wall, {.x = 0, .y = 4.1F, .width = 1.1F, .height = 1.2F}, p);
  }
  for (const Affine& wall : {left_wall(kX), right_wall(kX)}) {
    for (const float x : {-3.6F, 0.0F, 3.6F}) {
      add_window(bench, wall, {.x = x, .y = 1.4F, .width = 0.9F, .height = 0.9F}, p);
    }
  }
  bench.anchor("door", {0, 0, kZ + 1});
  bench.anchor("top", {0, 7, 0});
}

void make_tent(Workbench& bench) {
  const Paint cloth = bench.main(0xE0772B, Surface::cloth);
  constexpr float kHalf = 1.35F;
  constexpr float kReach = 1.35F;
  constexpr float kTop = 1.75F;
  const auto slope = [&](float side) {
    bench.cloth(
        [=](float u, float v) {
          const float sag = 0.10F * std::sin(u * kPi) * std::sin(v * kPi);
          return Vec3{side * (kHalf * (1 - v) - sag), kTop * v - sag * 0.5F,
                      kReach * (1 - 2 * u) * (1 - 0.05F * v)};
        },
        10, 10, Paint{cloth.colour * (side > 0 ? 1.0F : 0.97F), cloth.surface, 0, 0});
  };
  slope(1);
  slope(-1);
  bench.cloth(
      [=](float u, float v) {
        return Vec3{kHalf * (1 - v) * (2 * u - 1) * -1, kTop * v, -kReach * 0.98F};
      },
      4, 6, Paint{cloth.colour * 0.8F, cloth.surface, 0, 0});
  // The flaps at the entrance, rolled open.
  for (const float side : {1.0F, -1.0F}) {
    bench.cloth(
        [=](float u, float v) {
          const float outer = kHalf * (1 - v);
          const float inner = 0.55F * (1 - v) + 0.02F;
          return Vec3{side * world::mix(outer, inner, u), kTop * v,
                      kReach * (1 - 0.05F * v) + 0.14F * u * (1 - v)};
        },
        5, 8, Paint{cloth.colour * 0.9F, cloth.surface, 0, 0});
  }
  bench.block({0, 0.015F, 0}, {kHalf * 0.97F, 0.015F, kReach * 0.98F},
              Workbench::plain(0x5E5A4E, Surface::cloth));
  bench.soft_box({0.35F, 0.09F, 0}, {0.3F, 0.07F, 0.95F}, 0.07F,
                 Workbench::plain(0x2E6F9E, Surface::cloth));
  bench.ball({0, 1.2F, 0.2F}, 0.1F, Workbench::light(0xFFD48A, 1.6F));
  const Paint pole = Workbench::plain(0x6A6F74, Surface::metal);
  bench.rod({{0, 0, kReach}, {0, kTop + 0.08F, kReach * 0.95F}}, 0.025F, pole, 6);
  bench.rod({{0, kTop, kReach * 0.95F}, {0, kTop, -kReach * 0.95F}}, 0.02F, pole, 6);
  for (const float z : {kReach, -kReach}) {
    for (const float side : {1.0F, -1.0F}) {
      const Vec3 peg{side * 1.0F, 0, z * 1.7F};
      bench.rod({{0, kTop, z * 0.95F}, peg}, 0.008F, Workbench::plain(0xEFEAD8, Surface::cloth), 4);
      bench.rod({peg, peg + Vec3{0, 0.12F, 0}}, 0.018F, Workbench::plain(0x8A6238, Surface::wood),
                5);
    }
  }
  bench.anchor("flame", {0, 1.2F, 0.2F});
  bench.anchor("seat", {0, 0.03F, 0.6F});
  bench.anchor("top", {0, kTop, 0});
}

void make_igloo(Workbench& bench) {
  const Paint snow = bench.main(0xE6F1F8, Surface::snow);
  const Paint joint{snow.colour * Light{0.62F, 0.74F, 0.86F}, snow.surface, 0, 0};
  constexpr float kRadius = 1.9F;
  const auto ring_of_blocks = [&](const Affine& frame, float radius, float from, float to,
                                  int count, float shift, float thick, float begin, float end) {
    for (int i = 0; i < count; ++i) {
      const float a0 = world::mix(
          begin, end, (static_cast<float>(i) + shift + 0.03F) / static_cast<float>(count));
      const float a1 = world::mix(
          begin, end, (static_cast<float>(i) + shift + 0.97F) / static_cast<float>(count));
      bench.sheet(
          [=](float u, float v) {
            const float a = world::mix(a0, a1, u);
            const float e = world::mix(from + 0.02F, to - 0.02F, v);
            const float edge = std::min({u, 1 - u, v, 1 - v});
            const float r = radius + thick * world::smooth_step(0, 0.16F, edge);
            return frame.point(
                {r * std::cos(e) * std::sin(a), r * std::sin(e), r * std::cos(e) * std::cos(a)});
          },
          6, 6,
          Paint{snow.colour * (0.93F + 0.07F * static_cast<float>((i * 7) % 3) / 2), snow.surface,
                0, 0});
    }
  };
  bench.ball(Affine{}, {kRadius, kRadius, kRadius}, 16, 28, joint);
  for (int row = 0; row < 6; ++row) {
    const float from = kPi / 2 * static_cast<float>(row) / 6.3F;
    const float to = kPi / 2 * static_cast<float>(row + 1) / 6.3F;
    const int count = std::max(5, static_cast<int>(15 * std::cos((from + to) / 2)));
    ring_of_blocks({}, kRadius, from, to, count, 0.5F * static_cast<float>(row % 2), 0.05F, 0,
                   2 * kPi);
  }
  bench.ball(translation({0, kRadius * 0.99F, 0}), {0.28F, 0.09F, 0.28F}, 6, 14, snow);
  // The tunnel: arches of blocks.
  for (int ring = 0; ring < 3; ++ring) {
    const float z = kRadius * 0.85F + 0.36F * static_cast<float>(ring);
    for (int i = 0; i < 7; ++i) {
      const float angle = kPi * (static_cast<float>(i) + 0.5F) / 7;
      bench.rounded_box(translation({0.72F * std::cos(angle), 0.72F * std::sin(angle), z + 0.17F}) *
                            world::turn_z(angle),
                        {0.11F, 0.155F, 0.17F}, 0.04F, snow);
    }
  }
  bench.plate(translation({0, 0, kRadius * 0.98F}), arch_outline(1.24F, -0.02F, 0.64F), 0.1F, 0,
              Workbench::plain(0x1D2A36, Surface::ice));
  bench.ball({0, 0.3F, kRadius * 1.0F}, 0.16F, Workbench::light(0xFFC873, 0.7F));
  // Nothing is below the ground.
  bench.repaint(0, [](world::Vertex& v) { v.position.y = std::max(v.position.y, 0.0F); });
  bench.anchor("door", {0, 0, 3.4F});
  bench.anchor("top", {0, 1.95F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"house", built<make_house>},
    {"cottage", built<make_cottage>},
    {"cabin", built<make_cabin>},
    {"hut", built<make_hut>},
    {"barn", built<make_barn>},
    {"tent", built<make_tent>},
    {"igloo", built<make_igloo>},
});

}  // namespace

std::span<const Shelf> homes() { return kShelf; }

}  // namespace kirin::engine::motion::models
