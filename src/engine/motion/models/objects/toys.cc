// Things to play with.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

/// A ball's zone between two latitudes (radians), as its own paint.
void add_zone(Shaper& shaper, const world::Affine& frame, float radius, float from, float to,
              const Paint& paint) {
  Outline profile;
  for (int i = 0; i <= 8; ++i) {
    const float latitude = world::mix(from, to, static_cast<float>(i) / 8);
    profile.push_back({radius * std::cos(latitude), radius * std::sin(latitude)});
  }
  shaper.lathe(frame, profile, 32, paint);
}

/// A ball's gore between two longitudes.
void add_gore(Shaper& shaper, const world::Affine& frame, float radius, float from, float to,
              const Paint& paint) {
  shaper.sheet(
      [=](float u, float v) {
        const float longitude = world::mix(from, to, u);
        const float latitude = kPi * (v - 0.5F);
        return frame.point(Vec3{std::cos(latitude) * std::sin(longitude), std::sin(latitude),
                                std::cos(latitude) * std::cos(longitude)} *
                           radius);
      },
      6, 16, paint);
}

void make_ball(Workbench& bench) {
  constexpr float kRadius = 0.14F;
  const world::Affine tilted =
      world::translation({0, kRadius, 0}) * world::turn_x(0.35F) * world::turn_z(-0.35F);
  const Paint main = bench.main(0xD8352B, Surface::plastic);
  const Paint band = Workbench::plain(0xF6F3EA, Surface::plastic);
  const Paint cap{world::mix(main.colour, Light{0.9F, 0.75F, 0.2F}, 0.75F), main.surface, 0, 0};
  add_zone(bench, tilted, kRadius, -kPi / 2, -1.15F, cap);
  add_zone(bench, tilted, kRadius, -1.15F, -0.30F, main);
  add_zone(bench, tilted, kRadius, -0.30F, 0.30F, band);
  add_zone(bench, tilted, kRadius, 0.30F, 1.15F, main);
  add_zone(bench, tilted, kRadius, 1.15F, kPi / 2, cap);
  for (int i = 0; i < 5; ++i) {
    bench.decal(tilted * world::turn_y(2 * kPi / 5 * static_cast<float>(i)),
                star_outline(5, 0.035F, 0.015F), 0.0015F, main);
  }
}

void make_beach_ball(Workbench& bench) {
  constexpr float kRadius = 0.22F;
  const world::Affine tilted =
      world::translation({0, kRadius, 0}) * world::turn_x(0.5F) * world::turn_z(-0.3F);
  static constexpr std::uint32_t kGores[] = {0xE23A2E, 0xF7F5EE, 0x2C7FC9,
                                             0xF7F5EE, 0xF3BE2B, 0xF7F5EE};
  for (int i = 0; i < 6; ++i) {
    Paint paint = Workbench::plain(kGores[i], Surface::plastic);
    if (bench.order().colour && i % 2 == 0) {
      paint = bench.main(kGores[i], Surface::plastic);
    }
    add_gore(bench, tilted, kRadius, kPi / 3 * static_cast<float>(i),
             kPi / 3 * static_cast<float>(i + 1), paint);
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.disc(
        tilted * world::turn_x(side > 0 ? 0 : kPi) * world::translation({0, kRadius * 1.004F, 0}),
        0.045F, 18, Workbench::plain(0xF7F5EE, Surface::plastic));
  }
}

void make_balloon(Workbench& bench) {
  const Paint skin = bench.main(0xDE2F35, Surface::paint);
  bench.turned_smooth({0, 0, 0},
                      {{0, 0.0F},
                       {0.035F, 0.02F},
                       {0.09F, 0.10F},
                       {0.145F, 0.22F},
                       {0.155F, 0.30F},
                       {0.13F, 0.385F},
                       {0.07F, 0.435F},
                       {0, 0.45F}},
                      28, skin);
  bench.turned({0, -0.03F, 0}, {{0, 0.0F}, {0.03F, 0}, {0.012F, 0.03F}, {0.02F, 0.04F}}, 12,
               Paint{darker(skin.colour, 0.7F), skin.surface, 0, 0});
  // The string hangs on bones, so that it can trail.
  int parent = 0;
  const Vec3 knots[] = {
      {0, -0.03F, 0}, {0.02F, -0.26F, 0}, {-0.015F, -0.5F, 0.01F}, {0.01F, -0.75F, 0}};
  for (int i = 0; i < 3; ++i) {
    parent = bench.bone("string_" + std::to_string(i + 1), knots[i], parent);
    bench.rod({knots[i], knots[i + 1]}, 0.0035F, Workbench::plain(0xEDEDED, Surface::cloth, parent),
              5);
  }
  bench.anchor("grip", knots[3], parent);
  bench.anchor("top", {0, 0.45F, 0});
}

void make_kite(Workbench& bench) {
  const Paint main = bench.main(0xE2372E, Surface::cloth);
  const Paint other = bench.part(
      "stripe", bench.order().colour ? lighter(main.colour, 0.75F) : world::from_srgb(0xF4C02F),
      Surface::cloth);
  const Paint third = bench.order().colour ? Paint{darker(main.colour, 0.6F), Surface::cloth, 0, 0}
                                           : Workbench::plain(0x2B7FC4, Surface::cloth);
  const Vec3 top{0, 0.62F, 0};
  const Vec3 bottom{0, -0.72F, 0};
  const Vec3 left{0.52F, 0.18F, -0.07F};
  const Vec3 right{-0.52F, 0.18F, -0.07F};
  const Vec3 middle{0, 0.18F, 0.05F};
  const auto panel = [&](Vec3 a, Vec3 b, const Paint& paint) {
    bench.cloth(
        [=](float u, float v) {
          return mix(mix(middle, a, u), mix(middle, b, u), v) + Vec3{0, 0, 0.05F * u * (1 - u)};
        },
        5, 5, paint);
  };
  panel(top, right, main);
  panel(right, bottom, third);
  panel(bottom, left, main);
  panel(left, top, other);
  const Paint spar = Workbench::plain(0x8A5F35, Surface::wood);
  bench.rod({top, {0, 0, 0.03F}, bottom}, 0.009F, spar, 5);
  bench.rod({left, middle, right}, 0.009F, spar, 5);
  int parent = 0;
  Vec3 at = bottom;
  for (int i = 0; i < 6; ++i) {
    const Vec3 next = at + Vec3{0.05F * (i % 2 == 0 ? 1.0F : -1.0F), -0.24F, -0.05F};
    parent = bench.bone("tail_" + std::to_string(i + 1), at, parent);
    const Paint string = Workbench::plain(0xF2EFE6, Surface::cloth, parent);
    bench.rod({at, next}, 0.006F, string, 5);
    static constexpr std::uint32_t kBows[] = {0xF4C02F, 0xE2372E, 0x2B7FC4};
    Paint bow = bench.order().colour ? Paint{main.colour, Surface::cloth, parent, 0}
                                     : Workbench::plain(kBows[i % 3], Surface::cloth, parent);
    for (const float side : {1.0F, -1.0F}) {
      bench.plate(world::translation(next),
                  Outline{{0, 0}, {side * 0.11F, side * -0.055F}, {side * 0.11F, side * 0.055F}},
                  0.004F, 0, bow);
    }
    at = next;
  }
  bench.anchor("grip", {0, 0.05F, 0.12F});
  bench.anchor("bridle", {0, 0.05F, 0.12F});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"ball", standing<make_ball>},
    {"beach_ball", standing<make_beach_ball>},
    {"balloon", hovering<make_balloon>},
    {"kite", hovering<make_kite>},
});

}  // namespace

std::span<const Shelf> toys() { return kShelf; }

}  // namespace kirin::engine::motion::models
