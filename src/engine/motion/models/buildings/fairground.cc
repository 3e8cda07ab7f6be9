// What turns and swings for pleasure.
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

void make_ferris_wheel(Workbench& bench) {
  const Paint steel = bench.main(0xE9ECEF, Surface::paint);
  constexpr float kRadius = 12;
  const Vec3 hub{0, 14, 0};
  for (const float z : {2.0F, -2.0F}) {
    for (const float side : {1.0F, -1.0F}) {
      bench.rod({{side * 6.5F, 0, z * 1.5F}, {0, 14, z * 0.8F}}, 0.3F, steel, 8);
    }
    bench.rod({{-3.3F, 6.8F, z * 1.15F}, {3.3F, 6.8F, z * 1.15F}}, 0.18F, steel, 6);
  }
  bench.cylinder({0, 14, -2.2F}, {0, 14, 2.2F}, 0.7F, 0.7F, 18,
                 Workbench::plain(0xD4452F, Surface::paint));
  const int wheel = bench.bone("ferris", hub);
  const auto on_wheel = [&](Paint p) {
    p.bone = wheel;
    return p;
  };
  const Affine face = translation(hub) * world::turn_x(kPi / 2);
  for (const float z : {1.1F, -1.1F}) {
    bench.torus(face * translation({0, z, 0}), kRadius, 0.14F, 48, 6, on_wheel(steel));
    bench.torus(face * translation({0, z, 0}), kRadius * 0.55F, 0.09F, 40, 5, on_wheel(steel));
  }
  static constexpr std::uint32_t kCabins[] = {0xE0402E, 0xF2B02A, 0x3FA35A,
                                              0x2F7FBF, 0x9A4FB5, 0xF27FA8};
  constexpr int kCount = 12;
  for (int i = 0; i < kCount; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / kCount;
    const Vec3 rim = hub + Vec3{kRadius * std::sin(angle), kRadius * std::cos(angle), 0};
    for (const float z : {1.1F, -1.1F}) {
      bench.rod({hub + Vec3{0, 0, z}, rim + Vec3{0, 0, z}}, 0.06F, on_wheel(steel), 5);
    }
    bench.rod({rim + Vec3{0, 0, 1.1F}, rim - Vec3{0, 0, 1.1F}}, 0.08F, on_wheel(steel), 5);
    bench.ball(rim + Vec3{0, 0, 1.2F}, 0.22F,
               Workbench::light(i % 2 == 0 ? 0xFFE080U : 0xFF8FB0U, 1.6F, wheel));
    const int cabin = bench.bone("gondola_" + std::to_string(i + 1), rim, wheel);
    Paint paint = Workbench::plain(kCabins[i % 6], Surface::paint, cabin);
    bench.rounded_box(translation(rim - Vec3{0, 1.55F, 0}), {0.85F, 0.5F, 0.75F}, 0.3F, paint);
    bench.rounded_box(translation(rim - Vec3{0, 0.35F, 0}), {0.95F, 0.12F, 0.85F}, 0.12F, paint);
    for (const float x : {0.75F, -0.75F}) {
      for (const float z : {0.65F, -0.65F}) {
        bench.rod({rim + Vec3{x, -1.2F, z}, rim + Vec3{x, -0.4F, z}}, 0.05F,
                  Workbench::plain(0xF2F4F5, Surface::paint, cabin), 5);
      }
    }
  }
  bench.block({0, 0.25F, 0}, {7.5F, 0.25F, 4}, Workbench::plain(0x8C8F93, Surface::paving), 0.06F);
  bench.anchor("seat", {0, 0.6F, 0});
  bench.anchor("top", {0, 26.5F, 0});
}

/// A wooden horse of the carousel; from its pole's foot.
void add_horse(Workbench& bench, Vec3 at, float turn, int bone, std::uint32_t srgb,
               std::uint32_t saddle) {
  const Paint coat = Workbench::plain(srgb, Surface::paint, bone);
  bench.rod({at + Vec3{0, 0.2F, 0}, at + Vec3{0, 3.3F, 0}}, 0.03F,
            Workbench::plain(0xDDAA3C, Surface::metal, bone), 6);
  bench.add(translation(at + Vec3{0, 1.15F, 0}) * world::turn_y(turn), [&](Shaper& s) {
    s.ball(translation({0, 0, 0}), {0.2F, 0.23F, 0.46F}, 8, 14, coat);
    s.rod({{0, 0.08F, 0.34F}, {0, 0.42F, 0.52F}}, 0.12F, coat, 8);
    s.ball(translation({0, 0.5F, 0.64F}) * world::turn_x(0.5F), {0.09F, 0.1F, 0.2F}, 6, 10, coat);
    for (const float side : {0.1F, -0.1F}) {
      s.rod({{side, -0.12F, 0.32F}, {side, -0.32F, 0.55F}, {side, -0.55F, 0.45F}}, 0.05F, coat, 6);
      s.rod({{side, -0.12F, -0.32F}, {side, -0.38F, -0.35F}, {side, -0.58F, -0.6F}}, 0.05F, coat,
            6);
      s.ball(translation({side * 0.5F, 0.66F, 0.55F}), {0.025F, 0.07F, 0.025F}, 4, 6, coat);
    }
    const Paint mane = Workbench::plain(0xDDAA3C, Surface::paint, bone);
    s.rod({{0, 0.6F, 0.5F}, {0, 0.4F, 0.38F}, {0, 0.18F, 0.25F}}, 0.06F, mane, 6);
    s.rod({{0, 0.05F, -0.44F}, {0, -0.02F, -0.6F}, {0, -0.3F, -0.66F}}, 0.06F, mane, 6);
    s.ball(translation({0, 0.17F, -0.02F}), {0.19F, 0.09F, 0.2F}, 6, 12,
           Workbench::plain(saddle, Surface::paint, bone));
  });
}

void make_carousel(Workbench& bench) {
  const Paint red = bench.main(0xD4352A, Surface::paint);
  const Paint cream = Workbench::plain(0xF8EFDC, Surface::paint);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  bench.turned({}, {{4.3F, 0}, {4.3F, 0.22F}, {0, 0.22F}}, 40,
               Workbench::plain(0x9A958C, Surface::paving));
  const int wheel = bench.bone("carousel", {0, 0.3F, 0});
  const auto on = [&](Paint p) {
    p.bone = wheel;
    return p;
  };
  bench.turned({0, 0.25F, 0}, {{4.0F, 0}, {4.0F, 0.2F}, {0, 0.2F}}, 40,
               on(Workbench::plain(0xB98A54, Surface::wood)));
  bench.turned({0, 0.45F, 0}, {{0.9F, 0}, {0.75F, 0.3F}, {0.7F, 2.9F}, {1.0F, 3.3F}}, 24,
               on(cream));
  for (int i = 0; i < 8; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 8;
    bench.rounded_box(world::turn_y(angle) * translation({0, 1.9F, 0.74F}), {0.2F, 0.7F, 0.03F},
                      0.03F, on(Workbench::plain(0x9FD3E0, Surface::glass)));
  }
  constexpr int kPanels = 16;
  for (int i = 0; i < kPanels; ++i) {
    const float from = 2 * kPi * static_cast<float>(i) / kPanels;
    const Paint paint = on(i % 2 == 0 ? red : cream);
    bench.sheet(
        [=](float u, float v) {
          const float angle = from + 2 * kPi / kPanels * u;
          const float r = 4.35F * (1 - v) + 0.1F * v;
          const float y = 3.75F + 2.1F * v + 0.35F * std::sin(v * kPi) * -0.6F - 0.0F;
          return Vec3{r * std::sin(angle), y, r * std::cos(angle)};
        },
        4, 8, paint);
    bench.sheet(
        [=](float u, float v) {  // the valance
          const float angle = from + 2 * kPi / kPanels * u;
          return Vec3{4.35F * std::sin(angle), 3.75F - (1 - v) * (0.3F + 0.22F * std::sin(u * kPi)),
                      4.35F * std::cos(angle)};
        },
        6, 2, on(i % 2 == 0 ? cream : red));
    bench.ball(translation({4.38F * std::sin(from), 3.75F, 4.38F * std::cos(from)}),
               {0.1F, 0.1F, 0.1F}, 6, 8, Workbench::light(0xFFE080, 1.7F, wheel));
  }
  bench.turned({0, 3.7F, 0}, {{0, 0}, {4.3F, 0.0F}}, 40,
               on(Paint{cream.colour * 0.8F, cream.surface, 0, 0}));
  bench.turned_smooth({0, 5.7F, 0}, {{0.25F, 0}, {0.32F, 0.25F}, {0.1F, 0.6F}, {0, 1.0F}}, 14,
                      on(gold));
  static constexpr std::uint32_t kSaddles[] = {0xD4352A, 0x2F7FBF, 0x3FA35A, 0x9A4FB5};
  for (int i = 0; i < 8; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / 8;
    const Vec3 at{3.0F * std::sin(angle), 0.45F, 3.0F * std::cos(angle)};
    const int horse = bench.bone("horse_" + std::to_string(i + 1), at, wheel);
    add_horse(bench, at, angle + kPi / 2, horse, i % 2 == 0 ? 0xF6F2E8 : 0x8A5A34, kSaddles[i % 4]);
  }
  bench.anchor("seat", {0, 0.5F, 3});
  bench.anchor("top", {0, 6.7F, 0});
}

void make_swing(Workbench& bench) {
  const Paint post = bench.main(0xC8372D, Surface::paint);
  for (const float side : {1.5F, -1.5F}) {
    bench.rod({{side, 0, 0.9F}, {side * 0.95F, 2.5F, 0}, {side, 0, -0.9F}}, 0.055F, post, 8);
  }
  bench.rod({{-1.5F, 2.5F, 0}, {1.5F, 2.5F, 0}}, 0.06F, post, 8);
  const int seat = bench.bone("swing", {0, 2.5F, 0});
  for (const float x : {0.26F, -0.26F}) {
    bench.rod({{x, 2.5F, 0}, {x, 0.5F, 0}}, 0.014F,
              Workbench::plain(0xC8A667, Surface::cloth, seat), 5);
  }
  bench.soft_box({0, 0.49F, 0}, {0.34F, 0.025F, 0.13F}, 0.02F,
                 Workbench::plain(0x9C6433, Surface::wood, seat));
  bench.anchor("seat", {0, 0.52F, 0}, seat);
  bench.anchor("top", {0, 2.5F, 0});
}

void make_slide(Workbench& bench) {
  const Paint chute = bench.main(0xF2B51D, Surface::plastic);
  const Paint post = Workbench::plain(0x2F7FBF, Surface::paint);
  const auto line = [](float t) {
    return Vec3{0, 0.28F + 1.55F * std::pow(1 - t, 1.35F) * (1 + 0.25F * t), -1.0F + 3.1F * t};
  };
  for (const float inside : {0.0F, 1.0F}) {
    bench.sheet(
        [=](float u, float v) {
          const float angle = kPi * (inside > 0 ? u : 1 - u);
          const Vec3 middle = line(inside > 0 ? 1 - v : 1 - v);
          const float r = 0.33F - 0.02F * inside;
          return middle + Vec3{-r * std::cos(angle), 0.12F - 0.22F * std::sin(angle), 0};
        },
        12, 24, chute);
  }
  for (const float side : {0.36F, -0.36F}) {
    bench.rod({{side, 0, -1.75F}, {side, 1.9F, -1.1F}, {side, 2.45F, -1.05F}, {side, 2.0F, -0.7F}},
              0.035F, post, 6);
    bench.rod({{side, 1.75F, -1.05F}, {side, 0, -0.95F}}, 0.035F, post, 6);
  }
  for (int i = 0; i < 6; ++i) {
    const float t = (static_cast<float>(i) + 0.7F) / 6.5F;
    bench.rod({{-0.36F, 1.9F * t, -1.75F + 0.65F * t}, {0.36F, 1.9F * t, -1.75F + 0.65F * t}},
              0.025F, post, 6);
  }
  bench.anchor("seat", {0, 1.9F, -1});
  bench.anchor("top", {0, 2.3F, -1});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"ferris_wheel", built<make_ferris_wheel>},
    {"carousel", built<make_carousel>},
    {"swing", built<make_swing>},
    {"slide", built<make_slide>},
});

}  // namespace

std::span<const Shelf> fairground() { return kShelf; }

}  // namespace kirin::engine::motion::models
