// Things that burn and shine.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {

using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

void add_flame(Workbench& bench, const std::string& bone_name, Vec3 base, float height,
               float width) {
  const int bone = bench.bone(bone_name, base);
  const auto tongue = [&](Vec3 at, float h, float w, Light foot, Light tip) {
    bench.add(world::translation(at), [&](Shaper& s) {
      const std::size_t start = s.mark();
      const Point2 profile[] = {{0, 0},
                                {0.32F * w, 0.06F * h},
                                {0.5F * w, 0.24F * h},
                                {0.44F * w, 0.42F * h},
                                {0.27F * w, 0.66F * h},
                                {0.1F * w, 0.88F * h},
                                {0, h}};
      s.lathe({}, profile, 10, Paint{foot, Surface::glow, bone, 0});
      s.repaint(start, [&](world::Vertex& v) {
        const float up = v.position.y / h;
        v.position.x += 0.14F * w * std::sin(4 * up + 9 * at.x) * up;
        v.colour = mix(foot, tip, std::pow(up, 0.8F));
      });
    });
  };
  const Light yellow = world::from_srgb(0xFFD25A) * 2.2F;
  const Light orange = world::from_srgb(0xFF8A1E) * 1.5F;
  const Light red = world::from_srgb(0xE8400E) * 1.0F;
  tongue(base, height, width, orange, red);
  for (const float side : {1.0F, -1.0F}) {  // the hot heart, nearer to the eye from either side
    tongue(base + Vec3{0, 0.02F * height, side * 0.22F * width}, 0.62F * height, 0.62F * width,
           yellow, orange);
  }
  bench.anchor("flame", base + Vec3{0, 0.35F * height, 0}, bone);
}

namespace {

void make_lantern(Workbench& bench) {
  // A paper lantern: ribs all round, gold caps, a tassel.
  const Light own = bench.order().colour.value_or(world::from_srgb(0xE8321E));
  const Paint paper{own * 1.15F + Light{0.10F, 0.03F, 0.005F}, Surface::glow, 0, 0};
  constexpr int kRibs = 16;
  const std::size_t start = bench.mark();
  bench.sheet(
      [](float u, float v) {
        const float angle = 2 * kPi * u;
        const float polar = world::mix(0.36F, kPi - 0.36F, v);
        const float pleat =
            1 - 0.035F * std::pow(std::abs(std::sin(angle * kRibs / 2)), 0.5F) * -1 - 0.035F;
        return Vec3{0.20F * std::sin(polar) * pleat * std::sin(angle), -0.155F * std::cos(polar),
                    0.20F * std::sin(polar) * pleat * std::cos(angle)};
      },
      96, 12, paper, true);
  bench.repaint(start, [&](world::Vertex& v) {
    const float out =
        std::hypot(v.position.x, v.position.z) /
        (0.20F * std::sqrt(std::max(1 - v.position.y * v.position.y / 0.024F, 0.05F)));
    v.colour = v.colour * (0.55F + 0.6F * world::smooth_step(0.95F, 1.0F, out)) *
               (1.1F - 2.2F * std::abs(v.position.y));
  });
  const Paint gold = Workbench::plain(0xDDAA3C, Surface::metal);
  for (const float side : {1.0F, -1.0F}) {
    bench.cylinder({0, side * 0.138F, 0}, {0, side * 0.168F, 0}, 0.078F, 0.072F, 20, gold);
  }
  bench.torus(world::translation({0, 0.185F, 0}) * world::turn_x(kPi / 2), 0.02F, 0.004F, 14, 5,
              gold);
  const int tassel = bench.bone("tassel", {0, -0.168F, 0});
  const Paint silk{bench.part("tassel", 0xC8281C, Surface::cloth).colour, Surface::cloth, tassel,
                   0};
  bench.ball(world::translation({0, -0.19F, 0}), {0.018F, 0.018F, 0.018F}, 6, 10,
             Workbench::plain(0xDDAA3C, Surface::metal, tassel));
  bench.turned({0, -0.34F, 0}, {{0.034F, 0}, {0.022F, 0.08F}, {0.012F, 0.14F}, {0, 0.145F}}, 12,
               silk);
  bench.anchor("grip", {0, 0.2F, 0});
  bench.anchor("flame", {0, 0, 0});
  bench.anchor("top", {0, 0.2F, 0});
}

void make_sky_lantern(Workbench& bench) {
  const Light own = bench.order().colour.value_or(world::from_srgb(0xFFB14A));
  const std::size_t start = bench.mark();
  bench.turned_smooth(
      {},
      {{0.21F, 0.0F}, {0.25F, 0.18F}, {0.29F, 0.42F}, {0.28F, 0.58F}, {0.17F, 0.70F}, {0, 0.73F}},
      24, Paint{own, Surface::glow, 0, 0});
  bench.repaint(start, [](world::Vertex& v) {
    // Brightest near the flame, four seams.
    const float seam = std::abs(std::sin(2 * std::atan2(v.position.x, v.position.z)));
    v.colour = v.colour * (world::mix(1.7F, 0.55F, world::smooth_step(0.0F, 0.75F, v.position.y)) *
                           (0.85F + 0.15F * world::smooth_step(0, 0.2F, seam)));
  });
  bench.torus(world::translation({0, 0.0F, 0}), 0.21F, 0.008F, 28, 6,
              Workbench::plain(0xB98B4E, Surface::wood));
  bench.rod({{0.21F, 0, 0}, {-0.21F, 0, 0}}, 0.004F, Workbench::plain(0x5A4A38, Surface::metal), 4);
  bench.rod({{0, 0, 0.21F}, {0, 0, -0.21F}}, 0.004F, Workbench::plain(0x5A4A38, Surface::metal), 4);
  add_flame(bench, "flame", {0, 0.01F, 0}, 0.14F, 0.07F);
}

void make_candle(Workbench& bench) {
  const Paint wax = bench.main(0xF3EBD8, Surface::plastic);
  bench.turned({}, {{0, 0}, {0.075F, 0}, {0.085F, 0.012F}, {0.07F, 0.016F}, {0.045F, 0.012F}}, 22,
               Workbench::plain(0xB8863A, Surface::metal));
  bench.turned({0, 0.01F, 0},
               {{0.038F, 0}, {0.036F, 0.17F}, {0.033F, 0.185F}, {0.024F, 0.178F}, {0, 0.174F}}, 20,
               wax);
  for (const auto& [angle, run] :
       {Point2{0.4F, 0.05F}, Point2{2.2F, 0.08F}, Point2{4.1F, 0.035F}}) {
    const Vec3 out{0.035F * std::sin(angle), 0, 0.035F * std::cos(angle)};
    bench.rod({Vec3{0, 0.19F, 0} + out, Vec3{0, 0.19F - run, 0} + out * 1.08F}, 0.007F, wax, 8);
  }
  bench.torus(world::translation({0.095F, 0.02F, 0}) * world::turn_x(kPi / 2), 0.02F, 0.004F, 14, 6,
              Workbench::plain(0xB8863A, Surface::metal));
  bench.rod({{0, 0.18F, 0}, {0.002F, 0.205F, 0}}, 0.003F,
            Workbench::plain(0x1A1614, Surface::matte), 5);
  add_flame(bench, "flame", {0, 0.197F, 0}, 0.065F, 0.026F);
  bench.anchor("top", {0, 0.2F, 0});
}

void make_campfire(Workbench& bench) {
  constexpr int kStones = 11;
  for (int i = 0; i < kStones; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / kStones;
    const float size = bench.dice().between(0.085F, 0.12F);
    const float grey = bench.dice().between(0.16F, 0.32F);
    bench.ball(
        world::translation({0.56F * std::sin(angle), size * 0.55F, 0.56F * std::cos(angle)}) *
            world::turn_y(angle * 3),
        {size * 1.15F, size * 0.8F, size}, 6, 9,
        {{grey, grey * 0.96F, grey * 0.9F}, Surface::rock, 0, 0});
  }
  bench.turned({}, {{0.5F, 0.0F}, {0.35F, 0.03F}, {0, 0.05F}}, 20,
               Workbench::plain(0x201A17, Surface::soil));
  bench.turned({0, 0.03F, 0}, {{0.28F, 0.0F}, {0.18F, 0.04F}, {0, 0.06F}}, 14,
               Workbench::light(0xFF4A0C, 0.8F));
  const Paint bark = bench.main(0x5B3A22, Surface::bark);
  const Paint cut = Workbench::plain(0xC99A62, Surface::wood);
  for (int i = 0; i < 6; ++i) {
    const float angle = 2 * kPi * (static_cast<float>(i) + 0.25F) / 6;
    const Vec3 foot{0.42F * std::sin(angle), 0.06F, 0.42F * std::cos(angle)};
    const Vec3 tip{-0.05F * std::sin(angle), 0.46F, -0.05F * std::cos(angle)};
    const float r = 0.045F + 0.012F * static_cast<float>(i % 3);
    bench.cylinder(foot, tip, r, r * 0.8F, 9, bark);
    bench.disc(world::pointing(foot, foot + (foot - tip)) * world::translation({0, 0.002F, 0}),
               r * 0.92F, 9, cut);
  }
  add_flame(bench, "flame", {0, 0.10F, 0}, 0.85F, 0.42F);
  add_flame(bench, "flame_2", {0.15F, 0.10F, 0.06F}, 0.52F, 0.26F);
  add_flame(bench, "flame_3", {-0.16F, 0.10F, 0.03F}, 0.60F, 0.28F);
  bench.anchor("top", {0, 0.9F, 0});
  bench.anchor("smoke", {0, 0.9F, 0});
}

void make_lamp(Workbench& bench) {
  const Paint brass = Workbench::plain(0xC79A45, Surface::metal);
  bench.turned({}, {{0, 0}, {0.11F, 0}, {0.11F, 0.015F}, {0.03F, 0.03F}, {0.02F, 0.06F}}, 24,
               brass);
  bench.turned_smooth({0, 0.04F, 0},
                      {{0.02F, 0}, {0.07F, 0.06F}, {0.075F, 0.12F}, {0.03F, 0.2F}, {0.012F, 0.26F}},
                      24, bench.part("base", 0x2F7E86, Surface::ceramic));
  bench.cylinder({0, 0.28F, 0}, {0, 0.36F, 0}, 0.01F, 0.01F, 8, brass);
  const Light shade = bench.order().colour.value_or(world::from_srgb(0xFFE2A8));
  const std::size_t start = bench.mark();
  for (const float inside : {0.0F, 1.0F}) {
    bench.sheet(
        [=](float u, float v) {
          const float r = world::mix(0.19F, 0.11F, v) - 0.003F * inside;
          const float a = 2 * kPi * (inside > 0 ? 1 - u : u);
          return Vec3{r * std::sin(a), world::mix(0.32F, 0.52F, v), r * std::cos(a)};
        },
        32, 4, Paint{shade * 1.1F, Surface::glow, 0, 0}, true);
  }
  bench.repaint(start, [](world::Vertex& v) {
    v.colour = v.colour * (1.35F - 3.2F * std::abs(v.position.y - 0.41F));
  });
  bench.ball({0, 0.40F, 0}, 0.035F, Workbench::light(0xFFF0C8, 3));
  bench.anchor("flame", {0, 0.42F, 0});
  bench.anchor("top", {0, 0.52F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"lantern", hovering<make_lantern>},
    {"sky_lantern", hovering<make_sky_lantern>},
    {"candle", standing<make_candle>},
    {"campfire", standing<make_campfire>},
    {"smoke", standing<make_campfire>},
    {"lamp", standing<make_lamp>},
});

}  // namespace

std::span<const Shelf> lights() { return kShelf; }

}  // namespace kirin::engine::motion::models
