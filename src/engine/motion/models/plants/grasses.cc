// What grows in tufts: grass, reed, wheat, lavender, clover.
#include <cmath>
#include <string_view>

#include "engine/motion/models/plants/growth.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

using world::from_srgb;
using world::Light;
using world::Mesh;
using world::Surface;
using world::Vec3;

struct Tuft {
  int blades;
  float height, width, spread, lean;
  Light foot, tip;
};

Tuft tuft_of(const ModelOrder& order) {
  const std::string_view season = season_of(order);
  Light foot = from_srgb(0x3E6424);
  Light tip = from_srgb(0x8CB048);
  if (season == "spring") {
    tip = from_srgb(0x9CC850);
  } else if (season == "autumn") {
    foot = from_srgb(0x6A6428);
    tip = from_srgb(0xC2A050);
  } else if (season == "winter") {
    foot = from_srgb(0x7A7050);
    tip = from_srgb(0xC8BC94);
  }
  if (order.colour) {
    foot = *order.colour * 0.55F;
    tip = *order.colour;
  }
  if (order.kind == "wheat") {
    return {9,
            0.85F,
            0.016F,
            0.10F,
            0.16F,
            order.colour ? foot : from_srgb(0x9A8438),
            order.colour ? tip : from_srgb(0xD8B45A)};
  }
  if (order.kind == "reed") {
    return {13, 1.7F, 0.035F, 0.22F, 0.35F, foot, world::mix(tip, from_srgb(0xB8A860), 0.3F)};
  }
  if (order.kind == "lavender") {
    return {15, 0.52F, 0.010F, 0.09F, 0.26F, from_srgb(0x5C7058), from_srgb(0x7E9470)};
  }
  if (order.kind == "savanna_grass") {
    return {14,
            0.75F,
            0.020F,
            0.16F,
            0.36F,
            order.colour ? foot : from_srgb(0x8A7434),
            order.colour ? tip : from_srgb(0xD8BC6A)};
  }
  return {11, 0.30F, 0.022F, 0.11F, 0.16F, foot, tip};
}

void add_ear(Mesh& mesh, Vec3 at, Vec3 along, const Tuft& tuft, Dice& dice) {
  for (int i = 0; i < 7; ++i) {
    Leaf grain;
    grain.base = at + along * (0.018F * static_cast<float>(i));
    const float a = 2.4F * static_cast<float>(i);
    grain.along = world::normalized(along + Vec3{0.55F * std::cos(a), 0.1F, 0.55F * std::sin(a)});
    grain.normal = world::normalized({std::cos(a), 0.5F, std::sin(a)});
    grain.length = 0.065F;
    grain.width = 0.022F;
    grain.colour = varied(tuft.tip * 0.85F, 0.12F, dice);
    grain.tip_colour = tuft.tip * 1.15F;
    grain.sway = 0.07F;
    add_leaf(mesh, grain);
  }
}

void add_cattail(Mesh& mesh, Vec3 foot, float height) {
  world::MeshBuilder build(mesh);
  build.cylinder(foot, foot + Vec3{0, height, 0}, 0.010F, 0.006F, 4,
                 {from_srgb(0x7A8A48), Surface::leaf, 0, 0.08F}, false);
  build.ball(world::translation(foot + Vec3{0, height, 0}), {0.028F, 0.13F, 0.028F}, 6, 7,
             {from_srgb(0x5A3820), Surface::fur, 0, 0.10F});
}

void add_lavender_head(Mesh& mesh, Vec3 at, Vec3 along, Light colour, Dice& dice) {
  for (int i = 0; i < 9; ++i) {
    Leaf bud;
    const float a = 2.4F * static_cast<float>(i);
    bud.base = at + along * (0.014F * static_cast<float>(i));
    bud.along = world::normalized(along + Vec3{0.9F * std::cos(a), 0, 0.9F * std::sin(a)});
    bud.normal = world::normalized({std::cos(a), 0.6F, std::sin(a)});
    bud.length = 0.034F;
    bud.width = 0.024F;
    bud.colour = varied(colour * 0.8F, 0.15F, dice);
    bud.tip_colour = varied(colour * 1.2F, 0.1F, dice);
    bud.surface = Surface::petal;
    bud.sway = 0.04F;
    add_leaf(mesh, bud);
  }
}

Mesh clover(const ModelOrder& order, Dice& dice) {
  Mesh mesh;
  const Light green = order.colour.value_or(from_srgb(0x4A8A38));
  for (int c = 0; c < 9; ++c) {
    const float a = 2.39996F * static_cast<float>(c);
    const Vec3 at =
        Vec3{std::cos(a), 0, std::sin(a)} * (0.035F * std::sqrt(static_cast<float>(c))) +
        Vec3{0, dice.between(0.07F, 0.13F), 0};
    world::MeshBuilder(mesh).cylinder({0.5F * at.x, 0, 0.5F * at.z}, at, 0.003F, 0.002F, 3,
                                      {green * 0.7F, Surface::leaf}, false);
    const int leaves = c == 0 ? 4 : 3;  // one of luck
    for (int l = 0; l < leaves; ++l) {
      const float b = a + 2 * world::kPi * static_cast<float>(l) / static_cast<float>(leaves);
      Leaf leaf;
      leaf.base = at;
      leaf.along = world::normalized({std::cos(b), 0.12F, std::sin(b)});
      leaf.normal = {0, 1, 0};
      leaf.length = 0.042F;
      leaf.width = 0.042F;
      leaf.colour = varied(world::mix(green, {0.5F, 0.7F, 0.4F}, 0.15F), 0.1F, dice);
      leaf.tip_colour = green;
      leaf.sway = 0.01F;
      add_leaf(mesh, leaf);
    }
  }
  return mesh;
}

Mesh tuft(const ModelOrder& order, bool is_far) {
  Dice dice(hash_of(order.kind) ^ order.seed);
  const Tuft shape = tuft_of(order);
  Mesh mesh;
  const int blades = is_far ? 4 : shape.blades;
  for (int i = 0; i < blades; ++i) {
    const float a = 2.39996F * static_cast<float>(i) + dice.between(-0.5F, 0.5F);
    const Vec3 out{std::cos(a), 0, std::sin(a)};
    Leaf blade;
    blade.base = out * (shape.spread * std::sqrt(dice.unit()));
    blade.along = world::normalized(Vec3{0, 1, 0} + out * dice.between(0.1F, 0.45F));
    // Grass is lit as the ground under it is, not as its blades face.
    blade.normal = world::normalized(Vec3{0, 1, 0} + out * 0.45F);
    blade.length = shape.height * dice.between(0.62F, 1.1F);
    blade.width = shape.width * (is_far ? 2.6F : 1.0F);
    blade.colour = varied(shape.foot * 0.8F, 0.1F, dice);
    blade.tip_colour = varied(shape.tip, 0.14F, dice);
    blade.surface = Surface::grass;
    blade.sway = 0.22F * shape.height;
    const Vec3 bend = out * (shape.lean * blade.length * dice.between(0.5F, 1.6F)) +
                      Vec3{0, -0.12F * blade.length, 0};
    add_blade(mesh, blade, bend, is_far ? 1 : 3);
    if (is_far) {
      continue;
    }
    const Vec3 tip = blade.base + blade.along * blade.length + bend;
    const Vec3 along = world::normalized(blade.along * blade.length + bend * 2);
    if (order.kind == "wheat") {
      add_ear(mesh, tip - along * 0.04F, along, shape, dice);
    } else if (order.kind == "lavender") {
      add_lavender_head(mesh, tip - along * 0.02F, along,
                        order.colour.value_or(from_srgb(0x7A5CC0)), dice);
    }
  }
  if (order.kind == "reed" && !is_far) {
    add_cattail(mesh, {0.08F, 0, 0.02F}, 1.5F);
    add_cattail(mesh, {-0.10F, 0, -0.06F}, 1.25F);
    add_cattail(mesh, {0.0F, 0, 0.12F}, 1.7F);
  }
  if (is_far && (order.kind == "lavender" || order.kind == "wheat")) {
    const Light head =
        order.kind == "wheat" ? shape.tip : order.colour.value_or(from_srgb(0x7A5CC0));
    for (int i = 0; i < 5; ++i) {
      const float a = 2.4F * static_cast<float>(i);
      Leaf ear;
      ear.base = {0.12F * std::cos(a), 0.72F * shape.height, 0.12F * std::sin(a)};
      ear.along = world::normalized({0.3F * std::cos(a), 1, 0.3F * std::sin(a)});
      ear.normal = world::normalized({std::cos(a), 1, std::sin(a)});
      ear.length = 0.24F;
      ear.width = 0.07F;
      ear.colour = varied(head * 0.8F, 0.1F, dice);
      ear.tip_colour = head;
      ear.surface = Surface::petal;
      ear.sway = 0.05F;
      add_leaf(mesh, ear);
    }
  }
  return mesh;
}

}  // namespace

world::ModelPtr build_grass(const ModelOrder& order) {
  if (order.kind == "clover") {
    Dice dice(hash_of(order.kind) ^ order.seed);
    return as_plant(order, clover(order, dice));
  }
  return as_plant(order, tuft(order, false));
}

world::ModelPtr build_far_grass(const ModelOrder& order) {
  return as_plant(order, tuft(order, true));
}

}  // namespace kirin::engine::motion::models
