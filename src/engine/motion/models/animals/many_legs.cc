// Beetles, ants, spiders, crabs.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/bug.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {

world::ModelPtr build_beetle(const ModelOrder& order) {
  const bool is_firefly = order.kind == "firefly";
  constexpr float s = 0.009F;
  Bug b = bug(Vec3{0, 0.45F, 0} * s, Vec3{0, 0.4F, 0.85F} * s, is_firefly);
  const Palette palette(order, is_firefly ? 0x3A2C24 : 0xD9201C);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.03F * s);
  const float slim = is_firefly ? 0.62F : 1;
  clay.ellipsoid(Vec3{0, 0.36F * s, -0.1F * s},
                 Vec3{0.92F * slim, is_firefly ? 0.5F : 0.78F, 1.0F} * s,
                 {coat, Surface::paint, b.body});
  clay.carve(world::translation(Vec3{0, -0.72F, 0} * s), Vec3{2, 0.95F, 2} * s,
             {kBlack, Surface::matte, b.body});
  clay.ellipsoid(Vec3{0, 0.36F * s, 0.82F * s}, Vec3{0.52F * slim, 0.40F, 0.38F} * s,
                 {is_firefly ? world::from_srgb(0xC2562B) : kBlack, Surface::paint, b.body});
  clay.ellipsoid(Vec3{0, 0.34F * s, 1.10F * s}, Vec3{0.32F, 0.28F, 0.24F} * s,
                 {kBlack, Surface::paint, b.head});
  b.model->mesh = clay.mesh(0.055F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    if (v.bones[0] != b.body || v.position.z > 0.55F * s) {
      return;
    }
    if (is_firefly) {
      if (v.position.z < -0.55F * s && v.position.y < 0.5F * s) {
        v.surface = Surface::glow;
        v.colour = Light{2.2F, 2.4F, 0.5F};
      }
      return;
    }
    const Vec3 p{std::abs(v.position.x) / s, 0, v.position.z / s};
    const bool is_seam = p.x < 0.035F;
    bool is_spot = false;
    for (const Vec3 spot : {Vec3{0.42F, 0, 0.32F}, Vec3{0.58F, 0, -0.22F}, Vec3{0.32F, 0, -0.62F},
                            Vec3{0, 0, 0.5F}}) {
      is_spot = is_spot || world::length(p - spot) < 0.17F;
    }
    if (is_seam || is_spot) {
      v.colour = kBlack;
    }
  });
  if (is_firefly) {
    world::MeshBuilder(b.mesh()).ball(world::translation(Vec3{0, 0.22F, -0.85F} * s),
                                      Vec3{0.42F, 0.36F, 0.5F} * s, 8, 12,
                                      {{3.0F, 3.2F, 0.7F}, Surface::glow, b.body});
    add_wing_pair(b, 1, Vec3{0.2F, 0.8F, 0.4F} * s,
                  ellipse(0.95F * s, -0.3F * s, 0.98F * s, 0.36F * s, -0.3F), 0.4F, Surface::glass,
                  glassy);
  }
  add_eyes(b, Vec3{0, 0.42F, 1.26F} * s, 0.17F * s, 0.11F * s, 0xF2EFE6);
  add_feelers(b, Vec3{0, 0.52F, 1.2F} * s, 0.42F * s, 0.03F * s, kBlack, true);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.6F - 0.5F * static_cast<float>(i);
    legs.push_back({Vec3{0.45F * slim, 0.18F, z} * s, Vec3{0.92F, 0.30F, z * 1.25F} * s,
                    Vec3{1.12F, 0.03F, z * 1.45F} * s});
  }
  add_leg_pairs(*b.model, legs, 0.06F * s, kBlack, b.body);
  add_anchors(b, Vec3{0, 0.62F, 1.1F} * s, Vec3{0, 0.3F, 1.35F} * s, Vec3{0, 1.1F, 0} * s);
  b.model->leg_length = 0.3F * s;
  return finished(order, b.model);
}

world::ModelPtr build_ant(const ModelOrder& order) {
  constexpr float s = 0.009F;
  Bug b = bug(Vec3{0, 0.6F, 0} * s, Vec3{0, 0.65F, 0.42F} * s, false);
  const Palette palette(order, 0x5A2A1C);
  const Paint shell{palette.coat(), Surface::paint, b.body};
  world::Clay clay;
  clay.blend(0.05F * s);
  clay.ellipsoid(Vec3{0, 0.62F * s, -0.95F * s}, Vec3{0.42F, 0.40F, 0.58F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.58F * s, -0.30F * s}, Vec3{0.14F, 0.14F, 0.18F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.62F * s, 0.10F * s}, Vec3{0.22F, 0.24F, 0.38F} * s, shell);
  clay.ellipsoid(Vec3{0, 0.68F * s, 0.72F * s}, Vec3{0.36F, 0.32F, 0.34F} * s,
                 {palette.coat(), Surface::paint, b.head});
  b.model->mesh = clay.mesh(0.05F * s);
  add_eyes(b, Vec3{0, 0.80F, 0.92F} * s, 0.23F * s, 0.12F * s, 0);
  add_feelers(b, Vec3{0, 0.92F, 0.92F} * s, 0.7F * s, 0.035F * s, palette.coat() * 0.7F, false);
  std::vector<LegPair> legs;
  for (int i = 0; i < 3; ++i) {
    const float z = 0.3F - 0.22F * static_cast<float>(i);
    const float spread = 0.62F - 0.62F * static_cast<float>(i);
    legs.push_back({Vec3{0.16F, 0.5F, z} * s, Vec3{0.62F, 0.95F, z + 0.5F * spread} * s,
                    Vec3{1.05F, 0.03F, z + 1.1F * spread} * s});
  }
  add_leg_pairs(*b.model, legs, 0.045F * s, palette.coat() * 0.7F, b.body);
  add_anchors(b, Vec3{0, 1.0F, 0.72F} * s, Vec3{0, 0.6F, 1.05F} * s, Vec3{0, 0.85F, 0} * s);
  b.model->leg_length = 0.6F * s;
  return finished(order, b.model);
}

world::ModelPtr build_spider(const ModelOrder& order) {
  constexpr float s = 0.02F;
  Bug b = bug(Vec3{0, 0.55F, 0} * s, Vec3{0, 0.55F, 0.25F} * s, false);
  const Palette palette(order, 0x3A2E2C);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.06F * s);
  clay.ellipsoid(Vec3{0, 0.68F * s, -0.72F * s}, Vec3{0.58F, 0.54F, 0.68F} * s,
                 {coat, Surface::fur, b.body});
  clay.ellipsoid(Vec3{0, 0.55F * s, 0.14F * s}, Vec3{0.40F, 0.33F, 0.42F} * s,
                 {coat, Surface::fur, b.head});
  b.model->mesh = clay.mesh(0.055F * s);
  repaint(b.mesh(), 0, [&](world::Vertex& v) {
    const float mark = std::hypot(v.position.x / s / 0.16F, (v.position.z / s + 0.62F) / 0.42F);
    if (v.bones[0] == b.body && v.normal.y > 0.5F && mark < 1) {
      v.colour = order.colour ? coat * 2.2F + Light{0.1F, 0.1F, 0.1F} : world::from_srgb(0xB23A2A);
    }
  });
  add_eyes(b, Vec3{0, 0.70F, 0.46F} * s, 0.13F * s, 0.12F * s, 0);
  add_eye(b.mesh(), Vec3{0.3F, 0.66F, 0.34F} * s, {1, 0.3F, 0.6F}, 0.06F * s, 0, b.head);
  add_eye(b.mesh(), Vec3{-0.3F, 0.66F, 0.34F} * s, {-1, 0.3F, 0.6F}, 0.06F * s, 0, b.head);
  std::vector<LegPair> legs;
  for (int i = 0; i < 4; ++i) {
    const float z = 0.36F - 0.18F * static_cast<float>(i);
    const float spread = 0.9F - 0.6F * static_cast<float>(i);
    legs.push_back({Vec3{0.3F, 0.5F, z} * s, Vec3{1.05F, 1.25F, z + 0.55F * spread} * s,
                    Vec3{1.75F, 0.04F, z + 1.1F * spread} * s});
  }
  add_leg_pairs(*b.model, legs, 0.075F * s, coat * 0.8F, b.body);
  add_anchors(b, Vec3{0, 0.88F, 0.2F} * s, Vec3{0, 0.42F, 0.55F} * s, Vec3{0, 1.2F, -0.7F} * s);
  b.model->leg_length = 0.55F * s;
  return finished(order, b.model);
}

world::ModelPtr build_crab(const ModelOrder& order) {
  constexpr float s = 0.09F;
  Bug b = bug(Vec3{0, 0.45F, 0} * s, Vec3{0, 0.55F, 0.3F} * s, false);
  const Palette palette(order, 0xD9472B);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.08F * s);
  clay.ellipsoid(Vec3{0, 0.50F * s, 0}, Vec3{0.92F, 0.40F, 0.62F} * s,
                 {coat, Surface::ceramic, b.body});
  clay.ellipsoid(Vec3{0, 0.36F * s, 0.05F * s}, Vec3{0.78F, 0.30F, 0.55F} * s,
                 {palette.pale(0xF0C49A), Surface::ceramic, b.body});
  on_both_sides([&](const std::string& side, float sign) {
    const auto at = [&](float x, float y, float z) { return Vec3{sign * x, y, z} * s; };
    const int arm = b.model->skeleton.add("claw" + side, b.body, at(0.7F, 0.45F, 0.32F));
    const int thumb = b.model->skeleton.add("thumb" + side, arm, at(1.10F, 0.66F, 0.95F));
    const Paint shell{coat, Surface::ceramic, arm};
    clay.limb(at(0.66F, 0.45F, 0.30F), at(1.15F, 0.5F, 0.55F), 0.13F * s, 0.13F * s, shell);
    clay.ellipsoid(world::translation(at(1.10F, 0.60F, 0.88F)) * world::turn_y(-sign * 0.35F),
                   Vec3{0.26F, 0.22F, 0.34F} * s, shell);
    clay.limb(at(1.12F, 0.52F, 1.10F), at(0.92F, 0.50F, 1.52F), 0.13F * s, 0.03F * s, shell);
    clay.blend(0.02F * s);
    clay.limb(at(1.10F, 0.74F, 1.05F), at(0.92F, 0.72F, 1.50F), 0.11F * s, 0.03F * s,
              {coat * 0.9F, Surface::ceramic, thumb});
    clay.blend(0.08F * s);
    clay.limb(at(0.22F, 0.72F, 0.46F), at(0.25F, 1.02F, 0.52F), 0.06F * s, 0.055F * s,
              {coat, Surface::ceramic, b.head});
  });
  b.model->mesh = clay.mesh(0.05F * s);
  add_eyes(b, Vec3{0, 1.08F, 0.55F} * s, 0.25F * s, 0.12F * s, 0);
  std::vector<LegPair> legs;
  for (int i = 0; i < 4; ++i) {
    const float z = 0.22F - 0.2F * static_cast<float>(i);
    legs.push_back({Vec3{0.75F, 0.40F, z} * s, Vec3{1.35F, 0.72F, 1.7F * z} * s,
                    Vec3{1.72F, 0.04F, 2.3F * z} * s});
  }
  add_leg_pairs(*b.model, legs, 0.085F * s, coat * 0.88F, b.body);
  add_anchors(b, Vec3{0, 0.95F, 0.3F} * s, Vec3{0, 0.4F, 0.65F} * s, Vec3{0, 0.9F, 0} * s);
  b.model->leg_length = 0.45F * s;
  return finished(order, b.model);
}

}  // namespace kirin::engine::motion::models::fauna
