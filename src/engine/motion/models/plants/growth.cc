#include "engine/motion/models/plants/growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace kirin::engine::motion::models {
namespace {

using world::Light;
using world::Mesh;
using world::Vec3;

std::uint32_t add_vertex(Mesh& mesh, Vec3 position, Vec3 normal, Light colour, const Leaf& leaf,
                         float sway) {
  world::Vertex v;
  v.position = position;
  v.normal = normal;
  v.colour = colour;
  v.surface = leaf.surface;
  v.bones[0] = v.bones[1] = leaf.bone;
  v.sway = sway;
  mesh.vertices.push_back(v);
  return static_cast<std::uint32_t>(mesh.vertices.size() - 1);
}

Vec3 any_direction(Dice& dice) {
  const float y = dice.between(-1, 1);
  const float a = dice.between(-world::kPi, world::kPi);
  const float r = std::sqrt(std::max(0.0F, 1 - y * y));
  return {r * std::cos(a), y, r * std::sin(a)};
}

/// How much light reaches a point of a crown that faces `outward`: less below and inside.
float openness(const Cluster& cluster, Vec3 at, Vec3 outward) {
  const Vec3 from_crown = (at - cluster.crown_middle) * (1 / cluster.crown_radius);
  const float above = world::smooth_step(-1.0F, 0.9F, from_crown.y);
  const float outside = world::smooth_step(0.25F, 1.0F, world::length(from_crown));
  const float up = 0.5F + 0.5F * outward.y;
  return std::clamp(0.25F + 0.30F * above + 0.20F * outside + 0.35F * up, 0.0F, 1.0F);
}

Vec3 shading_normal(const Cluster& cluster, Vec3 at, Vec3 outward) {
  return world::normalized(outward * 0.62F + world::normalized(at - cluster.crown_middle) * 0.38F +
                           Vec3{0, 0.12F, 0});
}

Light shade_of(const Cluster& cluster, Vec3 at, Vec3 outward) {
  const float open = openness(cluster, at, outward);
  const Light tone =
      world::mix(cluster.colour, cluster.light_colour, world::smooth_step(0.55F, 1.0F, open));
  return tone * (0.40F + 0.62F * open);
}

}  // namespace

Light varied(Light colour, float amount, Dice& dice) {
  const float bright = 1 + amount * dice.between(-1, 1);
  const float warm = 0.6F * amount * dice.between(-1, 1);
  return {std::max(0.0F, colour.x * bright * (1 + warm)), std::max(0.0F, colour.y * bright),
          std::max(0.0F, colour.z * bright * (1 - warm))};
}

void add_leaf(Mesh& mesh, const Leaf& leaf) {
  Vec3 side = world::cross(leaf.along, leaf.normal);
  if (world::length(side) < 0.05F) {
    side = world::cross(leaf.along, {0.3F, 0.2F, 0.9F});
  }
  side = world::normalized(side) * (0.5F * leaf.width);
  const Vec3 middle = leaf.base + leaf.along * (0.48F * leaf.length);
  const Vec3 tip = leaf.base + leaf.along * leaf.length;
  const Light between = world::mix(leaf.colour, leaf.tip_colour, 0.5F);
  const std::uint32_t i = add_vertex(mesh, leaf.base, leaf.normal, leaf.colour, leaf, leaf.sway);
  add_vertex(mesh, middle + side, leaf.normal, between, leaf, leaf.sway);
  add_vertex(mesh, tip, leaf.normal, leaf.tip_colour, leaf, 1.2F * leaf.sway);
  add_vertex(mesh, middle - side, leaf.normal, between, leaf, leaf.sway);
  mesh.indices.insert(mesh.indices.end(), {i, i + 1, i + 2, i, i + 2, i + 3});
}

void add_blade(Mesh& mesh, const Leaf& leaf, Vec3 bend, int segments) {
  Vec3 side = world::cross(leaf.along, leaf.normal);
  if (world::length(side) < 0.05F) {
    side = world::cross(leaf.along, {0.3F, 0.2F, 0.9F});
  }
  side = world::normalized(side);
  std::uint32_t last = 0;
  for (int s = 0; s <= segments; ++s) {
    const float t = static_cast<float>(s) / static_cast<float>(segments);
    const Vec3 at = leaf.base + leaf.along * (t * leaf.length) + bend * (t * t);
    const float half = 0.5F * leaf.width * (s == segments ? 0 : std::sqrt(1 - 0.85F * t * t)) *
                       (0.55F + 0.9F * std::min(1.0F, 2.2F * t + 0.3F));
    const Light colour = world::mix(leaf.colour, leaf.tip_colour, t);
    const Vec3 tangent = world::normalized(leaf.along * leaf.length + bend * (2 * t));
    const Vec3 normal =
        world::normalized(leaf.normal - tangent * world::dot(leaf.normal, tangent) * 0.7F);
    const float sway = leaf.sway * t * t;
    if (s == segments) {
      const std::uint32_t tip = add_vertex(mesh, at, normal, colour, leaf, sway);
      mesh.indices.insert(mesh.indices.end(), {last, last + 1, tip});
      return;
    }
    const std::uint32_t i = add_vertex(mesh, at - side * half, normal, colour, leaf, sway);
    add_vertex(mesh, at + side * half, normal, colour, leaf, sway);
    if (s > 0) {
      mesh.indices.insert(mesh.indices.end(), {last, last + 1, i + 1, last, i + 1, i});
    }
    last = i;
  }
}

void add_far_cluster(Mesh& mesh, const Cluster& cluster, int rings, int sides, Dice& dice) {
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  Leaf leaf;
  leaf.surface = cluster.surface;
  const float spin = dice.between(0, 6.28F);
  for (int r = 0; r <= rings; ++r) {
    const float polar = world::kPi * static_cast<float>(r) / static_cast<float>(rings);
    const bool is_pole = r == 0 || r == rings;
    for (int s = 0; s < (is_pole ? 1 : sides); ++s) {
      const float a = spin + 2 * world::kPi *
                                 (static_cast<float>(s) + 0.5F * static_cast<float>(r % 2)) /
                                 static_cast<float>(sides);
      const Vec3 out{std::sin(polar) * std::cos(a), std::cos(polar), std::sin(polar) * std::sin(a)};
      const Vec3 at = cluster.middle + out * cluster.radii * dice.between(0.92F, 1.07F);
      const Light colour = varied(shade_of(cluster, at, out), 0.10F, dice);
      add_vertex(mesh, at, shading_normal(cluster, at, out), colour, leaf, cluster.sway);
    }
  }
  const auto n = static_cast<std::uint32_t>(sides);
  const auto ring_start = [&](int r) { return base + 1 + static_cast<std::uint32_t>(r - 1) * n; };
  for (std::uint32_t s = 0; s < n; ++s) {
    const std::uint32_t next = (s + 1) % n;
    mesh.indices.insert(mesh.indices.end(), {base, ring_start(1) + next, ring_start(1) + s});
    for (int r = 1; r + 1 < rings; ++r) {
      const std::uint32_t a = ring_start(r) + s;
      const std::uint32_t b = ring_start(r) + next;
      mesh.indices.insert(mesh.indices.end(), {a, b, b + n, a, b + n, a + n});
    }
    const std::uint32_t pole = ring_start(rings);
    mesh.indices.insert(mesh.indices.end(),
                        {pole, ring_start(rings - 1) + s, ring_start(rings - 1) + next});
  }
}

void add_cluster(Mesh& mesh, const Cluster& cluster, Dice& dice) {
  if (cluster.has_core) {
    Cluster core = cluster;
    core.radii = cluster.radii * 0.63F;
    core.colour = cluster.colour * 0.58F;
    core.light_colour = cluster.colour * 0.74F;
    add_far_cluster(mesh, core, 4, 7, dice);
  }
  const float spin = dice.between(0, 6.28F);
  for (int i = 0; i < cluster.leaves; ++i) {
    // Evenly over the ball, as the seeds of a sunflower are: chance alone leaves bald spots.
    const float y = 1 - 2 * (static_cast<float>(i) + 0.5F) / static_cast<float>(cluster.leaves);
    const float ring = std::sqrt(std::max(0.0F, 1 - y * y));
    const float turn = 2.39996F * static_cast<float>(i) + spin;
    const Vec3 out = world::normalized(Vec3{ring * std::cos(turn), y, ring * std::sin(turn)} +
                                       any_direction(dice) * 0.22F);
    const Vec3 at = cluster.middle + out * cluster.radii * dice.between(0.82F, 1.04F);
    Leaf leaf;
    // Leaves lie on the ball like tiles, each tilted a little its own way.
    Vec3 along = any_direction(dice);
    along = world::normalized(along - out * (0.75F * world::dot(along, out)) + out * 0.25F);
    along = world::normalized(world::mix(along, {0, -1, 0}, cluster.droop));
    leaf.along = along;
    leaf.normal = out;
    leaf.length = cluster.leaf_length * dice.between(0.7F, 1.25F);
    leaf.width = cluster.leaf_width * dice.between(0.8F, 1.2F);
    leaf.base = at - along * (0.4F * leaf.length);
    leaf.colour = varied(shade_of(cluster, at, out), 0.16F, dice);
    leaf.tip_colour = leaf.colour * 1.15F;
    leaf.surface = cluster.surface;
    leaf.sway = cluster.sway;
    const std::size_t first = mesh.vertices.size();
    add_leaf(mesh, leaf);
    const Vec3 normal = shading_normal(cluster, at, out);
    for (std::size_t v = first; v < mesh.vertices.size(); ++v) {
      mesh.vertices[v].normal = normal;
    }
  }
}

void add_branch(Mesh& mesh, Vec3 base, Vec3 tip, Vec3 bend, float base_radius, float tip_radius,
                int sides, const world::Paint& paint) {
  constexpr int kPoints = 4;
  std::array<Vec3, kPoints> path{};
  std::array<float, kPoints> radii{};
  for (int i = 0; i < kPoints; ++i) {
    const float t = static_cast<float>(i) / (kPoints - 1);
    const auto at = static_cast<std::size_t>(i);
    path[at] = world::mix(base, tip, t) + bend * (4 * t * (1 - t));
    radii[at] = world::mix(base_radius, tip_radius, t);
  }
  world::MeshBuilder(mesh).tube(path, radii, sides, paint);
}

void add_snow(Mesh& mesh, float amount, float from_height) {
  const Light snow = world::from_srgb(0xEEF3FB);
  for (world::Vertex& v : mesh.vertices) {
    const float lies = amount * world::smooth_step(0.05F, 0.65F, v.normal.y) *
                       world::smooth_step(0.5F * from_height, from_height, v.position.y);
    v.colour = world::mix(v.colour, snow, lies);
  }
}

std::string_view season_of(const ModelOrder& order) {
  return order.season.empty() ? std::string_view("summer") : std::string_view(order.season);
}

bool has_trait(const ModelOrder& order, std::string_view trait) {
  return std::find(order.traits.begin(), order.traits.end(), trait) != order.traits.end();
}

world::ModelPtr as_plant(const ModelOrder& order, Mesh mesh) {
  world::Skeleton skeleton;
  float top = 0.01F;
  for (const world::Vertex& v : mesh.vertices) {
    top = std::max(top, v.position.y);
  }
  const int root = skeleton.add("root", -1, {});
  const int stem = skeleton.add("stem", root, {0, 0.12F * top, 0});
  const int crown = skeleton.add("crown", stem, {0, 0.50F * top, 0});
  for (world::Vertex& v : mesh.vertices) {
    const float h = v.position.y / top;
    const bool is_high = h > 0.31F;
    v.bones[0] = static_cast<std::uint8_t>(is_high ? crown : stem);
    v.bones[1] = static_cast<std::uint8_t>(is_high ? stem : root);
    v.weight = is_high ? world::smooth_step(0.31F, 0.75F, h) : world::smooth_step(0.0F, 0.24F, h);
  }
  return as_plant(order, std::move(mesh), std::move(skeleton),
                  {{.name = "top", .bone = crown, .at = {0, top, 0}}});
}

world::ModelPtr as_plant(const ModelOrder& order, Mesh mesh, world::Skeleton skeleton,
                         std::vector<world::Anchor> anchors) {
  auto model = std::make_shared<world::Model>();
  model->kind = order.kind;
  model->rig = world::Rig::plant;
  model->mesh = std::move(mesh);
  model->mesh.is_two_sided = true;
  model->skeleton = std::move(skeleton);
  model->anchors = std::move(anchors);
  model->bounds = world::bounds_of(model->mesh);
  return model;
}

}  // namespace kirin::engine::motion::models
