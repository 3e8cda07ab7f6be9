// Mills, bridges, pyramids, ruins.
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

void make_windmill(Workbench& bench) {
  const Paint wall = bench.main(0xF1E9D8, Surface::plaster);
  const HousePaints p{.wall = wall,
                      .roof = bench.part("roof", 0x7A4A2C, Surface::wood),
                      .frame = Workbench::plain(0x5A3B22, Surface::wood),
                      .pane = pane_paint(bench),
                      .door = bench.part("door", 0x2F6B62, Surface::wood),
                      .shutter = wall};
  bench.turned({}, {{3.3F, 0}, {3.2F, 0.6F}, {3.0F, 0.65F}, {2.0F, 9.0F}, {2.2F, 9.3F}}, 26, wall);
  bench.turned({}, {{3.35F, 0}, {3.25F, 0.7F}, {3.0F, 0.75F}}, 26,
               Workbench::plain(0x9A958C, Surface::rock));
  bench.turned_smooth(
      {0, 9.2F, 0}, {{2.35F, 0}, {2.2F, 0.8F}, {1.4F, 1.9F}, {0.4F, 2.5F}, {0, 2.6F}}, 24, p.roof);
  add_door(bench, translation({0, 0, 2.98F}), 0, 1.1F, 2.1F, Head::round, p);
  for (const float y : {3.8F, 6.6F}) {
    add_window(bench, translation({0, 0, 3.0F - 0.118F * y}),
               {.x = 0, .y = y, .width = 0.7F, .height = 0.9F}, p);
    add_window(bench, world::turn_y(1.9F) * translation({0, 0, 3.0F - 0.118F * y}),
               {.x = 0, .y = y, .width = 0.7F, .height = 0.9F}, p);
  }
  // A gallery half way up.
  bench.turned({0, 3.0F, 0}, {{2.6F, 0}, {3.7F, 0.2F}, {3.7F, 0.32F}, {2.6F, 0.32F}}, 26, p.frame);
  bench.torus(translation({0, 4.1F, 0}), 3.62F, 0.05F, 28, 5, p.frame);
  for (int i = 0; i < 16; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 16;
    bench.rod({{3.62F * std::sin(angle), 3.3F, 3.62F * std::cos(angle)},
               {3.62F * std::sin(angle), 4.1F, 3.62F * std::cos(angle)}},
              0.04F, p.frame, 5);
  }
  const Vec3 hub{0, 9.9F, 2.75F};
  bench.cylinder({0, 9.8F, 0}, hub, 0.25F, 0.22F, 10, p.frame);
  const int sails = bench.bone("mill_sails", hub);
  const Paint spar = Workbench::plain(0x5A3B22, Surface::wood, sails);
  const Paint cloth = bench.part("sail", 0xF6F0E0, Surface::cloth, sails);
  bench.ball(translation(hub), {0.4F, 0.4F, 0.35F}, 8, 12, spar);
  for (int i = 0; i < 4; ++i) {
    bench.add(translation(hub) * world::turn_z(kPi / 2 * static_cast<float>(i) + 0.4F),
              [&](Shaper& s) {
                s.box(translation({0, 3.2F, 0}), {0.1F, 3.2F, 0.08F}, spar);
                s.cloth(
                    [](float u, float v) {
                      return Vec3{world::mix(0.05F, 1.25F, u), world::mix(1.2F, 6.3F, v),
                                  0.05F + 0.14F * std::sin(u * kPi)};
                    },
                    5, 6, cloth);
                for (int k = 0; k < 8; ++k) {
                  s.box(translation({0.65F, 1.2F + 0.73F * static_cast<float>(k), 0.0F}),
                        {0.65F, 0.035F, 0.03F}, spar);
                }
                s.box(translation({1.27F, 3.75F, 0}), {0.035F, 2.6F, 0.03F}, spar);
              });
  }
  bench.anchor("door", {0, 0, 4});
  bench.anchor("top", {0, 11.8F, 0});
}

void make_wind_turbine(Workbench& bench) {
  const Paint white = bench.main(0xF2F4F5, Surface::paint);
  bench.turned({}, {{1.9F, 0}, {1.6F, 2}, {0.9F, 46}}, 22, white);
  bench.rounded_box(translation({0, 46.8F, -0.6F}), {1.1F, 1.1F, 2.8F}, 0.7F, white);
  const Vec3 hub{0, 46.8F, 2.8F};
  const int sails = bench.bone("mill_sails", hub);
  Paint blade = white;
  blade.bone = sails;
  bench.ball(translation(hub), {0.95F, 0.95F, 1.1F}, 8, 14, blade);
  for (int i = 0; i < 3; ++i) {
    bench.add(
        translation(hub) * world::turn_z(2 * kPi / 3 * static_cast<float>(i)) *
            world::turn_y(0.25F),
        [&](Shaper& s) {
          s.plate(
              {},
              smooth_profile(
                  std::vector<Point2>{
                      {0.0F, 0.5F}, {0.45F, 1.5F}, {1.35F, 5}, {0.9F, 14}, {0.35F, 22}, {0.0F, 24}},
                  3),
              0.12F, 0.05F, blade);
        });
  }
  bench.anchor("top", {0, 48, 0});
}

void make_bridge(Workbench& bench) {
  // A stone bridge of one high arch; it runs along x.
  const Paint stone = bench.main(0xB5AA98, Surface::rock);
  constexpr float kHalf = 9;
  const auto road = [](float x) {
    return 1.0F + 2.6F * std::pow(std::cos(kPi / 2 * x / 10.5F), 1.6F);
  };
  Outline side;
  constexpr int kSteps = 28;
  for (int i = 0; i <= kSteps; ++i) {
    const float x = kHalf - 2 * kHalf * static_cast<float>(i) / kSteps;
    side.push_back({x, road(x)});
  }
  side.push_back({-kHalf, 0});
  side.push_back({-5.2F, 0});
  for (int i = 1; i < 20; ++i) {
    const float angle = kPi - kPi * static_cast<float>(i) / 20;
    side.push_back({5.2F * std::cos(angle), 2.75F * std::sin(angle)});
  }
  side.push_back({5.2F, 0});
  side.push_back({kHalf, 0});
  bench.plate({}, side, 2.0F, 0.05F, stone);
  // The ring of voussoirs, the parapets, the paving.
  for (const float z : {2.02F, -2.02F}) {
    for (int i = 0; i < 19; ++i) {
      const float angle = kPi * (static_cast<float>(i) + 0.5F) / 19;
      const Vec3 at{5.5F * std::cos(angle), 3.0F * std::sin(angle), z};
      bench.bevelled_box(
          translation(at) *
              world::turn_z(std::atan2(3.0F * std::sin(angle) / 3.0F, std::cos(angle)) - kPi / 2),
          {0.38F, 0.3F, 0.10F}, 0.04F,
          Paint{stone.colour * (i % 2 == 0 ? 0.92F : 0.8F), stone.surface, 0, 0});
    }
    std::vector<Vec3> top;
    for (int i = 0; i <= kSteps; ++i) {
      const float x = kHalf - 2 * kHalf * static_cast<float>(i) / kSteps;
      top.push_back({x, road(x) + 0.85F, z * 0.93F});
    }
    for (std::size_t i = 0; i + 1 < top.size(); ++i) {
      const Vec3 middle = (top[i] + top[i + 1]) * 0.5F;
      const Vec3 d = top[i + 1] - top[i];
      bench.box(translation(middle - Vec3{0, 0.45F, 0}) * world::turn_z(std::atan2(-d.y, -d.x)),
                {length(d) * 0.51F, 0.45F, 0.16F}, stone);
      bench.box(translation(middle + Vec3{0, 0.03F, 0}) * world::turn_z(std::atan2(-d.y, -d.x)),
                {length(d) * 0.51F, 0.08F, 0.22F},
                Paint{stone.colour * 0.85F, stone.surface, 0, 0});
    }
  }
  bench.sheet(
      [&](float u, float v) {
        const float x = kHalf * (2 * u - 1);
        return Vec3{x, road(x) + 0.03F, 1.8F * (1 - 2 * v)};
      },
      kSteps, 2, Workbench::plain(0x8E877B, Surface::paving));
  bench.anchor("deck", {0, 3.65F, 0});
  bench.anchor("seat", {0, 3.65F, 0});
  bench.anchor("top", {0, 3.65F, 0});
}

void make_pyramid(Workbench& bench) {
  const Paint stone = bench.main(0xD9B77A, Surface::rock);
  constexpr int kCourses = 22;
  constexpr float kHalf = 18;
  constexpr float kHigh = 23;
  for (int i = 0; i < kCourses; ++i) {
    const float t = static_cast<float>(i) / kCourses;
    const float half = kHalf * (1 - t);
    const float shade = 0.92F + 0.08F * static_cast<float>((i * 7) % 5) / 4;
    bench.block({0, kHigh * (t + 0.5F / kCourses), 0}, {half, kHigh * 0.5F / kCourses, half},
                Paint{stone.colour * shade, stone.surface, 0, 0}, 0.08F);
  }
  bench.plate(translation({0, 0, kHalf * 0.99F}),
              Outline{{-1.6F, 0}, {1.6F, 0}, {1.6F, 3.1F}, {-1.6F, 3.1F}}, 0.5F, 0.1F, stone);
  bench.plate(translation({0, 0, kHalf * 0.99F + 0.5F}),
              Outline{{-0.9F, 0}, {0.9F, 0}, {0.7F, 2.4F}, {-0.7F, 2.4F}}, 0.03F, 0,
              Workbench::plain(0x2A2018, Surface::matte));
  bench.anchor("door", {0, 0, kHalf + 1});
  bench.anchor("top", {0, kHigh, 0});
}

void make_ruins(Workbench& bench) {
  const Paint stone = bench.main(0xC9BFAC, Surface::rock);
  for (const auto& [x, z, h] : {std::tuple{-3.2F, 0.0F, 4.6F},
                                {-1.1F, 0.0F, 4.6F},
                                {1.2F, 0.2F, 2.6F},
                                {3.3F, 0.0F, 3.4F},
                                {-2.6F, -3.0F, 1.6F},
                                {2.6F, -3.1F, 4.0F}}) {
    if (h > 4.2F) {
      add_column(bench, {x, 0, z}, 0.42F, h, stone);
    } else {
      bench.turned({x, 0, z},
                   {{0.56F, 0},
                    {0.55F, 0.2F},
                    {0.43F, 0.35F},
                    {0.41F, h - 0.2F},
                    {0.36F, h},
                    {0.15F, h - 0.18F},
                    {0, h - 0.05F}},
                   14, stone);
    }
  }
  bench.rounded_box(translation({-2.15F, 4.85F, 0}), {1.9F, 0.26F, 0.5F}, 0.06F, stone);
  bench.rounded_box(translation({2.0F, 0.3F, 1.6F}) * world::turn_y(0.5F) * world::turn_z(0.12F),
                    {1.4F, 0.28F, 0.4F}, 0.08F, stone);
  for (int i = 0; i < 3; ++i) {
    bench.add(translation({-0.6F + 0.95F * static_cast<float>(i), 0.4F, 2.4F}) *
                  world::turn_y(0.3F * static_cast<float>(i)) * world::turn_z(kPi / 2),
              [&](Shaper& s) {
                s.turned({0, -0.4F, 0},
                         {{0, 0}, {0.4F, 0}, {0.42F, 0.1F}, {0.42F, 0.7F}, {0.4F, 0.8F}, {0, 0.8F}},
                         14, stone);
              });
  }
  for (int i = 0; i < 18; ++i) {
    const float size = bench.dice().between(0.12F, 0.4F);
    bench.rounded_box(translation({bench.dice().between(-4.5F, 4.5F), size * 0.5F,
                                   bench.dice().between(-4, 3.2F)}) *
                          world::turn_y(bench.dice().between(0, 3)),
                      {size, size * 0.6F, size * 0.8F}, 0.08F,
                      Paint{stone.colour * bench.dice().between(0.75F, 1.0F), stone.surface, 0, 0});
  }
  bench.block({0, 0.09F, -1.4F}, {4.8F, 0.09F, 3.4F},
              Paint{stone.colour * 0.85F, stone.surface, 0, 0}, 0.04F);
  for (int i = 0; i < 12; ++i) {
    bench.ball(
        translation({bench.dice().between(-4.6F, 4.6F), 0.12F, bench.dice().between(-4, 2.4F)}),
        {0.32F, 0.2F, 0.32F}, 4, 8, Workbench::plain(0x5E8A3C, Surface::leaf));
  }
  bench.anchor("seat", {2.0F, 0.58F, 1.6F});
  bench.anchor("top", {-2.1F, 5.1F, 0});
}

void make_stadium(Workbench& bench) {
  const Paint wall = bench.main(0xD9D4C8, Surface::plaster);
  bench.add(world::scaling(Vec3{1.35F, 1, 1}), [&](Shaper& s) {
    s.turned({}, {{34, 0}, {35, 12}, {33, 13}, {22, 3.2F}, {21, 1.2F}, {0, 0.2F}}, 48, wall);
    s.turned({}, {{33.6F, 12.6F}, {38, 16}, {27, 15.2F}, {27, 14.9F}, {37, 15.5F}}, 48,
             Workbench::plain(0xEDF0F2, Surface::paint));
    s.turned({0, 0.25F, 0}, {{20.8F, 0}, {0, 0.05F}}, 48,
             Workbench::plain(0x3F8A3C, Surface::grass));
    for (int i = 0; i < 4; ++i) {
      const float t = static_cast<float>(i) / 4;
      s.turned({0, 0.06F, 0},
               {{world::mix(23.0F, 31.0F, t), world::mix(4.1F, 11.3F, t)},
                {world::mix(22.4F, 30.4F, t), world::mix(3.6F, 10.8F, t)}},
               48, Workbench::plain(i % 2 == 0 ? 0xC8372D : 0x2F6FB5, Surface::plastic));
    }
  });
  for (int i = 0; i < 20; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 20;
    bench.rod({{1.35F * 35 * std::sin(angle), 0, 35 * std::cos(angle)},
               {1.35F * 37.5F * std::sin(angle), 16, 37.5F * std::cos(angle)}},
              0.4F, wall, 6);
  }
  bench.anchor("deck", {0, 0.3F, 0});
  bench.anchor("top", {0, 16, 0});
}

void make_greenhouse(Workbench& bench) {
  const Paint frame = bench.main(0xF2F4F2, Surface::paint);
  const Paint glass = Workbench::plain(0xA9CFC8, Surface::glass);
  bench.block({0, 1.1F, 0}, {3.0F, 1.1F, 2.0F}, glass);
  add_gable_roof(bench, translation({0, 2.2F, 0}), {3.0F, 2.0F}, 1.2F, 0.1F, glass, glass);
  for (int i = 0; i <= 6; ++i) {
    const float x = -3 + static_cast<float>(i);
    for (const float side : {1.0F, -1.0F}) {
      bench.rod({{x, 0, side * 2.03F}, {x, 2.25F, side * 2.03F}, {x, 3.58F, 0}}, 0.045F, frame, 5);
    }
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{-3, 2.3F, side * 2.05F}, {3, 2.3F, side * 2.05F}}, 0.05F, frame, 5);
    bench.block({0, 0.25F, side * 2.02F}, {3.05F, 0.25F, 0.06F},
                Workbench::plain(0xA9573E, Surface::brick));
  }
  bench.rod({{-3.1F, 3.6F, 0}, {3.1F, 3.6F, 0}}, 0.06F, frame, 6);
  bench.plate(translation({3.03F, 0, 0}) * world::turn_y(kPi / 2),
              Outline{{-0.5F, 0}, {0.5F, 0}, {0.5F, 2}, {-0.5F, 2}}, 0.03F, 0.01F, frame);
  bench.anchor("top", {0, 3.6F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"windmill", built<make_windmill>},
    {"wind_turbine", built<make_wind_turbine>},
    {"bridge", built<make_bridge>},
    {"pyramid", built<make_pyramid>},
    {"ruins", built<make_ruins>},
    {"stadium", built<make_stadium>},
    {"greenhouse", built<make_greenhouse>},
});

}  // namespace

std::span<const Shelf> landmarks() { return kShelf; }

}  // namespace kirin::engine::motion::models
