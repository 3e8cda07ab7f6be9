// What heroes, kings and travellers carry; tools.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

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

void make_sword(Workbench& bench) {
  const Paint steel = bench.main(0xD6DCE2, Surface::metal);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  bench.ball(translation({0, 0.03F, 0}), {0.03F, 0.03F, 0.03F}, 8, 14, gold);
  bench.cylinder({0, 0.05F, 0}, {0, 0.2F, 0}, 0.016F, 0.018F, 12,
                 Workbench::plain(0x4A2A1C, Surface::cloth));
  for (int i = 0; i < 5; ++i) {
    bench.torus(translation({0, 0.065F + 0.03F * static_cast<float>(i), 0}), 0.0185F, 0.003F, 14, 5,
                gold);
  }
  bench.rod(
      smooth_line(
          std::vector<Vec3>{
              {-0.13F, 0.225F, 0}, {-0.06F, 0.212F, 0}, {0.06F, 0.212F, 0}, {0.13F, 0.225F, 0}},
          5),
      0.016F, gold, 8);
  bench.ball({0, 0.213F, 0.016F}, 0.012F, Workbench::plain(0xC4204A, Surface::glass));
  // The blade: four facets to a point.
  const float w = 0.032F;
  const float z = 0.009F;
  const float low = 0.225F;
  const float high = 0.95F;
  const float tip = 1.05F;
  for (const float side : {1.0F, -1.0F}) {
    for (const float face : {1.0F, -1.0F}) {
      Vec3 a{side * w, low, 0};
      Vec3 b{side * w * 0.8F, high, 0};
      Vec3 c{0, high, face * z * 0.7F};
      Vec3 d{0, low, face * z};
      const Vec3 t{0, tip, 0};
      if (side * face > 0) {
        bench.quad(d, a, b, c, steel);
        bench.triangle(c, b, t, steel);
      } else {
        bench.quad(c, b, a, d, steel);
        bench.triangle(t, b, c, steel);
      }
    }
  }
  bench.anchor("grip", {0, 0.12F, 0});
  bench.anchor("top", {0, tip, 0});
}
void make_shield(Workbench& bench) {
  const Paint paint = bench.main(0x2A4F9E, Surface::paint);
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  const Outline outline = smooth_profile(
      std::vector<Point2>{{0.0F, 0}, {0.15F, 0.12F}, {0.26F, 0.34F}, {0.29F, 0.6F}, {0.28F, 0.72F}},
      5);
  Outline all;
  for (const Point2 p : outline) {
    all.push_back(p);
  }
  all.push_back({0.14F, 0.7F});
  all.push_back({0, 0.74F});
  all.push_back({-0.14F, 0.7F});
  for (std::size_t i = outline.size(); i > 1; --i) {
    all.push_back({-outline[i - 1].x, outline[i - 1].y});
  }
  bench.plate(translation({0, 0, 0}), all, 0.02F, 0.008F, gold);
  Outline inner = all;
  for (Point2& p : inner) {
    p = {p.x * 0.9F, 0.4F + (p.y - 0.4F) * 0.92F};
  }
  bench.plate(translation({0, 0, 0.014F}), inner, 0.014F, 0.005F, paint);
  bench.plate(translation({0, 0.4F, 0.03F}), star_outline(5, 0.14F, 0.06F), 0.01F, 0.004F, gold);
  bench.anchor("grip", {0, 0.4F, -0.02F});
  bench.anchor("top", {0, 0.74F, 0});
}
void make_key(Workbench& bench) {
  const Paint gold = bench.main(0xDDAA3C, Surface::metal);
  bench.rod({{0, 0.01F, 0}, {0, 0.2F, 0}}, 0.011F, gold, 10);
  for (const Vec3 at : {Vec3{0, 0.26F, 0}, Vec3{-0.045F, 0.23F, 0}, Vec3{0.045F, 0.23F, 0}}) {
    bench.torus(translation(at) * world::turn_x(kPi / 2), 0.032F, 0.0095F, 26, 8, gold);
  }
  bench.torus(translation({0, 0.19F, 0}), 0.013F, 0.006F, 18, 6, gold);
  for (const auto& [y, w] : {Point2{0.02F, 0.05F}, Point2{0.05F, 0.035F}, Point2{0.075F, 0.045F}}) {
    bench.block({w / 2, y, 0}, {w / 2, 0.01F, 0.006F}, gold, 0.003F);
  }
  bench.anchor("grip", {0, 0.24F, 0});
}
void make_crown(Workbench& bench) {
  const Paint gold = bench.main(0xE8B63A, Surface::metal);
  constexpr int kPoints = 8;
  for (const float side : {1.0F, -1.0F}) {
    bench.sheet(
        [=](float u, float v) {
          const float turn = side > 0 ? u : 1 - u;
          const float a = 2 * kPi * turn;
          const float tooth = std::abs(std::fmod(turn * kPoints, 1.0F) * 2 - 1);
          const float high = 0.07F + 0.075F * (1 - tooth);
          const float r = 0.105F + 0.02F * v - 0.003F * (1 - side);
          return Vec3{r * std::sin(a), high * v, r * std::cos(a)};
        },
        16 * kPoints, 3, gold);
  }
  static constexpr std::uint32_t kGems[] = {0xC4204A, 0x2A5FC9, 0x1F9A5A};
  for (int i = 0; i < kPoints; ++i) {
    const float a = 2 * kPi * (static_cast<float>(i) + 0.5F) / kPoints;
    bench.ball({0.126F * std::sin(a), 0.148F, 0.126F * std::cos(a)}, 0.012F,
               Workbench::plain(0xF4F0E6, Surface::ceramic));
    bench.ball(translation({0.108F * std::sin(a), 0.028F, 0.108F * std::cos(a)}),
               {0.013F, 0.013F, 0.013F}, 6, 10, Workbench::plain(kGems[i % 3], Surface::glass));
  }
  for (const float y : {0.004F, 0.052F}) {
    bench.torus(translation({0, y, 0}), 0.107F + 0.12F * y, 0.007F, 48, 6, gold);
  }
  bench.turned_smooth({0, 0.01F, 0}, {{0.1F, 0}, {0.1F, 0.05F}, {0.06F, 0.1F}, {0, 0.11F}}, 26,
                      bench.part("cap", 0x8C1F2F, Surface::cloth));
  bench.anchor("top", {0, 0.16F, 0});
}
void make_hat(Workbench& bench) {
  const Paint felt = bench.main(0xD9B46A, Surface::cloth);
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * u;
        const float r = world::mix(0.24F, 0.095F, v);
        return Vec3{r * std::sin(a),
                    0.012F + 0.018F * std::cos(2 * a) * (1 - v) * (1 - v) + 0.012F * v,
                    r * 1.08F * std::cos(a)};
      },
      44, 6, felt, true);
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * (1 - u);
        const float r = world::mix(0.24F, 0.095F, v);
        return Vec3{r * std::sin(a),
                    0.006F + 0.018F * std::cos(2 * a) * (1 - v) * (1 - v) + 0.012F * v,
                    r * 1.08F * std::cos(a)};
      },
      44, 6, Paint{felt.colour * 0.8F, felt.surface, 0, 0}, true);
  bench.turned_smooth({0, 0.02F, 0},
                      {{0.097F, 0}, {0.095F, 0.07F}, {0.085F, 0.11F}, {0.04F, 0.125F}, {0, 0.118F}},
                      32, felt);
  bench.turned({0, 0.024F, 0}, {{0.0985F, 0}, {0.0975F, 0.032F}}, 32,
               bench.part("ribbon", 0x9C2F2A, Surface::cloth));
  bench.anchor("top", {0, 0.14F, 0});
}
void make_magic_wand(Workbench& bench) {
  bench.rod({{0, 0.01F, 0}, {0, 0.36F, 0}}, 0.009F, bench.main(0x2A2030, Surface::wood), 10);
  bench.rod({{0, 0.01F, 0}, {0, 0.07F, 0}}, 0.011F, Workbench::plain(0xF4F0E6, Surface::ceramic),
            10);
  bench.plate(translation({0, 0.42F, 0}), star_outline(5, 0.075F, 0.032F), 0.014F, 0.006F,
              Workbench::light(0xFFD95A, 1.5F));
  bench.anchor("grip", {0, 0.06F, 0});
  bench.anchor("sparkle", {0, 0.42F, 0});
  bench.anchor("top", {0, 0.49F, 0});
}
void make_hammer(Workbench& bench) {
  const Paint steel = bench.main(0x8A9096, Surface::metal);
  bench.rod({{0, 0.015F, 0}, {0, 0.33F, 0}}, 0.015F, Workbench::plain(0xB98348, Surface::wood), 10);
  bench.rounded_box(translation({0, 0.33F, 0.0F}), {0.02F, 0.022F, 0.05F}, 0.008F, steel);
  bench.cylinder({0, 0.33F, 0.045F}, {0, 0.33F, 0.085F}, 0.026F, 0.028F, 18, steel);
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {0, 0.33F, -0.04F}},
              Outline{{0, -0.02F}, {0.07F, -0.035F}, {0.075F, -0.03F}, {0, 0.022F}}, 0.012F, 0.004F,
              steel);
  bench.anchor("grip", {0, 0.08F, 0});
}
void add_pencil_like(Workbench& bench, const Paint& shaft, const Paint& tip, bool is_brush) {
  bench.add(translation({0, 0.006F, 0}) * world::turn_z(-kPi / 2) * translation({0, -0.1F, 0}),
            [&](Shaper& s) {
              if (is_brush) {
                s.turned({}, {{0, 0}, {0.003F, 0}, {0.006F, 0.06F}, {0.005F, 0.13F}}, 14, shaft);
                s.turned({}, {{0.0055F, 0.13F}, {0.007F, 0.155F}}, 14,
                         Workbench::plain(0xC9CDD2, Surface::metal));
                s.turned_smooth({0, 0.155F, 0},
                                {{0.007F, 0}, {0.0095F, 0.016F}, {0.006F, 0.032F}, {0, 0.045F}}, 14,
                                tip);
              } else {
                s.turned({}, {{0, 0}, {0.0055F, 0}, {0.006F, 0.003F}, {0.006F, 0.012F}}, 6,
                         Workbench::plain(0xE88A9A, Surface::plastic));
                s.turned({}, {{0.0062F, 0.012F}, {0.0062F, 0.022F}}, 12,
                         Workbench::plain(0xC9CDD2, Surface::metal));
                s.turned({}, {{0.006F, 0.022F}, {0.006F, 0.16F}}, 6, shaft);
                s.turned({}, {{0.006F, 0.16F}, {0.002F, 0.178F}}, 6,
                         Workbench::plain(0xE8C99A, Surface::wood));
                s.turned({}, {{0.002F, 0.178F}, {0, 0.186F}}, 8, tip);
              }
            });
  bench.anchor("grip", {0.06F, 0.006F, 0});
}
void make_pencil(Workbench& bench) {
  add_pencil_like(bench, bench.main(0xF2B51D, Surface::paint),
                  Workbench::plain(0x2A2A2C, Surface::matte), false);
}
void make_paintbrush(Workbench& bench) {
  add_pencil_like(bench, Workbench::plain(0x8A4B2C, Surface::paint),
                  bench.main(0x2F7FC9, Surface::hair), true);
}
void make_ladder(Workbench& bench) {
  const Paint wood = bench.main(0xC08A4E, Surface::wood);
  bench.add(world::turn_x(-0.25F), [&](Shaper& s) {
    for (const float x : {0.24F, -0.24F}) {
      s.rounded_box(translation({x, 1.3F, 0}), {0.03F, 1.3F, 0.02F}, 0.012F, wood);
    }
    for (int i = 0; i < 9; ++i) {
      s.rod({{-0.24F, 0.2F + 0.28F * static_cast<float>(i), 0},
             {0.24F, 0.2F + 0.28F * static_cast<float>(i), 0}},
            0.018F, wood, 8);
    }
  });
  bench.anchor("top", {0, 2.5F, -0.6F});
}
void make_rope(Workbench& bench) {
  const Paint hemp = bench.main(0xC8A667, Surface::cloth);
  for (int i = 0; i < 5; ++i) {
    bench.torus(translation({0.012F * static_cast<float>(i % 2),
                             0.03F + 0.045F * static_cast<float>(i), 0}),
                0.2F - 0.006F * static_cast<float>(i), 0.03F, 36, 8,
                Paint{hemp.colour * (0.9F + 0.1F * static_cast<float>(i % 2)), hemp.surface, 0, 0});
  }
  bench.rod(smooth_line(std::vector<Vec3>{{0.2F, 0.22F, 0},
                                          {0.24F, 0.12F, 0.18F},
                                          {0.32F, 0.03F, 0.28F},
                                          {0.48F, 0.025F, 0.2F}},
                        6),
            0.025F, hemp, 8);
}
void make_anchor(Workbench& bench) {
  const Paint iron = bench.main(0x3A4148, Surface::metal);
  bench.rod({{0, 0.1F, 0}, {0, 1.0F, 0}}, 0.04F, iron, 10);
  bench.torus(translation({0, 1.1F, 0}) * world::turn_x(kPi / 2), 0.09F, 0.025F, 26, 8, iron);
  bench.rod({{-0.28F, 0.88F, 0}, {0.28F, 0.88F, 0}}, 0.035F, iron, 10);
  std::vector<Vec3> arms;
  for (int i = 0; i <= 16; ++i) {
    const float a = kPi * (1.08F + 0.84F * static_cast<float>(i) / 16);
    arms.push_back({0.42F * std::cos(a), 0.46F + 0.42F * std::sin(a), 0});
  }
  bench.rod(arms, 0.042F, iron, 10);
  for (const float side : {1.0F, -1.0F}) {
    bench.plate(translation({side * 0.42F, 0.38F, 0}),
                Outline{{-0.09F, -0.05F}, {0.09F, -0.05F}, {side * 0.02F, 0.14F}}, 0.02F, 0.006F,
                iron);
  }
  bench.anchor("top", {0, 1.2F, 0});
}
void make_bell(Workbench& bench) {
  const Paint bronze = bench.main(0xC9963A, Surface::metal);
  const Paint wood = Workbench::plain(0x6B4526, Surface::wood);
  for (const float side : {0.34F, -0.34F}) {
    bench.block({side, 0.42F, 0}, {0.035F, 0.42F, 0.05F}, wood, 0.012F);
    bench.block({side, 0.03F, 0}, {0.06F, 0.03F, 0.2F}, wood, 0.012F);
  }
  bench.block({0, 0.86F, 0}, {0.42F, 0.04F, 0.06F}, wood, 0.014F);
  const int bell = bench.bone("bell", {0, 0.8F, 0});
  const int clapper = bench.bone("clapper", {0, 0.68F, 0}, bell);
  Paint b = bronze;
  b.bone = bell;
  bench.cylinder({0, 0.7F, 0}, {0, 0.83F, 0}, 0.03F, 0.03F, 10, b);
  bench.turned_smooth(
      {0, 0.28F, 0},
      {{0.235F, 0}, {0.2F, 0.05F}, {0.15F, 0.16F}, {0.125F, 0.32F}, {0.09F, 0.4F}, {0, 0.43F}}, 32,
      b);
  bench.turned({0, 0.28F, 0}, {{0.0F, 0.3F}, {0.1F, 0.28F}, {0.19F, 0.05F}, {0.235F, 0}}, 32,
               Paint{b.colour * 0.35F, b.surface, bell, 0});
  for (const float y : {0.32F, 0.56F}) {
    bench.torus(translation({0, y, 0}), y < 0.4F ? 0.213F : 0.141F, 0.008F, 34, 6, b);
  }
  bench.rod({{0, 0.62F, 0}, {0, 0.3F, 0}}, 0.012F,
            Workbench::plain(0x4A4E52, Surface::metal, clapper), 6);
  bench.ball({0, 0.27F, 0}, 0.04F, Workbench::plain(0x4A4E52, Surface::metal, clapper));
  bench.anchor("top", {0, 0.9F, 0});
}
void make_feather(Workbench& bench) {
  const Paint vane = bench.main(0xF2F0EA, Surface::feathers);
  // It leans, so that its face shows.
  const auto line = [](float t) {
    return Vec3{0.04F * std::sin(2 * t), 0.24F * (t - 0.5F), 0.17F * (t - 0.5F) + 0.02F * t * t};
  };
  bench.cloth(
      [=](float u, float v) {
        const Vec3 spine = line(0.15F + 0.85F * v);
        const float side = 2 * u - 1;
        const float wide = 0.034F *
                           std::pow(std::sin(kPi * std::pow(v, 0.7F) * 0.97F + 0.05F), 0.7F) *
                           (side < 0 ? 0.75F : 1);
        const float barb = 1 - 0.10F * std::abs(std::sin(40 * v)) * std::abs(side);
        return spine +
               Vec3{side * wide * barb, 0.010F * side * side, -0.035F * std::abs(side) * (1 - v)};
      },
      8, 44, vane);
  std::vector<Vec3> quill;
  for (int i = 0; i <= 12; ++i) {
    quill.push_back(line(static_cast<float>(i) / 12));
  }
  bench.rod(quill, 0.0018F, Workbench::plain(0xE8E2D0, Surface::plastic), 6);
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"sword", standing<make_sword>},
    {"shield", standing<make_shield>},
    {"key", standing<make_key>},
    {"crown", standing<make_crown>},
    {"hat", standing<make_hat>},
    {"magic_wand", standing<make_magic_wand>},
    {"hammer", standing<make_hammer>},
    {"pencil", standing<make_pencil>},
    {"pen", standing<make_pencil>},
    {"paintbrush", standing<make_paintbrush>},
    {"ladder", standing<make_ladder>},
    {"rope", standing<make_rope>},
    {"anchor", standing<make_anchor>},
    {"bell", standing<make_bell>},
    {"feather", hovering<make_feather>},
});

}  // namespace

std::span<const Shelf> keepsakes() { return kShelf; }

}  // namespace kirin::engine::motion::models
