// Boxes, bags and what is carried in the hand.
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

void make_box(Workbench& bench) {
  const Paint card = bench.main(0xB98A56, Surface::paper);
  const Paint inside{card.colour * 0.6F, card.surface, 0, 0};
  for (const float side : {1.0F, -1.0F}) {
    bench.block({side * 0.245F, 0.17F, 0}, {0.005F, 0.17F, 0.2F}, card);
    bench.block({0, 0.17F, side * 0.195F}, {0.25F, 0.17F, 0.005F}, card);
  }
  bench.block({0, 0.006F, 0}, {0.25F, 0.006F, 0.2F}, inside);
  bench.block({0, 0.3F, 0}, {0.238F, 0.002F, 0.188F}, inside);
  for (const float side : {1.0F, -1.0F}) {
    const int lid = bench.bone(side > 0 ? "flap_1" : "leaf_r", {0, 0.34F, side * 0.2F});
    Paint p = card;
    p.bone = lid;
    bench.block({0, 0.343F, side * 0.1F}, {0.25F, 0.004F, 0.1F}, p);
    Paint tape = Workbench::plain(0xD9C08A, Surface::plastic, lid);
    bench.block({0, 0.3485F, side * 0.1F}, {0.03F, 0.001F, 0.1F}, tape);
  }
  bench.block({0, 0.25F, 0.2005F}, {0.03F, 0.09F, 0.001F},
              Workbench::plain(0xD9C08A, Surface::plastic));
  bench.anchor("inside", {0, 0.1F, 0});
  bench.anchor("top", {0, 0.35F, 0});
}
void make_gift(Workbench& bench) {
  const Paint paper = bench.main(0xD8303A, Surface::paint);
  const Paint silk = bench.part(
      "ribbon", bench.order().colour ? world::from_srgb(0xF4E6B0) : world::from_srgb(0xF2C83A),
      Surface::cloth);
  bench.soft_box({0, 0.13F, 0}, {0.16F, 0.13F, 0.16F}, 0.008F, paper);
  bench.block({0, 0.13F, 0}, {0.025F, 0.1305F, 0.1615F}, silk);
  bench.block({0, 0.13F, 0}, {0.1615F, 0.1305F, 0.025F}, silk);
  const int lid = bench.bone("lid", {0, 0.255F, -0.17F});
  Paint top = paper;
  top.bone = lid;
  Paint bow = silk;
  bow.bone = lid;
  bench.soft_box({0, 0.28F, 0}, {0.172F, 0.028F, 0.172F}, 0.01F, top);
  bench.block({0, 0.281F, 0}, {0.026F, 0.029F, 0.1735F}, bow);
  bench.block({0, 0.281F, 0}, {0.1735F, 0.029F, 0.026F}, bow);
  for (const float side : {1.0F, -1.0F}) {
    bench.cloth(
        [=](float u, float v) {  // a loop of the bow
          const float a = 2 * kPi * u;
          return Vec3{side * (0.075F - 0.075F * std::cos(a)),
                      0.325F + 0.05F * std::sin(a) * (0.6F + 0.4F * -std::cos(a)),
                      0.026F * (2 * v - 1) * (0.5F + 0.5F * std::abs(std::sin(a / 2)))};
        },
        20, 3, bow);
    bench.cloth(
        [=](float u, float v) {
          return Vec3{side * (0.02F + 0.11F * u), 0.32F - 0.012F * u + 0.03F * std::sin(u * 3),
                      0.04F * u + 0.02F * (2 * v - 1)};
        },
        8, 2, bow);
  }
  bench.ball(translation({0, 0.327F, 0}), {0.022F, 0.022F, 0.026F}, 8, 12, bow);
  bench.anchor("inside", {0, 0.15F, 0});
  bench.anchor("top", {0, 0.31F, 0});
}
void make_chest(Workbench& bench) {
  const Paint wood = bench.main(0x8A552B, Surface::wood);
  const Paint iron = Workbench::plain(0xB98A34, Surface::metal);
  bench.block({0, 0.2F, 0}, {0.4F, 0.2F, 0.26F}, wood, 0.015F);
  for (const float x : {-0.37F, 0.0F, 0.37F}) {
    bench.block({x, 0.2F, 0}, {0.035F, 0.205F, 0.268F}, iron, 0.006F);
  }
  // Gold that shows when it opens.
  bench.ball(translation({0, 0.37F, 0}), {0.36F, 0.08F, 0.22F}, 8, 20,
             Workbench::plain(0xE8B63A, Surface::metal));
  for (int i = 0; i < 26; ++i) {
    bench.add(translation({bench.dice().between(-0.28F, 0.28F),
                           0.43F + bench.dice().between(-0.02F, 0.02F),
                           bench.dice().between(-0.15F, 0.15F)}) *
                  world::turn_x(bench.dice().between(-0.7F, 0.7F)) *
                  world::turn_z(bench.dice().between(-0.7F, 0.7F)),
              [](Shaper& s) {
                s.turned({}, {{0, 0}, {0.035F, 0}, {0.035F, 0.008F}, {0, 0.008F}}, 12,
                         Workbench::plain(0xF2C64A, Surface::metal));
              });
  }
  const int lid = bench.bone("lid", {0, 0.4F, -0.26F});
  const auto vault = [&](float grow, float from, float to, const Paint& natural) {
    Paint p = natural;
    p.bone = lid;
    Outline half;
    for (int i = 0; i <= 14; ++i) {
      const float a = kPi * static_cast<float>(i) / 14;
      half.push_back({0.26F * grow * std::cos(a), 0.2F * grow * std::sin(a)});
    }
    bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {(from + to) / 2, 0.4F, 0}}, half,
                (to - from) / 2, 0.008F, p);
  };
  vault(1, -0.4F, 0.4F, wood);
  for (const float x : {-0.37F, 0.0F, 0.37F}) {
    vault(1.03F, x - 0.035F, x + 0.035F, iron);
  }
  bench.soft_box({0, 0.38F, 0.27F}, {0.06F, 0.07F, 0.02F}, 0.012F,
                 Workbench::plain(0xDDAA3C, Surface::metal, lid));
  bench.anchor("inside", {0, 0.4F, 0});
  bench.anchor("top", {0, 0.6F, 0});
}
void make_bag(Workbench& bench) {
  const Paint skin = bench.main(0xA5482F, Surface::cloth);
  bench.sheet(
      [](float u, float v) {
        const float a = 2 * kPi * u;
        const float w = world::mix(0.17F, 0.12F, v);
        const float d = world::mix(0.075F, 0.05F, v);
        const float sx = std::copysign(std::pow(std::abs(std::sin(a)), 0.45F), std::sin(a));
        const float sz = std::copysign(std::pow(std::abs(std::cos(a)), 0.45F), std::cos(a));
        const float base = v < 0.05F ? v / 0.05F : 1;
        return Vec3{w * sx * (0.2F + 0.8F * base), 0.23F * v, d * sz * (0.2F + 0.8F * base)};
      },
      48, 14, skin, true);
  bench.soft_box({0, 0.225F, 0}, {0.125F, 0.015F, 0.05F}, 0.015F,
                 Paint{skin.colour * 0.75F, skin.surface, 0, 0});
  bench.plate(
      translation({0, 0.16F, 0.062F}) * world::turn_x(-0.1F),
      rounded_polygon({{-0.11F, 0.06F}, {-0.1F, -0.05F}, {0.1F, -0.05F}, {0.11F, 0.06F}}, 0.04F),
      0.006F, 0.003F, Paint{skin.colour * 0.85F, skin.surface, 0, 0});
  bench.soft_box({0, 0.115F, 0.075F}, {0.02F, 0.014F, 0.006F}, 0.005F,
                 Workbench::plain(0xDDAA3C, Surface::metal));
  bench.rod(smooth_line(std::vector<Vec3>{{-0.1F, 0.23F, 0},
                                          {-0.085F, 0.34F, 0},
                                          {0, 0.39F, 0},
                                          {0.085F, 0.34F, 0},
                                          {0.1F, 0.23F, 0}},
                        6),
            0.009F, Paint{skin.colour * 0.75F, skin.surface, 0, 0}, 8);
  bench.anchor("grip", {0, 0.39F, 0});
  bench.anchor("top", {0, 0.24F, 0});
}
void make_suitcase(Workbench& bench) {
  const Paint skin = bench.main(0x9C5A2C, Surface::cloth);
  const Paint brass = Workbench::plain(0xD9AE4A, Surface::metal);
  bench.soft_box({0, 0.22F, 0}, {0.32F, 0.22F, 0.1F}, 0.035F, skin);
  for (const float x : {-0.2F, 0.2F}) {
    bench.soft_box({x, 0.22F, 0}, {0.025F, 0.223F, 0.104F}, 0.015F,
                   Paint{skin.colour * 0.6F, skin.surface, 0, 0});
    bench.soft_box({x, 0.36F, 0.105F}, {0.03F, 0.02F, 0.006F}, 0.005F, brass);
  }
  for (const float x : {-0.3F, 0.3F}) {
    for (const float y : {0.03F, 0.41F}) {
      for (const float z : {0.085F, -0.085F}) {
        bench.ball(translation({x, y, z}), {0.032F, 0.032F, 0.026F}, 6, 10, brass);
      }
    }
  }
  bench.rod(
      smooth_line(
          std::vector<Vec3>{
              {-0.08F, 0.44F, 0}, {-0.075F, 0.485F, 0}, {0.075F, 0.485F, 0}, {0.08F, 0.44F, 0}},
          5),
      0.014F, Paint{skin.colour * 0.5F, skin.surface, 0, 0}, 8);
  bench.anchor("grip", {0, 0.485F, 0});
  bench.anchor("top", {0, 0.44F, 0});
  bench.anchor("seat", {0, 0.44F, 0});
}
void make_backpack(Workbench& bench) {
  const Paint cloth = bench.main(0x2F7FA8, Surface::cloth);
  const Paint strap = Workbench::plain(0x6B4526, Surface::cloth);
  bench.soft_box({0, 0.23F, 0}, {0.15F, 0.22F, 0.085F}, 0.08F, cloth);
  bench.soft_box({0, 0.15F, 0.09F}, {0.11F, 0.1F, 0.045F}, 0.04F,
                 Paint{cloth.colour * 0.85F, cloth.surface, 0, 0});
  bench.ball(translation({0, 0.4F, 0.01F}), {0.155F, 0.075F, 0.1F}, 10, 20,
             Paint{cloth.colour * 0.8F, cloth.surface, 0, 0});
  for (const float side : {1.0F, -1.0F}) {
    bench.rod(smooth_line(std::vector<Vec3>{{side * 0.08F, 0.4F, -0.07F},
                                            {side * 0.1F, 0.35F, -0.14F},
                                            {side * 0.1F, 0.2F, -0.15F},
                                            {side * 0.11F, 0.06F, -0.08F}},
                          5),
              0.018F, strap, 8);
    bench.block({side * 0.06F, 0.3F, 0.1F}, {0.012F, 0.1F, 0.006F}, strap, 0.003F);
    bench.soft_box({side * 0.06F, 0.24F, 0.135F}, {0.018F, 0.014F, 0.005F}, 0.004F,
                   Workbench::plain(0xD9AE4A, Surface::metal));
  }
  bench.rod(
      smooth_line(
          std::vector<Vec3>{{-0.04F, 0.46F, -0.05F}, {0, 0.52F, -0.05F}, {0.04F, 0.46F, -0.05F}},
          5),
      0.01F, strap, 6);
  bench.add(translation({0, 0.5F, -0.01F}) * world::turn_z(kPi / 2), [](Shaper& s) {
    s.turned({0, -0.17F, 0},
             {{0, 0}, {0.055F, 0}, {0.06F, 0.02F}, {0.06F, 0.32F}, {0.055F, 0.34F}, {0, 0.34F}}, 18,
             Workbench::plain(0xC9A05A, Surface::cloth));
  });
  bench.anchor("grip", {0, 0.52F, -0.05F});
  bench.anchor("top", {0, 0.55F, 0});
}
void add_staves(Workbench& bench, float low, float belly, float top, float height,
                const Paint& wood, int staves) {
  for (int i = 0; i < staves; ++i) {
    const float from = 2 * kPi * static_cast<float>(i) / static_cast<float>(staves);
    const float to = from + 2 * kPi / static_cast<float>(staves);
    const float shade = bench.dice().between(0.88F, 1.08F);
    bench.sheet(
        [=](float u, float v) {
          const float a = world::mix(from, to, u);
          const float base = world::mix(low, top, v);
          const float r = base + (belly - (low + top) / 2) * std::sin(v * kPi) -
                          (u < 0.02F || u > 0.98F ? 0.004F : 0.0F);
          return Vec3{r * std::sin(a), height * v, r * std::cos(a)};
        },
        3, 10, Paint{wood.colour * shade, wood.surface, 0, 0});
  }
}
void make_barrel(Workbench& bench) {
  const Paint wood = bench.main(0xA06A38, Surface::wood);
  const Paint iron = Workbench::plain(0x4A4E52, Surface::metal);
  add_staves(bench, 0.27F, 0.35F, 0.27F, 0.9F, wood, 18);
  for (const auto& [y, r] : {Point2{0.06F, 0.289F}, Point2{0.24F, 0.337F}, Point2{0.62F, 0.340F},
                             Point2{0.8F, 0.295F}}) {
    bench.turned({0, y, 0}, {{r, 0}, {r + 0.002F, 0.04F}}, 32, iron);
  }
  bench.turned({0, 0.87F, 0}, {{0.268F, 0}, {0, 0.002F}}, 28,
               Paint{wood.colour * 0.9F, wood.surface, 0, 0});
  bench.anchor("top", {0, 0.9F, 0});
  bench.anchor("seat", {0, 0.9F, 0});
}
void make_bucket(Workbench& bench) {
  const Paint steel = bench.main(0xA8B0B6, Surface::metal);
  bench.turned({},
               {{0, 0},
                {0.11F, 0},
                {0.155F, 0.28F},
                {0.162F, 0.285F},
                {0.15F, 0.28F},
                {0.112F, 0.03F},
                {0, 0.03F}},
               32, steel);
  for (const float y : {0.08F, 0.2F}) {
    bench.torus(translation({0, y, 0}), 0.112F + 0.16F * y, 0.004F, 32, 6, steel);
  }
  bench.turned({0, 0.21F, 0}, {{0.14F, 0}, {0, 0.002F}}, 28,
               Workbench::plain(0x4FA6C4, Surface::glass));
  std::vector<Vec3> handle;
  for (int i = 0; i <= 18; ++i) {
    const float a = kPi * static_cast<float>(i) / 18;
    handle.push_back({0.158F * std::cos(a), 0.27F + 0.16F * std::sin(a), 0.02F * std::sin(a)});
  }
  bench.rod(handle, 0.005F, Workbench::plain(0x6A6F74, Surface::metal), 6);
  bench.anchor("grip", {0, 0.43F, 0});
  bench.anchor("water", {0, 0.21F, 0});
}
void make_basket(Workbench& bench) {
  const Paint wicker = bench.main(0xB98348, Surface::wood);
  for (int row = 0; row < 8; ++row) {
    const float y = 0.02F + 0.024F * static_cast<float>(row);
    const float r = 0.14F + 0.045F * y / 0.2F;
    bench.sheet(
        [=](float u, float v) {
          const float a = 2 * kPi * u;
          const float weave = 0.008F * std::sin(14 * a + (row % 2 == 0 ? 0.0F : kPi));
          const float t = 2 * kPi * v;
          return Vec3{(r + weave + 0.012F * std::cos(t)) * 1.2F * std::sin(a),
                      y - 0.012F * std::sin(t) * -1,
                      (r + weave + 0.012F * std::cos(t)) * std::cos(a)};
        },
        70, 6, Paint{wicker.colour * (row % 2 == 0 ? 1.0F : 0.85F), wicker.surface, 0, 0}, true);
  }
  bench.add(world::scaling(Vec3{1.2F, 1, 1}), [&](Shaper& s) {
    s.turned({}, {{0, 0.01F}, {0.15F, 0.008F}}, 30, wicker);
    s.turned({0, 0.14F, 0}, {{0.16F, 0}, {0, 0.03F}}, 30,
             Workbench::plain(0xD94A4A, Surface::cloth));
    s.torus(translation({0, 0.205F, 0}), 0.185F, 0.015F, 40, 8, wicker);
  });
  std::vector<Vec3> arc;
  for (int i = 0; i <= 16; ++i) {
    const float a = kPi * static_cast<float>(i) / 16;
    arc.push_back({0.22F * std::cos(a), 0.2F + 0.24F * std::sin(a), 0});
  }
  bench.rod(arc, 0.012F, wicker, 8);
  bench.anchor("grip", {0, 0.44F, 0});
  bench.anchor("inside", {0, 0.15F, 0});
  bench.anchor("top", {0, 0.2F, 0});
}
void make_potion(Workbench& bench) {
  const Paint brew = bench.main(0x7A3FD9, Surface::glow);
  bench.ball(translation({0, 0.075F, 0}), {0.072F, 0.07F, 0.072F}, 16, 28,
             Paint{brew.colour * 1.1F, Surface::glow, 0, 0});
  bench.turned({0, 0.1F, 0},
               {{0.0665F, 0},
                {0.05F, 0.028F},
                {0.022F, 0.045F},
                {0.02F, 0.09F},
                {0.028F, 0.095F},
                {0.028F, 0.105F}},
               26, Workbench::plain(0xBFD3DA, Surface::glass));
  bench.cylinder({0, 0.185F, 0}, {0, 0.22F, 0}, 0.02F, 0.024F, 14,
                 Workbench::plain(0xA9774A, Surface::wood));
  bench.torus(translation({0, 0.155F, 0}), 0.023F, 0.004F, 18, 6,
              Workbench::plain(0xDDAA3C, Surface::metal));
  bench.anchor("steam", {0, 0.22F, 0});
  bench.anchor("top", {0, 0.22F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"box", standing<make_box>},
    {"gift", standing<make_gift>},
    {"chest", standing<make_chest>},
    {"bag", standing<make_bag>},
    {"suitcase", standing<make_suitcase>},
    {"backpack", standing<make_backpack>},
    {"barrel", standing<make_barrel>},
    {"bucket", standing<make_bucket>},
    {"basket", standing<make_basket>},
    {"potion", standing<make_potion>},
});

}  // namespace

std::span<const Shelf> containers() { return kShelf; }

}  // namespace kirin::engine::motion::models
