// Firs and pines: whorls of branches that are feathers of needles.
#include <algorithm>
#include <cmath>

#include "engine/motion/models/plants/growth.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::from_srgb;
using world::Light;
using world::Mesh;
using world::Surface;
using world::Vec3;

struct Shape {
  float height, bare, spread;  ///< metres; bare: trunk without branches
  int whorls, branches;
  float droop;  ///< how far branches hang, of their length
  Light needles, tips, bark;
};

Shape shape_of(const ModelOrder& order, Dice& dice) {
  const bool is_pine = order.kind == "pine";
  Shape shape = is_pine ? Shape{11,
                                3.8F,
                                2.7F,
                                8,
                                8,
                                0.02F,
                                from_srgb(0x3A5E36),
                                from_srgb(0x6A8C48),
                                from_srgb(0x7A4C34)}
                        : Shape{9,
                                1.0F,
                                2.3F,
                                13,
                                9,
                                0.34F,
                                from_srgb(0x244A36),
                                from_srgb(0x4C7A50),
                                from_srgb(0x4C382C)};
  if (order.colour) {
    shape.needles = *order.colour;
    shape.tips = world::mix(*order.colour, {1, 1, 1}, 0.2F);
  }
  shape.needles = varied(shape.needles, 0.10F, dice);
  return shape;
}

float reach_at(const Shape& shape, bool is_pine, float t) {
  // A fir is a spire; a pine's crown is broad above its bare trunk.
  return shape.spread * (is_pine ? std::sqrt(std::max(0.0F, 1 - t * t * t)) * (0.72F + 0.28F * t)
                                 : std::pow(1 - t, 0.85F)) +
         0.10F;
}

/// A bough: needles to both sides of a hanging spine.
void add_bough(Mesh& mesh, const Shape& shape, Vec3 base, float azimuth, float reach, float t,
               Dice& dice) {
  const Vec3 out{std::cos(azimuth), 0, std::sin(azimuth)};
  const Vec3 side{-out.z, 0, out.x};
  const int pairs = std::clamp(static_cast<int>(5 + 2.4F * reach), 5, 11);
  const auto spine = [&](float s) {
    return base + out * (reach * s) +
           Vec3{0, 0.16F * reach * s - (shape.droop + 0.16F) * reach * s * s, 0};
  };
  const float light = 0.62F + 0.38F * t;
  for (int i = 0; i <= pairs; ++i) {
    const float s = 0.14F + 0.80F * static_cast<float>(i) / static_cast<float>(pairs);
    const bool is_tip = i == pairs;
    for (const float hand : {1.0F, -1.0F}) {
      Leaf spray;
      spray.base = spine(s - 0.10F);
      const Vec3 forward = world::normalized(spine(s + 0.05F) - spine(s - 0.05F));
      spray.along = world::normalized(forward * (is_tip ? 1.0F : 0.75F) +
                                      side * (hand * (is_tip ? 0.25F : 0.85F)) +
                                      Vec3{0, -0.22F - 0.2F * dice.unit(), 0});
      spray.normal = world::normalized(out * 0.55F + side * (0.25F * hand) + Vec3{0, 0.75F, 0});
      spray.length =
          reach * (is_tip ? 0.25F : 0.31F - 0.12F * s) * dice.between(0.85F, 1.2F) + 0.12F;
      spray.width = 0.22F * spray.length + 0.02F;
      const float open = (0.42F + 0.58F * s) * light;
      spray.colour = varied(shape.needles * (0.35F + 0.65F * open), 0.12F, dice);
      spray.tip_colour = world::mix(shape.needles, shape.tips, s) * (0.55F + 0.55F * open);
      spray.sway = 0.05F * s * reach;
      add_leaf(mesh, spray);
    }
  }
}

Mesh near_conifer(const ModelOrder& order) {
  Dice dice(hash_of(order.kind) ^ order.seed);
  const Shape shape = shape_of(order, dice);
  const bool is_pine = order.kind == "pine";
  Mesh mesh;
  world::MeshBuilder build(mesh);
  const float trunk = is_pine ? 0.26F : 0.20F;
  build.cylinder({0, -0.1F, 0}, {0, 0.94F * shape.height, 0}, trunk, 0.03F, 8,
                 {shape.bark, Surface::bark}, false);
  if (!is_pine) {  // what is dark behind the boughs
    for (int i = 0; i < 3; ++i) {
      const float low =
          shape.bare + 0.3F + (shape.height - shape.bare) * 0.29F * static_cast<float>(i);
      const float t = (low - shape.bare) / (shape.height - shape.bare);
      build.cylinder({0, low, 0}, {0, low + 0.42F * (shape.height - shape.bare), 0},
                     0.52F * reach_at(shape, false, t), 0.02F, 9,
                     {shape.needles * 0.42F, Surface::leaf}, false);
    }
  }
  for (int w = 0; w < shape.whorls; ++w) {
    const float t = (static_cast<float>(w) + 0.3F) / static_cast<float>(shape.whorls);
    const float y = shape.bare + t * (shape.height - shape.bare) * 0.97F;
    const int branches = std::max(4, shape.branches - w / 3);
    for (int b = 0; b < branches; ++b) {
      const float azimuth = 2 * world::kPi *
                                (static_cast<float>(b) + 0.5F * static_cast<float>(w % 2)) /
                                static_cast<float>(branches) +
                            dice.between(-0.22F, 0.22F);
      const float reach = reach_at(shape, is_pine, t) * dice.between(0.82F, 1.12F);
      add_bough(mesh, shape, {0, y + dice.between(-0.12F, 0.12F) + (is_pine ? 0 : 0.15F), 0},
                azimuth, reach, t, dice);
      if (is_pine) {  // pines carry tufts on top of their boughs
        Cluster tuft;
        tuft.middle =
            Vec3{std::cos(azimuth), 0, std::sin(azimuth)} * (0.72F * reach) + Vec3{0, y + 0.25F, 0};
        tuft.radii = {0.62F, 0.36F, 0.62F};
        tuft.crown_middle = {0, shape.bare + 2, 0};
        tuft.crown_radius = shape.spread + 1;
        tuft.leaves = 12;
        tuft.leaf_length = 0.42F;
        tuft.leaf_width = 0.12F;
        tuft.colour = varied(shape.needles, 0.1F, dice);
        tuft.light_colour = shape.tips;
        tuft.has_core = false;
        add_cluster(mesh, tuft, dice);
      }
    }
  }
  Leaf top;
  top.base = {0, 0.92F * shape.height, 0};
  top.length = 0.09F * shape.height;
  top.width = 0.10F;
  top.colour = shape.needles;
  top.tip_colour = shape.tips;
  add_leaf(mesh, top);
  for (world::Vertex& v : mesh.vertices) {  // the lowest boughs rest on the ground
    v.position.y = std::max(v.position.y, -0.1F);
  }
  if (season_of(order) == "winter") {
    add_snow(mesh, 0.72F, 1.0F);
  }
  return mesh;
}

Mesh far_conifer(const ModelOrder& order) {
  Dice dice(hash_of(order.kind) ^ order.seed);
  const Shape shape = shape_of(order, dice);
  const bool is_pine = order.kind == "pine";
  Mesh mesh;
  world::MeshBuilder(mesh).cylinder({0, -0.1F, 0}, {0, shape.bare + 1, 0}, 0.24F, 0.2F, 4,
                                    {shape.bark, Surface::bark}, false);
  const int tiers = is_pine ? 4 : 7;
  constexpr int kSides = 16;  // jagged: every other corner is pulled in
  Leaf leaf;
  for (int i = 0; i < tiers; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(tiers);
    const float low = shape.bare + t * (shape.height - shape.bare);
    const float reach = reach_at(shape, is_pine, t) * 1.02F;
    const float high = std::min(
        shape.height, low + 1.9F * (shape.height - shape.bare) / static_cast<float>(tiers));
    const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
    const float light = 0.6F + 0.4F * t;
    const auto put = [&](Vec3 at, Vec3 normal, Light colour) {
      world::Vertex v;
      v.position = at;
      v.normal = world::normalized(normal);
      v.colour = colour;
      v.surface = Surface::leaf;
      v.sway = 0.004F * at.y;
      mesh.vertices.push_back(v);
    };
    put({0, high, 0}, {0, 1, 0}, shape.needles * (0.8F * light));
    const int sides = is_pine ? 10 : kSides;
    const float spin = dice.between(0, 6.28F);
    for (int s = 0; s < sides; ++s) {
      const float a = spin + 2 * world::kPi * static_cast<float>(s) / static_cast<float>(sides);
      const float out = reach * (s % 2 == 0 ? dice.between(0.9F, 1.1F) : 0.60F);
      put({out * std::cos(a), low - (s % 2 == 0 ? 0.10F * reach : -0.12F * reach),
           out * std::sin(a)},
          {std::cos(a), 1.0F, std::sin(a)},
          (s % 2 == 0 ? world::mix(shape.needles, shape.tips, 0.8F) : shape.needles * 0.45F) *
              light);
    }
    for (int s = 0; s < sides; ++s) {
      mesh.indices.insert(mesh.indices.end(),
                          {first, first + 1 + static_cast<std::uint32_t>((s + 1) % sides),
                           first + 1 + static_cast<std::uint32_t>(s)});
    }
  }
  if (season_of(order) == "winter") {
    add_snow(mesh, 1.0F, 1.0F);
  }
  return mesh;
}

}  // namespace

world::ModelPtr build_conifer(const ModelOrder& order) {
  return as_plant(order, near_conifer(order));
}
world::ModelPtr build_far_conifer(const ModelOrder& order) {
  return as_plant(order, far_conifer(order));
}

}  // namespace kirin::engine::motion::models
