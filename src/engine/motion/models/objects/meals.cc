// Bread, meals and sweets; and a tree with lights, a rocket for New Year.
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

void add_plate(Shaper& s, float r, std::uint32_t srgb = 0xF4F1EA) {
  s.turned({},
           {{0, 0},
            {0.55F * r, 0},
            {r, 0.09F * r},
            {r, 0.115F * r},
            {0.62F * r, 0.05F * r},
            {0, 0.045F * r}},
           36, Workbench::plain(srgb, Surface::ceramic));
}
/// A dome: a bun's or a loaf's top.
void add_dome(Shaper& s, Vec3 at, Vec3 radii, const Paint& paint) {
  const Outline profile = smooth_profile(
      std::vector<Point2>{{0.96F, 0}, {1, 0.2F}, {0.85F, 0.65F}, {0.45F, 0.95F}, {0, 1}}, 4);
  s.add(translation(at) * world::scaling(radii),
        [&](Shaper& d) { d.lathe({}, profile, 28, paint); });
}

void make_bread(Workbench& bench) {
  const Paint crust = bench.main(0xC98A3F, Surface::matte);
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * u;
        const float t = 2 * v - 1;
        const float end = std::pow(std::max(1 - std::pow(std::abs(t), 3.0F), 0.0F), 0.45F);
        const float top = std::max(std::cos(a), 0.0F);
        return Vec3{0.15F * t, 0.045F + 0.045F * end * std::cos(a) * (1 + 0.15F * top),
                    0.055F * end * std::sin(a)};
      },
      30, 26, crust, true);
  for (int i = -2; i <= 2; ++i) {
    bench.top_decal(rounded_polygon({{0.05F * static_cast<float>(i) - 0.02F, -0.028F},
                                     {0.05F * static_cast<float>(i) - 0.008F, -0.03F},
                                     {0.05F * static_cast<float>(i) + 0.02F, 0.028F},
                                     {0.05F * static_cast<float>(i) + 0.008F, 0.03F}},
                                    0.006F),
                    0.0012F, Workbench::plain(0xF0D9A8, Surface::matte));
  }
}
void make_pizza(Workbench& bench) {
  const Paint crust = Workbench::plain(0xD9A04F, Surface::matte);
  bench.turned(
      {},
      {{0, 0}, {0.16F, 0}, {0.17F, 0.008F}, {0.168F, 0.022F}, {0.155F, 0.026F}, {0.147F, 0.016F}},
      44, crust);
  bench.turned({0, 0.015F, 0}, {{0.15F, 0}, {0.14F, 0.002F}, {0, 0.0025F}}, 40,
               bench.main(0xF2C54A, Surface::plastic));
  for (int i = 0; i < 11; ++i) {
    const float a = 2.4F * static_cast<float>(i);
    const float r = 0.125F * std::sqrt((static_cast<float>(i) + 0.4F) / 11);
    bench.turned({r * std::sin(a), 0.0165F, r * std::cos(a)},
                 {{0.022F, 0}, {0.021F, 0.004F}, {0, 0.003F}}, 16,
                 Workbench::plain(0xB5301F, Surface::plastic));
    bench.ball(translation({r * std::sin(a + 0.5F) * 0.9F, 0.018F, r * std::cos(a + 0.5F) * 0.9F}) *
                   world::turn_y(a),
               {0.012F, 0.003F, 0.006F}, 4, 8, Workbench::plain(0x3F8A35, Surface::leaf));
  }
  for (int i = 0; i < 4; ++i) {
    bench.box(translation({0, 0.0185F, 0}) * world::turn_y(kPi / 4 * static_cast<float>(i)),
              {0.152F, 0.0006F, 0.001F}, Workbench::plain(0xA9702F, Surface::matte));
  }
  bench.anchor("steam", {0, 0.03F, 0});
}
void make_ice_cream(Workbench& bench) {
  const Paint wafer = Workbench::plain(0xD9A557, Surface::matte);
  bench.turned({}, {{0, 0}, {0.006F, 0.004F}, {0.034F, 0.11F}, {0.036F, 0.116F}, {0, 0.116F}}, 26,
               wafer);
  for (int i = 0; i < 10; ++i) {
    for (const float way : {1.0F, -1.0F}) {
      std::vector<Vec3> line;
      for (int k = 0; k <= 8; ++k) {
        const float t = static_cast<float>(k) / 8;
        const float a = 2 * kPi * static_cast<float>(i) / 10 + way * 1.6F * t;
        const float r = 0.0345F * t + 0.004F;
        line.push_back({r * std::sin(a), 0.005F + 0.107F * t, r * std::cos(a)});
      }
      bench.tube(line, std::vector<float>(line.size(), 0.0011F), 4,
                 Paint{wafer.colour * 0.75F, wafer.surface, 0, 0});
    }
  }
  const Paint cream = bench.main(0xF4A6B8, Surface::plastic);
  static constexpr std::uint32_t kScoops[] = {0xF4A6B8, 0xF6ECCB, 0x7A4A2C};
  const Vec3 at[] = {{0.0F, 0.14F, 0}, {0.006F, 0.185F, 0}, {0.0F, 0.225F, 0}};
  const float size[] = {0.043F, 0.038F, 0.032F};
  for (int i = 0; i < 3; ++i) {
    const Paint p =
        bench.order().colour || i == 0
            ? Paint{i == 0 ? cream.colour : lighter(cream.colour, 0.25F * static_cast<float>(i)),
                    cream.surface, 0, 0}
            : Workbench::plain(kScoops[i], Surface::plastic);
    bench.ball(translation(at[i]), {size[i], size[i] * 0.92F, size[i]}, 14, 22, p);
    for (int k = 0; k < 12; ++k) {
      const float a = 2 * kPi * static_cast<float>(k) / 12;
      bench.ball(translation(at[i] + Vec3{0.92F * size[i] * std::sin(a), -0.5F * size[i],
                                          0.92F * size[i] * std::cos(a)}),
                 {0.011F, 0.009F, 0.011F}, 5, 8, p);
    }
  }
  bench.ball({0.004F, 0.262F, 0}, 0.012F, Workbench::plain(0xC4122A, Surface::fruit));
  bench.anchor("grip", {0, 0.06F, 0});
  bench.anchor("top", {0, 0.27F, 0});
}
void make_burger(Workbench& bench) {
  const Paint bun = bench.main(0xD9923F, Surface::matte);
  bench.turned({}, {{0, 0}, {0.052F, 0}, {0.058F, 0.01F}, {0.056F, 0.02F}, {0, 0.02F}}, 30, bun);
  bench.turned({0, 0.024F, 0},
               {{0, 0}, {0.058F, 0}, {0.061F, 0.008F}, {0.057F, 0.017F}, {0, 0.017F}}, 30,
               Workbench::plain(0x5A2F1A, Surface::soil));
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * u;
        const float r = 0.07F * (1 - v);
        return Vec3{r * std::sin(a), 0.022F + 0.005F * std::sin(11 * a) * (1 - v), r * std::cos(a)};
      },
      66, 4, Workbench::plain(0x6FB03F, Surface::leaf), true);
  bench.add(translation({0, 0.044F, 0}) * world::turn_y(0.5F), [](Shaper& s) {
    s.sheet(
        [](float u, float v) {
          const float x = 0.058F * (2 * u - 1);
          const float z = 0.058F * (1 - 2 * v);
          const float out = std::max(std::hypot(x, z) - 0.056F, 0.0F);
          return Vec3{x, -0.7F * out, z};
        },
        16, 16, Workbench::plain(0xF6B52A, Surface::plastic));
  });
  bench.turned({0, 0.046F, 0}, {{0, 0}, {0.054F, 0}, {0.055F, 0.005F}, {0, 0.007F}}, 28,
               Workbench::plain(0xD4301E, Surface::fruit));
  add_dome(bench, {0, 0.053F, 0}, {0.06F, 0.042F, 0.06F}, bun);
  for (int i = 0; i < 34; ++i) {
    const float a = 2.4F * static_cast<float>(i);
    const float r = 0.045F * std::sqrt(static_cast<float>(i) / 34);
    const float y = 0.053F + 0.042F * std::sqrt(std::max(1 - r * r / 0.0036F, 0.0F)) * 0.985F;
    bench.ball(translation({r * std::sin(a), y, r * std::cos(a)}) * world::turn_y(a),
               {0.0026F, 0.0014F, 0.0017F}, 4, 6, Workbench::plain(0xF6E6C0, Surface::matte));
  }
  bench.anchor("top", {0, 0.095F, 0});
}
void make_hot_dog(Workbench& bench) {
  const Paint bun = bench.main(0xDCA04F, Surface::matte);
  for (const float z : {0.02F, -0.02F}) {
    bench.add(translation({0, 0.026F, z}), [&](Shaper& s) {
      s.ball({}, {0.085F, 0.026F, 0.022F}, 10, 18, bun);
    });
  }
  bench.rod({{-0.08F, 0.043F, 0}, {0.08F, 0.043F, 0}}, 0.015F,
            Workbench::plain(0xB5482A, Surface::plastic), 12);
  std::vector<Vec3> zigzag;
  for (int i = 0; i <= 24; ++i) {
    const float t = static_cast<float>(i) / 24;
    zigzag.push_back({world::mix(-0.075F, 0.075F, t), 0.0585F, 0.008F * std::sin(t * 28)});
  }
  bench.rod(zigzag, 0.003F, Workbench::plain(0xF6C22E, Surface::plastic), 6);
}
void make_cheese(Workbench& bench) {
  const Paint paint = bench.main(0xF4BE3A, Surface::plastic);
  bench.plate(Affine{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {0, 0.045F, 0}},
              rounded_polygon({{-0.09F, -0.06F}, {0.09F, 0.0F}, {-0.09F, 0.06F}}, 0.008F), 0.045F,
              0.004F, paint);
  const Paint hole{paint.colour * 0.72F, paint.surface, 0, 0};
  for (const auto& [x, y, r] : {std::tuple{-0.04F, 0.05F, 0.014F},
                                {0.0F, 0.03F, 0.01F},
                                {0.03F, 0.06F, 0.009F},
                                {-0.065F, 0.025F, 0.008F},
                                {-0.005F, 0.068F, 0.008F}}) {
    bench.decal({}, ellipse_outline({x, y}, r, r, 18), 0.0008F, hole);
    bench.decal(Affine{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {}},
                ellipse_outline({x - 0.01F, 0.6F * (y - 0.045F)}, r * 0.9F, r * 0.9F, 18), 0.0008F,
                hole);
  }
}
void add_bowl(Workbench& bench, const Paint& china) {
  bench.turned_smooth(
      {}, {{0.05F, 0}, {0.052F, 0.012F}, {0.075F, 0.03F}, {0.105F, 0.075F}, {0.108F, 0.085F}}, 36,
      china);
  bench.turned({0, 0.085F, 0}, {{0.108F, 0}, {0.103F, 0.0F}, {0.095F, -0.02F}}, 36, china);
}
void make_noodles(Workbench& bench) {
  add_bowl(bench, bench.main(0xB5302A, Surface::ceramic));
  bench.turned({0, 0.068F, 0}, {{0.099F, 0}, {0, 0.001F}}, 34,
               Workbench::plain(0xC9853A, Surface::glass));
  for (int i = 0; i < 16; ++i) {
    const float r = bench.dice().between(0.02F, 0.075F);
    bench.torus(translation({bench.dice().between(-0.018F, 0.018F),
                             0.068F + 0.0012F * static_cast<float>(i),
                             bench.dice().between(-0.018F, 0.018F)}) *
                    world::turn_x(bench.dice().between(-0.12F, 0.12F)),
                r, 0.0038F, 30, 5, Workbench::plain(0xF4DC9A, Surface::plastic));
  }
  for (const float side : {1.0F, -1.0F}) {
    bench.add(translation({0.045F * side, 0.085F, 0.045F}) * world::turn_x(-1.2F), [](Shaper& s) {
      s.plate({}, ellipse_outline({}, 0.024F, 0.03F, 20), 0.005F, 0.003F,
              Workbench::plain(0xF8F4EA, Surface::plastic));
      s.plate(translation({0, 0, 0.004F}), circle_outline(0.013F, 16), 0.003F, 0.001F,
              Workbench::plain(0xF2A62E, Surface::plastic));
    });
    bench.rod({{0.02F * side - 0.02F, 0.095F, -0.02F}, {0.012F * side + 0.08F, 0.16F, -0.12F}},
              0.0032F, Workbench::plain(0x6B2A1C, Surface::wood), 6);
  }
  for (int i = 0; i < 14; ++i) {
    bench.torus(translation({bench.dice().between(-0.06F, 0.06F), 0.092F,
                             bench.dice().between(-0.06F, 0.03F)}) *
                    world::turn_x(bench.dice().between(-0.5F, 0.5F)),
                0.005F, 0.0018F, 10, 4, Workbench::plain(0x4F9A3A, Surface::leaf));
  }
  bench.anchor("steam", {0, 0.1F, 0});
  bench.anchor("top", {0, 0.1F, 0});
}
void make_sushi(Workbench& bench) {
  const Paint wood = Workbench::plain(0xB98348, Surface::wood);
  bench.soft_box({0, 0.018F, 0}, {0.14F, 0.008F, 0.07F}, 0.004F, wood);
  for (const float x : {0.1F, -0.1F}) {
    bench.soft_box({x, 0.006F, 0}, {0.012F, 0.006F, 0.068F}, 0.003F, wood);
  }
  const std::uint32_t tops[] = {0xF27A4A, 0xD9384A, 0xF4B63A};
  for (int i = 0; i < 3; ++i) {
    const float x = -0.09F + 0.06F * static_cast<float>(i);
    bench.soft_box({x, 0.04F, 0}, {0.018F, 0.014F, 0.036F}, 0.012F,
                   Workbench::plain(0xF8F5EC, Surface::snow));
    bench.add(translation({x, 0.055F, 0}), [&](Shaper& s) {
      s.rounded_box(
          {}, {0.021F, 0.006F, 0.044F}, 0.006F,
          i == 0 ? bench.main(tops[0], Surface::fruit) : Workbench::plain(tops[i], Surface::fruit));
    });
    for (int k = -2; k <= 2; ++k) {
      bench.box(translation({x, 0.0612F, 0.016F * static_cast<float>(k)}) * world::turn_y(0.5F),
                {0.018F, 0.0004F, 0.0016F}, Workbench::plain(0xFBD9C0, Surface::fruit));
    }
  }
  for (const auto& [x, z] : {Point2{0.085F, 0.03F}, Point2{0.085F, -0.03F}}) {
    bench.turned({x, 0.026F, z}, {{0, 0}, {0.024F, 0}, {0.024F, 0.032F}, {0.022F, 0.032F}}, 24,
                 Workbench::plain(0x14241A, Surface::leaf));
    bench.turned({x, 0.056F, z}, {{0.0225F, 0}, {0, 0.003F}}, 22,
                 Workbench::plain(0xF8F5EC, Surface::snow));
    bench.turned({x, 0.058F, z}, {{0.009F, 0}, {0, 0.003F}}, 14,
                 Workbench::plain(0xF27A4A, Surface::fruit));
  }
}
void make_dumpling(Workbench& bench) {
  add_plate(bench, 0.12F, 0xE9EEF2);
  const Paint dough = bench.main(0xF4E9D2, Surface::plastic);
  for (int i = 0; i < 5; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / 5;
    bench.add(translation({0.062F * std::sin(a), 0.012F, 0.062F * std::cos(a)}) * world::turn_y(a),
              [&](Shaper& s) {
                s.ball(translation({0, 0.012F, 0}), {0.037F, 0.018F, 0.022F}, 10, 20, dough);
                // The pinched seam: a ruffle bowed backwards.
                s.cloth(
                    [](float u, float v) {
                      const float x = 0.038F * (2 * u - 1);
                      const float bow = 0.012F * (1 - (2 * u - 1) * (2 * u - 1));
                      return Vec3{x,
                                  0.012F + (0.012F + 0.013F * v) *
                                               std::sqrt(std::max(1 - x * x / 0.00156F, 0.0F)),
                                  -bow + 0.003F * std::sin(u * 44) * v};
                    },
                    44, 3, Paint{dough.colour * 0.95F, dough.surface, 0, 0});
              });
  }
  bench.anchor("steam", {0, 0.05F, 0});
}
void make_cookie(Workbench& bench) {
  bench.turned_smooth(
      {}, {{0.038F, 0}, {0.044F, 0.005F}, {0.038F, 0.011F}, {0.02F, 0.0135F}, {0, 0.014F}}, 32,
      bench.main(0xC98F4A, Surface::sand));
  bench.turned({}, {{0, 0}, {0.038F, 0}}, 30, Workbench::plain(0xB5793A, Surface::sand));
  for (int i = 0; i < 13; ++i) {
    const float a = 2.4F * static_cast<float>(i) + 0.4F;
    const float r = 0.036F * std::sqrt((static_cast<float>(i) + 0.5F) / 13);
    bench.ball(translation({r * std::sin(a), 0.0125F - 1.6F * r * r, r * std::cos(a)}),
               {0.0048F, 0.0042F, 0.0048F}, 5, 8, Workbench::plain(0x3A1F12, Surface::plastic));
  }
}
void make_donut(Workbench& bench) {
  bench.torus(translation({0, 0.022F, 0}), 0.034F, 0.021F, 44, 18,
              Workbench::plain(0xC98A3F, Surface::matte));
  const Paint icing = bench.main(0xF27FA8, Surface::plastic);
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * u;
        const float drip = 0.18F * std::sin(7 * a) + 0.1F * std::sin(11 * a + 1);
        const float t = world::mix(-0.25F + drip * 0.6F, kPi + 0.25F - drip * 0.6F, v);
        const float r = 0.034F + 0.0224F * std::cos(t);
        return Vec3{r * std::sin(a), 0.022F + 0.0224F * std::sin(t), r * std::cos(a)};
      },
      84, 14, icing, true);
  static constexpr std::uint32_t kSprinkles[] = {0xF6D02F, 0x4FB5D9, 0xFBF6EC, 0x7AC84A, 0xE23A3A};
  for (int i = 0; i < 46; ++i) {
    const float a = 2 * kPi * bench.dice().unit();
    const float t = bench.dice().between(0.5F, 2.6F);
    const float r = 0.034F + 0.0228F * std::cos(t);
    const Vec3 at{r * std::sin(a), 0.022F + 0.0228F * std::sin(t), r * std::cos(a)};
    const float turn = bench.dice().between(0, 6);
    const Vec3 d{0.003F * std::sin(turn), 0, 0.003F * std::cos(turn)};
    bench.tube(std::vector<Vec3>{at - d, at + d}, std::vector<float>{0.0011F, 0.0011F}, 5,
               Workbench::plain(kSprinkles[i % 5], Surface::plastic));
  }
}
void make_chocolate(Workbench& bench) {
  const Paint paint = bench.main(0x5A2F1A, Surface::plastic);
  bench.soft_box({0, 0.005F, 0}, {0.06F, 0.005F, 0.036F}, 0.002F, paint);
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 3; ++j) {
      bench.block({-0.048F + 0.024F * static_cast<float>(i), 0.012F,
                   -0.024F + 0.024F * static_cast<float>(j)},
                  {0.0108F, 0.004F, 0.0108F}, paint, 0.003F);
    }
  }
  bench.soft_box({0.035F, 0.009F, 0}, {0.035F, 0.011F, 0.039F}, 0.003F,
                 Workbench::plain(0xC9CDD2, Surface::metal));
  bench.soft_box({0.045F, 0.009F, 0}, {0.028F, 0.0125F, 0.0405F}, 0.003F,
                 Workbench::plain(0x8C1F2F, Surface::paper));
}

void make_christmas_tree(Workbench& bench) {
  const Paint green = bench.main(0x1F5A34, Surface::leaf);
  bench.cylinder({0, 0, 0}, {0, 0.4F, 0}, 0.09F, 0.07F, 12,
                 Workbench::plain(0x6B4526, Surface::bark));
  bench.turned({}, {{0, 0}, {0.2F, 0}, {0.25F, 0.28F}, {0, 0.28F}}, 20,
               Workbench::plain(0x8C2F2A, Surface::ceramic));
  for (int tier = 0; tier < 5; ++tier) {
    const float t = static_cast<float>(tier) / 5;
    const float r = world::mix(0.85F, 0.28F, t);
    const float y = 0.4F + 1.55F * t;
    bench.sheet(
        [=](float u, float v) {
          const float a = 2 * kPi * u;
          const float tooth =
              1 + 0.10F * std::sin(16 * a + 2.0F * static_cast<float>(tier)) * (1 - v);
          const float out = r * (1 - v) * tooth;
          return Vec3{out * std::sin(a),
                      y + 0.62F * (1 - 0.35F * t) * v - 0.08F * (1 - v) * std::sin(16 * a),
                      out * std::cos(a)};
        },
        64, 6, Paint{green.colour * world::mix(0.85F, 1.2F, t), green.surface, 0, 0.01F}, true);
    bench.turned({0, y - 0.03F, 0}, {{0.0F, 0.1F}, {r * 0.93F, 0.0F}}, 28,
                 Paint{green.colour * 0.5F, green.surface, 0, 0});
  }
  static constexpr std::uint32_t kLights[] = {0xFF4030, 0xFFD040, 0x40C8FF, 0xFF70C0, 0x60FF80};
  static constexpr std::uint32_t kBaubles[] = {0xC8202A, 0xDDAA3C, 0x2F5FB5};
  for (int i = 0; i < 54; ++i) {
    const float t = static_cast<float>(i) / 54;
    const float a = 2 * kPi * 5.3F * t;
    const float r = world::mix(0.78F, 0.08F, t);
    const Vec3 at{r * std::sin(a), 0.5F + 1.5F * t, r * std::cos(a)};
    if (i % 3 == 2) {
      bench.ball(translation(at), {0.055F, 0.055F, 0.055F}, 8, 12,
                 Workbench::plain(kBaubles[(i / 3) % 3], Surface::metal));
    } else {
      bench.ball(translation(at), {0.026F, 0.026F, 0.026F}, 5, 8,
                 Workbench::light(kLights[i % 5], 1.8F));
    }
  }
  bench.plate(translation({0, 2.2F, 0}), star_outline(5, 0.17F, 0.07F), 0.03F, 0.012F,
              Workbench::light(0xFFD95A, 1.5F));
  for (const auto& [x, z, s] :
       {std::tuple{0.5F, 0.45F, 0.13F}, {-0.45F, 0.5F, 0.1F}, {0.1F, 0.62F, 0.09F}}) {
    bench.soft_box({x, s, z}, {s, s, s}, 0.01F,
                   Workbench::plain(x > 0.3F ? 0x2F7FC4
                                    : x < 0  ? 0xD8303A
                                             : 0x3FA35A,
                                    Surface::paint));
    bench.block({x, s, z}, {s * 0.16F, s * 1.01F, s * 1.01F},
                Workbench::plain(0xF2C83A, Surface::cloth));
    bench.block({x, s, z}, {s * 1.01F, s * 1.01F, s * 0.16F},
                Workbench::plain(0xF2C83A, Surface::cloth));
  }
  bench.anchor("top", {0, 2.35F, 0});
}
void make_firework(Workbench& bench) {
  const Paint paper = bench.main(0xD8303A, Surface::paper);
  bench.rod({{0.03F, -0.45F, 0}, {0.03F, 0.1F, 0}}, 0.006F,
            Workbench::plain(0xC79A5E, Surface::wood), 6);
  bench.cylinder({0, -0.02F, 0}, {0, 0.22F, 0}, 0.034F, 0.034F, 22, paper);
  bench.turned({0, 0.22F, 0}, {{0.045F, 0}, {0.04F, 0.004F}, {0, 0.09F}}, 22,
               Workbench::plain(0xF2C23A, Surface::paper));
  for (const float y : {0.02F, 0.1F, 0.18F}) {
    bench.turned({0, y, 0}, {{0.0345F, -0.012F}, {0.0345F, 0.012F}}, 22,
                 Workbench::plain(0xF2C23A, Surface::paper));
  }
  bench.rod({{0, -0.02F, 0}, {-0.01F, -0.06F, 0.01F}, {0.005F, -0.09F, 0.01F}}, 0.003F,
            Workbench::plain(0xE8E4D8, Surface::cloth), 5);
  bench.anchor("flame", {0, -0.05F, 0});
  bench.anchor("exhaust", {0, -0.05F, 0});
}
void make_log(Workbench& bench) {
  const Paint bark = bench.main(0x6B4A30, Surface::bark);
  bench.cylinder({-0.6F, 0.16F, 0}, {0.6F, 0.16F, 0}, 0.16F, 0.15F, 20, bark);
  for (const float side : {1.0F, -1.0F}) {
    for (const auto& [r, srgb] : {std::pair{0.145F, 0xD9B57EU},
                                  {0.1F, 0xC79A62U},
                                  {0.06F, 0xD9B57EU},
                                  {0.02F, 0xB5844AU}}) {
      bench.disc(world::pointing({side * (0.601F + 0.001F * (0.16F - r) * 10), 0.16F, 0},
                                 {side * 2, 0.16F, 0}),
                 r, 20, Workbench::plain(srgb, Surface::wood));
    }
  }
  bench.cylinder({0.2F, 0.25F, 0.05F}, {0.28F, 0.42F, 0.1F}, 0.05F, 0.04F, 10, bark);
  bench.ball(translation({-0.25F, 0.3F, 0.02F}), {0.2F, 0.04F, 0.1F}, 5, 10,
             Workbench::plain(0x5E8A3C, Surface::leaf));
  bench.anchor("seat", {0, 0.32F, 0});
  bench.anchor("top", {0, 0.32F, 0});
}
void make_shell(Workbench& bench) {
  // A scallop that leans back: ribs run out from the hinge, rings follow the rim.
  const Paint pearl = bench.main(0xF2C6B0, Surface::ceramic);
  const std::size_t start = bench.mark();
  bench.cloth(
      [](float u, float v) {
        const float a = (1 - u) * 2.3F - 1.15F;
        const float r = 0.12F * v * (1 + 0.02F * std::cos(a * 19));
        return Vec3{r * std::sin(a), 0.012F + r * std::cos(a) * 0.9F,
                    0.04F * std::sin(v * 2.6F) * std::cos(a) + 0.003F * v * std::cos(a * 19) -
                        0.35F * r * std::cos(a)};
      },
      76, 16, pearl);
  bench.repaint(start, [&](world::Vertex& v) {
    const float ring = std::sin(140 * std::hypot(v.position.x, v.position.y - 0.012F));
    v.colour = v.colour * (0.92F + 0.10F * ring);
  });
  bench.soft_box({0, 0.01F, -0.002F}, {0.032F, 0.01F, 0.008F}, 0.007F, pearl);
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"bread", standing<make_bread>},
    {"pizza", standing<make_pizza>},
    {"ice_cream", standing<make_ice_cream>},
    {"burger", standing<make_burger>},
    {"hot_dog", standing<make_hot_dog>},
    {"cheese", standing<make_cheese>},
    {"noodles", standing<make_noodles>},
    {"sushi", standing<make_sushi>},
    {"dumpling", standing<make_dumpling>},
    {"cookie", standing<make_cookie>},
    {"donut", standing<make_donut>},
    {"chocolate", standing<make_chocolate>},
    {"christmas_tree", standing<make_christmas_tree>},
    {"firework", hovering<make_firework>},
    {"fireworks", hovering<make_firework>},
    {"log", standing<make_log>},
    {"shell", standing<make_shell>},
});

}  // namespace

std::span<const Shelf> meals() { return kShelf; }

}  // namespace kirin::engine::motion::models
