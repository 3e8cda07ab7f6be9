// Stones and logs.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "engine/motion/places/noise.h"
#include "engine/motion/places/vegetation.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {
namespace {

using world::Vec3;

/// Normals from the faces round each vertex, kept sharp enough that facets show.
void smooth_normals(world::Mesh& mesh) {
  for (world::Vertex& v : mesh.vertices) {
    v.normal = {};
  }
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    world::Vertex& a = mesh.vertices[mesh.indices[i]];
    world::Vertex& b = mesh.vertices[mesh.indices[i + 1]];
    world::Vertex& c = mesh.vertices[mesh.indices[i + 2]];
    const Vec3 n = world::cross(b.position - a.position, c.position - a.position);
    a.normal += n;
    b.normal += n;
    c.normal += n;
  }
  for (world::Vertex& v : mesh.vertices) {
    v.normal = world::normalized(v.normal);
  }
}

}  // namespace

world::Mesh stone_mesh(const LandColours& colours, std::uint64_t seed) {
  Dice dice(seed ^ 0x570E5U);
  // A stone is what planes have left of a ball.
  std::array<Vec3, 13> cuts{};
  std::array<float, 13> depths{};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    cuts[i] = world::normalized({dice.between(-1, 1), dice.between(-0.8F, 1), dice.between(-1, 1)});
    depths[i] = dice.between(0.34F, 0.48F);
  }
  world::Mesh mesh;
  constexpr int kRings = 9;
  constexpr int kSides = 14;
  for (int r = 0; r <= kRings; ++r) {
    const float polar = world::kPi * static_cast<float>(r) / kRings;
    for (int s = 0; s < kSides; ++s) {
      const float a = 2 * world::kPi * static_cast<float>(s) / kSides;
      const Vec3 out{std::sin(polar) * std::cos(a), std::cos(polar), std::sin(polar) * std::sin(a)};
      float reach = 0.56F;
      for (std::size_t i = 0; i < cuts.size(); ++i) {
        const float facing = world::dot(out, cuts[i]);
        reach = facing > 0.05F ? std::min(reach, depths[i] / facing) : reach;
      }
      world::Vertex v;
      v.position = out * reach;
      v.position.y *= 0.78F;
      v.surface = world::Surface::rock;
      mesh.vertices.push_back(v);
    }
  }
  for (std::uint32_t r = 0; r < kRings; ++r) {
    for (std::uint32_t s = 0; s < kSides; ++s) {
      const std::uint32_t a = r * kSides + s;
      const std::uint32_t b = r * kSides + (s + 1) % kSides;
      mesh.indices.insert(mesh.indices.end(), {a, b, b + kSides, a, b + kSides, a + kSides});
    }
  }
  smooth_normals(mesh);
  const world::Light base = world::mix(colours.rock, colours.rock_light, dice.unit());
  for (world::Vertex& v : mesh.vertices) {
    const float grain = fbm2(7 * v.position.x + 3 * v.position.y, 7 * v.position.z, 2, seed);
    v.colour = base * (0.85F + 0.25F * grain) *
               (0.62F + 0.38F * world::smooth_step(-0.3F, 0.2F, v.position.y));
    const float top = world::smooth_step(0.45F, 0.85F, v.normal.y + 0.25F * grain);
    v.colour = world::mix(v.colour, colours.snow, colours.snow_cover * top);
    v.colour = world::mix(v.colour, colours.grass * 0.7F, 0.35F * top * (1 - colours.snow_cover));
  }
  return mesh;
}

void sow_stones(Site& site, const Planting& like, std::uint64_t salt) {
  if (site.excludes("rock") || site.excludes("stone")) {
    return;
  }
  for (std::uint64_t variant = 0; variant < 3; ++variant) {
    std::vector<world::Affine> places;
    const std::uint64_t own = site.seed ^ mixed(salt + variant);
    Dice dice(own);
    const float area = (like.x1 - like.x0) * (like.z1 - like.z0);
    const int tries = static_cast<int>(area / (like.spacing * like.spacing) / 3);
    for (int i = 0; i < tries; ++i) {
      const float x = dice.between(like.x0, like.x1);
      const float z = dice.between(like.z0, like.z1);
      const float chance = dice.unit();
      const float rare = dice.unit();
      const float size = world::mix(like.smallest, like.largest, rare * rare);
      const Vec3 stretch{dice.between(0.8F, 1.3F), dice.between(0.7F, 1.1F),
                         dice.between(0.8F, 1.2F)};
      const float turn = dice.between(0, 6.28F);
      if (chance >= (like.density ? like.density(x, z) : 1) ||
          free_of_stage(site, x, z, 0.6F * size) < 0.5F) {
        continue;
      }
      places.push_back(world::translation({x, site.place.ground(x, z) + 0.12F * size, z}) *
                       world::turn_y(turn) * world::scaling(stretch * size));
    }
    if (!places.empty()) {
      site.world.scatters.push_back(
          {.label = "stones",
           .mesh = std::make_shared<const world::Mesh>(stone_mesh(site.land, own)),
           .far_mesh = nullptr,
           .never_from = like.never_from,
           .places = std::move(places),
           .casts_shadow = like.casts_shadow});
    }
  }
}

void add_seat_stone(Site& site, float x, float z, float size, std::uint64_t salt) {
  if (site.excludes("rock") || site.excludes("stone")) {
    return;
  }
  world::Mesh mesh = stone_mesh(site.land, site.seed ^ salt);
  for (world::Vertex& v : mesh.vertices) {  // worn flat where one sits
    v.position.y = std::min(v.position.y, 0.26F);
  }
  smooth_normals(mesh);
  const float y = site.place.ground(x, z);
  world::Mesh placed;
  world::append(placed, mesh,
                world::translation({x, y + 0.18F * size, z}) *
                    world::turn_y(static_cast<float>(salt)) *
                    world::scaling({1.35F * size, size, 1.1F * size}));
  add_part(site, "rock", std::move(placed), true);
  site.place.seats.push_back({x, y + 0.44F * size, z});
}

void add_log(Site& site, float x, float z, float length, float turn, std::uint64_t salt) {
  if (site.excludes("log")) {
    return;
  }
  Dice dice(site.seed ^ salt);
  world::Mesh mesh;
  const float y = site.place.ground(x, z);
  const Vec3 along{std::cos(turn), 0, -std::sin(turn)};
  const Vec3 middle{x, y + 0.2F, z};
  std::vector<Vec3> path;
  std::vector<float> radii;
  for (int i = 0; i <= 7; ++i) {
    const float t = static_cast<float>(i) / 7 - 0.5F;
    path.push_back(middle + along * (t * length));
    radii.push_back(0.23F * dice.between(0.92F, 1.08F) * (1 - 0.2F * t));
  }
  world::MeshBuilder build(mesh);
  build.tube(path, radii, 10, {world::from_srgb(0x5A4634), world::Surface::bark});
  const world::Light wood = world::from_srgb(0xC09A68);
  build.cylinder(path.front() - along * 0.005F, path.front(), 0.20F, 0.20F, 10,
                 {wood, world::Surface::wood});
  build.cylinder(path.back(), path.back() + along * 0.005F, 0.18F, 0.18F, 10,
                 {wood, world::Surface::wood});
  for (world::Vertex& v : mesh.vertices) {
    const float top = world::smooth_step(0.4F, 0.9F, v.normal.y);
    v.colour = world::mix(v.colour, site.land.snow, site.land.snow_cover * top);
  }
  add_part(site, "log", std::move(mesh), true);
  site.place.seats.push_back({x, y + 0.42F, z});
}

}  // namespace kirin::engine::motion::places
