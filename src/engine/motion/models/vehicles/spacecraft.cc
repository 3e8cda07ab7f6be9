#include <array>
#include <cmath>

#include "engine/motion/models/vehicles/aircraft.h"
#include "engine/motion/models/vehicles/coachwork.h"

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

/// A solar panel in the frame's x and y.
void add_solar_panel(Shaper& shaper, const Affine& frame, float half_x, float half_y, int columns,
                     int rows) {
  shaper.box(frame, {half_x, half_y, 0.03F}, Workbench::plain(0xC9CDD2, Surface::metal));
  const float w = 2 * half_x / static_cast<float>(columns);
  const float h = 2 * half_y / static_cast<float>(rows);
  for (int i = 0; i < columns; ++i) {
    for (int j = 0; j < rows; ++j) {
      const Vec3 at{-half_x + w * (static_cast<float>(i) + 0.5F),
                    -half_y + h * (static_cast<float>(j) + 0.5F), 0};
      shaper.box(frame * translation(at), {w * 0.46F, h * 0.46F, 0.04F},
                 Workbench::plain((i + j) % 2 == 0 ? 0x1D3F7A : 0x234A8C, Surface::glass));
    }
  }
}

}  // namespace

world::ModelPtr build_rocket(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint white = Workbench::plain(0xF3F4F5, Surface::paint);
  const Paint red = bench.main(0xD4352A, Surface::paint);
  const Paint body = order.colour ? red : white;
  const Paint trim = order.colour ? white : red;
  const Paint steel = Workbench::plain(0x6A6F74, Surface::metal);
  // The classic of the picture books: a cigar with a red nose on three fins.
  const Outline lower = smooth_profile(
      std::vector<Point2>{{1.0F, 1.5F}, {1.45F, 3.0F}, {1.7F, 5.5F}, {1.6F, 8.0F}, {1.32F, 9.8F}},
      5);
  bench.lathe({}, lower, 30, body);
  const Outline nose = smooth_profile(
      std::vector<Point2>{{1.32F, 9.8F}, {1.0F, 11.1F}, {0.5F, 12.3F}, {0.1F, 13.0F}, {0, 13.15F}},
      5);
  bench.lathe({}, nose, 30, trim);
  bench.cylinder({0, 13.0F, 0}, {0, 14.0F, 0}, 0.06F, 0.02F, 8, steel);
  bench.torus(translation({0, 9.8F, 0}), 1.33F, 0.07F, 30, 6, steel);
  bench.turned({0, 0.75F, 0}, {{0.95F, 0}, {0.7F, 0.45F}, {0.75F, 0.8F}, {1.02F, 0.85F}}, 24,
               steel);
  bench.turned({0, 0.78F, 0}, {{0.88F, 0}, {0.5F, 0.3F}, {0, 0.35F}}, 20,
               Workbench::plain(0x1A1B1D, Surface::matte));
  for (int i = 0; i < 4; ++i) {
    bench.add(world::turn_y(kPi / 2 * static_cast<float>(i) + kPi / 4), [&](Shaper& s) {
      s.plate({},
              rounded_polygon({{1.0F, 1.9F},
                               {2.0F, 1.2F},
                               {2.6F, 0.0F},
                               {2.95F, 0.05F},
                               {2.7F, 2.6F},
                               {1.45F, 4.6F}},
                              0.3F),
              0.13F, 0.06F, trim);
    });
  }
  for (const float y : {7.9F, 5.6F}) {
    const Affine at = translation({0, y, 0});
    bench.decal(at, circle_outline(0.62F, 24), 0.03F, steel);
    bench.decal(at, circle_outline(0.46F, 24), 0.07F, Workbench::plain(0x2F5F86, Surface::glass));
    bench.decal(at * translation({-0.14F, 0.14F, 0}), circle_outline(0.1F, 10), 0.09F,
                Workbench::plain(0xBFE0F0, Surface::glass));
  }
  bench.turned({0, 3.4F, 0}, {{1.535F, -0.12F}, {1.56F, 0}, {1.58F, 0.12F}}, 30, trim);
  bench.anchor("exhaust", {0, 0.7F, 0});
  bench.anchor("flame", {0, 0.7F, 0});
  bench.anchor("seat", {0, 7.6F, 0.3F});
  bench.anchor("driver", {0, 7.6F, 0.3F});
  bench.anchor("top", {0, 14, 0});
  return bench.standing();
}

world::ModelPtr build_spaceship(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint hull = bench.main(0xDDE1E5, Surface::paint);
  const Paint trim = bench.part("stripe", 0xD45A2A, Surface::paint);
  const Paint dark = Workbench::plain(0x34393F, Surface::metal);
  add_hull(bench,
           {.front = 7,
            .rear = -5,
            .low = Curve{{-5, -0.5F}, {0, -0.75F}, {7, -0.15F}},
            .belt = Curve{{-5, 0.3F}, {0, 0.25F}, {7, 0.0F}},
            .top = Curve{{-5, 1.1F}, {-1, 1.35F}, {2, 1.15F}, {5, 0.5F}, {7, 0.05F}},
            .foot = Curve{{-5, 1.3F}, {0, 1.2F}, {7, 0.12F}},
            .waist = Curve{{-5, 1.7F}, {-1, 1.6F}, {4, 0.8F}, {7, 0.15F}},
            .shoulder = 0.7F,
            .nose_round = 0.8F,
            .tail_round = 0.25F,
            .end_squareness = 2.2F},
           {}, hull);
  bench.sheet(
      [](float u, float v) {
        return Vec3{1.25F * (1 - 2 * v), -0.62F, world::mix(4.5F, -4.9F, 1 - u)} *
               Vec3{u < 0.02F ? 0.2F : 1, 1, 1};
      },
      8, 4, dark);
  bench.top_decal(
      rounded_polygon({{-0.55F, -2.0F}, {0.55F, -2.0F}, {0.35F, -4.5F}, {-0.35F, -4.5F}}, 0.3F),
      0.03F, dark);
  bench.add(translation({0, 0.72F, 3.0F}) * world::turn_x(0.22F), [&](Shaper& s) {
    s.ball({}, {0.55F, 0.42F, 1.4F}, 10, 18, Workbench::plain(0x2F6F9E, Surface::glass));
  });
  for (const float side : {1.0F, -1.0F}) {
    // Swept wings with glowing tips, engines at the roots.
    bench.sheet(
        [=](float turn, float v) {
          const float angle = 2 * kPi * (side > 0 ? 1 - turn : turn);
          const float end = std::pow(std::max(1 - std::pow(v, 10.0F), 0.0F), 0.5F);
          const float chord = world::mix(4.6F, 1.3F, v) * (0.3F + 0.7F * end);
          const float z = world::mix(-1.8F, -4.6F, v) - 0.5F * chord * std::cos(angle);
          return Vec3{side * world::mix(1.3F, 5.2F, v),
                      world::mix(0.0F, -0.55F, v) + 0.16F * (1 - 0.7F * v) * std::sin(angle) * end,
                      z};
        },
        22, 12, hull, true);
    bench.rounded_box(translation({side * 5.2F, -0.5F, -4.4F}) * world::turn_x(kPi / 2),
                      {0.12F, 1.3F, 0.16F}, 0.1F, trim);
    bench.ball(translation({side * 5.2F, -0.5F, -3.0F}), {0.13F, 0.13F, 0.25F}, 6, 10,
               Workbench::light(0x58C8FF, 2));
    const Affine engine = translation({side * 1.15F, 0.25F, -4.6F}) * world::turn_x(-kPi / 2);
    const Point2 pod[] = {{0.35F, -2.4F}, {0.72F, -1.6F}, {0.8F, 0}, {0.7F, 0.7F},
                          {0.6F, 0.7F},   {0.5F, 0.2F},   {0, 0.2F}};
    bench.lathe(engine, pod, 22, dark);
    bench.disc(engine * translation({0, 0.32F, 0}), 0.55F, 20, Workbench::light(0x58C8FF, 2.4F));
    bench.torus(engine * translation({0, 0.65F, 0}), 0.68F, 0.06F, 22, 6, trim);
  }
  bench.side_decal(
      rounded_polygon({{-4.2F, 0.35F}, {2.5F, 0.3F}, {2.0F, 0.5F}, {-4.2F, 0.55F}}, 0.05F), 0.02F,
      trim);
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {0, 1.0F, 0}},
              rounded_polygon({{1.6F, 0}, {4.4F, 0}, {5.2F, 1.9F}, {4.0F, 1.9F}}, 0.3F), 0.09F,
              0.04F, trim);
  bench.anchor("exhaust", {0, 0.25F, -5.3F});
  bench.anchor("flame", {0, 0.25F, -5.3F});
  bench.anchor("driver", {0, 0.4F, 2.8F});
  bench.anchor("seat", {0, 0.4F, 2.8F});
  bench.anchor("top", {0, 1.3F, -1});
  return bench.hovering();
}

world::ModelPtr build_ufo(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint hull = bench.main(0xBFC8CF, Surface::paint);
  const int disc = bench.bone("saucer", {0, 0, 0});
  Paint ring = hull;
  ring.bone = disc;
  bench.turned_smooth({0, -0.9F, 0}, {{0.0F, 0}, {1.4F, 0.1F}, {3.2F, 0.55F}, {4.2F, 0.9F}}, 40,
                      ring);
  bench.turned_smooth(
      {0, 0, 0}, {{4.2F, 0}, {4.25F, 0.1F}, {3.6F, 0.35F}, {2.4F, 0.7F}, {1.7F, 0.95F}}, 40, ring);
  bench.turned({0, 0.9F, 0}, {{1.75F, 0}, {1.8F, 0.08F}, {1.6F, 0.14F}}, 36,
               Workbench::plain(0x55595D, Surface::metal, disc));
  bench.turned_smooth({0, 0.95F, 0},
                      {{1.6F, 0}, {1.5F, 0.6F}, {1.05F, 1.15F}, {0.5F, 1.4F}, {0, 1.45F}}, 30,
                      Workbench::plain(0x7FD0C8, Surface::glass));
  static constexpr std::uint32_t kLights[] = {0x60FF90, 0xFFE060, 0xFF6080, 0x60C0FF};
  for (int i = 0; i < 16; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 16;
    bench.ball(translation({3.75F * std::sin(angle), -0.22F, 3.75F * std::cos(angle)}),
               {0.2F, 0.13F, 0.2F}, 6, 10, Workbench::light(kLights[i % 4], 2.4F, disc));
  }
  bench.turned({0, -1.05F, 0}, {{0, 0}, {1.0F, 0.05F}, {1.2F, 0.2F}}, 28,
               Workbench::light(0x9FFFD8, 1.8F));
  for (int i = 0; i < 3; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 3;
    bench.ball(translation({2.0F * std::sin(angle), -0.85F, 2.0F * std::cos(angle)}),
               {0.45F, 0.22F, 0.45F}, 8, 14, Workbench::plain(0x55595D, Surface::metal));
  }
  bench.anchor("beam", {0, -1.05F, 0});
  bench.anchor("beacon", {0, -1.05F, 0});
  bench.anchor("seat", {0, 0.9F, 0});
  bench.anchor("driver", {0, 0.9F, 0});
  bench.anchor("top", {0, 2.4F, 0});
  return bench.hovering();
}

world::ModelPtr build_space_station(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint white = bench.main(0xE6E9EC, Surface::paint);
  const Paint grey = Workbench::plain(0x9AA0A5, Surface::metal);
  const Paint gold = Workbench::plain(0xD9A84A, Surface::metal);
  const auto module = [&](Vec3 from, Vec3 to, float radius) {
    const float l = length(to - from);
    const Point2 profile[] = {{0, 0},
                              {0.55F * radius, 0},
                              {0.95F * radius, 0.25F},
                              {radius, 0.4F},
                              {radius, l - 0.4F},
                              {0.95F * radius, l - 0.25F},
                              {0.55F * radius, l},
                              {0, l}};
    bench.lathe(world::pointing(from, to), profile, 22, white);
    for (const float t : {0.22F, 0.5F, 0.78F}) {
      bench.torus(world::pointing(from, to) * translation({0, l * t, 0}), radius * 1.01F, 0.06F, 22,
                  5, grey);
    }
  };
  module({0, 0, -7}, {0, 0, 7}, 1.3F);
  module({-4.5F, 0, 2}, {4.5F, 0, 2}, 1.1F);
  module({0, -4, -2}, {0, 4, -2}, 1.0F);
  bench.rod({{-16, 1.9F, -1}, {16, 1.9F, -1}}, 0.28F, grey, 6);
  for (int i = -12; i <= 12; ++i) {
    const float x = 1.3F * static_cast<float>(i);
    bench.rod({{x, 1.65F, -1.25F}, {x + 0.65F, 2.15F, -0.75F}}, 0.06F, gold, 4);
  }
  for (const float x : {-13.5F, -9.0F, 9.0F, 13.5F}) {
    for (const float side : {1.0F, -1.0F}) {
      add_solar_panel(bench,
                      translation({x, 1.9F, -1 + side * 6.2F}) * world::turn_x(kPi / 2 - 0.35F),
                      1.7F, 5.0F, 3, 10);
    }
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.bevelled_box(translation({side * 4.6F, 1.9F, 3.4F}) * world::turn_x(0.3F),
                       {1.0F, 0.05F, 2.2F}, 0.02F, Workbench::plain(0xF4F2EA, Surface::paint));
  }
  bench.turned({0, 4, -2}, {{0.6F, 0}, {0.75F, 0.35F}, {0.4F, 0.7F}, {0, 0.75F}}, 14,
               Workbench::plain(0x31506B, Surface::glass));
  for (int i = 0; i < 5; ++i) {
    const float z = -5 + 2.2F * static_cast<float>(i);
    bench.side_decal(ellipse_outline({z, 0.2F}, 0.22F, 0.22F, 12), 0.03F,
                     Workbench::light(0xFFE9B8, 1));
  }
  bench.anchor("seat", {0, 0, 0});
  bench.anchor("top", {0, 4.7F, -2});
  return bench.hovering();
}

world::ModelPtr build_satellite(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const Paint foil = bench.main(0xD9A84A, Surface::metal);
  const Paint grey = Workbench::plain(0x9AA0A5, Surface::metal);
  bench.bevelled_box({}, {0.7F, 0.8F, 0.7F}, 0.06F, foil);
  for (int i = 0; i < 3; ++i) {
    bench.bevelled_box(translation({0, -0.5F + 0.5F * static_cast<float>(i), 0}),
                       {0.73F, 0.03F, 0.73F}, 0.01F, grey);
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.7F, 0, 0}, {side * 1.3F, 0, 0}}, 0.05F, grey, 6);
    add_solar_panel(bench, translation({side * 3.3F, 0, 0}) * world::turn_x(-0.4F), 2.0F, 0.75F, 8,
                    3);
  }
  bench.add(translation({0, 1.0F, 0.35F}) * world::turn_x(0.7F), [&](Shaper& s) {
    s.turned({}, {{0, 0}, {0.5F, 0.12F}, {0.85F, 0.4F}, {0.82F, 0.43F}, {0.48F, 0.16F}, {0, 0.05F}},
             24, Workbench::plain(0xF2F3F3, Surface::paint));
    s.rod({{0, 0, 0}, {0, 0.6F, 0}}, 0.03F, grey, 6);
    s.ball({0, 0.62F, 0}, 0.07F, grey);
  });
  bench.rod({{0.4F, -0.8F, 0.4F}, {0.6F, -1.9F, 0.6F}}, 0.02F, grey, 5);
  bench.ball({0, -0.82F, 0.0F}, 0.1F, Workbench::light(0xFF4030, 2));
  bench.anchor("top", {0, 1.4F, 0});
  return bench.hovering();
}

}  // namespace kirin::engine::motion::models
