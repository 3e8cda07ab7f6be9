// What makes music.
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

/// The waisted outline of guitars and fiddles, from y = 0 up to `height`.
Outline waisted(float height, float lower, float waist, float upper) {
  const Point2 side[] = {{0.001F, 0},
                         {lower * 0.7F, 0.03F * height},
                         {lower, 0.26F * height},
                         {waist, 0.58F * height},
                         {upper, 0.80F * height},
                         {upper * 0.6F, 0.98F * height},
                         {0.001F, height}};
  Outline right = smooth_profile(side, 5);
  Outline all = right;
  for (std::size_t i = right.size() - 1; i > 0; --i) {
    if (i + 1 < right.size()) {
      all.push_back({-right[i].x, right[i].y});
    }
  }
  return all;
}

void add_strings(Shaper& s, int count, float spread, Vec3 low, Vec3 high) {
  for (int i = 0; i < count; ++i) {
    const float x = spread * (static_cast<float>(i) / static_cast<float>(count - 1) - 0.5F);
    s.rod({low + Vec3{x * 1.5F, 0, 0}, high + Vec3{x, 0, 0}}, 0.0012F,
          Workbench::plain(0xE4E6E8, Surface::metal), 4);
  }
}

void make_guitar(Workbench& bench) {
  const Paint wood = bench.main(0xC97B2E, Surface::paint);
  const Paint dark = Workbench::plain(0x3A2416, Surface::wood);
  bench.add(translation({0, 0, 0}) * world::turn_x(-0.12F), [&](Shaper& s) {
    const Outline body = waisted(0.5F, 0.19F, 0.125F, 0.145F);
    s.plate(translation({0, 0, -0.05F}), body, 0.045F, 0.008F, dark);
    s.plate(translation({0, 0, 0}), body, 0.006F, 0.003F, wood);
    s.plate(translation({0, 0.3F, 0.004F}), circle_outline(0.056F, 28), 0.004F, 0,
            Workbench::plain(0xE8D2A0, Surface::wood));
    s.plate(translation({0, 0.3F, 0.006F}), circle_outline(0.048F, 28), 0.004F, 0,
            Workbench::plain(0x120C08, Surface::matte));
    s.rounded_box(translation({0, 0.13F, 0.012F}), {0.07F, 0.012F, 0.008F}, 0.006F, dark);
    s.rounded_box(translation({0, 0.66F, 0.008F}), {0.026F, 0.31F, 0.012F}, 0.008F, dark);
    for (int i = 0; i < 14; ++i) {
      s.box(translation({0, 0.46F + 0.034F * static_cast<float>(i), 0.021F}),
            {0.025F, 0.0015F, 0.0015F}, Workbench::plain(0xC9CDD2, Surface::metal));
    }
    s.plate(translation({0, 0.96F, 0.0F}),
            rounded_polygon({{-0.03F, 0}, {0.03F, 0}, {0.04F, 0.15F}, {-0.04F, 0.15F}}, 0.02F),
            0.01F, 0.003F, dark);
    for (int i = 0; i < 3; ++i) {
      for (const float side : {1.0F, -1.0F}) {
        s.rod({{side * 0.035F, 1.0F + 0.04F * static_cast<float>(i), 0},
               {side * 0.06F, 1.0F + 0.04F * static_cast<float>(i), 0}},
              0.006F, Workbench::plain(0xC9CDD2, Surface::metal), 6);
      }
    }
    add_strings(s, 6, 0.038F, {0, 0.13F, 0.024F}, {0, 0.98F, 0.025F});
  });
  bench.anchor("grip", {0, 0.66F, 0.02F});
  bench.anchor("top", {0, 1.1F, 0});
}

void make_violin(Workbench& bench) {
  const Paint wood = bench.main(0x9C4A1E, Surface::paint);
  const Paint dark = Workbench::plain(0x1A120D, Surface::wood);
  const Outline body = waisted(0.36F, 0.105F, 0.06F, 0.085F);
  bench.plate(translation({0, 0, 0}), body, 0.02F, 0.008F, wood);
  bench.plate(translation({0, 0.06F, 0.024F}),
              rounded_polygon(
                  {{-0.012F, -0.04F}, {0.012F, -0.04F}, {0.022F, 0.08F}, {-0.022F, 0.08F}}, 0.008F),
              0.005F, 0.002F, dark);
  for (const float side : {1.0F, -1.0F}) {
    bench.rod(smooth_line(std::vector<Vec3>{{side * 0.05F, 0.14F, 0.022F},
                                            {side * 0.038F, 0.16F, 0.022F},
                                            {side * 0.044F, 0.2F, 0.022F},
                                            {side * 0.032F, 0.22F, 0.022F}},
                          4),
              0.0025F, dark, 5);
  }
  bench.rounded_box(translation({0, 0.17F, 0.035F}), {0.022F, 0.003F, 0.014F}, 0.003F,
                    Workbench::plain(0xE0BC83, Surface::wood));
  bench.rounded_box(translation({0, 0.42F, 0.028F}), {0.014F, 0.14F, 0.01F}, 0.006F, dark);
  bench.torus(translation({0, 0.59F, 0.01F}) * world::turn_z(kPi / 2), 0.014F, 0.008F, 16, 6, wood);
  bench.rounded_box(translation({0, 0.565F, 0.016F}), {0.011F, 0.025F, 0.012F}, 0.006F, wood);
  for (const float side : {1.0F, -1.0F}) {
    for (const float y : {0.555F, 0.575F}) {
      bench.rod({{0, y, 0.016F}, {side * 0.03F, y, 0.016F}}, 0.003F, dark, 5);
    }
  }
  add_strings(bench, 4, 0.014F, {0, 0.13F, 0.04F}, {0, 0.555F, 0.035F});
  // The bow leans beside it.
  bench.rod({{0.14F, 0.0F, 0.05F}, {0.2F, 0.66F, 0.0F}}, 0.0045F,
            Workbench::plain(0x5A2E18, Surface::wood), 6);
  bench.rod({{0.158F, 0.02F, 0.055F}, {0.215F, 0.63F, 0.008F}}, 0.002F,
            Workbench::plain(0xF4F0E6, Surface::hair), 5);
  bench.rounded_box(translation({0.15F, 0.05F, 0.052F}), {0.012F, 0.02F, 0.006F}, 0.004F, dark);
  bench.anchor("grip", {0, 0.45F, 0.03F});
  bench.anchor("top", {0, 0.6F, 0});
}

void make_piano(Workbench& bench) {
  const Paint black = bench.main(0x141416, Surface::paint);
  // A grand: the wing-shaped body on three legs, the lid up.
  Outline wing{{-0.72F, -0.55F}, {0.72F, -0.55F}, {0.72F, 0.15F}, {0.66F, 0.42F},
               {0.42F, 0.62F},   {0.2F, 0.85F},   {0.05F, 1.15F}, {-0.2F, 1.35F},
               {-0.5F, 1.35F},   {-0.68F, 1.2F},  {-0.72F, 0.9F}};
  const Affine flat{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {}};
  bench.plate(translation({0, 0.78F, 0}) * flat, wing, 0.14F, 0.02F, black);
  bench.plate(translation({0, 0.925F, 0}) * flat, wing, 0.004F, 0,
              Workbench::plain(0xC79A45, Surface::metal));
  const int lid = bench.bone("piano_lid", {-0.72F, 0.95F, 0});
  bench.add(translation({-0.72F, 0.95F, 0}) * world::turn_z(0.62F) * translation({0.72F, 0, 0}),
            [&](Shaper& s) {
              Paint p = black;
              p.bone = lid;
              Outline top = wing;
              for (Point2& q : top) {
                q.y = std::max(q.y, -0.2F);
              }
              s.plate(flat, top, 0.018F, 0.008F, p);
            });
  bench.rod({{0.5F, 0.92F, -0.3F}, {0.33F, 1.6F, -0.3F}}, 0.012F, black, 6);
  bench.block({0, 0.70F, 0.62F}, {0.72F, 0.05F, 0.16F}, black, 0.02F);
  bench.block({0, 0.76F, 0.66F}, {0.63F, 0.012F, 0.10F},
              Workbench::plain(0xF6F3EA, Surface::ceramic));
  for (int i = 0; i < 35; ++i) {
    const float x = -0.62F + 1.24F * (static_cast<float>(i) + 0.5F) / 35;
    bench.block({x + 0.018F, 0.773F, 0.7F}, {0.0012F, 0.001F, 0.06F},
                Workbench::plain(0x8A857A, Surface::matte));
    const int k = i % 7;
    if (k != 2 && k != 6 && i < 34) {
      bench.block({x + 0.018F, 0.784F, 0.62F}, {0.009F, 0.012F, 0.055F}, black, 0.003F);
    }
  }
  bench.rounded_box(translation({0, 1.03F, 0.38F}) * world::turn_x(-0.3F), {0.36F, 0.11F, 0.012F},
                    0.01F, black);
  bench.rounded_box(translation({0.08F, 1.05F, 0.40F}) * world::turn_x(-0.3F), {0.2F, 0.1F, 0.004F},
                    0.003F, Workbench::plain(0xF7F4EA, Surface::paper));
  for (const auto& [x, z] : {Point2{0.6F, 0.4F}, Point2{-0.6F, 0.4F}, Point2{-0.4F, -1.1F}}) {
    bench.turned({x, 0, z}, {{0.03F, 0}, {0.035F, 0.05F}, {0.05F, 0.3F}, {0.06F, 0.65F}}, 14,
                 black);
  }
  bench.block({0, 0.3F, 0.2F}, {0.05F, 0.35F, 0.03F}, black);
  for (const float x : {-0.05F, 0.0F, 0.05F}) {
    bench.soft_box({x, 0.06F, 0.32F}, {0.014F, 0.008F, 0.06F}, 0.008F,
                   Workbench::plain(0xD9AE4A, Surface::metal));
  }
  bench.soft_box({0, 0.48F, 1.15F}, {0.36F, 0.045F, 0.17F}, 0.04F,
                 Workbench::plain(0x5A1F1A, Surface::cloth));
  for (const float x : {0.3F, -0.3F}) {
    for (const float z : {1.03F, 1.27F}) {
      bench.cylinder({x, 0, z}, {x, 0.45F, z}, 0.018F, 0.022F, 8, black);
    }
  }
  bench.anchor("seat", {0, 0.53F, 1.15F});
  bench.anchor("keys", {0, 0.79F, 0.68F});
  bench.anchor("top", {0, 1.0F, 0});
}

void add_drum(Shaper& s, const Affine& frame, float radius, float height, const Paint& shell) {
  const Paint steel = Workbench::plain(0xC9CDD2, Surface::metal);
  s.add(frame, [&](Shaper& d) {
    d.turned({}, {{radius, 0}, {radius, height}}, 32, shell);
    d.turned({0, height, 0}, {{radius * 0.97F, 0.002F}, {0, 0.004F}}, 32,
             Workbench::plain(0xF4F1E8, Surface::plastic));
    d.turned({}, {{0, 0.001F}, {radius * 0.97F, 0}}, 32,
             Workbench::plain(0xF4F1E8, Surface::plastic));
    for (const float y : {0.0F, height}) {
      d.torus(translation({0, y, 0}), radius * 1.005F, 0.012F, 32, 6, steel);
    }
    for (int i = 0; i < 8; ++i) {
      const float a = 2 * kPi * static_cast<float>(i) / 8;
      d.rod({{radius * 1.02F * std::sin(a), 0.02F, radius * 1.02F * std::cos(a)},
             {radius * 1.02F * std::sin(a), height - 0.02F, radius * 1.02F * std::cos(a)}},
            0.005F, steel, 4);
    }
  });
}

void make_drum(Workbench& bench) {
  const Paint shell = bench.main(0xB3241F, Surface::paint);
  const Paint steel = Workbench::plain(0xC9CDD2, Surface::metal);
  add_drum(bench, translation({0, 0.3F, -0.05F}) * world::turn_x(kPi / 2), 0.29F, 0.4F, shell);
  add_drum(bench, translation({0.42F, 0.55F, 0.32F}), 0.18F, 0.14F, shell);
  add_drum(bench, translation({-0.5F, 0.22F, 0.3F}), 0.22F, 0.36F, shell);
  for (const float side : {1.0F, -1.0F}) {
    add_drum(bench, translation({side * 0.19F, 0.68F, 0.05F}) * world::turn_x(0.35F), 0.16F, 0.2F,
             shell);
  }
  for (const auto& [x, z, y, r] : {std::tuple{0.72F, 0.05F, 0.95F, 0.2F},
                                   {-0.72F, -0.05F, 1.1F, 0.25F},
                                   {0.5F, -0.35F, 1.15F, 0.22F}}) {
    bench.rod({{x, 0, z}, {x, y, z}}, 0.014F, steel, 6);
    bench.add(translation({x, y, z}) * world::turn_x(0.2F), [&, rr = r](Shaper& s) {
      s.turned({}, {{rr, -0.012F}, {0.06F, 0.006F}, {0.04F, 0.03F}, {0, 0.035F}}, 30,
               Workbench::plain(0xD9AE4A, Surface::metal));
      s.turned({}, {{0.0F, 0.0F}, {rr, -0.014F}}, 30, Workbench::plain(0xB98A34, Surface::metal));
    });
    for (int i = 0; i < 3; ++i) {
      const float a = 2 * kPi * static_cast<float>(i) / 3;
      bench.rod({{x, 0.25F, z}, {x + 0.18F * std::sin(a), 0.01F, z + 0.18F * std::cos(a)}}, 0.01F,
                steel, 5);
    }
  }
  bench.rod({{0.42F, 0, 0.32F}, {0.42F, 0.55F, 0.32F}}, 0.014F, steel, 6);
  bench.cylinder({0, 0.45F, 0.75F}, {0, 0.55F, 0.75F}, 0.16F, 0.17F, 20,
                 Workbench::plain(0x1C1D20, Surface::cloth));
  bench.rod({{0, 0, 0.75F}, {0, 0.45F, 0.75F}}, 0.03F, steel, 8);
  bench.anchor("seat", {0, 0.56F, 0.75F});
  bench.anchor("top", {0, 1.2F, 0});
}

void make_trumpet(Workbench& bench) {
  const Paint brass = bench.main(0xE0AE3A, Surface::metal);
  bench.add(translation({0, 0.08F, 0}), [&](Shaper& s) {
    s.rod({{0, 0.03F, -0.26F}, {0, 0.03F, 0.12F}}, 0.009F, brass, 10);
    s.rod(smooth_line(std::vector<Vec3>{{0, 0.03F, 0.12F},
                                        {0, 0.02F, 0.17F},
                                        {0, -0.02F, 0.18F},
                                        {0, -0.05F, 0.15F},
                                        {0, -0.055F, 0.0F},
                                        {0, -0.055F, -0.1F},
                                        {0, -0.03F, -0.13F},
                                        {0.0F, 0.0F, -0.12F},
                                        {0.02F, 0.0F, -0.05F}},
                      5),
          0.009F, brass, 10);
    s.add(translation({0, 0.03F, 0.1F}) * world::turn_x(kPi / 2), [&](Shaper& b) {
      b.turned_smooth({}, {{0.009F, 0}, {0.012F, 0.1F}, {0.024F, 0.18F}, {0.06F, 0.235F}}, 26,
                      brass);
      b.turned({}, {{0.06F, 0.235F}, {0.055F, 0.23F}, {0.02F, 0.17F}, {0, 0.12F}}, 26,
               Paint{brass.colour * 0.6F, brass.surface, 0, 0});
    });
    s.turned({0, 0, 0}, {{0, 0}}, 3, brass);
    for (int i = 0; i < 3; ++i) {
      const float z = -0.04F + 0.035F * static_cast<float>(i);
      s.cylinder({0, -0.07F, z}, {0, 0.05F, z}, 0.014F, 0.014F, 14, brass);
      s.cylinder({0, 0.05F, z}, {0, 0.075F, z}, 0.004F, 0.004F, 6, brass);
      s.ball(translation({0, 0.078F, z}), {0.01F, 0.004F, 0.01F}, 4, 10,
             Workbench::plain(0xF4F0E6, Surface::ceramic));
    }
    s.cylinder({0, 0.03F, -0.3F}, {0, 0.03F, -0.26F}, 0.014F, 0.008F, 12,
               Workbench::plain(0xC9CDD2, Surface::metal));
  });
  bench.anchor("grip", {0, 0.06F, -0.02F});
  bench.anchor("top", {0, 0.16F, 0});
}

void make_flute(Workbench& bench) {
  const Paint silver = bench.main(0xC9CDD2, Surface::metal);
  bench.rod({{-0.34F, 0.012F, 0}, {0.34F, 0.012F, 0}}, 0.0115F, silver, 14);
  for (int i = 0; i < 12; ++i) {
    bench.cylinder({-0.2F + 0.042F * static_cast<float>(i), 0.02F, 0},
                   {-0.2F + 0.042F * static_cast<float>(i), 0.028F, 0}, 0.009F, 0.009F, 12, silver);
  }
  bench.rounded_box(translation({-0.29F, 0.023F, 0}), {0.02F, 0.004F, 0.012F}, 0.004F, silver);
  for (const float x : {-0.22F, 0.22F}) {
    bench.cylinder({x - 0.012F, 0.012F, 0}, {x + 0.012F, 0.012F, 0}, 0.014F, 0.014F, 14,
                   Workbench::plain(0xDDAA3C, Surface::metal));
  }
  bench.anchor("grip", {0, 0.012F, 0});
}

void make_microphone(Workbench& bench) {
  const Paint black = bench.main(0x1C1D20, Surface::metal);
  const Paint chrome = Workbench::plain(0xD4D8DC, Surface::metal);
  bench.turned(
      {}, {{0, 0}, {0.15F, 0}, {0.15F, 0.012F}, {0.03F, 0.035F}, {0.013F, 0.05F}, {0.012F, 1.42F}},
      26, black);
  bench.add(translation({0, 1.43F, 0}) * world::turn_x(0.7F), [&](Shaper& s) {
    s.turned({}, {{0.012F, -0.05F}, {0.02F, 0.02F}, {0.026F, 0.12F}, {0.034F, 0.14F}}, 18, black);
    s.ball(translation({0, 0.175F, 0}), {0.042F, 0.045F, 0.042F}, 12, 18, chrome);
    for (int i = 0; i < 6; ++i) {
      s.torus(translation({0, 0.175F, 0}) * world::turn_y(kPi / 6 * static_cast<float>(i)) *
                  world::turn_x(kPi / 2),
              0.043F, 0.002F, 20, 4, Workbench::plain(0x6A6F74, Surface::metal));
    }
    s.torus(translation({0, 0.17F, 0}), 0.044F, 0.004F, 22, 6,
            Workbench::plain(0x6A6F74, Surface::metal));
  });
  bench.anchor("grip", {0, 1.4F, 0});
  bench.anchor("top", {0, 1.6F, 0.1F});
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"guitar", standing<make_guitar>},
    {"violin", standing<make_violin>},
    {"piano", standing<make_piano>},
    {"drum", standing<make_drum>},
    {"trumpet", standing<make_trumpet>},
    {"flute", standing<make_flute>},
    {"microphone", standing<make_microphone>},
});

}  // namespace

std::span<const Shelf> instruments() { return kShelf; }

}  // namespace kirin::engine::motion::models
