#include "engine/motion/models/buildings/masonry.h"

#include <cmath>

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::kPi;
using world::Paint;
using world::Point2;
using world::Surface;
using world::translation;
using world::Vec3;

Outline opening(float width, float bottom, float top, Head head) {
  if (head == Head::flat) {
    return {{-width / 2, bottom}, {width / 2, bottom}, {width / 2, top}, {-width / 2, top}};
  }
  return arch_outline(width, bottom, top, head == Head::pointed);
}

/// A slab between four corners (counter-clockwise seen from above) with a thickness downwards.
void add_slab(Shaper& shaper, Vec3 a, Vec3 b, Vec3 c, Vec3 d, float thickness, const Paint& paint) {
  const Vec3 down{0, -thickness, 0};
  shaper.quad(a, b, c, d, paint);
  shaper.quad(d + down, c + down, b + down, a + down,
              Paint{paint.colour * 0.75F, paint.surface, paint.bone, 0});
  const Vec3 corners[] = {a, b, c, d};
  for (int i = 0; i < 4; ++i) {
    const Vec3 p = corners[i];
    const Vec3 q = corners[(i + 1) % 4];
    if (length(p - q) > 1e-4F) {
      shaper.quad(p, p + down, q + down, q, paint);
    }
  }
}

}  // namespace

Paint pane_paint(Workbench& bench) {
  if (bench.has("old") && bench.has("broken")) {
    return Workbench::plain(0x16191C, Surface::glass);
  }
  return Workbench::light(0xFFC873, bench.has("glowing") ? 1.2F : 0.42F);
}

void add_window(Workbench& bench, const Affine& wall, const Window& w, const HousePaints& paints) {
  const Affine at = wall * translation({w.x, w.y, 0});
  const auto part = [&](float depth) { return at * translation({0, 0, depth}); };
  bench.plate(part(0.03F), opening(w.width + 0.16F, -0.08F, w.height + 0.08F, w.head), 0.035F,
              0.012F, paints.frame);
  bench.plate(part(0.045F), opening(w.width, 0, w.height, w.head), 0.03F, 0, paints.pane);
  for (int i = 1; i < w.panes_x; ++i) {
    const float x = w.width * (static_cast<float>(i) / static_cast<float>(w.panes_x) - 0.5F);
    bench.box(at * translation({x, w.height / 2, 0.07F}), {0.018F, w.height / 2, 0.015F},
              paints.frame);
  }
  for (int i = 1; i < w.panes_y; ++i) {
    const float y = w.height * static_cast<float>(i) / static_cast<float>(w.panes_y);
    bench.box(at * translation({0, y, 0.07F}), {w.width / 2, 0.018F, 0.015F}, paints.frame);
  }
  bench.bevelled_box(at * translation({0, -0.09F, 0.09F}), {w.width / 2 + 0.14F, 0.03F, 0.09F},
                     0.01F, paints.frame);
  if (w.has_shutters) {
    for (const float side : {1.0F, -1.0F}) {
      const float half = w.width * 0.25F;
      const Affine leaf =
          at * translation({side * (w.width / 2 + 0.1F + half), w.height / 2, 0.035F});
      bench.bevelled_box(leaf, {half, w.height / 2 + 0.03F, 0.025F}, 0.01F, paints.shutter);
      for (int i = 0; i < 5; ++i) {
        const float y = w.height * (static_cast<float>(i) / 5 - 0.4F);
        bench.box(leaf * translation({0, y, 0.028F}), {half * 0.75F, 0.022F, 0.008F},
                  Paint{darker(paints.shutter.colour, 0.7F), paints.shutter.surface, 0, 0});
      }
    }
  }
  if (w.has_flowers) {
    bench.bevelled_box(at * translation({0, -0.2F, 0.16F}), {w.width / 2 + 0.05F, 0.09F, 0.1F},
                       0.02F, Workbench::plain(0x8A5A34, Surface::wood));
    static constexpr std::uint32_t kFlowers[] = {0xE8463C, 0xF4B6C8, 0xF6D24A, 0xE8463C};
    for (int i = 0; i < 9; ++i) {
      const float x = w.width * (static_cast<float>(i) / 8 - 0.5F);
      const float up = 0.03F * static_cast<float>((i * 5) % 3);
      bench.ball(at * translation({x, -0.10F + up * 0.4F, 0.18F}), {0.09F, 0.07F, 0.08F}, 4, 7,
                 Workbench::plain(0x3F7A35, Surface::leaf));
      bench.ball(at * translation({x + 0.02F, -0.03F + up, 0.21F}), {0.045F, 0.04F, 0.045F}, 4, 6,
                 Workbench::plain(kFlowers[i % 4], Surface::petal));
    }
  }
}

void add_door(Workbench& bench, const Affine& wall, float x, float width, float height, Head head,
              const HousePaints& paints, bool is_hung) {
  const Affine at = wall * translation({x, 0, 0});
  bench.plate(at * translation({0, 0, 0.03F}), opening(width + 0.24F, 0, height + 0.12F, head),
              0.05F, 0.015F, paints.frame);
  bench.plate(at * translation({0, 0, 0.055F}), opening(width, 0, height, head), 0.03F, 0,
              Workbench::plain(0x1A1613, Surface::matte));
  Paint leaf = paints.door;
  if (is_hung) {
    leaf.bone = bench.bone("door", at.point({-width / 2, 0, 0.07F}));
  }
  const Affine front = at * translation({0, 0, 0.075F});
  bench.plate(front, opening(width * 0.97F, 0.02F, height * 0.99F, head), 0.025F, 0.01F, leaf);
  const Paint panel{darker(leaf.colour, 0.8F), leaf.surface, leaf.bone, 0};
  for (const float side : {1.0F, -1.0F}) {
    for (const auto& [low, high] : {Point2{0.12F, 0.45F}, Point2{0.52F, 0.82F}}) {
      const float top = head == Head::flat ? high : high * 0.9F;
      bench.bevelled_box(
          front * translation({side * width * 0.23F, height * (low + top) / 2, 0.025F}),
          {width * 0.16F, height * (top - low) / 2, 0.012F}, 0.008F, panel);
    }
  }
  Paint brass = Workbench::plain(0xD9AE4A, Surface::metal);
  brass.bone = leaf.bone;
  bench.ball(front * translation({width * 0.40F, height * 0.46F, 0.05F}), {0.035F, 0.035F, 0.035F},
             6, 8, brass);
  bench.bevelled_box(at * translation({0, 0.06F, 0.28F}), {width / 2 + 0.25F, 0.06F, 0.3F}, 0.02F,
                     Workbench::plain(0xA9A49A, Surface::rock));
}

void add_gable_roof(Shaper& shaper, const Affine& frame, Point2 half, float rise, float overhang,
                    const Paint& roof, const Paint& wall) {
  const float slope = rise / half.y;
  const float thick = 0.14F;
  const float x = half.x + overhang;
  const float z = half.y + overhang;
  const float eave = -overhang * slope;
  shaper.add(frame, [&](Shaper& s) {
    const Vec3 lift{0, thick, 0};
    add_slab(s, Vec3{-x, eave, z} + lift, Vec3{x, eave, z} + lift, Vec3{x, rise, 0} + lift,
             Vec3{-x, rise, 0} + lift, thick, roof);
    add_slab(s, Vec3{x, eave, -z} + lift, Vec3{-x, eave, -z} + lift, Vec3{-x, rise, 0} + lift,
             Vec3{x, rise, 0} + lift, thick, roof);
    for (const float side : {1.0F, -1.0F}) {
      const Vec3 a{side * half.x, 0, half.y};
      const Vec3 b{side * half.x, 0, -half.y};
      const Vec3 c{side * half.x, rise, 0};
      side > 0 ? s.triangle(a, b, c, wall) : s.triangle(b, a, c, wall);
    }
    s.rod({{-x, rise + thick, 0}, {x, rise + thick, 0}}, 0.09F,
          Paint{darker(roof.colour, 0.8F), roof.surface, roof.bone, 0}, 8);
  });
}

void add_hip_roof(Shaper& shaper, const Affine& frame, Point2 half, float rise, float overhang,
                  float ridge, const Paint& roof) {
  const float x = half.x + overhang;
  const float z = half.y + overhang;
  shaper.add(frame, [&](Shaper& s) {
    const Vec3 l{-ridge, rise, 0};
    const Vec3 r{ridge, rise, 0};
    const Vec3 corners[] = {{-x, 0, z}, {x, 0, z}, {x, 0, -z}, {-x, 0, -z}};
    s.quad(corners[0], corners[1], r, l, roof);
    s.quad(corners[2], corners[3], l, r, roof);
    s.triangle(corners[1], corners[2], r, roof);
    s.triangle(corners[3], corners[0], l, roof);
    const Paint soffit{darker(roof.colour, 0.6F), roof.surface, roof.bone, 0};
    s.block({0, -0.06F, 0}, {x, 0.06F, z}, soffit);
    for (int i = 0; i < 4; ++i) {
      s.rod({corners[i], i == 0 || i == 3 ? l : r}, 0.07F, soffit, 6);
    }
    if (ridge > 0) {
      s.rod({l, r}, 0.08F, soffit, 6);
    }
  });
}

void add_swung_roof(Shaper& shaper, const Affine& frame, Point2 half, float rise, float overhang,
                    float top, const Paint& roof, const Paint& trim) {
  const float x = half.x + overhang;
  const float z = half.y + overhang;
  // Once round the square: u in quarters; v from the eaves up. The curve sags, the corners turn up.
  const auto skin = [=](float u, float v) {
    const float side = u * 4;
    const int quarter = std::min(static_cast<int>(side), 3);
    const float along = (side - static_cast<float>(quarter)) * 2 - 1;
    const float in = 1 - v;
    const float reach = world::mix(top, 1.0F, std::pow(in, 1.0F));
    const float corner = std::pow(std::abs(along), 4.0F);
    const float grow = reach * (1 + 0.06F * corner * in * in);
    const float y = rise * std::pow(v, 1.6F) + 0.32F * overhang * corner * std::pow(in, 3.0F);
    const Vec3 sides[] = {
        {along * x, y, z}, {x, y, -along * z}, {-along * x, y, -z}, {-x, y, along * z}};
    const Vec3 p = sides[quarter];
    return Vec3{p.x * grow, p.y, p.z * grow};
  };
  shaper.add(frame, [&](Shaper& s) {
    for (int quarter = 0; quarter < 4; ++quarter) {
      const auto face = [&](float u, float v) {
        return skin((static_cast<float>(quarter) + std::min(u, 0.9999F)) / 4, v);
      };
      s.sheet(face, 14, 8, roof);
      s.sheet(
          [&](float u, float v) {
            return face(1 - u, v * 0.5F) - Vec3{0, 0.10F, 0};
          },
          14, 3, Paint{trim.colour * 0.7F, trim.surface, trim.bone, 0});
      // The eaves' edge and the ribs down the corner.
      std::vector<Vec3> eave;
      std::vector<Vec3> rib;
      for (int i = 0; i <= 14; ++i) {
        eave.push_back(face(static_cast<float>(i) / 14, 0) - Vec3{0, 0.04F, 0});
        rib.push_back(face(0, static_cast<float>(i) / 14) + Vec3{0, 0.03F, 0});
      }
      s.rod(eave, 0.07F, trim, 6);
      s.rod(rib, 0.08F, trim, 6);
      for (int tile = 1; tile < 10; ++tile) {  // rows of round tiles
        std::vector<Vec3> row;
        for (int i = 0; i <= 5; ++i) {
          row.push_back(face(static_cast<float>(tile) / 10, static_cast<float>(i) / 5) +
                        Vec3{0, 0.01F, 0});
        }
        const std::vector<float> radii(row.size(), 0.035F);
        s.tube(row, radii, 4, Paint{darker(roof.colour, 0.8F), roof.surface, roof.bone, 0});
      }
    }
  });
}

void add_cone_roof(Shaper& shaper, Vec3 base, float radius, float rise, const Paint& roof) {
  shaper.turned(base,
                {{radius * 0.85F, -0.05F},
                 {radius * 1.18F, -0.12F},
                 {radius * 1.2F, -0.02F},
                 {radius * 0.62F, rise * 0.42F},
                 {radius * 0.22F, rise * 0.78F},
                 {0, rise}},
                24, roof);
  shaper.ball(base + Vec3{0, rise, 0}, radius * 0.08F, Workbench::plain(0xD9AE4A, Surface::metal));
}

void add_chimney(Shaper& shaper, Vec3 base, float half, float height, const Paint& brick) {
  shaper.block(base + Vec3{0, height / 2, 0}, {half, height / 2, half}, brick, 0.02F);
  shaper.block(base + Vec3{0, height, 0}, {half * 1.2F, 0.07F, half * 1.2F},
               Paint{darker(brick.colour, 0.75F), brick.surface, 0, 0}, 0.02F);
  shaper.cylinder(base + Vec3{0, height, 0}, base + Vec3{0, height + 0.3F, 0}, half * 0.45F,
                  half * 0.4F, 10, Workbench::plain(0x9A5A3C, Surface::ceramic));
}

void add_round_battlements(Shaper& shaper, Vec3 base, float radius, int merlons, Vec3 half,
                           const Paint& stone) {
  for (int i = 0; i < merlons; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / static_cast<float>(merlons);
    shaper.bevelled_box(translation(base) * world::turn_y(angle) * translation({0, half.y, radius}),
                        half, 0.05F, stone);
  }
}

void add_battlements(Shaper& shaper, Vec3 from, Vec3 to, float pitch, Vec3 half,
                     const Paint& stone) {
  const float reach = length(to - from);
  const int count = std::max(2, static_cast<int>(reach / pitch));
  const float turn = std::atan2(-(to - from).z, (to - from).x);
  for (int i = 0; i <= count; ++i) {
    const Vec3 at = mix(from, to, static_cast<float>(i) / static_cast<float>(count));
    shaper.bevelled_box(translation(at + Vec3{0, half.y, 0}) * world::turn_y(turn), half, 0.05F,
                        stone);
  }
}

void add_column(Shaper& shaper, Vec3 base, float radius, float height, const Paint& stone) {
  const float r = radius;
  shaper.block(base + Vec3{0, 0.12F * r, 0}, {1.35F * r, 0.12F * r, 1.35F * r}, stone);
  shaper.turned(base + Vec3{0, 0.24F * r, 0},
                {{1.25F * r, 0},
                 {1.28F * r, 0.12F * r},
                 {1.05F * r, 0.3F * r},
                 {r, 0.45F * r},
                 {1.01F * r, height * 0.35F},
                 {0.84F * r, height - 1.1F * r},
                 {0.95F * r, height - 0.9F * r},
                 {1.25F * r, height - 0.55F * r}},
                16, stone);
  shaper.block(base + Vec3{0, height - 0.15F * r, 0}, {1.35F * r, 0.18F * r, 1.35F * r}, stone);
}

void add_steps(Shaper& shaper, const Affine& frame, float width, float height, float depth,
               int count, const Paint& stone) {
  for (int i = 0; i < count; ++i) {
    const float top = height * (1 - static_cast<float>(i) / static_cast<float>(count));
    const float reach = depth * static_cast<float>(i + 1) / static_cast<float>(count);
    shaper.bevelled_box(frame * translation({0, top / 2, reach / 2}),
                        {width / 2, top / 2, reach / 2}, 0.02F, stone);
  }
}

void add_flag(Workbench& bench, Vec3 at, float pole, float width, float height,
              const Paint& cloth) {
  bench.cylinder(at, at + Vec3{0, pole, 0}, 0.012F * pole, 0.008F * pole, 8,
                 Workbench::plain(0xC9CDD2, Surface::metal));
  bench.ball(at + Vec3{0, pole, 0}, 0.016F * pole, Workbench::plain(0xD9AE4A, Surface::metal));
  constexpr int kStrips = 5;
  int parent = 0;
  for (int i = 0; i < kStrips; ++i) {
    const float from = width * static_cast<float>(i) / kStrips;
    const float to = width * static_cast<float>(i + 1) / kStrips;
    const Vec3 joint = at + Vec3{from, pole - height / 2, 0};
    parent = bench.bone("flag_" + std::to_string(i + 1), joint, parent);
    Paint paint = cloth;
    paint.bone = parent;
    const std::size_t start = bench.mark();
    bench.cloth(
        [=](float u, float v) {
          return at + Vec3{world::mix(from, to, u), pole - height * (1 - v) - 0.02F * height, 0};
        },
        4, 4, paint);
    // The strip's far edge goes with the next bone, so that the cloth bends softly.
    if (i + 1 < kStrips) {
      bench.repaint(start, [&](world::Vertex& v) {
        const float t = (v.position.x - at.x - from) / (to - from);
        v.bones[1] = static_cast<std::uint8_t>(parent + 1);
        v.weight = 1 - 0.5F * t * t;
      });
    }
    if (i > 0) {
      bench.repaint(start, [&](world::Vertex& v) {
        const float t = (v.position.x - at.x - from) / (to - from);
        if (t < 0.5F) {
          v.bones[1] = static_cast<std::uint8_t>(parent - 1);
          v.weight = 0.5F + t;
        }
      });
    }
  }
}

}  // namespace kirin::engine::motion::models
