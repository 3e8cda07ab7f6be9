// Plants of a form of their own: cactus, mushroom, hedge, vine, a single leaf.
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/motion/models/plants/growth.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::from_srgb;
using world::Light;
using world::Mesh;
using world::Surface;
using world::Vec3;

/// A ribbed column along `path`, with a round end.
void add_ribbed(Mesh& mesh, const std::vector<Vec3>& path, float radius, Light colour, int ribs) {
  const int sides = 2 * ribs;
  const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
  const auto count = path.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Vec3 along =
        world::normalized(path[std::min(i + 1, count - 1)] - path[i > 0 ? i - 1 : 0]);
    const world::Affine frame = world::pointing(path[i], path[i] + along);
    const float t = static_cast<float>(i) / static_cast<float>(count - 1);
    const float round =
        std::sqrt(std::max(0.0F, 1 - std::pow(std::max(0.0F, (t - 0.82F) / 0.18F), 2.0F)));
    for (int s = 0; s < sides; ++s) {
      const float a = 2 * world::kPi * static_cast<float>(s) / static_cast<float>(sides);
      const bool is_rib = s % 2 == 0;
      const Vec3 out = frame.direction({std::cos(a), 0, std::sin(a)});
      world::Vertex v;
      v.position = path[i] + out * (radius * (is_rib ? 1.0F : 0.80F) * std::max(round, 0.05F));
      v.normal = world::normalized(out + along * (t > 0.82F ? 1.5F * (t - 0.82F) / 0.18F : 0.0F));
      v.colour = colour * (is_rib ? 1.12F : 0.62F) * (0.8F + 0.25F * t);
      v.surface = Surface::leaf;
      mesh.vertices.push_back(v);
    }
  }
  const auto n = static_cast<std::uint32_t>(sides);
  for (std::uint32_t i = 0; i + 1 < count; ++i) {
    for (std::uint32_t s = 0; s < n; ++s) {
      const std::uint32_t a = first + i * n + s;
      const std::uint32_t b = first + i * n + (s + 1) % n;
      mesh.indices.insert(mesh.indices.end(), {a, b + n, b, a, a + n, b + n});
    }
  }
}

void add_blossom(Mesh& mesh, Vec3 at, Light colour, float size) {
  for (int i = 0; i < 7; ++i) {
    const float a = 0.9F * static_cast<float>(i);
    Leaf petal;
    petal.base = at;
    petal.along = world::normalized({std::cos(a), 0.8F, std::sin(a)});
    petal.normal = world::normalized({0.3F * std::cos(a), 1, 0.3F * std::sin(a)});
    petal.length = size;
    petal.width = 0.55F * size;
    petal.colour = colour * 0.75F;
    petal.tip_colour = colour;
    petal.surface = Surface::petal;
    add_leaf(mesh, petal);
  }
}

/// The rounded cap of a mushroom with its gills.
std::vector<world::Point2> cap_profile(float radius, float height) {
  std::vector<world::Point2> profile = {{0.15F * radius, 0.02F * height},
                                        {0.7F * radius, -0.10F * height},
                                        {0.97F * radius, -0.12F * height}};
  for (int i = 0; i <= 7; ++i) {
    const float a = 0.5F * world::kPi * static_cast<float>(i) / 7;
    profile.push_back({radius * std::cos(a), height * std::sin(a)});
  }
  return profile;
}

void add_mushroom(Mesh& mesh, Vec3 foot, float height, Light cap, Dice& dice) {
  const float radius = 0.48F * height;
  world::MeshBuilder build(mesh);
  const Vec3 top = foot + Vec3{dice.between(-0.08F, 0.08F) * height, 0.72F * height, 0};
  const world::Point2 stem[] = {{0, 0},
                                {0.19F * height, 0.01F * height},
                                {0.15F * height, 0.2F * height},
                                {0.10F * height, 0.5F * height},
                                {0.11F * height, 0.76F * height}};
  build.lathe(world::pointing(foot, top), stem, 12, {from_srgb(0xEFE6D2), Surface::skin});
  const auto profile = cap_profile(radius, 0.40F * height);
  const world::Affine frame = world::translation(top) * world::turn_z(dice.between(-0.12F, 0.12F));
  const std::size_t first = mesh.vertices.size();
  build.lathe(frame, profile, 16, {cap, Surface::skin});
  for (std::size_t i = first; i < mesh.vertices.size(); ++i) {
    world::Vertex& v = mesh.vertices[i];
    if (v.normal.y < -0.25F) {
      v.colour = from_srgb(0xE2D2B4) * 0.8F;  // gills
    }
  }
  for (int i = 0; i < 8; ++i) {  // spots
    const float polar = 0.25F + 1.05F * dice.unit();
    const float a = 2.39996F * static_cast<float>(i);
    const Vec3 out{std::sin(polar) * std::cos(a), std::cos(polar), std::sin(polar) * std::sin(a)};
    const Vec3 at = frame.point(out * Vec3{radius, 0.40F * height, radius});
    const Vec3 normal = world::normalized(out * Vec3{1, 1.6F, 1});
    build.ball(world::pointing(at, at + normal),
               Vec3{1, 0.35F, 1} * (0.05F * height * dice.between(0.7F, 1.6F)), 3, 6,
               {from_srgb(0xF6EFE2), Surface::skin});
  }
}

}  // namespace

world::ModelPtr build_cactus(const ModelOrder& order) {
  Dice dice(hash_of("cactus") ^ order.seed);
  Mesh mesh;
  const Light green = order.colour.value_or(varied(from_srgb(0x55804A), 0.08F, dice));
  const float height = dice.between(2.6F, 3.3F);
  std::vector<Vec3> trunk;
  for (int i = 0; i <= 16; ++i) {
    trunk.push_back(
        {0.03F * std::sin(static_cast<float>(i)), -0.05F + height * static_cast<float>(i) / 16, 0});
  }
  add_ribbed(mesh, trunk, 0.27F, green, 11);
  const int arms = 2 + dice.below(2);
  float azimuth = dice.between(-0.6F, 0.6F);
  for (int i = 0; i < arms; ++i) {
    const Vec3 out{std::cos(azimuth), 0, std::sin(azimuth)};
    const float from = height * dice.between(0.34F, 0.58F);
    const float reach = dice.between(0.55F, 0.75F);
    const float rise = height * dice.between(0.22F, 0.38F);
    std::vector<Vec3> arm;
    for (int k = 0; k <= 14; ++k) {  // out, round the bend, and up
      const float t = static_cast<float>(k) / 14;
      const float bend = world::smooth_step(0.15F, 0.55F, t);
      arm.push_back(Vec3{0, from, 0} +
                    out * (reach * (1 - std::pow(1 - std::min(1.0F, 1.8F * t), 2.0F))) +
                    Vec3{0, rise * std::max(0.0F, t - 0.22F) * 1.25F * bend, 0});
    }
    add_ribbed(mesh, arm, 0.165F, green, 9);
    add_blossom(mesh, arm.back() + Vec3{0, -0.01F, 0}, from_srgb(0xF06AA0), 0.13F);
    azimuth += 2.2F + dice.between(-0.4F, 0.4F);
  }
  add_blossom(mesh, {0, height - 0.06F, 0}, from_srgb(0xF8D050), 0.14F);
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_mushroom(const ModelOrder& order) {
  Dice dice(hash_of("mushroom") ^ order.seed);
  Mesh mesh;
  const Light cap = order.colour.value_or(from_srgb(0xC8281C));
  add_mushroom(mesh, {0, 0, 0}, 0.24F, cap, dice);
  add_mushroom(mesh, {0.13F, 0, 0.05F}, 0.13F, varied(cap, 0.1F, dice), dice);
  add_mushroom(mesh, {-0.10F, 0, 0.08F}, 0.10F, varied(cap, 0.1F, dice), dice);
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_hedge(const ModelOrder& order) {
  Dice dice(hash_of("hedge") ^ order.seed);
  Mesh mesh;
  const Light green =
      order.colour.value_or(from_srgb(season_of(order) == "autumn" ? 0x9A7A34 : 0x3E6E2E));
  for (int i = 0; i < 7; ++i) {  // boxes of leaves side by side, clipped flat
    Cluster cluster;
    const float x = -1.2F + 0.4F * static_cast<float>(i);
    for (const float y : {0.32F, 0.78F}) {
      cluster.middle = {x, y, 0};
      cluster.radii = {0.36F, 0.36F, 0.36F};
      cluster.crown_middle = {x, 0.5F, 0};
      cluster.crown_radius = 0.9F;
      cluster.leaves = 56;
      cluster.leaf_length = 0.15F;
      cluster.leaf_width = 0.10F;
      cluster.colour = varied(green, 0.08F, dice);
      cluster.light_colour = world::mix(cluster.colour, {0.4F, 0.55F, 0.15F}, 0.3F);
      cluster.sway = 0.01F;
      add_cluster(mesh, cluster, dice);
    }
  }
  for (world::Vertex& v : mesh.vertices) {
    v.position = {std::clamp(v.position.x, -1.5F, 1.5F), std::clamp(v.position.y, 0.0F, 1.08F),
                  std::clamp(v.position.z, -0.36F, 0.36F)};
  }
  if (season_of(order) == "winter") {
    add_snow(mesh, 0.85F, 0.7F);
  }
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_vine(const ModelOrder& order) {
  // A pole that the vine climbs, so that it can stand anywhere.
  Dice dice(hash_of("vine") ^ order.seed);
  Mesh mesh;
  const Light green =
      order.colour.value_or(from_srgb(season_of(order) == "autumn" ? 0xB0442A : 0x4C8434));
  world::MeshBuilder(mesh).cylinder({0, -0.05F, 0}, {0, 2.1F, 0}, 0.05F, 0.04F, 7,
                                    {from_srgb(0x6A5440), Surface::bark});
  std::vector<Vec3> path;
  std::vector<float> radii;
  for (int i = 0; i <= 40; ++i) {
    const float t = static_cast<float>(i) / 40;
    const float a = 14 * t;
    path.push_back(
        {(0.08F + 0.03F * t) * std::cos(a), 2.05F * t, (0.08F + 0.03F * t) * std::sin(a)});
    radii.push_back(0.022F * (1 - 0.6F * t));
  }
  world::MeshBuilder(mesh).tube(path, radii, 5, {from_srgb(0x5E6E38), Surface::bark});
  for (int i = 0; i < 150; ++i) {
    const Vec3 at = path[static_cast<std::size_t>(1 + dice.below(39))];
    const float a = dice.between(0, 6.28F);
    const Vec3 out{std::cos(a), 0, std::sin(a)};
    Leaf leaf;
    leaf.base = at + out * 0.02F;
    leaf.along = world::normalized(out + Vec3{0, dice.between(-0.9F, 0.2F), 0});
    leaf.normal = world::normalized(out + Vec3{0, 0.9F, 0});
    leaf.length = dice.between(0.12F, 0.22F);
    leaf.width = 0.9F * leaf.length;
    leaf.colour = varied(green * 0.7F, 0.15F, dice);
    leaf.tip_colour = varied(green, 0.12F, dice);
    leaf.sway = 0.03F;
    add_leaf(mesh, leaf);
  }
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_single_leaf(const ModelOrder& order) {
  Dice dice(hash_of("leaf") ^ order.seed);
  Mesh mesh;
  const Light green =
      order.colour.value_or(from_srgb(season_of(order) == "autumn" ? 0xC85A1E : 0x5A9A38));
  constexpr int kSteps = 14;
  for (int s = 0; s <= kSteps; ++s) {  // lies in the air, tip towards the viewer
    const float t = static_cast<float>(s) / kSteps;
    const float half = 0.055F * std::sin(world::kPi * std::pow(t, 0.8F)) *
                       (1 + 0.08F * (s % 2 == 0 ? 1.0F : -1.0F));
    for (int k = -1; k <= 1; ++k) {
      const auto fk = static_cast<float>(k);
      world::Vertex v;
      v.position = {fk * half, 0.03F + 0.018F * std::abs(fk) + 0.02F * std::sin(3 * t),
                    0.09F - 0.19F * (1 - t)};
      v.normal = world::normalized({-0.35F * fk, 1, 0});
      v.colour = varied(green * (k == 0 ? 0.72F : 1.0F), 0.05F, dice);
      v.surface = Surface::leaf;
      mesh.vertices.push_back(v);
    }
    if (s > 0) {
      const auto i = static_cast<std::uint32_t>(3 * s);
      for (const std::uint32_t k : {0U, 1U}) {
        mesh.indices.insert(mesh.indices.end(),
                            {i + k, i + k + 1, i - 2 + k, i + k, i - 2 + k, i - 3 + k});
      }
    }
  }
  world::MeshBuilder(mesh).cylinder({0, 0.03F, -0.10F}, {0, 0.035F, -0.16F}, 0.003F, 0.002F, 5,
                                    {green * 0.6F, Surface::leaf});
  return as_plant(order, std::move(mesh));
}

}  // namespace kirin::engine::motion::models
