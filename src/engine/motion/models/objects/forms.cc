// Pure forms: cubes and spheres, hearts and stars, gems and gears.
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

void make_cube(Workbench& bench) {
  bench.rounded_box(translation({0, 0.25F, 0}), {0.25F, 0.25F, 0.25F}, 0.03F,
                    bench.main(0x2F7FC4, Surface::plastic));
}
void make_sphere(Workbench& bench) {
  bench.ball(translation({0, 0.3F, 0}), {0.3F, 0.3F, 0.3F}, 24, 40,
             bench.main(0xB9C2CC, Surface::metal));
}
void make_pyramid_shape(Workbench& bench) {
  const Paint paint = bench.main(0xF2B02A, Surface::plastic);
  const Vec3 top{0, 0.5F, 0};
  const Vec3 c[] = {{-0.3F, 0, 0.3F}, {0.3F, 0, 0.3F}, {0.3F, 0, -0.3F}, {-0.3F, 0, -0.3F}};
  for (int i = 0; i < 4; ++i) {
    bench.triangle(c[i], c[(i + 1) % 4], top, paint);
  }
  bench.quad(c[3], c[2], c[1], c[0], paint);
  for (int i = 0; i < 4; ++i) {
    bench.rod({c[i], top}, 0.008F, paint, 6);
    bench.rod({c[i] + Vec3{0, 0.008F, 0}, c[(i + 1) % 4] + Vec3{0, 0.008F, 0}}, 0.008F, paint, 6);
  }
}
void make_cylinder_shape(Workbench& bench) {
  bench.turned({}, {{0, 0}, {0.22F, 0}, {0.23F, 0.01F}, {0.23F, 0.49F}, {0.22F, 0.5F}, {0, 0.5F}},
               40, bench.main(0x3FA35A, Surface::plastic));
}
void make_cone_shape(Workbench& bench) {
  bench.turned({}, {{0, 0}, {0.27F, 0}, {0.28F, 0.012F}, {0.012F, 0.53F}, {0, 0.54F}}, 40,
               bench.main(0xE0603A, Surface::plastic));
}
void make_torus_shape(Workbench& bench) {
  bench.torus(translation({0, 0.33F, 0}) * world::turn_x(kPi / 2), 0.24F, 0.09F, 48, 20,
              bench.main(0x9A4FB5, Surface::plastic));
}
void make_heart(Workbench& bench) {
  const Paint paint = bench.main(0xDE1E3A, Surface::paint);
  // A puffed heart: the outline swells towards the middle.
  const Outline outline = heart_outline(0.5F);
  const auto at = [outline](float u, float v, float side) {
    const float f = u * static_cast<float>(outline.size());
    const auto i = static_cast<std::size_t>(f) % outline.size();
    const float t = f - std::floor(f);
    const Point2 a = outline[i];
    const Point2 b = outline[(i + 1) % outline.size()];
    const Vec3 middle{0, 0.29F, 0};
    const Vec3 edge{world::mix(a.x, b.x, t), world::mix(a.y, b.y, t), 0};
    const float in = 1 - v;
    Vec3 p = mix(middle, edge, in);
    p.z = side * 0.13F * std::pow(std::max(1 - in * in, 0.0F), 0.5F);
    return p;
  };
  bench.sheet([at](float u, float v) { return at(u, v, 1); }, 64, 12, paint, true);
  bench.sheet([at](float u, float v) { return at(u < 1e-6F ? 0 : 1 - u, v, -1); }, 64, 12, paint,
              true);
}
void make_star_shape(Workbench& bench) {
  const Paint paint = bench.main(0xF6C52E, Surface::metal);
  const Outline outline = star_outline(5, 0.3F, 0.13F);
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point2 a = outline[i];
    const Point2 b = outline[(i + 1) % outline.size()];
    const Vec3 pa{a.x, 0.25F + a.y, 0};
    const Vec3 pb{b.x, 0.25F + b.y, 0};
    bench.triangle({0, 0.25F, 0.1F}, pa, pb, paint);
    bench.triangle({0, 0.25F, -0.1F}, pb, pa, paint);
  }
}
void add_gem(Workbench& bench, Vec3 at, float size, const Paint& paint) {
  // A brilliant: table, crown, girdle, pavilion.
  constexpr int kSides = 8;
  for (int i = 0; i < kSides; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / kSides;
    const float b = 2 * kPi * static_cast<float>(i + 1) / kSides;
    const float m = (a + b) / 2;
    const auto ring = [&](float angle, float r, float y) {
      return at + Vec3{r * std::sin(angle), y, r * std::cos(angle)} * size;
    };
    const auto tinted = [&](float shade) {
      return Paint{paint.colour * shade, paint.surface, paint.bone, 0};
    };
    bench.triangle(at + Vec3{0, 0.62F, 0} * size, ring(a, 0.3F, 0.62F), ring(b, 0.3F, 0.62F),
                   tinted(1.25F));
    bench.triangle(ring(a, 0.3F, 0.62F), ring(m, 0.44F, 0.52F), ring(b, 0.3F, 0.62F), tinted(1.1F));
    bench.triangle(ring(a, 0.3F, 0.62F), ring(a, 0.5F, 0.42F), ring(m, 0.44F, 0.52F), tinted(0.9F));
    bench.triangle(ring(m, 0.44F, 0.52F), ring(b, 0.5F, 0.42F), ring(b, 0.3F, 0.62F), tinted(1.0F));
    bench.triangle(ring(m, 0.44F, 0.52F), ring(a, 0.5F, 0.42F), ring(b, 0.5F, 0.42F), tinted(0.8F));
    bench.triangle(ring(a, 0.5F, 0.42F), at, ring(m, 0.44F, 0.36F), tinted(0.65F));
    bench.triangle(ring(m, 0.44F, 0.36F), at, ring(b, 0.5F, 0.42F), tinted(1.05F));
    bench.triangle(ring(a, 0.5F, 0.42F), ring(m, 0.44F, 0.36F), ring(b, 0.5F, 0.42F),
                   tinted(0.85F));
  }
}
void make_diamond(Workbench& bench) {
  add_gem(bench, {}, 0.3F, bench.main(0xBFE6F6, Surface::glass));
}
void make_gem(Workbench& bench) { add_gem(bench, {}, 0.3F, bench.main(0xC4204A, Surface::glass)); }
void make_crystal(Workbench& bench) {
  const Paint paint = bench.main(0x9A6FE0, Surface::glass);
  for (int i = 0; i < 7; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / 6;
    const float lean = i == 6 ? 0.05F : bench.dice().between(0.25F, 0.6F);
    const float tall = i == 6 ? 0.55F : bench.dice().between(0.2F, 0.4F);
    const float wide = i == 6 ? 0.085F : bench.dice().between(0.04F, 0.06F);
    const float shade = bench.dice().between(0.75F, 1.2F);
    bench.add(
        translation({i == 6 ? 0.0F : 0.07F * std::sin(a), 0, i == 6 ? 0.0F : 0.07F * std::cos(a)}) *
            world::turn_y(a) * world::turn_x(lean),
        [&](Shaper& s) {
          s.turned({0, -0.02F, 0}, {{wide * 0.85F, 0}, {wide, tall * 0.75F}, {0, tall}}, 6,
                   Paint{paint.colour * shade, paint.surface, 0, 0});
        });
  }
  bench.repaint(0, [](world::Vertex& v) { v.position.y = std::max(v.position.y, 0.0F); });
  bench.ball(translation({0, 0.02F, 0}), {0.2F, 0.05F, 0.18F}, 6, 12,
             Workbench::plain(0x6A6560, Surface::rock));
  bench.repaint(0, [](world::Vertex& v) { v.position.y = std::max(v.position.y, 0.0F); });
}
void make_ring(Workbench& bench) {
  const Paint gold = bench.main(0xE3B23A, Surface::metal);
  bench.torus(translation({0, 0.19F, 0}) * world::turn_x(kPi / 2), 0.16F, 0.025F, 56, 14, gold);
  add_gem(bench, {0, 0.365F, 0}, 0.13F, bench.part("gem", 0xD5F0FA, Surface::glass));
  bench.turned({0, 0.36F, 0}, {{0.02F, 0}, {0.05F, 0.04F}, {0.055F, 0.055F}}, 16, gold);
}
void make_gear(Workbench& bench) {
  const Paint steel = bench.main(0xA9752F, Surface::metal);
  const auto wheel = [&](Vec3 at, float r, int teeth, int bone, const Paint& natural) {
    Paint p = natural;
    p.bone = bone;
    bench.plate(translation(at), gear_outline(teeth, r, 0.84F * r), 0.05F, 0.012F, p);
    bench.plate(translation(at), circle_outline(0.62F * r, 32), 0.065F, 0.015F,
                Paint{p.colour * 0.7F, p.surface, bone, 0});
    bench.plate(translation(at), circle_outline(0.22F * r, 20), 0.09F, 0.015F, p);
    for (int i = 0; i < 6; ++i) {
      const float a = kPi / 3 * static_cast<float>(i);
      bench.plate(translation(at + Vec3{0.42F * r * std::cos(a), 0.42F * r * std::sin(a), 0}),
                  circle_outline(0.11F * r, 14), 0.07F, 0,
                  Workbench::plain(0x2A2622, Surface::metal, bone));
    }
  };
  wheel({0, 0.4F, 0}, 0.4F, 16, bench.bone("cog_1", {0, 0.4F, 0}), steel);
  bench.anchor("top", {0, 0.8F, 0});
}
void make_coin(Workbench& bench) {
  const Paint gold = bench.main(0xE8B63A, Surface::metal);
  const Affine at = translation({0, 0.15F, 0});
  bench.plate(at, circle_outline(0.15F, 40), 0.012F, 0.004F, gold);
  for (const float side : {1.0F, -1.0F}) {
    const Affine face = at * world::turn_y(side > 0 ? 0 : kPi) * translation({0, 0, 0.012F});
    bench.torus(face * world::turn_x(kPi / 2), 0.135F, 0.006F, 40, 6, gold);
    bench.plate(face, star_outline(5, 0.085F, 0.036F), 0.006F, 0.003F,
                Paint{gold.colour * 0.8F, gold.surface, 0, 0});
  }
}
void make_bubble(Workbench& bench) {
  const std::size_t start = bench.mark();
  bench.ball(Affine{}, {0.12F, 0.12F, 0.12F}, 20, 32, bench.main(0xBFE0F0, Surface::glass));
  bench.repaint(start, [](world::Vertex& v) {
    const float swirl = std::sin(30 * v.position.y + 6 * noise3(v.position * 14, 3));
    v.colour = mix(v.colour, swirl > 0 ? Light{0.9F, 0.55F, 0.8F} : Light{0.5F, 0.85F, 0.9F},
                   0.45F * std::abs(swirl));
  });
  bench.ball(translation({-0.045F, 0.055F, 0.092F}), {0.022F, 0.016F, 0.01F}, 6, 10,
             Workbench::light(0xFFFFFF, 1.2F));
}
void make_particle(Workbench& bench) {
  add_gem(bench, {0, -0.02F, 0}, 0.06F, Workbench::light(0xFFE08A, 2));
}
void make_egg(Workbench& bench) {
  const std::size_t start = bench.mark();
  bench.turned_smooth({},
                      {{0, 0},
                       {0.012F, 0.001F},
                       {0.021F, 0.012F},
                       {0.0225F, 0.024F},
                       {0.017F, 0.043F},
                       {0.008F, 0.053F},
                       {0, 0.056F}},
                      32, bench.main(0xF0DEC4, Surface::ceramic));
  if (bench.has("striped") || bench.has("spotted") || bench.has("rainbow")) {
    bench.repaint(start, [](world::Vertex& v) {
      const auto band = static_cast<int>(v.position.y / 0.008F);
      static constexpr std::uint32_t kBands[] = {0xE23A7E, 0xF6D02F, 0x2C9FC9, 0x6FB04A};
      v.colour = world::from_srgb(kBands[band % 4]);
    });
  }
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"cube", standing<make_cube>},
    {"sphere", standing<make_sphere>},
    {"pyramid_shape", standing<make_pyramid_shape>},
    {"cylinder_shape", standing<make_cylinder_shape>},
    {"cone_shape", standing<make_cone_shape>},
    {"torus_shape", standing<make_torus_shape>},
    {"heart", standing<make_heart>},
    {"star_shape", standing<make_star_shape>},
    {"diamond", standing<make_diamond>},
    {"gem", standing<make_gem>},
    {"crystal", standing<make_crystal>},
    {"ring", standing<make_ring>},
    {"gear", standing<make_gear>},
    {"coin", standing<make_coin>},
    {"bubble", hovering<make_bubble>},
    {"particle", hovering<make_particle>},
    {"egg", standing<make_egg>},
});

}  // namespace

std::span<const Shelf> forms() { return kShelf; }

}  // namespace kirin::engine::motion::models
