// Flowers: a stem that bends, leaves, and rings of petals each on a bone, so that they can open.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "engine/motion/models/plants/flower_kinds.h"
#include "engine/motion/models/plants/growth.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::from_srgb;
using world::Light;
using world::Mesh;
using world::Surface;
using world::Vec3;

struct Head {
  Vec3 at{};
  Vec3 axis{0, 1, 0};
  Vec3 side{1, 0, 0};
  Vec3 front{0, 0, 1};
};

/// One petal: a strip that widens, cups across and curls along.
void add_petal(Mesh& mesh, const Head& head, const Ring& ring, float azimuth, Light base, Light tip,
               int bone) {
  const Vec3 out = head.side * std::cos(azimuth) + head.front * std::sin(azimuth);
  const Vec3 across = world::cross(head.axis, out);
  constexpr int kSteps = 4;
  const bool is_round = ring.width > 0.75F * ring.length;
  Vec3 at = head.at + out * ring.at;
  float angle = std::max(0.0F, ring.open - 0.35F);
  const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
  for (int s = 0; s <= kSteps; ++s) {
    const float t = static_cast<float>(s) / kSteps;
    const Vec3 along = head.axis * std::cos(angle) + out * std::sin(angle);
    const Vec3 face = head.axis * std::sin(angle) - out * std::cos(angle);  // the inner side
    const float half =
        0.5F * ring.width *
        std::sin(world::kPi * (0.13F + (is_round ? 0.66F : 0.80F) * std::pow(t, 0.85F))) *
        (s == kSteps ? (is_round ? 1.6F : 0.55F) : 1.0F);
    const float cup = 0.35F * half;
    for (int k = -1; k <= 1; ++k) {
      const auto fk = static_cast<float>(k);
      world::Vertex v;
      v.position = at + across * (fk * half) + face * (cup * std::abs(fk));
      v.normal = world::normalized(face - across * (0.35F * fk) + head.axis * 0.2F);
      v.colour = world::mix(base, tip, world::smooth_step(0.0F, 0.6F, t)) *
                 (k == 0 ? 0.94F : 1.0F) * (0.80F + 0.25F * t);
      v.surface = Surface::petal;
      v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(bone);
      v.sway = 0.004F;
      mesh.vertices.push_back(v);
    }
    if (s > 0) {
      const std::uint32_t i = first + 3 * static_cast<std::uint32_t>(s);
      for (const std::uint32_t k : {0U, 1U}) {
        mesh.indices.insert(mesh.indices.end(),
                            {i - 3 + k, i - 2 + k, i + 1 + k, i - 3 + k, i + 1 + k, i + k});
      }
    }
    at += along * (ring.length / kSteps);
    angle += (s == 0 ? 0.35F : 0) - ring.cup / kSteps * (ring.cup > 0 ? 1.6F : 1.3F);
  }
}

void add_seeds(Mesh& mesh, const Head& head, world::Skeleton& skeleton, int head_bone, Light white,
               Dice& dice) {
  // A dandelion's clock: parachutes all round, some on bones of their own, which fly first.
  constexpr int kSeeds = 90;
  for (int i = 0; i < kSeeds; ++i) {
    const float y = 1 - 2 * (static_cast<float>(i) + 0.5F) / kSeeds;
    const float r = std::sqrt(1 - y * y);
    const float a = 2.39996F * static_cast<float>(i);
    const Vec3 out{r * std::cos(a), y, r * std::sin(a)};
    int bone = head_bone;
    if (i % 5 == 0) {
      bone = skeleton.add("seed " + std::to_string(i / 5), head_bone, head.at + out * 0.03F);
    }
    const Vec3 crown = head.at + out * 0.058F;
    Leaf stalk;
    stalk.base = head.at + out * 0.008F;
    stalk.along = out;
    stalk.normal = world::normalized({-out.z, 0.2F, out.x});
    stalk.length = 0.05F;
    stalk.width = 0.0016F;
    stalk.colour = stalk.tip_colour = white * 0.7F;
    stalk.bone = static_cast<std::uint8_t>(bone);
    add_leaf(mesh, stalk);
    for (int k = 0; k < 5; ++k) {
      const float b = 1.2566F * static_cast<float>(k) + dice.unit();
      const Vec3 side = world::normalized(world::cross(out, {0.31F, 0.8F, 0.5F}));
      const Vec3 other = world::cross(out, side);
      Leaf hair;
      hair.base = crown;
      hair.along = world::normalized(out * 0.7F + side * std::cos(b) + other * std::sin(b));
      hair.normal = out;
      hair.length = 0.026F;
      hair.width = 0.0035F;
      hair.colour = white * 0.85F;
      hair.tip_colour = white;
      hair.surface = Surface::petal;
      hair.bone = static_cast<std::uint8_t>(bone);
      add_leaf(mesh, hair);
    }
  }
}

void add_stem(Mesh& mesh, const Bloom& bloom, const Head& head, int low, int high, Light green,
              Dice& dice) {
  const float thick = 0.006F + 0.008F * bloom.height;
  constexpr int kPoints = 6;
  std::array<Vec3, kPoints> path{};
  std::array<float, kPoints> radii{};
  for (std::size_t i = 0; i < kPoints; ++i) {
    const float t = static_cast<float>(i) / (kPoints - 1);
    path[i] = {0.03F * bloom.height * std::sin(3 * t), t * head.at.y, head.at.z * t * t * t};
    path[i] = world::mix(path[i], head.at, t * t * t);
    radii[i] = thick * (1 - 0.35F * t);
  }
  const std::size_t first = mesh.vertices.size();
  world::MeshBuilder(mesh).tube(path, radii, 6, {green * 0.8F, Surface::leaf});
  for (std::size_t i = first; i < mesh.vertices.size(); ++i) {
    world::Vertex& v = mesh.vertices[i];
    const float t = v.position.y / bloom.height;
    v.bones[0] = static_cast<std::uint8_t>(high);
    v.bones[1] = static_cast<std::uint8_t>(low);
    v.weight = world::smooth_step(0.35F, 0.7F, t);
  }
  const bool is_tulip = bloom.kind == "tulip";
  for (int i = 0; i < bloom.leaves; ++i) {
    const float t =
        is_tulip ? 0.03F : 0.08F + 0.62F * static_cast<float>(i) / static_cast<float>(bloom.leaves);
    const float a = 2.39996F * static_cast<float>(i) + dice.between(-0.3F, 0.3F);
    const Vec3 out{std::cos(a), 0, std::sin(a)};
    Leaf leaf;
    leaf.base = {0, t * bloom.height, 0};
    leaf.along =
        world::normalized(out * (is_tulip ? 0.35F : 1.0F) + Vec3{0, is_tulip ? 1.2F : 0.75F, 0});
    leaf.normal = world::normalized(Vec3{0, 1, 0} - out * (is_tulip ? 1.2F : 0.4F));
    leaf.length = bloom.leaf_length * dice.between(0.8F, 1.1F) * (1.1F - 0.5F * t);
    leaf.width = bloom.leaf_width;
    leaf.colour = varied(green * 0.7F, 0.1F, dice);
    leaf.tip_colour = varied(green, 0.1F, dice);
    leaf.bone = static_cast<std::uint8_t>(t < 0.4F ? low : high);
    leaf.sway = 0.01F;
    add_blade(mesh, leaf, (out * 0.25F + Vec3{0, -0.42F, 0}) * leaf.length, 4);
  }
}

void add_heart(Mesh& mesh, const Bloom& bloom, const Head& head, int bone, Dice& dice) {
  const world::Affine frame{head.side, head.axis, head.front, head.at};
  const Light heart = from_srgb(bloom.heart);
  const std::size_t first = mesh.vertices.size();
  world::MeshBuilder(mesh).ball(frame, {bloom.heart_radius, bloom.heart_height, bloom.heart_radius},
                                bloom.kind == "sunflower" ? 10 : 6,
                                bloom.kind == "sunflower" ? 20 : 9, {heart, Surface::petal, bone});
  for (std::size_t i = first; i < mesh.vertices.size(); ++i) {  // seeds ring a darker middle
    world::Vertex& v = mesh.vertices[i];
    const Vec3 d = v.position - head.at;
    const float away = world::length(d - head.axis * world::dot(d, head.axis)) / bloom.heart_radius;
    v.colour = varied(v.colour * (0.55F + 0.75F * away), 0.15F, dice);
  }
  if (bloom.kind == "lily") {
    for (int i = 0; i < 6; ++i) {
      const float a = 1.047F * static_cast<float>(i);
      const Vec3 out = head.side * std::cos(a) + head.front * std::sin(a);
      const Vec3 tip = head.at + head.axis * 0.12F + out * 0.035F;
      world::MeshBuilder(mesh).cylinder(head.at, tip, 0.002F, 0.0015F, 3,
                                        {from_srgb(0xC8D890), Surface::petal, bone}, false);
      world::MeshBuilder(mesh).ball(world::translation(tip), {0.005F, 0.008F, 0.005F}, 3, 5,
                                    {from_srgb(0x9A4A18), Surface::petal, bone});
    }
  }
}

}  // namespace

world::ModelPtr build_far_flower(const ModelOrder& order) {
  const Bloom& bloom = bloom_of(order.kind);
  Dice dice(hash_of(order.kind) ^ order.seed);
  Mesh mesh;
  const Light green = from_srgb(0x4C8236);
  const Light petal = order.colour.value_or(from_srgb(bloom.petal));
  const Vec3 axis = world::normalized({0, std::cos(bloom.tilt), std::sin(bloom.tilt)});
  const Vec3 side{1, 0, 0};
  const Vec3 front = world::cross(side, axis);
  const Vec3 at{0, bloom.height, 0.125F * bloom.height * std::sin(bloom.tilt)};
  Leaf stem;
  stem.length = bloom.height;
  stem.width = 0.02F + 0.012F * bloom.height;
  stem.colour = green * 0.6F;
  stem.tip_colour = green;
  stem.sway = 0.05F * bloom.height;
  add_leaf(mesh, stem);
  for (int i = 0; i < 3; ++i) {
    const float a = 2.1F * static_cast<float>(i);
    Leaf leaf = stem;
    leaf.base = {0, (0.1F + 0.2F * static_cast<float>(i)) * bloom.height, 0};
    leaf.along = world::normalized({std::cos(a), 0.7F, std::sin(a)});
    leaf.normal = {0, 1, 0};
    leaf.length = bloom.leaf_length;
    leaf.width = 1.2F * bloom.leaf_width;
    add_leaf(mesh, leaf);
  }
  const Ring& ring = bloom.rings[0];
  const bool is_ball = ring.petals == 0;  // a dandelion's clock
  const int petals = is_ball ? 14 : std::min(ring.petals, 8);
  for (int i = 0; i < petals; ++i) {
    const float a = 2 * world::kPi * static_cast<float>(i) / static_cast<float>(petals);
    const float open = is_ball ? 0.5F + 2.0F * dice.unit() : 0.9F * ring.open;
    const Vec3 out = side * std::cos(a) + front * std::sin(a);
    Leaf blade = stem;
    blade.base = at;
    blade.along = axis * std::cos(open) + out * std::sin(open);
    blade.normal = is_ball ? blade.along
                           : world::normalized(axis * std::sin(open) - out * std::cos(open) + axis);
    blade.length = is_ball ? 0.085F : ring.length + ring.at;
    blade.width =
        is_ball ? 0.05F : ring.width * static_cast<float>(ring.petals) / static_cast<float>(petals);
    blade.colour = varied(petal * 0.85F, 0.08F, dice);
    blade.tip_colour = varied(petal, 0.06F, dice);
    blade.surface = Surface::petal;
    add_leaf(mesh, blade);
  }
  if (!is_ball) {
    world::MeshBuilder(mesh).ball({side, axis, front, at + axis * 0.004F},
                                  {bloom.heart_radius, bloom.heart_height, bloom.heart_radius}, 3,
                                  6, {from_srgb(bloom.heart), Surface::petal, 0, stem.sway});
  }
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_flower(const ModelOrder& order) {
  const Bloom& bloom = bloom_of(order.kind);
  Dice dice(hash_of(order.kind) ^ order.seed);
  Mesh mesh;
  world::Skeleton skeleton;
  Head head;
  head.axis = world::normalized({0, std::cos(bloom.tilt), std::sin(bloom.tilt)});
  head.front = world::cross(head.side, head.axis);
  head.at = {0, bloom.height, 0.25F * bloom.height * std::sin(bloom.tilt) * 0.5F};
  const int root = skeleton.add("root", -1, {});
  const int low = skeleton.add("stem", root, {0, 0.02F, 0});
  const int high = skeleton.add("crown", low, {0, 0.5F * bloom.height, 0});
  const int top = skeleton.add("head", high, head.at);
  Light green = from_srgb(season_of(order) == "autumn" ? 0x7A7A34 : 0x4C8236);
  const Light petal = order.colour.value_or(varied(from_srgb(bloom.petal), 0.06F, dice));
  const Light inner =
      order.colour ? world::mix(petal, petal * petal, 0.35F) : from_srgb(bloom.inner);
  add_stem(mesh, bloom, head, low, high, green, dice);
  add_heart(mesh, bloom, head, top, dice);
  if (order.kind == "dandelion") {
    add_seeds(mesh, head, skeleton, top, petal, dice);
  }
  int number = 0;
  for (std::size_t r = 0; r < bloom.rings.size(); ++r) {
    const Ring& ring = bloom.rings[r];
    for (int i = 0; i < ring.petals; ++i) {
      const float a = 2 * world::kPi * (static_cast<float>(i) + 0.5F * static_cast<float>(r % 2)) /
                          static_cast<float>(ring.petals) +
                      0.7F * static_cast<float>(r);
      const Vec3 foot = head.at + (head.side * std::cos(a) + head.front * std::sin(a)) * ring.at;
      const int bone = skeleton.add("petal " + std::to_string(number++), top, foot);
      Ring own = ring;
      own.length *= dice.between(0.93F, 1.05F);
      own.open += dice.between(-0.06F, 0.06F);
      add_petal(mesh, head, own, a, varied(inner, 0.05F, dice), varied(petal, 0.06F, dice), bone);
    }
  }
  return as_plant(order, std::move(mesh), std::move(skeleton),
                  {{.name = "top", .bone = top, .at = head.at + head.axis * 0.1F}});
}

}  // namespace kirin::engine::motion::models
