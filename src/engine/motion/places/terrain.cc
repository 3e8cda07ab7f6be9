#include "engine/motion/places/terrain.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/motion/places/noise.h"

namespace kirin::engine::motion::places {
namespace {

using world::Vec3;

/// Azimuths of the spokes, from −π to π about −z; fine ahead, coarse behind.
std::vector<float> spokes(float fine_degrees) {
  constexpr float kFineArc = 58 * world::kPi / 180;
  const float fine = fine_degrees * world::kPi / 180;
  const int fine_count = static_cast<int>(std::ceil(2 * kFineArc / fine));
  constexpr int kCoarseCount = 44;
  std::vector<float> angles;
  for (int i = 0; i < fine_count; ++i) {
    angles.push_back(-kFineArc +
                     2 * kFineArc * static_cast<float>(i) / static_cast<float>(fine_count));
  }
  for (int i = 0; i < kCoarseCount; ++i) {
    angles.push_back(kFineArc + 2 * (world::kPi - kFineArc) * static_cast<float>(i) / kCoarseCount);
  }
  return angles;
}

}  // namespace

Vec3 land_normal(const std::function<float(float, float)>& height, float x, float z, float step) {
  const float dx = height(x + step, z) - height(x - step, z);
  const float dz = height(x, z + step) - height(x, z - step);
  return world::normalized({-dx, 2 * step, -dz});
}

world::Mesh land_mesh(const Land& land, const LandExtent& extent) {
  world::Mesh mesh;
  const std::vector<float> angles = spokes(extent.fine_degrees);
  const auto count = static_cast<std::uint32_t>(angles.size());
  const auto add = [&](float x, float z, float step) {
    world::Vertex vertex;
    vertex.position = {x, land.height(x, z), z};
    vertex.normal = land_normal(land.height, x, z, step);
    const GroundPaint paint = land.paint(vertex.position, vertex.normal);
    vertex.colour = paint.colour;
    vertex.surface = paint.surface;
    mesh.vertices.push_back(vertex);
  };
  add(extent.middle.x, extent.middle.z, 0.5F * extent.nearest);
  std::uint32_t rings = 0;
  for (float r = extent.nearest; r < extent.farthest * extent.growth; r *= extent.growth) {
    for (const float a : angles) {
      add(extent.middle.x + r * std::sin(a), extent.middle.z - r * std::cos(a),
          0.5F * (extent.growth - 1) * r);
    }
    ++rings;
  }
  for (std::uint32_t s = 0; s < count; ++s) {
    const std::uint32_t next = (s + 1) % count;
    mesh.indices.insert(mesh.indices.end(), {0U, 1 + next, 1 + s});
    for (std::uint32_t ring = 0; ring + 1 < rings; ++ring) {
      const std::uint32_t a = 1 + ring * count + s;
      const std::uint32_t b = 1 + ring * count + next;
      mesh.indices.insert(mesh.indices.end(), {a, b, b + count, a, b + count, a + count});
    }
  }
  return mesh;
}

float stage_mask(float x, float z, float half_width, float half_depth) {
  // The ground between the stage and the camera counts half: it must not hide the action.
  const float depth = z > 0 ? half_depth + 7 : half_depth;
  const float away = std::hypot(x / half_width, z / depth);
  return 1 - world::smooth_step(1.0F, 2.6F, away);
}

GroundPaint snowed(const LandColours& colours, GroundPaint paint, Vec3 at, Vec3 normal,
                   std::uint64_t salt) {
  if (colours.snow_cover <= 0) {
    return paint;
  }
  const float hold = normal.y + 0.10F * fbm2(at.x * 0.35F, at.z * 0.35F, 3, salt ^ 0x5F0U);
  const float cover = colours.snow_cover * world::smooth_step(0.62F, 0.80F, hold);
  const float drift = 0.94F + 0.06F * fbm2(at.x * 0.08F, at.z * 0.08F, 3, salt ^ 0x5F1U);
  return {world::mix(paint.colour, colours.snow * drift, cover),
          cover > 0.5F ? world::Surface::snow : paint.surface};
}

GroundPaint grassy_ground(const LandColours& colours, Vec3 at, Vec3 normal, std::uint64_t salt) {
  const float wide = fbm2(at.x * 0.03F, at.z * 0.03F, 3, salt);
  const float fine = fbm2(at.x * 0.35F, at.z * 0.35F, 3, salt + 7);
  const float dry = std::clamp(0.32F + 0.55F * wide + 0.25F * fine, 0.0F, 1.0F);
  world::Light colour = world::mix(colours.grass, colours.grass_dry, 0.55F * dry);
  colour = colour * (0.86F + 0.20F * fine);
  world::Surface surface = world::Surface::grass;
  const float steep = 1 - normal.y;
  const float bare = world::smooth_step(0.14F, 0.30F, steep + 0.06F * fine);
  if (bare > 0) {
    const world::Light stone =
        world::mix(colours.rock, colours.rock_light, 0.5F + 0.5F * fbm2(at.x, at.z, 2, salt + 9));
    colour = world::mix(colour, world::mix(colours.soil, stone, 0.6F), bare);
    surface = bare > 0.5F ? world::Surface::rock : surface;
  }
  return snowed(colours, {colour, surface}, at, normal, salt);
}

}  // namespace kirin::engine::motion::places
