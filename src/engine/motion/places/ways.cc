#include "engine/motion/places/ways.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "engine/motion/places/noise.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::from_srgb;
using world::Light;
using world::Paint;
using world::Surface;
using world::Vec3;

Vec3 catmull_rom(Vec3 a, Vec3 b, Vec3 c, Vec3 d, float t) {
  return (b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * (t * t) +
          (b * 3 - a - c * 3 + d) * (t * t * t)) *
         0.5F;
}

struct Nearest {
  float distance = 1e9F;
  float height = 0;
};

Nearest nearest_on(const Way& way, float x, float z) {
  Nearest best;
  for (std::size_t i = 0; i + 1 < way.line.size(); ++i) {
    const Vec3 a = way.line[i];
    const Vec3 d = way.line[i + 1] - a;
    // Most parts are too far away to matter: no part is longer than a few metres.
    constexpr float kLongest = 12;
    const float reach = best.distance + kLongest;
    if ((x - a.x) * (x - a.x) + (z - a.z) * (z - a.z) > reach * reach) {
      continue;
    }
    const float t = std::clamp(
        ((x - a.x) * d.x + (z - a.z) * d.z) / std::max(d.x * d.x + d.z * d.z, 1e-6F), 0.0F, 1.0F);
    const float away = std::hypot(x - a.x - t * d.x, z - a.z - t * d.z);
    if (away < best.distance) {
      best = {away, a.y + t * d.y};
    }
  }
  return best;
}

Vec3 right_of(const Way& way, std::size_t i) {
  const Vec3 from = way.line[i > 0 ? i - 1 : 0];
  const Vec3 to = way.line[std::min(i + 1, way.line.size() - 1)];
  return world::normalized(Vec3{-(to.z - from.z), 0, to.x - from.x});
}

/// A band along the way between two distances from its middle, `lift` metres above it.
void add_band(world::Mesh& mesh, const Way& way, float from, float to, float lift, Light colour,
              Surface surface, float grain) {
  const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
  for (std::size_t i = 0; i < way.line.size(); ++i) {
    const Vec3 side = right_of(way, i);
    for (const float at : {from, to}) {
      world::Vertex v;
      v.position = way.line[i] + side * at + Vec3{0, lift, 0};
      v.normal = {0, 1, 0};
      v.colour = colour * (1 + grain * fbm2(0.3F * v.position.x, 0.3F * v.position.z, 2, 5));
      v.surface = surface;
      mesh.vertices.push_back(v);
    }
  }
  for (std::uint32_t i = 0; i + 1 < way.line.size(); ++i) {
    const std::uint32_t a = first + 2 * i;
    mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + 3, a, a + 3, a + 2});
  }
}

void add_dashes(world::Mesh& mesh, const Way& way, Light colour) {
  world::MeshBuilder build(mesh);
  float run = 0;
  for (std::size_t i = 0; i + 1 < way.line.size(); ++i) {
    run += world::length(way.line[i + 1] - way.line[i]);
    if (std::fmod(run, 9.0F) > 3.0F) {
      continue;
    }
    const Vec3 a = right_of(way, i) * 0.07F;
    const Vec3 b = right_of(way, i + 1) * 0.07F;
    const Vec3 up{0, 0.03F, 0};
    build.quad(way.line[i] - a + up, way.line[i] + a + up, way.line[i + 1] + b + up,
               way.line[i + 1] - b + up, {colour, Surface::asphalt});
  }
}

void add_rails(world::Mesh& mesh, const Way& way) {
  world::MeshBuilder rails(mesh);
  const Paint steel{from_srgb(0xA8ACB2), Surface::metal};
  const Paint rust{from_srgb(0x5A463A), Surface::metal};
  for (const float rail : {-0.72F, 0.72F}) {
    for (std::size_t i = 0; i + 1 < way.line.size(); ++i) {
      const auto at = [&](std::size_t k, float aside, float up) {
        return way.line[k] + right_of(way, k) * (rail + aside) + Vec3{0, up, 0};
      };
      constexpr float kHalf = 0.04F;
      rails.quad(at(i, -kHalf, 0.34F), at(i, kHalf, 0.34F), at(i + 1, kHalf, 0.34F),
                 at(i + 1, -kHalf, 0.34F), steel);
      rails.quad(at(i, kHalf, 0.18F), at(i + 1, kHalf, 0.18F), at(i + 1, kHalf, 0.34F),
                 at(i, kHalf, 0.34F), rust);
      rails.quad(at(i + 1, -kHalf, 0.18F), at(i, -kHalf, 0.18F), at(i, -kHalf, 0.34F),
                 at(i + 1, -kHalf, 0.34F), rust);
    }
  }
  world::MeshBuilder build(mesh);
  float run = 0;
  float next = 0;
  for (std::size_t i = 0; i + 1 < way.line.size(); ++i) {
    const Vec3 step = way.line[i + 1] - way.line[i];
    const float length = world::length(step);
    while (next < run + length) {
      const Vec3 at = way.line[i] + step * ((next - run) / length);
      if (std::hypot(at.x, at.z) < 90) {
        const Vec3 side = right_of(way, i);
        const Vec3 ahead = world::normalized(step);
        build.box({side, {0, 1, 0}, ahead * -1.0F, at + Vec3{0, 0.13F, 0}}, {1.25F, 0.07F, 0.13F},
                  {from_srgb(0x5C4A3A), Surface::wood});
      }
      next += 0.65F;
    }
    run += length;
  }
}

}  // namespace

float distance_to(const Way& way, float x, float z, float* height) {
  const Nearest near = nearest_on(way, x, z);
  if (height != nullptr) {
    *height = near.height;
  }
  return near.distance;
}

Way make_way(Route::Kind kind, const std::vector<Vec3>& knots, float half_width,
             const std::function<float(float, float)>& height) {
  Way way{.kind = kind, .line = {}, .half_width = half_width};
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Vec3 a = knots[i > 0 ? i - 1 : 0];
    const Vec3 d = knots[std::min(i + 2, knots.size() - 1)];
    const float length = world::length(knots[i + 1] - knots[i]);
    const int steps = std::clamp(static_cast<int>(length / 1.4F), 6, 48);
    for (int s = 0; s < steps; ++s) {
      way.line.push_back(catmull_rom(a, knots[i], knots[i + 1], d,
                                     static_cast<float>(s) / static_cast<float>(steps)));
    }
  }
  way.line.push_back(knots.back());
  for (Vec3& p : way.line) {
    p.y = height(p.x, p.z);
  }
  for (int pass = 0; pass < 40; ++pass) {  // builders of roads shun steep ones
    for (std::size_t i = 1; i + 1 < way.line.size(); ++i) {
      way.line[i].y = 0.25F * way.line[i - 1].y + 0.5F * way.line[i].y + 0.25F * way.line[i + 1].y;
    }
  }
  return way;
}

Land with_way(Land land, const Way& way, const LandColours& colours) {
  const auto shared = std::make_shared<const Way>(way);
  const bool is_rail = way.kind == Route::Kind::rail;
  Land result;
  result.height = [height = std::move(land.height), shared](float x, float z) {
    const float raw = height(x, z);
    const Nearest near = nearest_on(*shared, x, z);
    const float bank = 1 - world::smooth_step(shared->half_width + 0.8F,
                                              3.2F * shared->half_width + 2.5F, near.distance);
    return world::mix(raw, near.height, bank);
  };
  result.paint = [paint = std::move(land.paint), shared, colours, is_rail](Vec3 at, Vec3 normal) {
    GroundPaint ground = paint(at, normal);
    const float away =
        nearest_on(*shared, at.x, at.z).distance + 0.5F * fbm2(0.7F * at.x, 0.7F * at.z, 2, 3);
    const float verge = 1 - world::smooth_step(shared->half_width, shared->half_width + 1.1F, away);
    const Light earth =
        is_rail ? from_srgb(0x7A7268) : world::mix(colours.soil, colours.sand, 0.35F);
    ground.colour = world::mix(ground.colour, earth, verge * (1 - 0.7F * colours.snow_cover));
    ground.surface = verge > 0.5F ? Surface::soil : ground.surface;
    return ground;
  };
  return result;
}

void add_way(Site& site, const Way& way) {
  world::Mesh mesh;
  const bool is_wet = site.scene.weather.rain > 0.1;
  const float snow = 0.55F * site.land.snow_cover;
  const float w = way.half_width;
  if (way.kind == Route::Kind::road) {
    const Light tar = world::mix(from_srgb(is_wet ? 0x24262A : 0x4A4A4C), site.land.snow, snow);
    const Light line = from_srgb(0xE8E4D4);
    add_band(mesh, way, -w, w, 0.02F, tar, Surface::asphalt, 0.15F);
    add_band(mesh, way, -w + 0.15F, -w + 0.27F, 0.03F, line, Surface::asphalt, 0.1F);
    add_band(mesh, way, w - 0.27F, w - 0.15F, 0.03F, line, Surface::asphalt, 0.1F);
    add_dashes(mesh, way, line);
  } else if (way.kind == Route::Kind::rail) {
    add_band(mesh, way, -w, w, 0.06F, world::mix(from_srgb(0x847C74), site.land.snow, snow),
             Surface::rock, 0.35F);
    add_rails(mesh, way);
  } else if (way.kind == Route::Kind::path) {
    add_band(mesh, way, -w, w, 0.015F,
             world::mix(world::mix(site.land.soil, site.land.sand, 0.6F), site.land.snow, snow),
             Surface::soil, 0.25F);
  }
  add_part(site, "way", std::move(mesh), false);
  // From left to right as the camera sees it.
  Route route{.kind = way.kind, .points = way.line};
  if (!route.points.empty() && route.points.front().x > route.points.back().x) {
    std::reverse(route.points.begin(), route.points.end());
  }
  site.place.routes.push_back(std::move(route));
}

}  // namespace kirin::engine::motion::places
