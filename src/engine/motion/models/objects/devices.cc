// Clocks, screens, cameras.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

const Paint kDark = Workbench::plain(0x1C1D20, Surface::plastic);

void add_dial(Workbench& bench, Vec3 at, float radius) {
  bench.plate(translation(at), circle_outline(radius, 36), 0.004F, 0,
              Workbench::plain(0xFAF6EA, Surface::paper));
  for (int i = 0; i < 12; ++i) {
    bench.box(translation(at) * world::turn_z(kPi / 6 * static_cast<float>(i)) *
                  translation({0, 0.84F * radius, 0.006F}),
              {0.02F * radius, (i % 3 == 0 ? 0.09F : 0.05F) * radius, 0.002F}, kDark);
  }
  const struct {
    const char* name;
    float angle, length_part, wide;
    std::uint32_t srgb;
  } hands[] = {{"hand_hour", 0.95F, 0.5F, 0.035F, 0x1C1D20},
               {"hand_minute", -1.1F, 0.75F, 0.025F, 0x1C1D20},
               {"hand_second", 2.6F, 0.8F, 0.01F, 0xD4352A}};
  float z = 0.008F;
  for (const auto& hand : hands) {
    const int bone = bench.bone(hand.name, at);
    bench.box(translation(at + Vec3{0, 0, z}) * world::turn_z(hand.angle) *
                  translation({0, 0.42F * hand.length_part * radius, 0}),
              {hand.wide * radius, 0.55F * hand.length_part * radius, 0.0015F},
              Workbench::plain(hand.srgb, Surface::metal, bone));
    z += 0.004F;
  }
  bench.plate(translation(at + Vec3{0, 0, z}), circle_outline(0.05F * radius, 12), 0.003F, 0,
              Workbench::plain(0xC79A45, Surface::metal));
}

void make_clock(Workbench& bench) {
  // An alarm clock with two bells.
  const Paint paint = bench.main(0xD4453A, Surface::paint);
  const Paint steel = Workbench::plain(0xC9CDD2, Surface::metal);
  bench.plate(translation({0, 0.105F, 0}), circle_outline(0.085F, 40), 0.035F, 0.012F, paint);
  add_dial(bench, {0, 0.105F, 0.034F}, 0.07F);
  bench.torus(translation({0, 0.105F, 0.035F}) * world::turn_x(kPi / 2), 0.073F, 0.006F, 40, 8,
              steel);
  for (const float side : {1.0F, -1.0F}) {
    bench.rod({{side * 0.05F, 0.04F, 0}, {side * 0.065F, 0.0F, 0}}, 0.009F, steel, 8);
    bench.add(translation({side * 0.05F, 0.185F, 0}) * world::turn_z(side * -0.5F), [&](Shaper& s) {
      s.turned({}, {{0.034F, 0}, {0.032F, 0.015F}, {0.018F, 0.029F}, {0, 0.032F}}, 20, steel);
      s.ball({0, 0.035F, 0}, 0.006F, steel);
    });
  }
  bench.rod({{0, 0.185F, 0}, {0, 0.205F, 0}}, 0.004F, steel, 6);
  bench.ball({0, 0.21F, 0}, 0.009F, steel);
  bench.anchor("top", {0, 0.23F, 0});
}

void make_hourglass(Workbench& bench) {
  const Paint wood = bench.main(0x8A4B2C, Surface::wood);
  for (const float y : {0.0F, 0.26F}) {
    bench.turned({0, y, 0}, {{0, 0}, {0.085F, 0}, {0.09F, 0.008F}, {0.085F, 0.02F}, {0, 0.02F}}, 28,
                 wood);
  }
  for (int i = 0; i < 3; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / 3 + 0.4F;
    bench.rod({{0.073F * std::sin(a), 0.02F, 0.073F * std::cos(a)},
               {0.073F * std::sin(a), 0.26F, 0.073F * std::cos(a)}},
              0.008F, wood, 8);
  }
  const Paint sand = Workbench::plain(0xE3B868, Surface::sand);
  bench.turned_smooth({0, 0.02F, 0},
                      {{0.055F, 0},
                       {0.058F, 0.03F},
                       {0.04F, 0.08F},
                       {0.007F, 0.12F},
                       {0.04F, 0.16F},
                       {0.058F, 0.21F},
                       {0.055F, 0.24F}},
                      28, Workbench::plain(0xC4DDE4, Surface::glass));
  bench.turned({0, 0.022F, 0}, {{0.057F, 0}, {0.06F, 0.03F}, {0, 0.07F}}, 24, sand);
  bench.turned({0, 0.16F, 0}, {{0.012F, -0.005F}, {0.042F, 0.025F}, {0.05F, 0.045F}, {0, 0.04F}},
               24, sand);
  bench.anchor("top", {0, 0.28F, 0});
}

void add_screen(Workbench& bench, const Affine& at, Point2 half, const Paint& shell, int bone,
                std::uint32_t srgb) {
  Paint p = shell;
  p.bone = bone;
  bench.rounded_box(at, {half.x + 0.015F, half.y + 0.015F, 0.012F}, 0.01F, p);
  bench.plate(at * translation({0, 0, 0.0125F}),
              rounded_rectangle({-half.x, -half.y}, {half.x, half.y}, 0.01F), 0.001F, 0,
              Workbench::light(srgb, 0.8F, bone));
  // What it shows: a window with lines of text.
  bench.plate(at * translation({-0.1F * half.x, 0.1F * half.y, 0.0145F}),
              rounded_rectangle({-0.65F * half.x, -0.55F * half.y}, {0.65F * half.x, 0.6F * half.y},
                                0.006F),
              0.001F, 0, Workbench::light(0xF4F8FF, 0.9F, bone));
  for (int i = 0; i < 5; ++i) {
    const float wide = 0.5F - 0.09F * static_cast<float>((i * 3) % 4);
    bench.plate(
        at * translation({-0.6F * half.x, (0.5F - 0.2F * static_cast<float>(i)) * half.y, 0.016F}),
        Outline{{0, -0.03F * half.y},
                {2 * wide * half.x, -0.03F * half.y},
                {2 * wide * half.x, 0.03F * half.y},
                {0, 0.03F * half.y}},
        0.0005F, 0, Workbench::light(i == 0 ? 0x3F7FD9 : 0x8A97A8, 0.5F, bone));
  }
}

void make_computer(Workbench& bench) {
  const Paint shell = bench.main(0xD8DBDF, Surface::plastic);
  add_screen(bench, translation({0, 0.34F, 0}), {0.27F, 0.165F}, shell, 0, 0x2F6FB5);
  bench.rounded_box(translation({0, 0.1F, -0.03F}) * world::turn_x(-0.08F), {0.035F, 0.1F, 0.012F},
                    0.01F, shell);
  bench.soft_box({0, 0.008F, -0.02F}, {0.12F, 0.008F, 0.09F}, 0.008F, shell);
  bench.soft_box({-0.03F, 0.01F, 0.2F}, {0.21F, 0.01F, 0.07F}, 0.008F, shell);
  for (int row = 0; row < 4; ++row) {
    for (int i = 0; i < 13; ++i) {
      bench.block({-0.215F + 0.031F * static_cast<float>(i), 0.022F,
                   0.155F + 0.03F * static_cast<float>(row)},
                  {0.0125F, 0.004F, 0.0115F}, Workbench::plain(0x3A3D42, Surface::plastic), 0.003F);
    }
  }
  bench.ball(translation({0.25F, 0.012F, 0.2F}), {0.03F, 0.018F, 0.045F}, 8, 14, shell);
  bench.anchor("top", {0, 0.52F, 0});
}
void make_laptop(Workbench& bench) {
  const Paint shell = bench.main(0xB9BEC4, Surface::plastic);
  bench.soft_box({0, 0.01F, 0}, {0.17F, 0.009F, 0.12F}, 0.008F, shell);
  for (int row = 0; row < 4; ++row) {
    for (int i = 0; i < 11; ++i) {
      bench.block({-0.135F + 0.027F * static_cast<float>(i), 0.02F,
                   -0.075F + 0.025F * static_cast<float>(row)},
                  {0.011F, 0.002F, 0.01F}, kDark);
    }
  }
  bench.soft_box({0, 0.0195F, 0.075F}, {0.045F, 0.001F, 0.028F}, 0.001F,
                 Paint{shell.colour * 0.8F, shell.surface, 0, 0});
  const int screen = bench.bone("screen", {0, 0.018F, -0.12F});
  add_screen(bench,
             translation({0, 0.018F, -0.12F}) * world::turn_x(-0.25F) * translation({0, 0.115F, 0}),
             {0.155F, 0.1F}, shell, screen, 0x2F6FB5);
  bench.anchor("top", {0, 0.23F, -0.15F});
}
void make_tv(Workbench& bench) {
  const Paint shell = bench.main(0x8A5A34, Surface::wood);
  if (bench.has("old")) {
    bench.soft_box({0, 0.3F, -0.12F}, {0.34F, 0.26F, 0.2F}, 0.05F, shell);
  }
  bench.soft_box({0, 0.33F, 0}, {0.42F, 0.29F, 0.16F}, 0.06F, shell);
  bench.plate(translation({-0.09F, 0.33F, 0.155F}),
              rounded_rectangle({-0.27F, -0.22F}, {0.27F, 0.22F}, 0.07F), 0.02F, 0.01F, kDark);
  const std::uint32_t bars[] = {0xE8E8E8, 0xE8D83A, 0x3AD0D8, 0x3AC84A,
                                0xD83AC8, 0xD8352A, 0x2A4AD8};
  for (int i = 0; i < 7; ++i) {
    const float x = -0.33F + 0.07F * static_cast<float>(i);
    bench.block({x + 0.03F, 0.33F, 0.178F}, {0.035F, 0.185F, 0.002F},
                Workbench::light(bars[i], 0.7F));
  }
  for (const float y : {0.45F, 0.34F}) {
    bench.add(translation({0.31F, y, 0.165F}) * world::turn_x(kPi / 2), [&](Shaper& s) {
      s.turned({}, {{0.035F, -0.01F}, {0.035F, 0.02F}, {0.03F, 0.025F}, {0, 0.026F}}, 20,
               Workbench::plain(0xD9C79A, Surface::metal));
    });
  }
  for (int i = 0; i < 5; ++i) {
    bench.soft_box({0.31F, 0.16F + 0.025F * static_cast<float>(i), 0.165F}, {0.05F, 0.006F, 0.004F},
                   0.004F, kDark);
  }
  bench.both_sides([&](Shaper& s) {
    s.rod({{0.02F, 0.62F, 0}, {0.22F, 0.92F, -0.02F}}, 0.006F,
          Workbench::plain(0xC9CDD2, Surface::metal), 6);
    s.rod({{0.28F, 0.06F, 0.08F}, {0.33F, 0, 0.12F}}, 0.018F, shell, 8);
    s.rod({{0.28F, 0.06F, -0.08F}, {0.33F, 0, -0.12F}}, 0.018F, shell, 8);
  });
  bench.anchor("top", {0, 0.62F, 0});
}
void make_radio(Workbench& bench) {
  const Paint shell = bench.main(0x3F8F86, Surface::plastic);
  bench.soft_box({0, 0.11F, 0}, {0.18F, 0.11F, 0.065F}, 0.04F, shell);
  bench.plate(translation({-0.07F, 0.11F, 0.066F}), circle_outline(0.075F, 30), 0.006F, 0.002F,
              Workbench::plain(0xE8DCC0, Surface::cloth));
  for (int i = 1; i < 4; ++i) {
    bench.torus(translation({-0.07F, 0.11F, 0.072F}) * world::turn_x(kPi / 2),
                0.018F * static_cast<float>(i), 0.002F, 24, 4, kDark);
  }
  bench.plate(translation({0.09F, 0.15F, 0.066F}),
              rounded_rectangle({-0.06F, -0.025F}, {0.06F, 0.025F}, 0.008F), 0.004F, 0,
              Workbench::light(0xFFE2A0, 0.7F));
  bench.block({0.1F, 0.15F, 0.072F}, {0.002F, 0.022F, 0.001F},
              Workbench::plain(0xD4352A, Surface::plastic));
  for (const float x : {0.06F, 0.12F}) {
    bench.add(translation({x, 0.075F, 0.066F}) * world::turn_x(kPi / 2), [](Shaper& s) {
      s.turned({}, {{0.02F, 0}, {0.018F, 0.015F}, {0, 0.016F}}, 18,
               Workbench::plain(0xD9C79A, Surface::metal));
    });
  }
  bench.rod({{0.15F, 0.21F, -0.03F}, {0.24F, 0.42F, -0.05F}}, 0.004F,
            Workbench::plain(0xC9CDD2, Surface::metal), 6);
  bench.rod(smooth_line(
                std::vector<Vec3>{
                    {-0.13F, 0.215F, 0}, {-0.11F, 0.26F, 0}, {0.11F, 0.26F, 0}, {0.13F, 0.215F, 0}},
                5),
            0.008F, shell, 8);
  bench.anchor("top", {0, 0.26F, 0});
}
void make_phone(Workbench& bench) {
  const Paint shell = bench.main(0x20242A, Surface::metal);
  bench.add(translation({0, 0.075F, 0}) * world::turn_x(-0.12F), [&](Shaper& s) {
    s.rounded_box({}, {0.037F, 0.076F, 0.004F}, 0.004F, shell);
    s.plate(translation({0, 0, 0.0042F}),
            rounded_rectangle({-0.034F, -0.072F}, {0.034F, 0.072F}, 0.006F), 0.0004F, 0,
            Workbench::light(0x2F7FC9, 0.6F));
    for (int i = 0; i < 16; ++i) {
      const std::uint32_t icons[] = {0xF25A4A, 0x4AC86A, 0xF2C23A, 0xF4F6F8, 0x9A6FE0};
      s.plate(translation({-0.0245F + 0.0163F * static_cast<float>(i % 4),
                           0.045F - 0.0195F * static_cast<float>(i / 4), 0.0048F}),
              rounded_rectangle({-0.006F, -0.006F}, {0.006F, 0.006F}, 0.002F, 3), 0.0003F, 0,
              Workbench::light(icons[(i * 7) % 5], 0.85F));
    }
  });
  bench.anchor("grip", {0, 0.05F, 0});
}
void make_camera(Workbench& bench) {
  const Paint body = bench.main(0x1E1F22, Surface::plastic);
  const Paint chrome = Workbench::plain(0xC9CDD2, Surface::metal);
  bench.soft_box({0, 0.045F, 0}, {0.07F, 0.034F, 0.026F}, 0.012F, body);
  bench.soft_box({0, 0.082F, 0}, {0.07F, 0.008F, 0.025F}, 0.007F, chrome);
  bench.soft_box({0, 0.096F, 0}, {0.024F, 0.012F, 0.022F}, 0.008F, chrome);
  bench.soft_box({0, 0.012F, 0}, {0.068F, 0.006F, 0.025F}, 0.005F, chrome);
  bench.add(translation({0, 0.047F, 0.02F}) * world::turn_x(kPi / 2), [&](Shaper& s) {
    s.turned({},
             {{0.036F, 0},
              {0.036F, 0.02F},
              {0.033F, 0.022F},
              {0.033F, 0.045F},
              {0.03F, 0.048F},
              {0.026F, 0.044F}},
             30, kDark);
    s.torus(translation({0, 0.022F, 0}), 0.0345F, 0.0025F, 30, 6, chrome);
    s.turned({0, 0.04F, 0}, {{0.027F, 0}, {0.014F, 0.008F}, {0, 0.01F}}, 26,
             Workbench::plain(0x3A4F8A, Surface::glass));
  });
  bench.cylinder({0.05F, 0.088F, 0}, {0.05F, 0.097F, 0}, 0.008F, 0.008F, 14, chrome);
  bench.cylinder({-0.048F, 0.088F, 0}, {-0.048F, 0.1F, 0}, 0.012F, 0.012F, 16, kDark);
  bench.plate(translation({0, 0.1F, 0.022F}),
              rounded_rectangle({-0.012F, -0.006F}, {0.012F, 0.006F}, 0.002F), 0.002F, 0,
              Workbench::plain(0x8FB0C0, Surface::glass));
  bench.anchor("grip", {0.06F, 0.045F, 0});
  bench.anchor("top", {0, 0.1F, 0});
}
void make_telescope(Workbench& bench) {
  const Paint brass = bench.main(0xC79A45, Surface::metal);
  const Paint wood = Workbench::plain(0x7A4A2C, Surface::wood);
  for (int i = 0; i < 3; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / 3 + 0.5F;
    bench.rod({{0, 1.0F, 0}, {0.45F * std::sin(a), 0, 0.45F * std::cos(a)}}, 0.022F, wood, 8);
  }
  bench.ball({0, 1.03F, 0}, 0.06F, brass);
  bench.add(translation({0, 1.12F, 0}) * world::turn_x(kPi / 2 - 0.5F), [&](Shaper& s) {
    s.turned({},
             {{0, -0.42F},
              {0.028F, -0.42F},
              {0.028F, -0.34F},
              {0.04F, -0.33F},
              {0.04F, 0.1F},
              {0.058F, 0.11F},
              {0.06F, 0.52F},
              {0.075F, 0.53F},
              {0.075F, 0.6F},
              {0.064F, 0.6F}},
             26, brass);
    s.turned({}, {{0.064F, 0.585F}, {0.03F, 0.597F}, {0, 0.6F}}, 24,
             Workbench::plain(0x3A4F8A, Surface::glass));
    s.turned({}, {{0.061F, 0.15F}, {0.062F, 0.48F}}, 26, wood);
  });
  bench.anchor("top", {0, 1.5F, 0.3F});
}
void make_globe(Workbench& bench) {
  const Paint wood = Workbench::plain(0x8A4B2C, Surface::wood);
  bench.turned(
      {}, {{0, 0}, {0.11F, 0}, {0.12F, 0.012F}, {0.1F, 0.025F}, {0.025F, 0.045F}, {0.018F, 0.09F}},
      28, wood);
  const int globe = bench.bone("globe", {0, 0.26F, 0});
  const std::size_t start = bench.mark();
  bench.ball(translation({0, 0.26F, 0}) * world::turn_z(-0.4F), {0.15F, 0.15F, 0.15F}, 30, 48,
             bench.main(0x2F7FB5, Surface::paint, globe));
  bench.repaint(start, [](world::Vertex& v) {
    const Vec3 u = normalized(v.position - Vec3{0, 0.26F, 0});
    const float land = fbm3(u * 1.7F + Vec3{4.2F, 1, 7.7F}, 5, 11) + 0.06F;
    v.colour = mix(v.colour,
                   mix(world::from_srgb(0x6FA04A), world::from_srgb(0xD9B36A),
                       world::smooth_step(0.1F, 0.3F, land)),
                   world::smooth_step(0.0F, 0.02F, land));
  });
  bench.rod(arc_line(translation({0, 0.26F, 0}) * world::turn_x(kPi / 2) * world::turn_y(-0.4F),
                     0.172F, 0, kPi, 20),
            0.008F, Workbench::plain(0xC79A45, Surface::metal), 8);
  bench.anchor("top", {0, 0.42F, 0});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"clock", standing<make_clock>},
    {"hourglass", standing<make_hourglass>},
    {"computer", standing<make_computer>},
    {"laptop", standing<make_laptop>},
    {"tv", standing<make_tv>},
    {"radio", standing<make_radio>},
    {"phone", standing<make_phone>},
    {"camera", standing<make_camera>},
    {"telescope", standing<make_telescope>},
    {"globe", standing<make_globe>},
});

}  // namespace

std::span<const Shelf> devices() { return kShelf; }

}  // namespace kirin::engine::motion::models
