// What grows in water and on it: seaweed, corals, lilies, lotus.
#include <cmath>
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

Mesh seaweed(const ModelOrder& order, Dice& dice) {
  Mesh mesh;
  const Light green =
      order.colour.value_or(dice.unit() < 0.6F ? from_srgb(0x4E7A34) : from_srgb(0x7A5A34));
  for (int i = 0; i < 13; ++i) {
    const float a = dice.between(0, 6.28F);
    const Vec3 out{std::cos(a), 0, std::sin(a)};
    const Vec3 side{-out.z, 0, out.x};
    const float height = dice.between(0.8F, 1.9F);
    const float width = dice.between(0.05F, 0.11F);
    const Light own = varied(green, 0.18F, dice);
    const float phase = dice.between(0, 6.28F);
    constexpr int kSteps = 11;
    const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
    for (int s = 0; s <= kSteps; ++s) {
      const float t = static_cast<float>(s) / kSteps;
      const Vec3 at = out * (0.12F + 0.25F * t * t) + side * (0.10F * std::sin(5 * t + phase) * t) +
                      Vec3{0, height * t, 0};
      const float half = width * (1 - 0.85F * t * t) * (1 + 0.22F * std::sin(9 * t + phase));
      for (const float hand : {-1.0F, 1.0F}) {
        world::Vertex v;
        v.position = at + side * (hand * half);
        v.normal = world::normalized(out + Vec3{0, 0.5F, 0} + side * (0.4F * hand));
        v.colour = world::mix(own * 0.5F, own * 1.25F, t);
        v.surface = Surface::leaf;
        v.sway = 0.35F * t * t;
        mesh.vertices.push_back(v);
      }
      if (s > 0) {
        const std::uint32_t k = first + 2 * static_cast<std::uint32_t>(s);
        mesh.indices.insert(mesh.indices.end(), {k - 2, k + 1, k - 1, k - 2, k, k + 1});
      }
    }
  }
  return mesh;
}

/// Antlers that fork.
void add_antler(Mesh& mesh, Vec3 base, Vec3 along, float reach, float radius, int depth,
                Light colour, Dice& dice) {
  const Vec3 tip = base + along * reach;
  add_branch(mesh, base, tip, {0, 0.05F * reach, 0}, radius, 0.75F * radius, depth > 1 ? 5 : 4,
             {varied(colour * (depth == 0 ? 1.25F : 0.9F), 0.08F, dice), Surface::skin, 0, 0.004F});
  if (depth == 0) {
    world::MeshBuilder(mesh).ball(world::translation(tip), Vec3{1, 1, 1} * (0.95F * radius), 3, 5,
                                  {world::mix(colour, {1, 0.95F, 0.9F}, 0.45F), Surface::skin});
    return;
  }
  for (int i = 0; i < 3; ++i) {
    const Vec3 turn{dice.between(-1, 1), dice.between(0.1F, 0.9F), dice.between(-1, 1)};
    add_antler(mesh, tip - along * (0.05F * reach), world::normalized(along + turn * 0.75F),
               reach * dice.between(0.6F, 0.8F), 0.75F * radius, depth - 1, colour, dice);
  }
}

/// A fan across the current.
void add_fan(Mesh& mesh, Light colour, Dice& dice) {
  for (int i = 0; i < 15; ++i) {
    const float a = -1.15F + 2.3F * static_cast<float>(i) / 14;
    const float reach = 0.75F * (1 - 0.18F * a * a) * dice.between(0.88F, 1.05F);
    const Vec3 tip{reach * std::sin(a), reach * std::cos(a), dice.between(-0.04F, 0.04F)};
    add_branch(mesh, {0, 0, 0}, tip, {0.05F * std::sin(2 * a), 0, 0}, 0.026F, 0.010F, 4,
               {varied(colour, 0.12F, dice), Surface::skin, 0, 0.03F});
    for (int k = 2; k < 7; ++k) {  // the mesh between the ribs
      const float t = static_cast<float>(k) / 7;
      Leaf web;
      web.base = tip * t;
      web.along = world::normalized({std::cos(a), 0.5F, 0});
      web.normal = {0, 0.2F, 0.98F};
      web.length = 0.14F * t + 0.05F;
      web.width = 0.05F;
      web.colour = varied(colour * 0.8F, 0.12F, dice);
      web.tip_colour = varied(colour, 0.12F, dice);
      web.sway = 0.03F * t;
      add_leaf(mesh, web);
    }
  }
}

/// Tubes that stand together, open above.
void add_tubes(Mesh& mesh, Light colour, Dice& dice) {
  for (int i = 0; i < 9; ++i) {
    const float a = 2.39996F * static_cast<float>(i);
    const float out = 0.10F * std::sqrt(static_cast<float>(i));
    const float height = dice.between(0.28F, 0.62F) * (1 - 0.3F * out);
    const float r = dice.between(0.055F, 0.085F);
    const world::Point2 profile[] = {
        {0.7F * r, 0},       {0.85F * r, 0.4F * height}, {r, 0.9F * height}, {1.12F * r, height},
        {0.85F * r, height}, {0.7F * r, 0.75F * height}, {0, 0.7F * height}};
    world::MeshBuilder(mesh).lathe(
        world::pointing({out * std::cos(a), 0, out * std::sin(a)},
                        {1.9F * out * std::cos(a), 1, 1.9F * out * std::sin(a)}),
        profile, 10, {varied(colour, 0.12F, dice), Surface::skin});
  }
}

/// A boulder of furrows.
void add_brain(Mesh& mesh, Light colour, Dice& dice) {
  const std::size_t first = mesh.vertices.size();
  world::MeshBuilder(mesh).ball(world::translation({0, 0.20F, 0}), {0.42F, 0.32F, 0.40F}, 14, 26,
                                {colour, Surface::skin});
  const float turn = dice.between(0, 6);
  for (std::size_t i = first; i < mesh.vertices.size(); ++i) {
    world::Vertex& v = mesh.vertices[i];
    const float furrow = std::sin(34 * v.position.x + 6 * std::sin(13 * v.position.z + turn) +
                                  5 * std::sin(15 * v.position.y));
    v.position += v.normal * (0.012F * furrow);
    v.colour = v.colour * (0.82F + 0.28F * furrow);
  }
}

Mesh coral(const ModelOrder& order, Dice& dice) {
  static constexpr std::uint32_t kColours[] = {0xF0586A, 0xF59A4A, 0xC86AD0,
                                               0xF2C84E, 0xE87AA8, 0x58B8B0};
  Mesh mesh;
  const int pick = dice.below(6);
  const Light colour = order.colour.value_or(from_srgb(kColours[pick]));
  switch (dice.below(4)) {
    case 0:
      add_fan(mesh, colour, dice);
      break;
    case 1:
      add_tubes(mesh, colour, dice);
      break;
    case 2:
      add_brain(mesh, colour, dice);
      break;
    default:
      for (int i = 0; i < 4; ++i) {
        const float a = 1.5708F * static_cast<float>(i);
        add_antler(mesh, {0, 0, 0}, world::normalized({std::cos(a), 1.3F, std::sin(a)}),
                   dice.between(0.18F, 0.26F), 0.045F, 2, colour, dice);
      }
      break;
  }
  return mesh;
}

/// A round leaf on the water with its cut.
void add_pad(Mesh& mesh, Vec3 at, float radius, float turn, Light colour, float lift) {
  constexpr int kSides = 18;
  const auto middle = static_cast<std::uint32_t>(mesh.vertices.size());
  world::Vertex v;
  v.position = at;
  v.normal = {0, 1, 0};
  v.colour = colour * 0.75F;
  v.surface = Surface::leaf;
  mesh.vertices.push_back(v);
  for (int i = 0; i <= kSides; ++i) {
    const float a = turn + 0.22F + (2 * world::kPi - 0.44F) * static_cast<float>(i) / kSides;
    v.position = at + Vec3{radius * std::cos(a), lift, radius * std::sin(a)};
    v.normal = world::normalized({-0.25F * std::cos(a), 1, -0.25F * std::sin(a)});
    v.colour = colour * (0.9F + 0.22F * static_cast<float>(i % 2));
    mesh.vertices.push_back(v);
    if (i > 0) {
      const auto k = middle + static_cast<std::uint32_t>(i);
      mesh.indices.insert(mesh.indices.end(), {middle, k + 1, k});
    }
  }
}

/// A water flower: rings of pointed petals on bones round a yellow heart.
void add_water_flower(Mesh& mesh, world::Skeleton& skeleton, int head, Vec3 at, float size,
                      Light colour, Dice& dice) {
  int number = 0;
  for (int ring = 0; ring < 3; ++ring) {
    const int petals = 9 - ring;
    for (int i = 0; i < petals; ++i) {
      const float a = 2 * world::kPi * (static_cast<float>(i) + 0.5F * static_cast<float>(ring)) /
                      static_cast<float>(petals);
      const Vec3 out{std::cos(a), 0, std::sin(a)};
      const float open = 1.15F - 0.38F * static_cast<float>(ring);
      Leaf petal;
      petal.base = at + out * (0.10F * size);
      petal.along = world::normalized(out * std::sin(open) + Vec3{0, std::cos(open), 0});
      petal.normal = world::normalized(Vec3{0, std::sin(open), 0} - out * std::cos(open));
      petal.length = size * dice.between(0.92F, 1.05F);
      petal.width = 0.42F * size;
      petal.colour = world::mix(colour, {1, 0.97F, 0.95F}, 0.6F);
      petal.tip_colour = varied(colour, 0.06F, dice);
      petal.surface = Surface::petal;
      petal.bone = static_cast<std::uint8_t>(
          skeleton.add("petal " + std::to_string(number++), head, petal.base));
      add_blade(mesh, petal, Vec3{0, 0.22F * size, 0} - out * (0.10F * size), 4);
    }
  }
  world::MeshBuilder(mesh).ball(world::translation(at + Vec3{0, 0.10F * size, 0}),
                                {0.17F * size, 0.15F * size, 0.17F * size}, 6, 10,
                                {from_srgb(0xF0C030), Surface::petal, head});
}

world::ModelPtr water_flower(const ModelOrder& order, Dice& dice) {
  const bool is_lotus = order.kind == "lotus";
  Mesh mesh;
  world::Skeleton skeleton;
  const int root = skeleton.add("root", -1, {});
  const float height = is_lotus ? 0.42F : 0.05F;
  const int stem = skeleton.add("stem", root, {});
  const int head = skeleton.add("head", stem, {0, height, 0});
  const Light green = from_srgb(0x4C8A42);
  const Light petal = order.colour.value_or(from_srgb(is_lotus ? 0xEE8AB4 : 0xF6E6F0));
  const int pads = is_lotus ? 4 : 3;
  for (int i = 0; i < pads; ++i) {
    const float a = 2.1F * static_cast<float>(i) + dice.between(-0.3F, 0.3F);
    const float away = is_lotus ? 0.42F : 0.30F;
    const float up = is_lotus && i % 2 == 0 ? 0.24F : 0.008F * static_cast<float>(i);
    const Vec3 at{away * std::cos(a), up, away * std::sin(a)};
    add_pad(mesh, at, dice.between(0.22F, 0.31F), a + world::kPi, varied(green, 0.1F, dice),
            up > 0.1F ? 0.06F : 0.004F);
    if (up > 0.1F) {
      add_branch(mesh, {0.5F * at.x, 0, 0.5F * at.z}, at, {}, 0.012F, 0.009F, 5,
                 {green * 0.7F, Surface::leaf});
    }
  }
  if (is_lotus) {
    add_branch(mesh, {0, 0, 0}, {0, height, 0}, {0.02F, 0, 0}, 0.014F, 0.011F, 6,
               {green * 0.75F, Surface::leaf, stem});
  }
  add_water_flower(mesh, skeleton, head, {0, height, 0}, is_lotus ? 0.20F : 0.13F, petal, dice);
  return as_plant(order, std::move(mesh), std::move(skeleton),
                  {{.name = "top", .bone = head, .at = {0, height + 0.1F, 0}}});
}

}  // namespace

world::ModelPtr build_water_plant(const ModelOrder& order) {
  Dice dice(hash_of(order.kind) ^ order.seed);
  if (order.kind == "seaweed") {
    return as_plant(order, seaweed(order, dice));
  }
  if (order.kind == "coral") {
    return as_plant(order, coral(order, dice));
  }
  return water_flower(order, dice);
}

}  // namespace kirin::engine::motion::models
