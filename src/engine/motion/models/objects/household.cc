// The larger things of a home, books and pictures.
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

void make_bed(Workbench& bench) {
  const Paint wood = Workbench::plain(0x9C6433, Surface::wood);
  const Paint quilt = bench.main(0x4A7FB5, Surface::cloth);
  const Paint linen = Workbench::plain(0xF6F3EC, Surface::cloth);
  bench.soft_box({0, 0.28F, 0}, {0.78F, 0.1F, 1.03F}, 0.03F, wood);
  bench.soft_box({0, 0.55F, -1.03F}, {0.8F, 0.55F, 0.045F}, 0.04F, wood);
  bench.soft_box({0, 0.36F, 1.03F}, {0.8F, 0.36F, 0.04F}, 0.04F, wood);
  bench.soft_box({0, 0.45F, 0}, {0.75F, 0.11F, 0.98F}, 0.08F, linen);
  bench.soft_box({0, 0.5F, 0.24F}, {0.79F, 0.1F, 0.76F}, 0.09F, quilt);
  bench.soft_box({0, 0.585F, -0.42F}, {0.79F, 0.03F, 0.13F}, 0.03F, linen);
  for (const float x : {0.36F, -0.36F}) {
    bench.rounded_box(translation({x, 0.63F, -0.76F}) * world::turn_x(-0.25F),
                      {0.31F, 0.09F, 0.19F}, 0.088F, linen);
  }
  for (const float x : {0.74F, -0.74F}) {
    for (const float z : {1.02F, -1.02F}) {
      bench.cylinder({x, 0, z}, {x, 0.2F, z}, 0.035F, 0.045F, 10, wood);
    }
  }
  bench.anchor("seat", {0.4F, 0.6F, 0.3F});
  bench.anchor("top", {0, 0.6F, 0});
}
void make_sofa(Workbench& bench) {
  const Paint cloth = bench.main(0xB5563A, Surface::cloth);
  const Paint light{lighter(cloth.colour, 0.12F), cloth.surface, 0, 0};
  bench.soft_box({0, 0.24F, 0}, {0.98F, 0.13F, 0.42F}, 0.06F, cloth);
  bench.rounded_box(translation({0, 0.58F, -0.34F}) * world::turn_x(-0.12F), {0.98F, 0.34F, 0.13F},
                    0.12F, cloth);
  for (const float side : {1.0F, -1.0F}) {
    bench.soft_box({side * 0.96F, 0.42F, 0.02F}, {0.13F, 0.28F, 0.43F}, 0.12F, cloth);
    bench.soft_box({side * 0.42F, 0.42F, 0.06F}, {0.41F, 0.085F, 0.37F}, 0.08F, light);
    bench.rounded_box(translation({side * 0.42F, 0.64F, -0.2F}) * world::turn_x(-0.18F),
                      {0.4F, 0.22F, 0.09F}, 0.088F, light);
    bench.add(translation({side * 0.68F, 0.62F, 0.02F}) * world::turn_x(-0.4F) *
                  world::turn_z(side * 0.35F),
              [&](Shaper& s) {
                s.rounded_box(
                    {}, {0.18F, 0.18F, 0.06F}, 0.06F,
                    bench.part("cushion", side > 0 ? 0xE3B23A : 0x3A8F8A, Surface::cloth));
              });
    for (const float z : {0.34F, -0.34F}) {
      bench.cylinder({side * 0.9F, 0, z}, {side * 0.9F, 0.13F, z}, 0.025F, 0.035F, 10,
                     Workbench::plain(0x4A2A1C, Surface::wood));
    }
  }
  bench.anchor("seat", {0.4F, 0.5F, 0.05F});
  bench.anchor("top", {0, 0.92F, -0.36F});
}
void make_desk(Workbench& bench) {
  const Paint wood = bench.main(0x9C6433, Surface::wood);
  bench.soft_box({0, 0.735F, 0}, {0.75F, 0.025F, 0.38F}, 0.015F, wood);
  for (const float x : {0.5F, -0.5F}) {
    bench.block({x, 0.38F, -0.02F}, {0.22F, 0.33F, 0.33F},
                Paint{wood.colour * 0.85F, wood.surface, 0, 0}, 0.012F);
    for (int i = 0; i < 3; ++i) {
      const float y = 0.16F + 0.21F * static_cast<float>(i);
      bench.block({x, y, 0.315F}, {0.2F, 0.095F, 0.012F}, wood, 0.008F);
      bench.ball({x, y, 0.335F}, 0.016F, Workbench::plain(0xD9AE4A, Surface::metal));
    }
    bench.block({x, 0.025F, -0.02F}, {0.2F, 0.025F, 0.3F},
                Workbench::plain(0x3A2416, Surface::wood));
  }
  bench.anchor("top", {0, 0.76F, 0});
}
void add_books(Workbench& bench, float y, float half, float depth) {
  static constexpr std::uint32_t kCovers[] = {0x8C2F2A, 0x2F5A8A, 0x3F7A4A, 0xC79A45,
                                              0x5B2A6E, 0xB5563A, 0x2A7F86, 0xE6DCC4};
  float x = -half;
  while (x < half - 0.06F) {
    const float thick = bench.dice().between(0.012F, 0.03F);
    const float high = bench.dice().between(0.1F, 0.15F);
    bench.block({x + thick, y + high, 0}, {thick * 0.95F, high, depth * 0.7F},
                Workbench::plain(kCovers[bench.dice().below(8)], Surface::cloth), 0.004F);
    x += 2 * thick + (bench.dice().unit() < 0.12F ? 0.1F : 0.002F);
  }
}
void make_shelf(Workbench& bench) {
  const Paint wood = bench.main(0x8A5A34, Surface::wood);
  for (const float x : {0.48F, -0.48F}) {
    bench.block({x, 0.95F, 0}, {0.02F, 0.95F, 0.16F}, wood, 0.008F);
  }
  bench.block({0, 0.95F, -0.15F}, {0.48F, 0.94F, 0.008F},
              Paint{wood.colour * 0.7F, wood.surface, 0, 0});
  for (int i = 0; i < 6; ++i) {
    const float y = 0.06F + 0.365F * static_cast<float>(i);
    bench.block({0, y, 0}, {0.48F, 0.015F, 0.155F}, wood, 0.006F);
    if (i < 5) {
      add_books(bench, y + 0.015F, 0.44F, 0.15F);
    }
  }
  bench.anchor("top", {0, 1.9F, 0});
}
void make_book(Workbench& bench) {
  // An open book; its covers shut.
  const Paint cover = bench.main(0x8C2F2A, Surface::cloth);
  for (const float side : {1.0F, -1.0F}) {
    const int half = bench.bone(side > 0 ? "cover_r" : "cover_l", {0, 0.006F, 0});
    Paint c = cover;
    c.bone = half;
    bench.rounded_box(translation({side * 0.085F, 0.005F, 0}), {0.084F, 0.005F, 0.118F}, 0.004F, c);
    const auto page = [=](float u, float v) {
      const float t = side > 0 ? u : 1 - u;
      const float rise = 0.03F * std::pow(1 - t, 0.5F) * std::sqrt(std::max(t, 0.0F)) * 1.6F +
                         0.012F * (1 - 0.3F * t);
      return Vec3{side * 0.158F * t, 0.01F + rise, 0.11F * (1 - 2 * v)};
    };
    bench.sheet(page, 14, 2, Workbench::plain(0xFAF5E6, Surface::paper, half));
    for (int k = 0; k < 9; ++k) {
      const float z = 0.085F - 0.02F * static_cast<float>(k);
      const float wide = k == 8 ? 0.45F : 0.8F;
      bench.sheet(
          [=](float u, float v) {
            const float a =
                side > 0 ? world::mix(0.12F, 0.12F + wide, u) : world::mix(0.88F - wide, 0.88F, u);
            return page(a, 0.5F - (z + 0.003F * v) / 0.22F) + Vec3{0, 0.0012F, 0};
          },
          8, 1, Workbench::plain(0x6A6560, Surface::matte, half));
    }
    bench.block({side * 0.159F, 0.012F, 0}, {0.001F, 0.006F, 0.11F},
                Workbench::plain(0xE8DFC8, Surface::paper, half));
  }
  bench.rounded_box(translation({0, 0.005F, 0}), {0.012F, 0.005F, 0.118F}, 0.004F, cover);
  bench.anchor("grip", {0, 0.02F, -0.1F});
  bench.anchor("top", {0, 0.04F, 0});
}
void make_mirror(Workbench& bench) {
  const Paint gold = bench.main(0xD9AE4A, Surface::metal);
  bench.add(translation({0, 0.02F, 0}) * world::turn_x(-0.08F), [&](Shaper& s) {
    s.plate(translation({0, 0.85F, 0}), ellipse_outline({}, 0.42F, 0.72F, 44), 0.025F, 0.012F,
            gold);
    s.plate(translation({0, 0.85F, 0.022F}), ellipse_outline({}, 0.35F, 0.65F, 44), 0.006F, 0,
            Workbench::plain(0xCFE0EA, Surface::metal));
    for (int i = 0; i < 28; ++i) {
      const float a = 2 * kPi * static_cast<float>(i) / 28;
      s.ball(translation({0.4F * std::cos(a), 0.85F + 0.7F * std::sin(a), 0.02F}),
             {0.032F, 0.032F, 0.02F}, 5, 8, gold);
    }
  });
  bench.rod({{0.25F, 0, 0.12F}, {0.3F, 0.5F, 0}}, 0.02F, gold, 6);
  bench.rod({{-0.25F, 0, 0.12F}, {-0.3F, 0.5F, 0}}, 0.02F, gold, 6);
  bench.rod({{0, 0, -0.4F}, {0, 1.2F, -0.08F}}, 0.02F, gold, 6);
  bench.anchor("top", {0, 1.6F, 0});
}
void make_picture(Workbench& bench) {
  const Paint frame = bench.main(0xC79A45, Surface::metal);
  for (const auto& [at, half] : {std::pair{Vec3{0, 0.64F, 0}, Vec3{0.5F, 0.045F, 0.03F}},
                                 {Vec3{0, 0.045F, 0}, Vec3{0.5F, 0.045F, 0.03F}},
                                 {Vec3{0.455F, 0.34F, 0}, Vec3{0.045F, 0.26F, 0.03F}},
                                 {Vec3{-0.455F, 0.34F, 0}, Vec3{0.045F, 0.26F, 0.03F}}}) {
    bench.soft_box(at, half, 0.025F, frame);
  }
  const std::size_t start = bench.mark();
  bench.sheet(
      [](float u, float v) {
        return Vec3{0.42F * (2 * u - 1), 0.34F + 0.26F * (2 * v - 1), 0};
      },
      60, 40, Workbench::plain(0xFFFFFF, Surface::paper));
  bench.repaint(start, [](world::Vertex& v) {  // a landscape at evening
    const float x = v.position.x;
    const float y = v.position.y - 0.34F;
    const Light sky = mix(world::from_srgb(0xF6C27A), world::from_srgb(0x5A8FC0),
                          world::smooth_step(-0.05F, 0.22F, y));
    const float hill = -0.02F + 0.05F * std::sin(9 * x + 1) + 0.03F * std::sin(21 * x);
    const float field = -0.1F + 0.02F * std::sin(6 * x);
    v.colour = y < field ? world::from_srgb(0x6F8F45) : y < hill ? world::from_srgb(0x4A6A8A) : sky;
    if (std::hypot(x - 0.16F, y - 0.08F) < 0.045F) {
      v.colour = world::from_srgb(0xFFF0C0);
    }
  });
  bench.block({0, 0.34F, -0.012F}, {0.45F, 0.29F, 0.008F},
              Workbench::plain(0x6B4526, Surface::wood));
  bench.anchor("top", {0, 0.68F, 0});
}
void make_rug(Workbench& bench) {
  const Paint wool = bench.main(0x9C2F3A, Surface::cloth);
  for (const auto& [grow, y, shade] : {std::tuple{1.0F, 0.008F, 0.7F},
                                       {0.92F, 0.0095F, 1.0F},
                                       {0.72F, 0.011F, 1.5F},
                                       {0.66F, 0.0125F, 0.85F}}) {
    bench.soft_box({0, y, 0}, {1.1F * grow, 0.008F, 0.7F * grow}, 0.004F,
                   Paint{min(wool.colour * shade, {0.9F, 0.9F, 0.9F}), wool.surface, 0, 0});
  }
  for (int i = 0; i < 5; ++i) {
    bench.add(translation({-0.48F + 0.24F * static_cast<float>(i), 0.021F, 0}) *
                  world::turn_x(-kPi / 2) * world::turn_z(kPi / 4),
              [](Shaper& s) {
                s.plate({}, rounded_rectangle({-0.07F, -0.07F}, {0.07F, 0.07F}, 0.01F), 0.001F, 0,
                        Workbench::plain(0xE3C27A, Surface::cloth));
              });
  }
  bench.anchor("deck", {0, 0.02F, 0});
  bench.anchor("seat", {0, 0.02F, 0});
}
void make_curtain(Workbench& bench) {
  const Paint cloth = bench.main(0x8C2440, Surface::cloth);
  bench.rod({{-1.3F, 2.3F, 0}, {1.3F, 2.3F, 0}}, 0.025F, Workbench::plain(0xC79A45, Surface::metal),
            8);
  for (const float side : {1.0F, -1.0F}) {
    bench.ball({side * 1.33F, 2.3F, 0}, 0.05F, Workbench::plain(0xC79A45, Surface::metal));
    const int bone = bench.bone(side > 0 ? "curtain_l" : "curtain_r", {side * 1.2F, 2.28F, 0});
    Paint p = cloth;
    p.bone = bone;
    bench.cloth(
        [=](float u, float v) {
          const float fold = 0.06F * std::sin(2 * kPi * 9 * u) * (1 - 0.25F * v);
          return Vec3{side * (1.2F - 1.18F * u), 0.03F + 2.25F * v, fold};
        },
        72, 6, p);
  }
  bench.anchor("top", {0, 2.3F, 0});
}
void make_window(Workbench& bench) {
  const Paint frame = bench.main(0xF4F1E8, Surface::wood);
  const Paint pane = Workbench::light(0xBFDCF2, 0.7F);
  bench.block({0, 0.75F, -0.02F}, {0.6F, 0.72F, 0.01F}, pane);
  for (const float x : {-0.6F, 0.0F, 0.6F}) {
    bench.block({x, 0.75F, 0}, {x == 0 ? 0.03F : 0.06F, 0.78F, 0.04F}, frame, 0.012F);
  }
  for (const float y : {0.03F, 0.75F, 1.47F}) {
    bench.block({0, y, 0}, {0.6F, y > 0.5F && y < 1 ? 0.025F : 0.06F, 0.035F}, frame, 0.012F);
  }
  bench.block({0, -0.01F, 0.06F}, {0.74F, 0.03F, 0.12F}, frame, 0.015F);
  bench.anchor("top", {0, 0.02F, 0.1F});
  bench.anchor("seat", {0, 0.02F, 0.1F});
}
void make_door(Workbench& bench) {
  const Paint wood = bench.main(0x8A4B2C, Surface::wood);
  const Paint frame = Workbench::plain(0xF1EADB, Surface::wood);
  for (const float x : {0.52F, -0.52F}) {
    bench.block({x, 1.05F, 0}, {0.06F, 1.05F, 0.08F}, frame, 0.012F);
  }
  bench.block({0, 2.14F, 0}, {0.58F, 0.06F, 0.08F}, frame, 0.012F);
  bench.block({0, 0.015F, 0}, {0.46F, 0.015F, 0.08F}, frame);
  const int leaf = bench.bone("door", {-0.46F, 1, 0.03F});
  Paint p = wood;
  p.bone = leaf;
  bench.block({0, 1.05F, 0.02F}, {0.455F, 1.02F, 0.028F}, p, 0.008F);
  Paint panel{wood.colour * 0.8F, wood.surface, leaf, 0};
  for (const float x : {0.2F, -0.2F}) {
    for (const auto& [y, h] : {Point2{0.5F, 0.33F}, Point2{1.45F, 0.45F}}) {
      bench.block({x, y, 0.052F}, {0.15F, h, 0.012F}, panel, 0.01F);
    }
  }
  bench.ball({0.37F, 1.0F, 0.09F}, 0.035F, Workbench::plain(0xD9AE4A, Surface::metal, leaf));
  bench.anchor("top", {0, 2.2F, 0});
}
void make_stove(Workbench& bench) {
  const Paint body = bench.main(0xF2F3F3, Surface::paint);
  const Paint dark = Workbench::plain(0x1C1D20, Surface::metal);
  bench.soft_box({0, 0.44F, 0}, {0.3F, 0.44F, 0.3F}, 0.02F, body);
  bench.soft_box({0, 0.89F, 0}, {0.31F, 0.015F, 0.31F}, 0.01F, dark);
  bench.soft_box({0, 1.0F, -0.29F}, {0.3F, 0.11F, 0.02F}, 0.015F, body);
  for (const float x : {0.14F, -0.14F}) {
    for (const float z : {0.13F, -0.13F}) {
      bench.torus(translation({x, 0.915F, z}), 0.085F, 0.01F, 24, 6,
                  Workbench::plain(0x3A3D40, Surface::metal));
      bench.torus(translation({x, 0.912F, z}), 0.045F, 0.008F, 20, 6,
                  Workbench::light(0x3A7FFF, 0.8F));
    }
  }
  const int door = bench.bone("lid_oven", {0, 0.1F, 0.3F});
  bench.soft_box({0, 0.38F, 0.305F}, {0.26F, 0.26F, 0.02F}, 0.015F,
                 Paint{body.colour * 0.95F, body.surface, door, 0});
  bench.soft_box({0, 0.36F, 0.322F}, {0.19F, 0.14F, 0.008F}, 0.01F,
                 Workbench::light(0xFF9A3A, 0.35F, door));
  bench.rod({{-0.2F, 0.59F, 0.35F}, {0.2F, 0.59F, 0.35F}}, 0.012F,
            Workbench::plain(0xC9CDD2, Surface::metal, door), 8);
  for (int i = 0; i < 5; ++i) {
    bench.add(
        translation({-0.2F + 0.1F * static_cast<float>(i), 0.76F, 0.3F}) * world::turn_x(kPi / 2),
        [&](Shaper& s) {
          s.turned({}, {{0.028F, 0}, {0.024F, 0.03F}, {0, 0.032F}}, 16, dark);
        });
  }
  bench.anchor("top", {0, 0.92F, 0});
}
void make_fridge(Workbench& bench) {
  const Paint body = bench.main(0xA9D3CC, Surface::paint);
  const Paint chrome = Workbench::plain(0xD4D8DC, Surface::metal);
  bench.soft_box({0, 0.86F, -0.02F}, {0.34F, 0.84F, 0.3F}, 0.07F,
                 Paint{body.colour * 0.92F, body.surface, 0, 0});
  const int door = bench.bone("door", {-0.34F, 0.8F, 0.27F});
  bench.soft_box({0, 0.62F, 0.29F}, {0.335F, 0.56F, 0.05F}, 0.05F,
                 Paint{body.colour, body.surface, door, 0});
  bench.soft_box({0, 1.44F, 0.29F}, {0.335F, 0.24F, 0.05F}, 0.05F, body);
  bench.rod({{0.25F, 0.85F, 0.36F}, {0.25F, 1.12F, 0.36F}}, 0.016F,
            Paint{chrome.colour, chrome.surface, door, 0}, 8);
  bench.rod({{0.25F, 1.28F, 0.36F}, {0.25F, 1.45F, 0.36F}}, 0.016F, chrome, 8);
  bench.soft_box({-0.12F, 1.56F, 0.342F}, {0.12F, 0.02F, 0.006F}, 0.005F, chrome);
  for (const float x : {0.25F, -0.25F}) {
    bench.cylinder({x, 0, 0.2F}, {x, 0.04F, 0.2F}, 0.03F, 0.03F, 10, chrome);
  }
  bench.anchor("top", {0, 1.7F, 0});
}
void make_sink(Workbench& bench) {
  const Paint china = bench.main(0xF6F5F0, Surface::ceramic);
  const Paint chrome = Workbench::plain(0xD4D8DC, Surface::metal);
  bench.turned_smooth({}, {{0.15F, 0}, {0.1F, 0.1F}, {0.09F, 0.5F}, {0.12F, 0.66F}}, 24, china);
  bench.add(world::scaling(Vec3{1.25F, 1, 1}), [&](Shaper& s) {
    s.turned({0, 0.66F, 0},
             {{0.1F, 0},
              {0.22F, 0.08F},
              {0.26F, 0.17F},
              {0.26F, 0.19F},
              {0.22F, 0.18F},
              {0.17F, 0.09F},
              {0, 0.06F}},
             36, china);
  });
  bench.rod(smooth_line(
                std::vector<Vec3>{
                    {0, 0.84F, -0.22F}, {0, 1.0F, -0.22F}, {0, 1.05F, -0.14F}, {0, 1.0F, -0.07F}},
                5),
            0.016F, chrome, 8);
  for (const float x : {0.1F, -0.1F}) {
    bench.cylinder({x, 0.84F, -0.22F}, {x, 0.9F, -0.22F}, 0.014F, 0.014F, 10, chrome);
    bench.rod({{x - 0.03F, 0.9F, -0.22F}, {x + 0.03F, 0.9F, -0.22F}}, 0.009F, chrome, 6);
  }
  bench.anchor("spout", {0, 0.99F, -0.07F});
  bench.anchor("top", {0, 0.85F, 0});
}
void make_blackboard(Workbench& bench) {
  const Paint board = bench.main(0x24493A, Surface::matte);
  const Paint wood = Workbench::plain(0xA9713D, Surface::wood);
  const Paint chalk = Workbench::plain(0xF2F2EA, Surface::matte);
  bench.block({0, 1.35F, 0}, {1.1F, 0.6F, 0.02F}, board);
  for (const float y : {0.74F, 1.96F}) {
    bench.block({0, y, 0.005F}, {1.15F, 0.045F, 0.035F}, wood, 0.01F);
  }
  for (const float x : {1.12F, -1.12F}) {
    bench.block({x, 1.35F, 0.005F}, {0.045F, 0.62F, 0.035F}, wood, 0.01F);
    bench.rod({{x * 0.9F, 0.8F, -0.02F}, {x * 0.95F, 0, 0.3F}}, 0.03F, wood, 6);
    bench.rod({{x * 0.9F, 0.8F, -0.04F}, {x * 0.95F, 0, -0.35F}}, 0.03F, wood, 6);
  }
  bench.block({0, 0.72F, 0.08F}, {0.8F, 0.012F, 0.06F}, wood, 0.006F);
  bench.rod(smooth_line(std::vector<Vec3>{{-0.9F, 1.6F, 0.025F},
                                          {-0.7F, 1.72F, 0.025F},
                                          {-0.55F, 1.6F, 0.025F},
                                          {-0.35F, 1.74F, 0.025F},
                                          {-0.15F, 1.62F, 0.025F}},
                        6),
            0.009F, chalk, 5);
  bench.rod({{-0.9F, 1.4F, 0.025F}, {0.2F, 1.41F, 0.025F}}, 0.008F, chalk, 5);
  bench.rod({{-0.9F, 1.25F, 0.025F}, {-0.05F, 1.25F, 0.025F}}, 0.008F, chalk, 5);
  bench.rod(
      {{0.45F, 1.1F, 0.025F}, {0.9F, 1.1F, 0.025F}, {0.68F, 1.55F, 0.025F}, {0.45F, 1.1F, 0.025F}},
      0.009F, Workbench::plain(0xF2C6CE, Surface::matte), 5);
  bench.anchor("top", {0, 2, 0});
}

void make_fireplace(Workbench& bench) {
  const Paint brick = bench.main(0xA9573E, Surface::brick);
  for (const float x : {0.6F, -0.6F}) {
    bench.block({x, 0.55F, 0}, {0.2F, 0.55F, 0.3F}, brick, 0.02F);
  }
  bench.block({0, 1.0F, 0}, {0.8F, 0.14F, 0.3F}, brick, 0.02F);
  bench.block({0, 0.5F, -0.24F}, {0.42F, 0.5F, 0.05F}, Workbench::plain(0x1C1512, Surface::brick));
  bench.block({0, 0.02F, 0.05F}, {0.9F, 0.03F, 0.45F}, Workbench::plain(0x6A6560, Surface::rock),
              0.01F);
  bench.soft_box({0, 1.19F, 0.03F}, {0.95F, 0.05F, 0.38F}, 0.02F,
                 Workbench::plain(0x7A4A2C, Surface::wood));
  bench.block({0, 1.75F, -0.08F}, {0.55F, 0.55F, 0.2F}, brick, 0.02F);
  for (const float z : {0.0F, 0.12F}) {
    bench.cylinder({-0.28F, 0.11F, z}, {0.28F, 0.13F, z - 0.05F}, 0.06F, 0.055F, 10,
                   Workbench::plain(0x5B3A22, Surface::bark));
  }
  add_flame(bench, "flame", {0, 0.15F, 0.04F}, 0.5F, 0.3F);
  add_flame(bench, "flame_2", {0.17F, 0.13F, 0.02F}, 0.34F, 0.2F);
  add_flame(bench, "flame_3", {-0.17F, 0.13F, 0.05F}, 0.38F, 0.2F);
  bench.anchor("top", {0, 1.24F, 0.1F});
}
void make_eyeglasses(Workbench& bench) {
  const Paint frame = bench.main(0x2A2320, Surface::plastic);
  for (const float side : {1.0F, -1.0F}) {
    const Affine rim = translation({side * 0.034F, 0.024F, 0}) * world::turn_x(kPi / 2);
    bench.torus(rim, 0.024F, 0.0026F, 30, 8, frame);
    bench.plate(translation({side * 0.034F, 0.024F, 0}), circle_outline(0.023F, 26), 0.0008F, 0,
                Workbench::plain(0xBFD9E4, Surface::glass));
    bench.rod({{side * 0.058F, 0.03F, 0},
               {side * 0.064F, 0.03F, -0.09F},
               {side * 0.063F, 0.012F, -0.125F}},
              0.0024F, frame, 6);
  }
  bench.rod({{-0.011F, 0.03F, 0}, {0, 0.034F, 0.003F}, {0.011F, 0.03F, 0}}, 0.0022F, frame, 6);
}
void make_bone(Workbench& bench) {
  const Paint ivory = bench.main(0xF2EAD6, Surface::ceramic);
  bench.rod({{-0.07F, 0.026F, 0}, {0.07F, 0.026F, 0}}, 0.015F, ivory, 14);
  for (const float side : {1.0F, -1.0F}) {
    for (const float z : {0.016F, -0.016F}) {
      bench.ball({side * 0.082F, 0.026F, z}, 0.0225F, ivory);
    }
  }
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"bed", standing<make_bed>},
    {"sofa", standing<make_sofa>},
    {"desk", standing<make_desk>},
    {"shelf", standing<make_shelf>},
    {"book", standing<make_book>},
    {"mirror", standing<make_mirror>},
    {"picture", standing<make_picture>},
    {"rug", standing<make_rug>},
    {"curtain", standing<make_curtain>},
    {"window", standing<make_window>},
    {"windowsill", standing<make_window>},
    {"fireplace", standing<make_fireplace>},
    {"eyeglasses", standing<make_eyeglasses>},
    {"bone", standing<make_bone>},
    {"door", standing<make_door>},
    {"stove", standing<make_stove>},
    {"fridge", standing<make_fridge>},
    {"sink", standing<make_sink>},
    {"blackboard", standing<make_blackboard>},
});

}  // namespace

std::span<const Shelf> household() { return kShelf; }

}  // namespace kirin::engine::motion::models
