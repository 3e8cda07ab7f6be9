// Fruit and vegetables.
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
using world::translation;
using world::Vec3;

void add_leaf(Shaper& s, const world::Affine& frame, float length_m, float width,
              std::uint32_t srgb = 0x4C8A35) {
  s.add(frame, [&](Shaper& leaf) {
    leaf.cloth(
        [=](float u, float v) {
          const float wide = width * std::sin(v * kPi) * (1 - 0.35F * v);
          const float x = wide * (2 * u - 1);
          return Vec3{x, 0.25F * length_m * std::sin(v * 2.2F) + 1.2F * x * x / width,
                      length_m * v};
        },
        4, 8, Workbench::plain(srgb, Surface::leaf));
  });
}

void add_stem(Shaper& s, Vec3 foot, float height, float thick) {
  s.rod({foot, foot + Vec3{0.1F * height, 0.6F * height, 0},
         foot + Vec3{0.3F * height, height, 0.05F * height}},
        thick, Workbench::plain(0x6B4526, Surface::bark), 6);
}

/// A round fruit with a dimple: `squeeze` is its height by its width.
void add_round(Workbench& bench, float radius, float squeeze, float dimple, const Paint& skin,
               float waist = 0) {
  bench.sheet(
      [=](float u, float v) {
        const float angle = 2 * kPi * u;
        const float polar = kPi * (1 - v);
        const float top = std::pow(std::max(std::cos(polar), 0.0F), 10.0F);
        const float low = std::pow(std::max(-std::cos(polar), 0.0F), 10.0F);
        const float r = radius * (1 + waist * std::cos(polar));
        return Vec3{r * std::sin(polar) * std::sin(angle),
                    radius * squeeze * (1 + std::cos(polar)) - radius * dimple * (top - 0.6F * low),
                    r * std::sin(polar) * std::cos(angle)};
      },
      28, 20, skin, true);
}

void make_apple(Workbench& bench) {
  const Paint skin = bench.main(0xC4202A, Surface::fruit);
  const std::size_t start = bench.mark();
  add_round(bench, 0.04F, 0.92F, 0.28F, skin, 0.10F);
  const bool is_usual = !bench.order().colour && skin.surface == Surface::fruit;
  bench.repaint(start, [&](world::Vertex& v) {
    const float blush = noise3(v.position * 45 + Vec3{0, v.position.y * -30, 0}, 7);
    if (is_usual) {
      v.colour = mix(v.colour, world::from_srgb(0xE0B03A),
                     0.35F * world::smooth_step(0.1F, 0.8F, blush) +
                         0.3F * world::smooth_step(0.06F, 0.075F, v.position.y));
    }
  });
  add_stem(bench, {0, 0.058F, 0}, 0.024F, 0.0018F);
  add_leaf(bench, translation({0.003F, 0.072F, 0}) * world::turn_y(1.2F), 0.032F, 0.01F);
  bench.anchor("top", {0, 0.075F, 0});
}
void make_tomato(Workbench& bench) {
  add_round(bench, 0.04F, 0.82F, 0.18F, bench.main(0xD4301E, Surface::fruit));
  for (int i = 0; i < 5; ++i) {
    add_leaf(bench,
             translation({0, 0.060F, 0}) * world::turn_y(2 * kPi / 5 * static_cast<float>(i)),
             0.022F, 0.006F, 0x3F7A35);
  }
  add_stem(bench, {0, 0.058F, 0}, 0.016F, 0.002F);
}
void make_pear(Workbench& bench) {
  bench.turned_smooth({},
                      {{0.0F, 0.002F},
                       {0.025F, 0.002F},
                       {0.042F, 0.03F},
                       {0.036F, 0.06F},
                       {0.02F, 0.085F},
                       {0.012F, 0.1F},
                       {0, 0.105F}},
                      28, bench.main(0xBFC04A, Surface::fruit));
  add_stem(bench, {0, 0.1F, 0}, 0.025F, 0.0018F);
  add_leaf(bench, translation({0.002F, 0.112F, 0}) * world::turn_y(-1), 0.03F, 0.009F);
}
void make_orange(Workbench& bench) {
  add_round(bench, 0.042F, 0.96F, 0.06F, bench.main(0xF0851A, Surface::fruit));
  bench.ball(translation({0, 0.078F, 0}), {0.006F, 0.003F, 0.006F}, 4, 8,
             Workbench::plain(0x5E7A35, Surface::leaf));
  add_leaf(bench, translation({0, 0.08F, 0}) * world::turn_y(0.9F), 0.034F, 0.011F);
}
void make_lemon(Workbench& bench) {
  bench.add(world::turn_z(1.35F), [&](Shaper& s) {
    s.turned_smooth({},
                    {{0, -0.052F},
                     {0.009F, -0.045F},
                     {0.027F, -0.03F},
                     {0.032F, 0},
                     {0.027F, 0.03F},
                     {0.009F, 0.045F},
                     {0, 0.05F}},
                    26, bench.main(0xF6D62E, Surface::fruit));
  });
  add_leaf(bench, translation({-0.05F, 0.005F, 0}) * world::turn_y(-1.2F), 0.03F, 0.01F);
}
void make_peach(Workbench& bench) {
  const Paint skin = bench.main(0xF2A07A, Surface::fruit);
  const std::size_t start = bench.mark();
  add_round(bench, 0.042F, 0.95F, 0.16F, skin);
  bench.repaint(start, [](world::Vertex& v) {
    v.colour = mix(v.colour, world::from_srgb(0xD9434A),
                   0.6F * world::smooth_step(-0.02F, 0.035F, v.position.x + v.position.z * 0.5F));
    const float seam = std::abs(v.position.x);
    if (v.position.z > 0) {
      v.position.z -= 0.004F * std::exp(-seam * seam * 9e4F);
    }
  });
  add_leaf(bench, translation({0, 0.074F, 0}) * world::turn_y(0.6F), 0.04F, 0.01F);
  add_stem(bench, {0, 0.070F, 0}, 0.014F, 0.0018F);
}
void make_banana(Workbench& bench) {
  const Paint skin = bench.main(0xF5D033, Surface::fruit);
  for (const float turn : {-0.28F, 0.0F, 0.28F}) {
    std::vector<Vec3> line;
    std::vector<float> radii;
    for (int i = 0; i <= 14; ++i) {
      const float t = static_cast<float>(i) / 14;
      const float angle = world::mix(-1.15F, 1.0F, t);
      line.push_back({0.105F * std::sin(angle), 0.12F - 0.105F * std::cos(angle), 0});
      radii.push_back(0.017F * std::pow(std::sin(kPi * world::mix(0.06F, 0.95F, t)), 0.55F));
    }
    bench.add(
        translation({-0.09F, 0.09F, 0}) * world::turn_y(turn) * translation({0.09F, -0.088F, 0}),
        [&](Shaper& s) {
          s.tube(line, radii, 10,
                 Paint{skin.colour * (1 - 0.08F * std::abs(turn)), skin.surface, 0, 0});
          s.ball(line.back(), 0.0065F, Workbench::plain(0x4A3A20, Surface::fruit));
        });
  }
  bench.rod({{-0.095F, 0.075F, 0}, {-0.115F, 0.095F, 0}}, 0.008F,
            Workbench::plain(0x8A7A2E, Surface::fruit), 8);
}
void make_grapes(Workbench& bench) {
  const Paint skin = bench.main(0x5B2A6E, Surface::fruit);
  for (int row = 0; row < 6; ++row) {
    const int count = row == 5 ? 1 : 7 - row;
    const float r = row == 5 ? 0 : 0.036F - 0.0055F * static_cast<float>(row);
    for (int i = 0; i < count; ++i) {
      const float angle = 2 * kPi * (static_cast<float>(i) + 0.5F * static_cast<float>(row % 2)) /
                          static_cast<float>(count);
      const float size = bench.dice().between(0.0125F, 0.0145F);
      bench.ball(translation({r * std::sin(angle), 0.115F - 0.02F * static_cast<float>(row),
                              r * std::cos(angle)}),
                 {size, size * 1.1F, size}, 8, 12,
                 Paint{skin.colour * bench.dice().between(0.8F, 1.25F), skin.surface, 0, 0});
    }
  }
  bench.ball({0, 0.115F, 0}, 0.02F, skin);
  add_stem(bench, {0, 0.125F, 0}, 0.035F, 0.0025F);
  add_leaf(bench, translation({0, 0.14F, 0}) * world::turn_y(0.7F), 0.055F, 0.026F);
}
void make_cherry(Workbench& bench) {
  const Paint skin = bench.main(0xA8101F, Surface::fruit);
  for (const float x : {-0.016F, 0.016F}) {
    bench.add(translation({x, 0, x * 0.3F}), [&](Shaper& s) {
      s.ball(translation({0, 0.0125F, 0}), {0.0135F, 0.0125F, 0.013F}, 10, 16, skin);
    });
    bench.rod(
        smooth_line(
            std::vector<Vec3>{{x, 0.023F, x * 0.3F}, {x * 0.8F, 0.045F, 0}, {0.002F, 0.072F, 0}},
            5),
        0.0011F, Workbench::plain(0x4D7A34, Surface::leaf), 5);
  }
  add_leaf(bench, translation({0.002F, 0.071F, 0}) * world::turn_y(1.3F), 0.032F, 0.009F);
}
void make_strawberry(Workbench& bench) {
  const Paint skin = bench.main(0xD81E2C, Surface::fruit);
  bench.turned_smooth({},
                      {{0, 0},
                       {0.007F, 0.003F},
                       {0.0145F, 0.016F},
                       {0.0175F, 0.028F},
                       {0.012F, 0.037F},
                       {0, 0.038F}},
                      24, skin);
  for (int i = 0; i < 30; ++i) {
    const float y = 0.006F + 0.026F * static_cast<float>(i) / 30;
    bench.decal(translation({0, y, 0}) * world::turn_y(2.4F * static_cast<float>(i)),
                ellipse_outline({}, 0.0007F, 0.0012F, 6), 0.0004F,
                Workbench::plain(0xF2D98A, Surface::fruit));
  }
  for (int i = 0; i < 7; ++i) {
    add_leaf(bench,
             translation({0, 0.0365F, 0}) * world::turn_y(2 * kPi / 7 * static_cast<float>(i)),
             0.015F, 0.0045F, 0x3F8A35);
  }
  add_stem(bench, {0, 0.037F, 0}, 0.012F, 0.001F);
}
void make_watermelon(Workbench& bench) {
  const std::size_t start = bench.mark();
  const Paint rind = bench.main(0x2F6B2E, Surface::fruit);
  bench.ball(translation({-0.05F, 0.125F, -0.06F}), {0.16F, 0.125F, 0.125F}, 26, 48, rind);
  bench.repaint(start, [&](world::Vertex& v) {
    const Vec3 p = v.position - Vec3{-0.05F, 0.125F, -0.06F};
    const float stripe = std::sin(9 * std::atan2(p.y, p.z) + 3.0F * noise3(p * 30, 3));
    v.colour = mix(v.colour, lighter(v.colour, 0.25F) + Light{0.03F, 0.16F, 0.0F},
                   world::smooth_step(-0.1F, 0.5F, stripe));
  });
  // A slice in front of it.
  bench.add(translation({0.07F, 0.012F, 0.13F}) * world::turn_x(-0.35F) * world::turn_y(0.2F),
            [&](Shaper& s) {
              const auto wedge = [](float r) {
                Outline o;
                for (int i = 0; i <= 16; ++i) {
                  const float a = kPi + kPi * static_cast<float>(i) / 16;
                  o.push_back({r * std::cos(a), 0.12F + r * std::sin(a)});
                }
                return o;
              };
              s.plate({}, wedge(0.12F), 0.014F, 0.001F, Workbench::plain(0x2F6B2E, Surface::fruit));
              s.plate({}, wedge(0.113F), 0.0146F, 0, Workbench::plain(0xE6EBC6, Surface::fruit));
              s.plate({}, wedge(0.106F), 0.0152F, 0, Workbench::plain(0xE8384A, Surface::fruit));
              for (int i = 0; i < 9; ++i) {
                const float a = kPi * (1.1F + 0.8F * static_cast<float>(i % 5) / 4);
                const float r = i < 5 ? 0.08F : 0.05F;
                for (const float z : {0.0155F, -0.0155F}) {
                  s.ball(translation({r * std::cos(a), 0.12F + r * std::sin(a), z}),
                         {0.003F, 0.0055F, 0.0015F}, 4, 6,
                         Workbench::plain(0x1A1210, Surface::fruit));
                }
              }
            });
}
void make_pineapple(Workbench& bench) {
  const Paint skin = bench.main(0xD9962B, Surface::fruit);
  bench.turned_smooth(
      {},
      {{0.03F, 0}, {0.055F, 0.02F}, {0.062F, 0.08F}, {0.05F, 0.15F}, {0.025F, 0.17F}, {0, 0.172F}},
      28, Paint{skin.colour * 0.6F, skin.surface, 0, 0});
  for (int row = 0; row < 9; ++row) {
    const float y = 0.012F + 0.0175F * static_cast<float>(row);
    const float r = 0.062F * std::sqrt(std::max(1 - std::pow((y - 0.08F) / 0.115F, 2.0F), 0.05F));
    for (int i = 0; i < 12; ++i) {
      const float angle =
          2 * kPi * (static_cast<float>(i) + 0.5F * static_cast<float>(row % 2)) / 12;
      bench.ball(translation({r * std::sin(angle), y, r * std::cos(angle)}) * world::turn_y(angle),
                 {0.0135F, 0.0095F, 0.006F}, 4, 6, skin);
    }
  }
  for (int ring = 0; ring < 3; ++ring) {
    for (int i = 0; i < 8 - 2 * ring; ++i) {
      const float angle = 2 * kPi * (static_cast<float>(i) + 0.3F * static_cast<float>(ring)) /
                          static_cast<float>(8 - 2 * ring);
      add_leaf(bench,
               translation({0, 0.165F, 0}) * world::turn_y(angle) *
                   world::turn_x(-0.55F - 0.35F * static_cast<float>(ring)),
               0.09F + 0.012F * static_cast<float>(ring), 0.012F, 0x3F7A45);
    }
  }
}
void make_carrot(Workbench& bench) {
  bench.add(translation({0, 0.022F, 0}) * world::turn_z(kPi / 2 - 0.02F), [&](Shaper& s) {
    s.turned_smooth({},
                    {{0, -0.12F},
                     {0.006F, -0.10F},
                     {0.014F, -0.03F},
                     {0.021F, 0.045F},
                     {0.019F, 0.06F},
                     {0, 0.066F}},
                    18, bench.main(0xEE7A1E, Surface::fruit));
    for (int i = 0; i < 6; ++i) {
      s.torus(translation({0, -0.09F + 0.025F * static_cast<float>(i), 0}),
              0.008F + 0.0025F * static_cast<float>(i), 0.0006F, 16, 4,
              Workbench::plain(0xC45A12, Surface::fruit));
    }
    for (int i = 0; i < 7; ++i) {
      const float a = 2.4F * static_cast<float>(i);
      const Vec3 tip{0.03F * std::sin(a), 0.15F + 0.02F * static_cast<float>(i % 3),
                     0.03F * std::cos(a)};
      s.rod({{0, 0.06F, 0}, tip * 0.6F + Vec3{0, 0.03F, 0}, tip}, 0.002F,
            Workbench::plain(0x3F8A35, Surface::leaf), 5);
      s.ball(translation(tip), {0.01F, 0.02F, 0.008F}, 4, 6,
             Workbench::plain(0x4C9A3E, Surface::leaf));
    }
  });
}

void add_pumpkin(Workbench& bench, const Paint& skin) {
  bench.sheet(
      [](float u, float v) {
        const float angle = 2 * kPi * u;
        const float polar = kPi * (1 - v);
        const float rib = 1 - 0.09F * std::pow(std::abs(std::cos(5 * angle)), 6.0F);
        const float top = std::pow(std::max(std::cos(polar), 0.0F), 8.0F);
        return Vec3{0.16F * rib * std::sin(polar) * std::sin(angle),
                    0.115F * (1 + std::cos(polar) * rib) - 0.04F * top,
                    0.16F * rib * std::sin(polar) * std::cos(angle)};
      },
      80, 20, skin, true);
  bench.rod(
      smooth_line(std::vector<Vec3>{{0, 0.17F, 0}, {0.005F, 0.22F, 0}, {0.035F, 0.25F, 0.01F}}, 5),
      0.017F, Workbench::plain(0x6B6A2E, Surface::bark), 8);
}
void make_pumpkin(Workbench& bench) {
  add_pumpkin(bench, bench.main(0xE87A1C, Surface::fruit));
  add_leaf(bench, translation({0.01F, 0.2F, 0}) * world::turn_y(1.8F), 0.1F, 0.05F);
  bench.anchor("top", {0, 0.2F, 0});
}
void make_pumpkin_lantern(Workbench& bench) {
  add_pumpkin(bench, bench.main(0xE87A1C, Surface::fruit));
  const Paint fire = Workbench::light(0xFFB53A, 1.9F);
  for (const float side : {1.0F, -1.0F}) {
    Outline eye{
        {side * 0.06F - 0.028F, 0.125F}, {side * 0.06F + 0.028F, 0.125F}, {side * 0.06F, 0.175F}};
    bench.front_decal(eye, 0.003F, fire);
  }
  bench.front_decal(Outline{{-0.014F, 0.1F}, {0.014F, 0.1F}, {0, 0.122F}}, 0.003F, fire);
  Outline mouth;
  for (int i = 0; i <= 12; ++i) {
    const float x = 0.09F - 0.18F * static_cast<float>(i) / 12;
    mouth.push_back({x, 0.088F - 0.025F * (1 - x * x / 0.0081F) + (i % 2 == 0 ? 0.0F : 0.014F)});
  }
  for (int i = 0; i <= 12; ++i) {
    const float x = -0.09F + 0.18F * static_cast<float>(i) / 12;
    mouth.push_back({x, 0.085F - 0.05F * (1 - x * x / 0.0085F)});
  }
  bench.front_decal(mouth, 0.003F, fire);
  bench.anchor("flame", {0, 0.1F, 0.05F});
  bench.anchor("top", {0, 0.2F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"apple", standing<make_apple>},
    {"fruit", standing<make_apple>},
    {"tomato", standing<make_tomato>},
    {"pear", standing<make_pear>},
    {"orange", standing<make_orange>},
    {"lemon", standing<make_lemon>},
    {"peach", standing<make_peach>},
    {"banana", standing<make_banana>},
    {"grapes", standing<make_grapes>},
    {"cherry", standing<make_cherry>},
    {"strawberry", standing<make_strawberry>},
    {"watermelon", standing<make_watermelon>},
    {"pineapple", standing<make_pineapple>},
    {"carrot", standing<make_carrot>},
    {"pumpkin", standing<make_pumpkin>},
    {"pumpkin_lantern", standing<make_pumpkin_lantern>},
});

}  // namespace

std::span<const Shelf> fruit() { return kShelf; }

}  // namespace kirin::engine::motion::models
