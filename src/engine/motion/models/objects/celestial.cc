// Bodies of space, a metre or two wide: blocking scales them.
#include <array>
#include <cmath>

#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Light;
using world::mix;
using world::Paint;
using world::Point2;
using world::smooth_step;
using world::Surface;
using world::Vec3;

constexpr float kRadius = 1;

/// A globe of that radius whose vertices are painted by where they are (a unit vector).
void add_globe(Workbench& bench, float radius, int rings,
               const std::function<void(Vec3 unit, world::Vertex& v)>& paint,
               Surface surface = Surface::matte) {
  const std::size_t start = bench.mark();
  bench.ball(world::Affine{}, {radius, radius, radius}, rings, 2 * rings,
             {{0.5F, 0.5F, 0.5F}, surface, 0, 0});
  bench.repaint(start, [&](world::Vertex& v) { paint(normalized(v.position), v); });
}

/// Pits with bright rims all over a globe: how deep at `unit`, in [-1, 1].
float craters(Vec3 unit, float scale, std::uint64_t salt) {
  const Vec3 p = unit * scale;
  const Vec3 cell{std::floor(p.x), std::floor(p.y), std::floor(p.z)};
  float depth = 0;
  for (int i = 0; i < 27; ++i) {
    const Vec3 c = cell + Vec3{static_cast<float>(i % 3 - 1), static_cast<float>(i / 3 % 3 - 1),
                               static_cast<float>(i / 9 - 1)};
    const auto id = static_cast<std::int64_t>(c.x * 73 + c.y * 1031 + c.z * 7919);
    const Vec3 middle = c + Vec3{hashed_unit(id, salt), hashed_unit(id, salt + 1),
                                 hashed_unit(id, salt + 2)};
    const float size = 0.18F + 0.32F * hashed_unit(id, salt + 3);
    const float d = length(p - middle) / size;
    depth += d < 1 ? -(1 - d * d) : 0.55F * std::exp(-12 * (d - 1) * (d - 1));
  }
  return std::clamp(depth, -1.0F, 1.0F);
}

void make_planet(Workbench& bench) {
  static constexpr std::uint32_t kUsual[] = {0x2F8FA8, 0xC07A3A, 0x7A5FB5, 0x4FA077, 0xB54F5A};
  const Light base = bench.order().colour.value_or(world::from_srgb(kUsual[bench.dice().below(5)]));
  const auto salt = bench.order().seed;
  add_globe(bench, kRadius, 48, [&](Vec3 u, world::Vertex& v) {
    const float swirl = fbm3(u * 2.4F + Vec3{0, 0, 3}, 4, salt);
    const float band = std::sin(9 * u.y + 4 * swirl);
    v.colour = mix(base * 0.5F, lighter(base, 0.35F), 0.5F + 0.5F * band) * (0.9F + 0.4F * swirl);
    v.colour = max(v.colour, {0.01F, 0.01F, 0.01F});
  });
  bench.anchor("top", {0, kRadius, 0});
}

void make_earth(Workbench& bench) {
  add_globe(
      bench, kRadius, 60,
      [](Vec3 u, world::Vertex& v) {
        const float land = fbm3(u * 1.7F + Vec3{4.2F, 1, 7.7F}, 5, 11) + 0.06F;
        const float cold = std::abs(u.y);
        const Light sea = mix(world::from_srgb(0x0E3F7A), world::from_srgb(0x2A7FB5),
                              smooth_step(-0.25F, 0.0F, land));
        const Light ground =
            mix(world::from_srgb(0x3F7A35), world::from_srgb(0xC9A96A),
                smooth_step(0.0F, 0.35F, fbm3(u * 4, 3, 5) + 0.35F - std::abs(cold - 0.35F)));
        v.colour = mix(sea, ground, smooth_step(0.0F, 0.03F, land));
        v.colour =
            mix(v.colour, {0.85F, 0.88F, 0.92F}, smooth_step(0.80F, 0.88F, cold + 0.15F * land));
        const float cloud = fbm3(Vec3{u.x * 3.2F, u.y * 5.5F, u.z * 3.2F} + Vec3{1, 9, 2}, 5, 23);
        v.colour = mix(v.colour, {0.92F, 0.93F, 0.95F}, 0.85F * smooth_step(0.06F, 0.30F, cloud));
      },
      Surface::plastic);
  bench.anchor("top", {0, kRadius, 0});
}

void make_mars(Workbench& bench) {
  const Light base = bench.order().colour.value_or(world::from_srgb(0xC1603A));
  add_globe(bench, kRadius, 56, [&](Vec3 u, world::Vertex& v) {
    const float n = fbm3(u * 2.2F, 5, 31);
    v.colour = mix(base * 0.55F, lighter(base, 0.12F), smooth_step(-0.35F, 0.3F, n));
    v.colour = v.colour * (1 + 0.25F * craters(u, 5, 9));
    v.colour =
        mix(v.colour, {0.9F, 0.9F, 0.9F}, smooth_step(0.90F, 0.94F, std::abs(u.y) + 0.05F * n));
  });
}

void make_moon(Workbench& bench) {
  const Light base = bench.order().colour.value_or(world::from_srgb(0xD6D2C6));
  add_globe(bench, kRadius, 60, [&](Vec3 u, world::Vertex& v) {
    const float maria = fbm3(u * 1.5F + Vec3{3, 3, 1}, 3, 41);
    const float pits = 0.6F * craters(u, 3, 17) + 0.4F * craters(u, 7, 53);
    v.colour = base * (1 - 0.42F * smooth_step(0.02F, 0.25F, maria)) * (1 + 0.28F * pits);
    v.position = v.position * (1 + 0.012F * pits);
  });
}

void make_saturn(Workbench& bench) {
  const Light base = bench.order().colour.value_or(world::from_srgb(0xE0C48A));
  const world::Affine tilt = world::turn_z(0.42F) * world::turn_x(0.25F);
  bench.add(tilt, [&](Shaper& s) {
    const std::size_t start = s.mark();
    s.ball(world::Affine{}, {kRadius, 0.93F * kRadius, kRadius}, 44, 64,
           {base, Surface::matte, 0, 0});
    s.repaint(start, [&](world::Vertex& v) {
      const float band = 0.5F * std::sin(22 * v.position.y) +
                         0.3F * std::sin(47 * v.position.y + 1) + 0.3F * noise3(v.position * 3, 3);
      v.colour = base * (1 + 0.16F * band);
    });
    constexpr int kRings = 26;
    for (int i = 0; i < kRings; ++i) {
      const float t = static_cast<float>(i) / kRings;
      if (t > 0.62F && t < 0.70F) {
        continue;  // the gap that Cassini saw
      }
      const float shade = 0.45F + 0.5F * hashed_unit(i, 5);
      const Paint paint{base * shade, Surface::matte, 0, 0};
      const float inner = world::mix(1.28F, 2.15F, t);
      const float outer = inner + 0.87F / kRings;
      const Point2 top[] = {{outer, 0.004F}, {inner, 0.004F}};
      const Point2 low[] = {{inner, -0.004F}, {outer, -0.004F}};
      s.lathe({}, top, 72, paint);
      s.lathe({}, low, 72, paint);
    }
  });
}

void add_star_body(Workbench& bench, Light base, float strength) {
  add_globe(
      bench, kRadius, 44,
      [&](Vec3 u, world::Vertex& v) {
        const float grain = fbm3(u * 5, 4, 61);
        const float spot = smooth_step(0.28F, 0.42F, fbm3(u * 2.2F + Vec3{8, 1, 2}, 3, 67));
        v.colour = max(base * (strength * (1 + 0.45F * grain) * (1 - 0.5F * spot)), {0, 0, 0});
      },
      Surface::glow);
}
void make_sun(Workbench& bench) {
  add_star_body(bench, bench.order().colour.value_or(world::from_srgb(0xFFB534)), 2.1F);
}
void make_star(Workbench& bench) {
  add_star_body(bench, bench.order().colour.value_or(world::from_srgb(0xCFE0FF)), 2.4F);
}

/// A lump of rock.
void add_rock(Workbench& bench, float radius, const Light& base, std::uint64_t salt,
              bool has_craters) {
  const std::size_t start = bench.mark();
  bench.ball(world::Affine{}, {radius, radius, radius}, 34, 52, {base, Surface::rock, 0, 0});
  const auto shape = [&](Vec3 u) {
    const float n = fbm3(u * 1.5F + Vec3{5, 2, 8}, 5, salt);
    return radius * (1 + 0.55F * n + (has_craters ? 0.07F * craters(u, 3, salt + 3) : 0.0F));
  };
  bench.repaint(start, [&](world::Vertex& v) {
    const Vec3 u = normalized(v.position);
    const world::Affine tangent = world::pointing({}, u);
    const Vec3 here = u * shape(u);
    const Vec3 du = normalized(u + tangent.x * 0.02F);
    const Vec3 dv = normalized(u + tangent.z * 0.02F);
    v.normal = normalized(cross(dv * shape(dv) - here, du * shape(du) - here));
    v.normal = dot(v.normal, u) < 0 ? -v.normal : v.normal;
    v.position = here * Vec3{1.15F, 0.85F, 1};
    v.colour = base * (0.8F + 0.45F * fbm3(u * 6, 3, salt + 9));
  });
}
void make_asteroid(Workbench& bench) {
  add_rock(bench, 0.9F, bench.main(0x8A8078, Surface::rock).colour, bench.order().seed + 3, true);
}
void make_rock(Workbench& bench) {
  add_rock(bench, 0.55F, bench.main(0x8C8880, Surface::rock).colour, bench.order().seed + 12,
           false);
  bench.repaint(0, [](world::Vertex& v) { v.position.y = std::max(v.position.y, -0.28F); });
  bench.anchor("top", {0, 0.4F, 0});
  bench.anchor("seat", {0, 0.4F, 0});
}

/// A glowing tail behind a head at the origin, along −x: tapering shells.
void add_tail(Workbench& bench, float length_m, float width, Light near, Light far) {
  for (const auto& [grow, reach] : {Point2{1.0F, 0.72F}, Point2{0.7F, 0.86F}, Point2{0.4F, 1.0F}}) {
    const std::size_t start = bench.mark();
    bench.add(world::turn_z(kPi / 2), [&, g = grow, r = reach](Shaper& s) {
      const Point2 profile[] = {{0, -0.25F * width * g},
                                {0.5F * width * g, 0.0F},
                                {0.48F * width * g, 0.2F * length_m * r},
                                {0.3F * width * g, 0.6F * length_m * r},
                                {0, length_m * r}};
      s.lathe({}, smooth_profile(profile, 4), 18, {near, Surface::glow, 0, 0});
    });
    bench.repaint(start, [&](world::Vertex& v) {
      const float t = std::clamp(-v.position.x / length_m, 0.0F, 1.0F);
      v.colour = mix(near * 0.5F, far, std::sqrt(t));
      v.position.y += 0.04F * width * std::sin(9 * t + 3 * v.position.z);
    });
  }
}
void make_comet(Workbench& bench) {
  const Light glow = bench.order().colour.value_or(world::from_srgb(0x9FD8FF));
  bench.ball(world::Affine{}, {0.32F, 0.32F, 0.32F}, 16, 24, {glow * 2.2F, Surface::glow, 0, 0});
  add_tail(bench, 3.2F, 0.72F, glow, glow * 0.08F);
}
void make_meteor(Workbench& bench) {
  const Light glow = bench.order().colour.value_or(world::from_srgb(0xFF8A2A));
  add_rock(bench, 0.3F, world::from_srgb(0x4A3A32), 5, false);
  add_tail(bench, 2.6F, 0.85F, glow * 1.8F, glow * 0.1F);
}

void make_galaxy(Workbench& bench) {
  const Light arms = bench.order().colour.value_or(world::from_srgb(0x8FB0FF));
  const Light core = world::from_srgb(0xFFE0A8);
  const world::Affine tilt = world::turn_x(0.55F) * world::turn_z(0.18F);
  Dice& dice = bench.dice();
  bench.add(tilt, [&](Shaper& s) {
    s.ball(world::Affine{}, {0.22F, 0.13F, 0.22F}, 12, 20, {core * 1.8F, Surface::glow, 0, 0});
    constexpr int kStars = 1500;
    for (int i = 0; i < kStars; ++i) {
      const float t = std::pow(dice.unit(), 0.7F);
      const bool is_bulge = i % 6 == 0;
      const float r = is_bulge ? 0.5F * t : 0.15F + 1.35F * t;
      const float arm = kPi * static_cast<float>(i % 2) + 3.6F * std::log(1 + 2.2F * r) +
                        dice.between(-1, 1) * (0.45F - 0.2F * t);
      const float a = is_bulge ? 2 * kPi * dice.unit() : arm;
      const float high = (is_bulge ? 0.10F : 0.03F) * dice.between(-1, 1);
      const float size = dice.between(0.004F, 0.013F) * (dice.unit() < 0.06F ? 1.8F : 1);
      const Light colour = mix(core, dice.unit() < 0.12F ? world::from_srgb(0xFF8FB5) : arms,
                               smooth_step(0.2F, 0.7F, r)) *
                           dice.between(0.5F, 2.0F);
      s.ball(world::translation({r * std::sin(a), high, r * std::cos(a)}), {size, size, size}, 2, 4,
             {colour, Surface::glow, 0, 0});
    }
  });
}

void make_black_hole(Workbench& bench) {
  const Light fire = bench.order().colour.value_or(world::from_srgb(0xFF9A3A));
  bench.ball(world::Affine{}, {0.5F, 0.5F, 0.5F}, 24, 36, {{0, 0, 0}, Surface::matte, 0, 0});
  // The photon ring faces the eye; the disc is seen over and under the hole.
  for (const auto& [r, w, k] : {std::tuple{0.56F, 0.02F, 2.2F}, {0.66F, 0.055F, 0.9F}}) {
    bench.torus(world::turn_x(kPi / 2), r, w, 64, 8,
                {mix(fire, {1, 1, 1}, 0.45F) * k, Surface::glow, 0, 0});
  }
  const world::Affine tilt = world::turn_x(0.16F) * world::turn_z(0.12F);
  constexpr int kRings = 22;
  for (int i = 0; i < kRings; ++i) {
    const float t = static_cast<float>(i) / kRings;
    const float inner = world::mix(0.72F, 1.75F, t);
    const float outer = inner + 1.03F / kRings;
    const std::size_t start = bench.mark();
    const Light base = mix(mix({1, 0.95F, 0.85F}, fire, smooth_step(0, 0.35F, t)), fire * 0.12F,
                           smooth_step(0.3F, 1, t)) *
                       (0.7F + 0.6F * hashed_unit(i, 7)) * 1.5F;
    const Point2 top[] = {{outer, 0.006F}, {inner, 0.006F}};
    const Point2 low[] = {{inner, -0.006F}, {outer, -0.006F}};
    bench.lathe(tilt, top, 80, {base, Surface::glow, 0, 0});
    bench.lathe(tilt, low, 80, {base, Surface::glow, 0, 0});
    // The side that comes towards the eye is brighter (Doppler).
    bench.repaint(start, [](world::Vertex& v) {
      v.colour = v.colour * (1 - 0.55F * smooth_step(-0.8F, 0.8F, v.position.x));
    });
  }
}

constexpr std::array kShelf = std::to_array<Shelf>({
    {"planet", hovering<make_planet>},
    {"earth", hovering<make_earth>},
    {"mars", hovering<make_mars>},
    {"moon", hovering<make_moon>},
    {"saturn", hovering<make_saturn>},
    {"sun", hovering<make_sun>},
    {"star", hovering<make_star>},
    {"asteroid", hovering<make_asteroid>},
    {"rock", standing<make_rock>},
    {"comet", hovering<make_comet>},
    {"meteor", hovering<make_meteor>},
    {"galaxy", hovering<make_galaxy>},
    {"black_hole", hovering<make_black_hole>},
});

}  // namespace

std::span<const Shelf> celestial_bodies() { return kShelf; }

}  // namespace kirin::engine::motion::models
