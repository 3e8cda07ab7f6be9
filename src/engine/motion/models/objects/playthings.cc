// Dolls, paper folded to boats and planes, boards, snowmen, flags.
#include <array>
#include <cmath>

#include "engine/motion/models/buildings/masonry.h"
#include "engine/motion/models/objects/shelves.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::Clay;
using world::kPi;
using world::Light;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

const std::uint32_t kBlack = 0x16130F;

void add_eyes(Shaper& s, float x, float y, float z, float size) {
  for (const float side : {x, -x}) {
    s.ball(translation({side, y, z}), {size, size * 1.15F, size * 0.6F}, 6, 10,
           Workbench::plain(kBlack, Surface::eye));
    s.ball(translation({side + size * 0.25F, y + size * 0.4F, z + size * 0.5F}),
           {size * 0.25F, size * 0.25F, size * 0.2F}, 4, 6, Workbench::light(0xFFFFFF, 1));
  }
}

void make_teddy_bear(Workbench& bench) {
  const Paint fur = bench.main(0xA8703C, Surface::fur);
  const Paint pale{lighter(fur.colour, 0.35F), fur.surface, 0, 0};
  Clay clay;
  clay.blend(0.018F);
  clay.ellipsoid(Vec3{0, 0.145F, 0}, {0.095F, 0.11F, 0.085F}, fur);
  clay.ellipsoid(Vec3{0, 0.315F, 0.01F}, {0.092F, 0.08F, 0.08F}, fur);
  clay.ellipsoid(Vec3{0, 0.295F, 0.078F}, {0.042F, 0.033F, 0.032F}, pale);
  for (const float side : {1.0F, -1.0F}) {
    clay.ellipsoid(Vec3{side * 0.07F, 0.385F, 0}, {0.032F, 0.032F, 0.018F}, fur);
    clay.limb({side * 0.085F, 0.215F, 0.01F}, {side * 0.15F, 0.13F, 0.06F}, 0.034F, 0.036F, fur);
    clay.limb({side * 0.06F, 0.06F, 0.03F}, {side * 0.085F, 0.045F, 0.14F}, 0.044F, 0.044F, fur);
    clay.ellipsoid(Vec3{side * 0.086F, 0.045F, 0.18F}, {0.036F, 0.036F, 0.012F}, pale);
  }
  clay.stain(translation({0, 0.14F, 0.08F}), {0.055F, 0.075F, 0.05F}, pale.colour);
  world::append(bench.mesh(), clay.mesh(0.0075F));
  add_eyes(bench, 0.036F, 0.335F, 0.08F, 0.0105F);
  bench.ball(translation({0, 0.308F, 0.111F}), {0.014F, 0.01F, 0.008F}, 6, 10,
             Workbench::plain(kBlack, Surface::plastic));
  bench.rod(smooth_line(
                std::vector<Vec3>{
                    {-0.016F, 0.285F, 0.106F}, {0, 0.279F, 0.111F}, {0.016F, 0.285F, 0.106F}},
                4),
            0.0025F, Workbench::plain(kBlack, Surface::matte), 5);
  const Paint bow = bench.part("ribbon", 0xC8281C, Surface::cloth);
  for (const float side : {1.0F, -1.0F}) {
    bench.ball(translation({side * 0.032F, 0.232F, 0.085F}) * world::turn_z(side * 0.35F),
               {0.032F, 0.019F, 0.012F}, 6, 12, bow);
  }
  bench.ball({0, 0.232F, 0.093F}, 0.012F, bow);
  bench.anchor("grip", {0, 0.2F, 0});
  bench.anchor("top", {0, 0.4F, 0});
}
void make_doll(Workbench& bench) {
  const Paint dress = bench.main(0xD95A8A, Surface::cloth);
  const Paint skin = Workbench::plain(0xF0C6A4, Surface::skin);
  const Paint hair = bench.part("hair", 0x6B3A1E, Surface::hair);
  bench.turned_smooth(
      {0, 0.1F, 0}, {{0.1F, 0}, {0.085F, 0.05F}, {0.045F, 0.11F}, {0.05F, 0.16F}, {0.02F, 0.185F}},
      28, dress);
  bench.turned({0, 0.098F, 0}, {{0.102F, 0}, {0.1F, 0.012F}}, 28,
               Workbench::plain(0xFBF6EC, Surface::cloth));
  bench.ball(translation({0, 0.35F, 0}), {0.068F, 0.07F, 0.066F}, 14, 22, skin);
  bench.ball(translation({0, 0.368F, -0.016F}), {0.076F, 0.07F, 0.07F}, 12, 20, hair);
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.04F, 0.27F, 0}, {side * 0.1F, 0.19F, 0.02F}}, 0.017F, skin, 8);
    bench.ball(translation({side * 0.045F, 0.268F, 0}), {0.028F, 0.024F, 0.026F}, 6, 10, dress);
    bench.rod({{side * 0.032F, 0.12F, 0}, {side * 0.032F, 0.02F, 0}}, 0.018F, skin, 8);
    bench.ball(translation({side * 0.032F, 0.014F, 0.012F}), {0.02F, 0.014F, 0.03F}, 6, 10,
               Workbench::plain(0x8C1F2F, Surface::paint));
    bench.rod(smooth_line(std::vector<Vec3>{{side * 0.065F, 0.37F, -0.01F},
                                            {side * 0.095F, 0.33F, 0.01F},
                                            {side * 0.09F, 0.26F, 0.02F}},
                          4),
              0.019F, hair, 8);
    bench.ball(translation({side * 0.04F, 0.332F, 0.055F}), {0.014F, 0.009F, 0.006F}, 4, 8,
               Workbench::plain(0xF29A9A, Surface::skin));
  }
  add_eyes(bench, 0.025F, 0.352F, 0.062F, 0.009F);
  bench.rod(smooth_line(
                std::vector<Vec3>{
                    {-0.013F, 0.325F, 0.062F}, {0, 0.319F, 0.066F}, {0.013F, 0.325F, 0.062F}},
                4),
            0.0025F, Workbench::plain(0xB5302F, Surface::matte), 5);
  bench.anchor("grip", {0, 0.2F, 0});
  bench.anchor("top", {0, 0.43F, 0});
}
void make_robot_toy(Workbench& bench) {
  const Paint tin = bench.main(0x4A9FB5, Surface::paint);
  const Paint steel = Workbench::plain(0xB9BEC4, Surface::metal);
  const Paint red = Workbench::plain(0xD4352A, Surface::paint);
  bench.soft_box({0, 0.2F, 0}, {0.085F, 0.085F, 0.06F}, 0.014F, tin);
  bench.soft_box({0, 0.345F, 0}, {0.07F, 0.05F, 0.055F}, 0.014F, tin);
  bench.cylinder({0, 0.28F, 0}, {0, 0.3F, 0}, 0.03F, 0.03F, 16, steel);
  for (const float side : {1.0F, -1.0F}) {
    bench.add(translation({side * 0.03F, 0.355F, 0.055F}) * world::turn_x(kPi / 2), [](Shaper& s) {
      s.turned({}, {{0.02F, -0.004F}, {0.02F, 0.006F}, {0.016F, 0.008F}}, 18,
               Workbench::plain(0xC9CDD2, Surface::metal));
      s.turned({}, {{0.016F, 0.006F}, {0, 0.01F}}, 16, Workbench::light(0xFFE27A, 1.5F));
    });
    bench.cylinder({side * 0.085F, 0.255F, 0}, {side * 0.105F, 0.255F, 0}, 0.025F, 0.025F, 14,
                   steel);
    bench.rod(
        {{side * 0.11F, 0.255F, 0}, {side * 0.125F, 0.19F, 0.01F}, {side * 0.12F, 0.15F, 0.05F}},
        0.016F, tin, 8);
    bench.torus(translation({side * 0.12F, 0.145F, 0.065F}) * world::turn_x(0.7F), 0.016F, 0.007F,
                14, 6, red);
    bench.soft_box({side * 0.042F, 0.075F, 0}, {0.026F, 0.045F, 0.03F}, 0.008F, steel);
    bench.soft_box({side * 0.045F, 0.02F, 0.012F}, {0.036F, 0.02F, 0.055F}, 0.012F, red);
    bench.cylinder({side * 0.07F, 0.345F, 0}, {side * 0.09F, 0.345F, 0}, 0.02F, 0.012F, 12, red);
  }
  bench.soft_box({0, 0.315F, 0.056F}, {0.035F, 0.008F, 0.003F}, 0.003F, steel);
  bench.soft_box({0, 0.215F, 0.061F}, {0.055F, 0.04F, 0.004F}, 0.004F, steel);
  static constexpr std::uint32_t kLamps[] = {0xFF4030, 0xFFC83A, 0x4AE06A};
  for (int i = 0; i < 3; ++i) {
    bench.ball({-0.03F + 0.03F * static_cast<float>(i), 0.232F, 0.066F}, 0.009F,
               Workbench::light(kLamps[i], 1.4F));
  }
  bench.add(translation({0, 0.195F, 0.066F}) * world::turn_x(kPi / 2), [](Shaper& s) {
    s.turned({}, {{0.017F, 0}, {0, 0.002F}}, 16, Workbench::plain(0xF6F3EA, Surface::paper));
  });
  bench.rod({{0, 0.395F, 0}, {0, 0.43F, 0}}, 0.004F, steel, 6);
  bench.ball({0, 0.44F, 0}, 0.012F, Workbench::light(0xFF4030, 1.8F));
  bench.anchor("top", {0, 0.45F, 0});
}
void make_paper_plane(Workbench& bench) {
  const Paint paper = bench.main(0xF6F4EE, Surface::paper);
  const Vec3 nose{0, 0.02F, 0.16F};
  const Vec3 keel{0, -0.03F, -0.14F};
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 fold{side * 0.012F, 0.02F, -0.14F};
    const Vec3 tip{side * 0.11F, 0.035F, -0.14F};
    const auto tri = [&](Vec3 a, Vec3 b, Vec3 c, float shade) {
      const Paint p{paper.colour * shade, paper.surface, 0, 0};
      bench.triangle(a, b, c, p);
      bench.triangle(c, b, a, p);
    };
    tri(nose, fold, tip, 1);
    tri(nose + Vec3{0, -0.004F, 0}, keel, fold, 0.85F);
    tri(nose + Vec3{0, 0.0015F, -0.005F}, fold + Vec3{0, 0.0015F, 0.06F},
        mix(nose, tip, 0.8F) + Vec3{0, 0.0025F, 0}, 0.93F);
  }
}
void make_paper_boat(Workbench& bench) {
  const Paint paper = bench.main(0xF4F1E8, Surface::paper);
  const auto tri = [&](Vec3 a, Vec3 b, Vec3 c, float shade) {
    const Paint p{paper.colour * shade, paper.surface, 0, 0};
    bench.triangle(a, b, c, p);
    bench.triangle(c, b, a, p);
  };
  const Vec3 bow{0, 0.10F, 0.17F};
  const Vec3 stern{0, 0.10F, -0.17F};
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 rail_f{side * 0.055F, 0.062F, 0.06F};
    const Vec3 rail_b{side * 0.055F, 0.062F, -0.06F};
    const Vec3 foot_f{side * 0.012F, 0, 0.07F};
    const Vec3 foot_b{side * 0.012F, 0, -0.07F};
    tri(bow, foot_f, rail_f, 0.95F);
    tri(stern, rail_b, foot_b, 0.95F);
    tri(foot_f, foot_b, rail_b, 1);
    tri(foot_f, rail_b, rail_f, 1);
    tri({side * 0.01F, 0.02F, 0.09F}, {side * 0.01F, 0.02F, -0.09F}, {0, 0.15F, 0}, 0.9F);
  }
  tri({0.012F, 0, 0.07F}, {-0.012F, 0, 0.07F}, bow, 0.8F);
  tri({0.012F, 0, -0.07F}, {-0.012F, 0, -0.07F}, stern, 0.8F);
  bench.anchor("waterline", {0, 0.02F, 0});
  bench.anchor("top", {0, 0.15F, 0});
}
void make_origami_crane(Workbench& bench) {
  const Paint paper = bench.main(0xD8453A, Surface::paper);
  const auto tri = [&](Vec3 a, Vec3 b, Vec3 c, float shade) {
    const Paint p{paper.colour * shade, paper.surface, 0, 0};
    bench.triangle(a, b, c, p);
    bench.triangle(c, b, a, p);
  };
  const Vec3 back{0, 0.055F, 0};
  const Vec3 belly{0, -0.02F, 0};
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 tip{side * 0.15F, 0.10F, -0.01F};
    tri(back + Vec3{0, 0, 0.035F}, back + Vec3{0, -0.02F, -0.04F}, tip, 1.0F);
    tri(back + Vec3{0, 0, 0.035F}, {side * 0.035F, 0.0F, 0.01F}, back + Vec3{0, -0.02F, -0.04F},
        0.85F);
    tri(belly, {side * 0.035F, 0.0F, 0.01F}, {0, 0.02F, 0.06F}, 0.8F);
    tri(belly, {side * 0.035F, 0.0F, 0.01F}, {0, 0.02F, -0.06F}, 0.75F);
    tri({side * 0.012F, 0.01F, 0.05F}, {0, 0.03F, 0.045F}, {0, 0.125F, 0.115F}, 0.95F);
    tri({side * 0.012F, 0.01F, -0.05F}, {0, 0.03F, -0.045F}, {0, 0.12F, -0.14F}, 0.9F);
  }
  tri({0, 0.125F, 0.115F}, {0.006F, 0.115F, 0.112F}, {0, 0.098F, 0.155F}, 0.8F);
  tri({0, 0.125F, 0.115F}, {-0.006F, 0.115F, 0.112F}, {0, 0.098F, 0.155F}, 0.8F);
}
void make_surfboard(Workbench& bench) {
  const Paint board = bench.main(0xF6EFD9, Surface::paint);
  const Paint stripe = bench.part("stripe", 0x2C9FB5, Surface::paint);
  const Outline outline = smooth_profile(std::vector<Point2>{{0.001F, -1.0F},
                                                             {0.14F, -0.94F},
                                                             {0.25F, -0.55F},
                                                             {0.27F, 0.0F},
                                                             {0.22F, 0.55F},
                                                             {0.1F, 0.9F},
                                                             {0.001F, 1.0F}},
                                         5);
  Outline all = outline;
  for (std::size_t i = outline.size() - 1; i > 1; --i) {
    all.push_back({-outline[i - 1].x, outline[i - 1].y});
  }
  const Affine flat{{1, 0, 0}, {0, 0, 1}, {0, -1, 0}, {0, 0.1F, 0}};
  bench.plate(flat, all, 0.03F, 0.024F, board);
  for (const float x : {0.0F, 0.11F, -0.11F}) {
    bench.decal(Affine{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {x, 0, 0}},
                rounded_rectangle({-0.018F, -0.8F}, {0.018F, 0.85F}, 0.015F), 0.003F, stripe);
  }
  bench.plate(Affine{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {0, 0.075F, -0.75F}},
              Outline{{-0.09F, 0}, {0.03F, -0.075F}, {0.05F, -0.07F}, {0.04F, 0}}, 0.006F, 0.002F,
              stripe);
  bench.repaint(0, [](world::Vertex& v) { v.position.y += 0.10F * v.position.z * v.position.z; });
  bench.anchor("deck", {0, 0.13F, 0});
  bench.anchor("seat", {0, 0.13F, 0});
}
void make_snowman(Workbench& bench) {
  const Paint snow = bench.main(0xF2F6FA, Surface::snow);
  Clay clay;
  clay.blend(0.06F);
  clay.ellipsoid(Vec3{0, 0.42F, 0}, {0.5F, 0.45F, 0.5F}, snow);
  clay.ellipsoid(Vec3{0, 1.02F, 0}, {0.36F, 0.33F, 0.36F}, snow);
  clay.ellipsoid(Vec3{0, 1.48F, 0}, {0.26F, 0.25F, 0.26F}, snow);
  world::append(bench.mesh(), clay.mesh(0.03F));
  for (const float side : {0.09F, -0.09F}) {
    bench.ball(translation({side, 1.55F, 0.24F}), {0.034F, 0.034F, 0.02F}, 6, 10,
               Workbench::plain(kBlack, Surface::rock));
  }
  bench.cylinder({0, 1.48F, 0.24F}, {0.02F, 1.46F, 0.48F}, 0.036F, 0.006F, 12,
                 Workbench::plain(0xEE7A1E, Surface::fruit));
  for (int i = -2; i <= 2; ++i) {
    const float x = 0.045F * static_cast<float>(i);
    bench.ball(translation({x, 1.385F + 0.012F * static_cast<float>(i * i), 0.232F - 0.3F * x * x}),
               {0.017F, 0.017F, 0.012F}, 5, 8, Workbench::plain(kBlack, Surface::rock));
  }
  for (int i = 0; i < 3; ++i) {
    bench.ball(translation({0, 0.88F + 0.14F * static_cast<float>(i),
                            0.35F - 0.02F * static_cast<float>(i) * static_cast<float>(i)}),
               {0.034F, 0.034F, 0.022F}, 6, 10, Workbench::plain(kBlack, Surface::rock));
  }
  const Paint scarf = bench.part("scarf", 0xD4352A, Surface::cloth);
  bench.torus(translation({0, 1.27F, 0}) * world::scaling(Vec3{1, 0.8F, 1}), 0.235F, 0.062F, 30, 10,
              scarf);
  bench.rounded_box(
      translation({0.14F, 1.06F, 0.32F}) * world::turn_z(-0.15F) * world::turn_x(0.12F),
      {0.06F, 0.2F, 0.025F}, 0.025F, scarf);
  const Paint hat = bench.part("hat", 0x23262B, Surface::cloth);
  bench.turned({0, 1.67F, 0},
               {{0, -0.02F},
                {0.3F, 0},
                {0.3F, 0.03F},
                {0.19F, 0.035F},
                {0.18F, 0.28F},
                {0.19F, 0.3F},
                {0, 0.31F}},
               28, hat);
  bench.turned({0, 1.71F, 0}, {{0.192F, 0}, {0.19F, 0.06F}}, 28, scarf);
  const Paint twig = Workbench::plain(0x5A3B22, Surface::bark);
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.3F, 1.08F, 0}, {side * 0.55F, 1.18F, 0.03F}, {side * 0.82F, 1.38F, 0.05F}},
              0.018F, twig, 6);
    bench.rod({{side * 0.7F, 1.29F, 0.04F}, {side * 0.84F, 1.26F, 0.1F}}, 0.012F, twig, 5);
    bench.rod({{side * 0.74F, 1.32F, 0.04F}, {side * 0.76F, 1.47F, 0.02F}}, 0.012F, twig, 5);
  }
  bench.anchor("top", {0, 1.98F, 0});
}
void make_flag(Workbench& bench) {
  Paint cloth = bench.main(0xD6302A, Surface::cloth);
  add_flag(bench, {0, 0, 0}, 3.2F, 1.5F, 0.95F, cloth);
  bench.turned({}, {{0.16F, 0}, {0.15F, 0.06F}, {0.05F, 0.1F}, {0, 0.1F}}, 20,
               Workbench::plain(0x8A9096, Surface::rock));
  bench.anchor("grip", {0, 1, 0});
  bench.anchor("top", {0, 3.25F, 0});
}
void make_ribbon(Workbench& bench) {
  const Paint silk = bench.main(0xD83A6A, Surface::cloth);
  constexpr int kStrips = 8;
  int parent = 0;
  for (int i = 0; i < kStrips; ++i) {
    const auto line = [](float t) {
      return Vec3{1.8F * (t - 0.5F), 0.22F * std::sin(7 * t), 0.16F * std::cos(7 * t)};
    };
    const float from = static_cast<float>(i) / kStrips;
    parent = bench.bone("flag_" + std::to_string(i + 1), line(from), parent);
    Paint p = silk;
    p.bone = parent;
    bench.cloth(
        [=](float u, float v) {
          const float t = from + u / kStrips;
          return line(t) + Vec3{0, 0.07F * (2 * v - 1) * std::cos(3 * t),
                                0.07F * (2 * v - 1) * std::sin(3 * t)};
        },
        6, 3, p);
  }
}
void make_shoe(Workbench& bench) {
  const Paint leather = bench.main(0xC8372D, Surface::cloth);
  const Paint sole = Workbench::plain(0xF4F1E8, Surface::plastic);
  for (const float x : {0.07F, -0.07F}) {
    Clay clay;
    clay.blend(0.03F);
    clay.limb({x, 0.05F, -0.09F}, {x, 0.045F, 0.09F}, 0.042F, 0.04F, leather);
    clay.limb({x, 0.07F, -0.085F}, {x, 0.13F, -0.09F}, 0.042F, 0.04F, leather);
    clay.ellipsoid(Vec3{x, 0.042F, 0.11F}, {0.046F, 0.036F, 0.05F}, leather);
    clay.carve(translation({x, 0.17F, -0.09F}), {0.031F, 0.06F, 0.036F},
               Workbench::plain(0x2A2623, Surface::cloth));
    world::append(bench.mesh(), clay.mesh(0.008F));
    bench.soft_box({x, 0.014F, 0.0F}, {0.048F, 0.014F, 0.155F}, 0.014F, sole);
    for (int i = 0; i < 4; ++i) {
      bench.rod({{x - 0.024F, 0.105F - 0.012F * static_cast<float>(i),
                  -0.035F + 0.025F * static_cast<float>(i)},
                 {x + 0.024F, 0.105F - 0.012F * static_cast<float>(i),
                  -0.035F + 0.025F * static_cast<float>(i)}},
                0.004F, sole, 5);
    }
  }
}
void make_toy(Workbench& bench) {
  static constexpr std::uint32_t kBlocks[] = {0xD4352A, 0x2F7FC4, 0xF2B51D, 0x3FA35A};
  const Vec3 at[] = {{-0.065F, 0.06F, 0}, {0.07F, 0.06F, 0.01F}, {0.0F, 0.18F, 0}};
  for (int i = 0; i < 3; ++i) {
    const Affine frame = translation(at[i]) * world::turn_y(0.3F * static_cast<float>(i) - 0.2F);
    const Paint side = i == 0 ? bench.main(kBlocks[0], Surface::wood)
                              : Workbench::plain(kBlocks[i], Surface::wood);
    bench.rounded_box(frame, {0.06F, 0.06F, 0.06F}, 0.008F, side);
    for (int face = 0; face < 4; ++face) {
      bench.plate(
          frame * world::turn_y(kPi / 2 * static_cast<float>(face)) * translation({0, 0, 0.0605F}),
          (i + face) % 2 == 0 ? star_outline(5, 0.04F, 0.018F) : circle_outline(0.034F, 20),
          0.0015F, 0, Workbench::plain(0xFBF6EA, Surface::paint));
    }
  }
  bench.anchor("top", {0, 0.24F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"teddy_bear", standing<make_teddy_bear>},
    {"doll", standing<make_doll>},
    {"puppet", standing<make_doll>},
    {"robot_toy", standing<make_robot_toy>},
    {"toy", standing<make_toy>},
    {"thing", standing<make_toy>},
    {"paper_plane", hovering<make_paper_plane>},
    {"paper_boat", standing<make_paper_boat>},
    {"origami_crane", hovering<make_origami_crane>},
    {"surfboard", standing<make_surfboard>},
    {"snowman", standing<make_snowman>},
    {"flag", standing<make_flag>},
    {"ribbon", hovering<make_ribbon>},
    {"shoe", standing<make_shoe>},
});

}  // namespace

std::span<const Shelf> playthings() { return kShelf; }

}  // namespace kirin::engine::motion::models
