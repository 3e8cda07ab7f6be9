// Plants of fronds and culms: palms, ferns, bamboo.
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

/// A feather of leaflets along an arching rib.
struct Frond {
  Vec3 base{};
  float azimuth = 0;
  float rise = 0.5F;  ///< of its length, at its middle
  float fall = 0.7F;  ///< of its length, at its tip
  float length = 2.4F;
  float leaflet = 0.6F;  ///< longest leaflet, metres
  int pairs = 10;
  Light colour{};
  Light tip{};
  float sway = 0.15F;
};

void add_frond(Mesh& mesh, const Frond& frond, Dice& dice) {
  const Vec3 out{std::cos(frond.azimuth), 0, std::sin(frond.azimuth)};
  const Vec3 side{-out.z, 0, out.x};
  const auto rib = [&](float s) {
    return frond.base + out * (frond.length * s * (1 - 0.18F * s)) +
           Vec3{0, frond.length * (frond.rise * s - (frond.rise + frond.fall) * 0.62F * s * s), 0};
  };
  for (int i = 0; i <= frond.pairs; ++i) {
    const float s = 0.10F + 0.88F * static_cast<float>(i) / static_cast<float>(frond.pairs);
    const Vec3 forward = world::normalized(rib(s + 0.04F) - rib(s - 0.04F));
    for (const float hand : {1.0F, -1.0F}) {
      Leaf leaflet;
      leaflet.base = rib(s);
      leaflet.along = world::normalized(side * (hand * (1.05F - 0.5F * s)) +
                                        forward * (0.45F + 0.7F * s) + Vec3{0, -0.42F, 0});
      leaflet.normal = world::normalized(world::cross(forward, side) * -1.0F + Vec3{0, 0.4F, 0} +
                                         side * (0.35F * hand));
      if (leaflet.normal.y < 0) {
        leaflet.normal = -leaflet.normal;
      }
      const float shape = std::sin(world::kPi * (0.14F + 0.80F * s));
      leaflet.length = frond.leaflet * (0.35F + 0.75F * shape) * dice.between(0.9F, 1.1F);
      leaflet.width =
          0.17F * leaflet.length + 0.25F * frond.length / static_cast<float>(frond.pairs) * 0.55F;
      leaflet.colour = varied(frond.colour * (0.6F + 0.3F * s), 0.10F, dice);
      leaflet.tip_colour = varied(frond.tip, 0.10F, dice);
      leaflet.sway = frond.sway * s;
      add_leaf(mesh, leaflet);
    }
  }
}

Mesh palm(const ModelOrder& order, bool is_far) {
  Dice dice(hash_of("palm") ^ order.seed);
  Mesh mesh;
  const float height = dice.between(5.4F, 6.6F);
  const float lean = dice.between(0.5F, 1.3F) * (dice.unit() < 0.5F ? -1.0F : 1.0F);
  const auto trunk = [&](float t) {
    return Vec3{lean * t * t, height * t - 0.1F, 0.3F * lean * t * t};
  };
  std::vector<Vec3> path;
  std::vector<float> radii;
  const int rings = is_far ? 3 : 18;
  for (int i = 0; i <= rings; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(rings);
    path.push_back(trunk(t));
    radii.push_back((0.20F - 0.08F * t + 0.12F * std::pow(1 - t, 6.0F)) *
                    (i % 2 == 0 || is_far ? 1.06F : 0.92F));  // leaf scars ring the trunk
  }
  world::MeshBuilder(mesh).tube(path, radii, is_far ? 4 : 8, {from_srgb(0x8A7358), Surface::bark});
  const Vec3 top = trunk(1);
  const Light green = order.colour.value_or(from_srgb(0x4E7C2E));
  const int fronds = is_far ? 8 : 15;
  for (int i = 0; i < fronds; ++i) {
    Frond frond;
    frond.base = top;
    frond.azimuth = 2.39996F * static_cast<float>(i);
    const float age = static_cast<float>(i) / static_cast<float>(fronds);
    frond.rise = 0.95F - 0.95F * age + dice.between(-0.1F, 0.1F);
    frond.fall = 0.25F + 0.75F * age;
    frond.length = dice.between(2.3F, 2.9F);
    frond.leaflet = 0.75F;
    frond.pairs = is_far ? 3 : 13;
    frond.colour = varied(world::mix(green, from_srgb(0x8A7A3A), 0.35F * age), 0.08F, dice);
    frond.tip = world::mix(green, from_srgb(0xA8C060), 0.45F);
    frond.sway = 0.22F;
    if (is_far) {
      const Vec3 out{std::cos(frond.azimuth), 0, std::sin(frond.azimuth)};
      Leaf blade;
      blade.base = top;
      blade.along = world::normalized(out + Vec3{0, frond.rise, 0});
      blade.normal = {0, 1, 0};
      blade.length = frond.length;
      blade.width = 0.85F;
      blade.colour = frond.colour * 0.7F;
      blade.tip_colour = frond.tip;
      blade.sway = 0.2F;
      add_blade(mesh, blade, {0, -1.9F * frond.fall, 0}, 4);
      continue;
    }
    add_frond(mesh, frond, dice);
  }
  if (!is_far) {
    for (int i = 0; i < 5; ++i) {
      const float a = 1.2566F * static_cast<float>(i);
      world::MeshBuilder(mesh).ball(
          world::translation(top + Vec3{0.20F * std::cos(a), -0.22F, 0.20F * std::sin(a)}),
          {0.12F, 0.14F, 0.12F}, 6, 8, {from_srgb(0x6A4A2A), Surface::fruit});
    }
  }
  return mesh;
}

Mesh bamboo(const ModelOrder& order, bool is_far) {
  Dice dice(hash_of("bamboo") ^ order.seed);
  Mesh mesh;
  const Light culm = order.colour.value_or(from_srgb(0x7FA04A));
  const int culms = is_far ? 3 : 5;
  for (int c = 0; c < culms; ++c) {
    const float a = dice.between(0, 6.28F);
    const Vec3 foot = Vec3{std::cos(a), 0, std::sin(a)} * dice.between(0.05F, 0.55F);
    const float height = dice.between(6.0F, 8.5F);
    const Vec3 lean{dice.between(-0.9F, 0.9F), 0, dice.between(-0.9F, 0.9F)};
    const auto at = [&](float t) { return foot + Vec3{0, height * t, 0} + lean * (t * t); };
    const Light own = varied(culm, 0.14F, dice);
    std::vector<Vec3> path;
    std::vector<float> radii;
    const int nodes = is_far ? 2 : 13;
    for (int i = 0; i <= nodes; ++i) {
      const float t = static_cast<float>(i) / static_cast<float>(nodes);
      path.push_back(at(t));
      const float r = 0.055F * (1 - 0.75F * t);
      radii.push_back(r);
      if (!is_far && i > 0 && i < nodes) {  // a ring at each node
        path.push_back(at(t + 0.004F));
        radii.push_back(1.28F * r);
        path.push_back(at(t + 0.008F));
        radii.push_back(r);
      }
    }
    world::MeshBuilder(mesh).tube(path, radii, is_far ? 3 : 5, {own, Surface::plastic, 0, 0.05F});
    const int sprays = is_far ? 14 : 26;
    for (int i = 0; i < sprays; ++i) {
      const float t = 0.34F + 0.66F * std::sqrt(dice.unit());
      const float b = dice.between(0, 6.28F);
      const Vec3 out{std::cos(b), 0, std::sin(b)};
      const Vec3 twig = at(t) + out * dice.between(0.15F, 0.9F) * (1.25F - 0.6F * t);
      for (int k = 0; k < (is_far ? 1 : 3); ++k) {
        Leaf leaf;
        leaf.base = twig;
        leaf.along =
            world::normalized(out + Vec3{dice.between(-0.8F, 0.8F), dice.between(-1.2F, 0.1F),
                                         dice.between(-0.8F, 0.8F)});
        leaf.normal = world::normalized(out + Vec3{0, 0.8F, 0});
        leaf.length = is_far ? 0.75F : dice.between(0.26F, 0.42F);
        leaf.width = (is_far ? 0.34F : 0.17F) * leaf.length * (is_far ? 1.6F : 1.2F);
        leaf.colour = varied(own * 0.75F, 0.16F, dice);
        leaf.tip_colour = varied(world::mix(own, from_srgb(0xB8CC68), 0.5F), 0.1F, dice);
        leaf.sway = 0.16F * t;
        add_leaf(mesh, leaf);
      }
    }
  }
  if (season_of(order) == "winter") {
    add_snow(mesh, 0.6F, 2);
  }
  return mesh;
}

}  // namespace

world::ModelPtr build_palm(const ModelOrder& order) { return as_plant(order, palm(order, false)); }
world::ModelPtr build_far_palm(const ModelOrder& order) {
  return as_plant(order, palm(order, true));
}
world::ModelPtr build_bamboo(const ModelOrder& order) {
  return as_plant(order, bamboo(order, false));
}
world::ModelPtr build_far_bamboo(const ModelOrder& order) {
  return as_plant(order, bamboo(order, true));
}

world::ModelPtr build_far_fern(const ModelOrder& order) {
  Dice dice(hash_of("fern") ^ order.seed);
  Mesh mesh;
  const Light green =
      order.colour.value_or(from_srgb(season_of(order) == "autumn" ? 0x9A7A30 : 0x4E8A34));
  for (int i = 0; i < 9; ++i) {
    const float a = 2.39996F * static_cast<float>(i);
    Leaf frond;
    frond.along = world::normalized({std::cos(a), dice.between(0.8F, 1.4F), std::sin(a)});
    frond.normal = {0, 1, 0};
    frond.length = dice.between(0.55F, 0.8F);
    frond.width = 0.24F;
    frond.colour = varied(green * 0.5F, 0.12F, dice);
    frond.tip_colour = world::mix(green, from_srgb(0xA8C858), 0.3F);
    frond.sway = 0.05F;
    add_blade(mesh, frond, {0.2F * std::cos(a), -0.15F, 0.2F * std::sin(a)}, 3);
  }
  return as_plant(order, std::move(mesh));
}

world::ModelPtr build_fern(const ModelOrder& order) {
  Dice dice(hash_of("fern") ^ order.seed);
  Mesh mesh;
  const Light green =
      order.colour.value_or(from_srgb(season_of(order) == "autumn" ? 0x9A7A30 : 0x4E8A34));
  for (int i = 0; i < 11; ++i) {
    Frond frond;
    frond.azimuth = 2.39996F * static_cast<float>(i);
    frond.rise = dice.between(0.75F, 1.4F);
    frond.fall = dice.between(0.15F, 0.6F);
    frond.length = dice.between(0.55F, 0.85F);
    frond.leaflet = 0.19F;
    frond.pairs = 9;
    frond.colour = varied(green * 0.8F, 0.12F, dice);
    frond.tip = world::mix(green, from_srgb(0xA8C858), 0.4F);
    frond.sway = 0.06F;
    add_frond(mesh, frond, dice);
  }
  return as_plant(order, std::move(mesh));
}

}  // namespace kirin::engine::motion::models
