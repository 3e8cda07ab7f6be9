// Butterflies, bees and dragonflies.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/bug.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {

world::ModelPtr build_butterfly(const ModelOrder& order) {
  constexpr float kSpan = 0.05F;
  Bug b = bug({0, 0, 0}, {0, 0.001F, 0.011F}, true);
  const Palette palette(order, 0xF08A1D);
  const Light wing = part_colour(order, "wings", palette.coat());
  const Light dark = order.colour ? wing * 0.16F : world::from_srgb(0x1E1512);
  world::MeshBuilder build(b.mesh());
  const Paint fur{world::from_srgb(0x2A1E1A), Surface::fur, b.body};
  build.ball(world::translation({0, 0, 0.004F}), {0.0042F, 0.0042F, 0.009F}, 10, 12, fur);
  build.ball(world::translation({0, -0.001F, -0.014F}), {0.003F, 0.003F, 0.014F}, 10, 12, fur);
  build.ball(world::translation({0, 0.001F, 0.0145F}), {0.0042F, 0.004F, 0.004F}, 8, 12,
             {fur.colour, Surface::fur, b.head});
  add_eyes(b, {0, 0.002F, 0.0165F}, 0.003F, 0.0022F, 0);
  add_feelers(b, {0, 0.004F, 0.017F}, 0.022F, 0.0005F, kBlack, true);
  const auto pattern = [&](bool is_hind) {
    return [&, is_hind](float out, float along) {
      const float edge = world::smooth_step(is_hind ? 0.74F : 0.70F, 0.80F, out);
      Light c = world::mix(wing * (1.15F - 0.35F * out), dark, edge);
      // Veins, and pale dots in the dark hem.
      const float vein = std::abs(std::sin(along * world::kPi * 6));
      c = world::mix(dark, c, world::smooth_step(0.0F, 0.16F, vein + 0.4F * (1 - out)));
      const float dot = std::abs(std::sin(along * world::kPi * 10));
      return out > 0.82F && out < 0.95F && dot > 0.7F ? Light{0.9F, 0.88F, 0.82F} : c;
    };
  };
  const std::array fore{world::Point2{0, 0.002F},
                        world::Point2{0.25F * kSpan, 0.28F * kSpan},
                        world::Point2{0.62F * kSpan, 0.62F * kSpan},
                        world::Point2{0.92F * kSpan, 0.80F * kSpan},
                        world::Point2{1.04F * kSpan, 0.74F * kSpan},
                        world::Point2{0.98F * kSpan, 0.46F * kSpan},
                        world::Point2{0.86F * kSpan, 0.20F * kSpan},
                        world::Point2{0.78F * kSpan, -0.02F * kSpan},
                        world::Point2{0.40F * kSpan, -0.08F * kSpan},
                        world::Point2{0, -0.003F}};
  const std::array hind{world::Point2{0, 0.002F},
                        world::Point2{0.42F * kSpan, -0.02F * kSpan},
                        world::Point2{0.74F * kSpan, -0.10F * kSpan},
                        world::Point2{0.80F * kSpan, -0.34F * kSpan},
                        world::Point2{0.66F * kSpan, -0.60F * kSpan},
                        world::Point2{0.44F * kSpan, -0.76F * kSpan},
                        world::Point2{0.22F * kSpan, -0.66F * kSpan},
                        world::Point2{0.08F * kSpan, -0.40F * kSpan},
                        world::Point2{0, -0.004F}};
  add_wing_pair(b, 1, {0.002F, 0.002F, 0.006F}, fore, 0.12F, Surface::petal, pattern(false));
  add_wing_pair(b, 2, {0.002F, 0.0015F, 0.0F}, hind, 0.10F, Surface::petal, pattern(true));
  add_anchors(b, {0, 0.005F, 0.0145F}, {0, 0, 0.018F}, {0, 0.004F, 0.004F});
  return finished(order, b.model);
}

world::ModelPtr build_bee(const ModelOrder& order) {
  constexpr float s = 0.011F;  // half the body's length, larger than life
  Bug b = bug({0, 0, 0}, {0, 0.1F * s, 0.62F * s}, true);
  const Palette palette(order, 0xF5BE22);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.12F * s);
  clay.ellipsoid(world::translation(Vec3{0, -0.05F, -0.62F} * s) * world::turn_x(-0.12F),
                 Vec3{0.56F, 0.54F, 0.86F} * s, {coat, Surface::fur, b.body});
  clay.ball(Vec3{0, 0.08F, 0.28F} * s, 0.50F * s, {coat, Surface::fur, b.body});
  clay.ellipsoid(Vec3{0, 0.06F * s, 0.86F * s}, Vec3{0.40F, 0.38F, 0.32F} * s,
                 {kBlack * 2, Surface::fur, b.head});
  b.model->mesh = clay.mesh(0.058F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    if (v.bones[0] == b.body && v.position.z < -0.15F * s) {
      const float wave = std::sin(v.position.z / s * 8.6F + 0.6F);
      v.colour = world::mix(v.colour, kBlack, world::smooth_step(-0.15F, 0.15F, wave));
    }
  });
  add_eyes(b, Vec3{0, 0.12F, 1.04F} * s, 0.24F * s, 0.17F * s, 0);
  add_feelers(b, Vec3{0, 0.34F, 0.98F} * s, 0.5F * s, 0.045F * s, kBlack, false);
  world::MeshBuilder(b.mesh()).cylinder(Vec3{0, -0.16F, -1.40F} * s, Vec3{0, -0.2F, -1.72F} * s,
                                        0.07F * s, 0, 8, {kBlack, Surface::matte, b.body});
  const auto wings = ellipse(0.95F * s, -0.30F * s, 0.98F * s, 0.40F * s, -0.35F);
  add_wing_pair(b, 1, Vec3{0.16F, 0.5F, 0.34F} * s, wings, 0.45F, Surface::glass, glassy);
  const auto small = ellipse(0.66F * s, -0.42F * s, 0.68F * s, 0.28F * s, -0.6F);
  add_wing_pair(b, 2, Vec3{0.16F, 0.48F, 0.12F} * s, small, 0.35F, Surface::glass, glassy);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.48F - 0.32F * static_cast<float>(i);
    legs.push_back({Vec3{0.22F, -0.30F, z} * s, Vec3{0.50F, -0.48F, z + 0.02F} * s,
                    Vec3{0.40F, -0.88F, z - 0.12F} * s});
  }
  add_leg_pairs(*b.model, legs, 0.045F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.45F, 0.86F} * s, Vec3{0, -0.1F, 1.15F} * s, Vec3{0, 0.55F, 0.2F} * s);
  return finished(order, b.model);
}

world::ModelPtr build_dragonfly(const ModelOrder& order) {
  constexpr float s = 0.07F;  // length
  Bug b = bug({0, 0, 0.2F * s}, {0, 0.01F * s, 0.33F * s}, true);
  const Palette palette(order, 0x1E8FB8);
  const Light coat = palette.coat();
  world::MeshBuilder build(b.mesh());
  build.ball(world::translation(Vec3{0, 0, 0.22F} * s), Vec3{0.062F, 0.068F, 0.11F} * s, 10, 14,
             {coat, Surface::paint, b.body});
  for (int i = 0; i < 8; ++i) {
    const float z = 0.10F - 0.085F * static_cast<float>(i);
    build.ball(world::translation(Vec3{0, 0.002F * static_cast<float>(i), z} * s),
               Vec3{0.026F, 0.026F, 0.048F} * s, 8, 12,
               {coat * (i % 2 == 0 ? 1.0F : 0.4F), Surface::paint, b.body});
  }
  build.ball(world::translation(Vec3{0, 0.01F, 0.36F} * s), Vec3{0.045F, 0.042F, 0.042F} * s, 8, 12,
             {coat * 0.7F, Surface::paint, b.head});
  add_eyes(b, Vec3{0, 0.028F, 0.375F} * s, 0.035F * s, 0.038F * s, 0);
  add_wing_pair(b, 1, Vec3{0.03F, 0.06F, 0.25F} * s,
                ellipse(0.31F * s, 0.03F * s, 0.32F * s, 0.055F * s, 0.08F), 0.08F, Surface::glass,
                glassy);
  add_wing_pair(b, 2, Vec3{0.03F, 0.055F, 0.17F} * s,
                ellipse(0.29F * s, -0.03F * s, 0.30F * s, 0.065F * s, -0.14F), 0.05F,
                Surface::glass, glassy);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.29F - 0.05F * static_cast<float>(i);
    legs.push_back({Vec3{0.03F, -0.05F, z} * s, Vec3{0.07F, -0.09F, z + 0.02F} * s,
                    Vec3{0.05F, -0.15F, z} * s});
  }
  add_leg_pairs(*b.model, legs, 0.006F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.06F, 0.36F} * s, Vec3{0, -0.02F, 0.4F} * s, Vec3{0, 0.07F, 0.2F} * s);
  return finished(order, b.model);
}

}  // namespace kirin::engine::motion::models::fauna
