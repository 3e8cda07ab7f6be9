// The soft ones of the sea: octopuses, squids, jellyfish, starfish, seahorses, rays.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/dice.h"
#include "engine/motion/models/animals/fish.h"
#include "engine/motion/models/animals/small.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
world::ModelPtr build_octopus(const ModelOrder& order) {
  const bool is_squid = order.kind == "squid";
  const float s = is_squid ? 0.5F : 0.7F;
  auto model = soft_model(world::Rig::fish, true);
  const Palette palette(order, is_squid ? 0xE58A8C : 0xC9503C);
  const Light coat = palette.coat();
  const Light pale = palette.pale(0xF2C4AE);
  const int body = model->skeleton.add("body_1", -1, {0, 0, 0});
  const int head = model->skeleton.add("head", body, Vec3{0, 0.05F, 0} * s);
  world::Clay clay;
  clay.blend(0.07F * s);
  if (is_squid) {
    clay.limb(Vec3{0, 0.12F, 0} * s, Vec3{0, 0.62F, -0.06F} * s, 0.15F * s, 0.045F * s,
              {coat, Surface::skin, body});
    clay.ellipsoid(Vec3{0, 0.02F * s, 0}, Vec3{0.13F, 0.12F, 0.13F} * s,
                   {coat, Surface::skin, head});
    for (const float side : {1.0F, -1.0F}) {
      clay.ellipsoid(
          world::translation(Vec3{side * 0.10F, 0.54F, -0.05F} * s) * world::turn_z(side * 0.5F),
          Vec3{0.13F, 0.15F, 0.018F} * s, {coat * 0.9F, Surface::skin, body});
    }
  } else {
    clay.ellipsoid(world::translation(Vec3{0, 0.30F, -0.06F} * s) * world::turn_x(-0.25F),
                   Vec3{0.21F, 0.27F, 0.22F} * s, {coat, Surface::skin, body});
    clay.ellipsoid(Vec3{0, 0.05F * s, 0}, Vec3{0.18F, 0.13F, 0.17F} * s,
                   {coat, Surface::skin, head});
  }
  for (int i = 0; i < 8; ++i) {
    const float a = (static_cast<float>(i) + 0.5F) * world::kPi / 4;
    const Vec3 out{std::sin(a), 0, std::cos(a)};
    const float wide = is_squid ? 0.35F : 1;
    const auto at = [&](float r, float y) { return (out * (r * wide) + Vec3{0, y, 0}) * s; };
    const std::array<Vec3, 6> line = {at(0.10F, -0.02F), at(0.24F, -0.13F), at(0.38F, -0.24F),
                                      at(0.50F, -0.30F), at(0.60F, -0.28F), at(0.66F, -0.20F)};
    const std::array<float, 6> radii = {0.075F, 0.062F, 0.05F, 0.038F, 0.026F, 0.012F};
    int parent = head;
    clay.blend(0.03F * s);
    for (std::size_t k = 0; k < 5; ++k) {
      if (k % 2 == 0) {
        parent = model->skeleton.add(
            "arm_" + std::to_string(i + 1) + "_" + std::to_string(k / 2 + 1), parent, line[k]);
      }
      const float thin = is_squid ? 0.62F : 1;
      clay.limb(line[k], line[k + 1], radii[k] * s * thin, radii[k + 1] * s * thin,
                {coat, Surface::skin, parent});
    }
  }
  model->mesh = clay.mesh(0.025F * s);
  repaint(model->mesh, 0, [&](world::Vertex& v) {
    v.colour = world::mix(v.colour, pale, world::smooth_step(0.25F, 0.7F, -v.normal.y));
    const float spots = noise1(v.position.x / s * 14, 3) + noise1(v.position.y / s * 14, 5) +
                        noise1(v.position.z / s * 14, 7);
    v.colour = v.colour * (spots > 0.9F ? 0.72F : 1.0F);
  });
  add_eye_pair(*model, (is_squid ? Vec3{0.115F, 0.04F, 0.06F} : Vec3{0.125F, 0.13F, 0.115F}) * s,
               0.05F * s, 0xF2D98A, head, {0.7F, 0.15F, 0.8F});
  add_anchors(*model, head, Vec3{0, is_squid ? 0.66F : 0.57F, 0} * s, Vec3{0, -0.05F, 0.1F} * s,
              body, Vec3{0, 0.3F, -0.2F} * s);
  return finished(order, model);
}

world::ModelPtr build_jellyfish(const ModelOrder& order) {
  constexpr float s = 0.3F;
  auto model = soft_model(world::Rig::fish, true);
  const Palette palette(order, 0xE58AC0);
  const Light coat = palette.coat();
  const int body = model->skeleton.add("body_1", -1, {0, 0, 0});
  const int head = model->skeleton.add("head", body, {0, 0.1F * s, 0});
  world::MeshBuilder build(model->mesh);
  std::vector<world::Point2> bell;
  for (int i = 0; i <= 12; ++i) {  // over the hem, up the inside
    const float a = 0.5F * world::kPi * static_cast<float>(i) / 12;
    bell.push_back({0.47F * s * std::sin(a) * 0.92F, (0.02F + 0.34F * std::cos(a)) * s});
  }
  for (int i = 0; i <= 16; ++i) {
    const float a = 0.5F * world::kPi * static_cast<float>(16 - i) / 16;
    bell.push_back({0.52F * s * std::sin(a), (0.45F * std::cos(a) - 0.02F) * s});
  }
  build.lathe({}, bell, 28, {coat, Surface::petal, body});
  repaint(model->mesh, 0, [&](world::Vertex& v) {
    const float a = std::atan2(v.position.x, v.position.z);
    const float low = 1 - v.position.y / (0.45F * s);
    v.colour =
        world::mix(coat + Light{0.15F, 0.15F, 0.18F}, coat, world::smooth_step(0.0F, 0.8F, low)) *
        (1 - 0.22F * world::smooth_step(0.2F, 0.9F, std::sin(8 * a)));
  });
  int number = 0;
  const auto arm = [&](float around, float r, float length, float thick, Light tone,
                       bool is_frilly) {
    const Vec3 out{std::sin(around), 0, std::cos(around)};
    int parent = body;
    ++number;
    std::array<Vec3, 7> line{};
    for (std::size_t k = 0; k < 7; ++k) {
      const float t = static_cast<float>(k) / 6;
      const float wiggle = (is_frilly ? 0.05F : 0.03F) * std::sin(9 * t + around * 3);
      line[k] = (out * (r * (1 - 0.25F * t) + wiggle) + Vec3{0, -0.02F - length * t, 0}) * s;
    }
    for (std::size_t k = 0; k < 3; ++k) {
      parent = model->skeleton.add("arm_" + std::to_string(number) + "_" + std::to_string(k + 1),
                                   parent, line[2 * k]);
      const auto radius = [&](std::size_t i) {
        const float t = static_cast<float>(i) / 6;
        return thick * s *
               (is_frilly ? (1.2F - t) * (0.8F + 0.35F * std::sin(static_cast<float>(i) * 2.4F))
                          : 1 - 0.7F * t);
      };
      build.tube(std::span(line).subspan(2 * k, 3),
                 std::array{radius(2 * k), radius(2 * k + 1), radius(2 * k + 2)}, 7,
                 {tone, Surface::petal, parent});
    }
  };
  for (int i = 0; i < 4; ++i) {
    arm(0.785F + 1.5708F * static_cast<float>(i), 0.12F, 0.85F, 0.06F,
        coat + Light{0.2F, 0.2F, 0.2F}, true);
  }
  for (int i = 0; i < 8; ++i) {
    arm(0.785F * static_cast<float>(i), 0.44F, i % 2 == 0 ? 1.35F : 1.05F, 0.016F, coat, false);
  }
  add_eye_pair(*model, Vec3{0.17F, 0.12F, 0.475F} * s, 0.055F * s, 0, head, {0.3F, 0.1F, 1});
  add_anchors(*model, head, {0, 0.43F * s, 0}, {0, 0, 0.4F * s}, body, {0, 0.43F * s, 0});
  return finished(order, model);
}

world::ModelPtr build_starfish(const ModelOrder& order) {
  constexpr float s = 0.14F;
  auto model = soft_model(world::Rig::fish, false);
  const Palette palette(order, 0xF08A3C);
  const int body = model->skeleton.add("body_1", -1, {0, 0.1F * s, 0});
  const int head = model->skeleton.add("head", body, {0, 0.15F * s, 0});
  world::Clay clay;
  clay.blend(0.12F * s);
  clay.ellipsoid(Vec3{0, 0.15F * s, 0}, Vec3{0.38F, 0.17F, 0.38F} * s,
                 {palette.coat(), Surface::skin, body});
  for (int i = 0; i < 5; ++i) {
    const float a = 2 * world::kPi * static_cast<float>(i) / 5;
    const Vec3 out{std::sin(a), 0, std::cos(a)};
    const Vec3 root = out * (0.2F * s) + Vec3{0, 0.15F * s, 0};
    const Vec3 half = out * (0.6F * s) + Vec3{0, 0.12F * s, 0};
    const Vec3 tip = out * s + Vec3{0, 0.07F * s, 0};
    const int first = model->skeleton.add("arm_" + std::to_string(i + 1) + "_1", body, root);
    const int second = model->skeleton.add("arm_" + std::to_string(i + 1) + "_2", first, half);
    clay.limb(root, half, 0.19F * s, 0.14F * s, {palette.coat(), Surface::skin, first});
    clay.limb(half, tip, 0.14F * s, 0.07F * s, {palette.coat(), Surface::skin, second});
  }
  clay.carve(world::translation({0, -0.5F * s, 0}), Vec3{3, 0.5F, 3} * s,
             {palette.pale(0xF8D9B0), Surface::skin, body});
  model->mesh = clay.mesh(0.035F * s);
  world::MeshBuilder build(model->mesh);
  for (int i = 0; i < 5; ++i) {  // bumps along the arms
    const float a = 2 * world::kPi * static_cast<float>(i) / 5;
    for (int k = 1; k < 5; ++k) {
      const float r = 0.19F * static_cast<float>(k);
      const float h = 0.33F - 0.19F * r;
      build.ball(world::translation(Vec3{std::sin(a) * r, h - 0.05F, std::cos(a) * r} * s),
                 Vec3{1, 1, 1} * ((0.05F - 0.006F * static_cast<float>(k)) * s), 6, 8,
                 {palette.pale(0xFBE3BE), Surface::skin,
                  model->skeleton.find("arm_" + std::to_string(i + 1) + (k < 3 ? "_1" : "_2"))});
    }
  }
  add_eye_pair(*model, Vec3{0.1F, 0.335F, 0.13F} * s, 0.05F * s, 0, head, {0.2F, 0.8F, 0.7F});
  add_anchors(*model, head, {0, 0.35F * s, 0}, {0, 0.2F * s, 0.3F * s}, body, {0, 0.32F * s, 0});
  return finished(order, model);
}

world::ModelPtr build_seahorse(const ModelOrder& order) {
  constexpr float s = 0.16F;
  auto model = soft_model(world::Rig::fish, true);
  const Palette palette(order, 0xF2A93B);
  const Light coat = palette.coat();
  const std::array<Vec3, 10> line = {Vec3{0, 0.36F, 0.05F}, {0, 0.22F, 0.0F},   {0, 0.06F, 0.04F},
                                     {0, -0.12F, 0.05F},    {0, -0.28F, 0.0F},  {0, -0.42F, 0.0F},
                                     {0, -0.52F, 0.07F},    {0, -0.52F, 0.17F}, {0, -0.44F, 0.20F},
                                     {0, -0.40F, 0.14F}};
  const std::array<float, 10> radii = {0.085F, 0.09F,  0.135F, 0.14F,  0.09F,
                                       0.06F,  0.045F, 0.036F, 0.028F, 0.018F};
  world::Clay clay;
  clay.blend(0.05F * s);
  int parent = -1;
  std::array<int, 5> bones{};
  for (std::size_t i = 0; i < 9; ++i) {
    if (i % 2 == 0) {
      parent = model->skeleton.add("body_" + std::to_string(i / 2 + 1), parent, line[i] * s);
      bones[i / 2] = parent;
    }
    clay.limb(line[i] * s, line[i + 1] * s, radii[i] * s, radii[i + 1] * s,
              {coat, Surface::scales, parent});
  }
  const int head = model->skeleton.add("head", bones[0], line[0] * s);
  const Vec3 skull = Vec3{0, 0.46F, 0.09F} * s;
  clay.ball(skull, 0.115F * s, {coat, Surface::scales, head});
  clay.limb(skull + Vec3{0, -0.03F, 0.08F} * s, skull + Vec3{0, -0.09F, 0.27F} * s, 0.05F * s,
            0.04F * s, {coat, Surface::scales, head});
  for (int i = 0; i < 3; ++i) {
    clay.limb(skull + Vec3{0, 0.08F, -0.02F - 0.04F * static_cast<float>(i)} * s,
              skull + Vec3{0, 0.2F - 0.03F * static_cast<float>(i),
                           -0.05F - 0.07F * static_cast<float>(i)} *
                          s,
              0.035F * s, 0.012F * s, {coat * 0.8F, Surface::scales, head});
  }
  model->mesh = clay.mesh(0.019F * s);
  repaint(model->mesh, 0, [&](world::Vertex& v) {
    const float ring = std::sin(v.position.y / s * 48);
    v.colour = v.colour * (1 - 0.25F * world::smooth_step(0.3F, 0.9F, ring));
    v.colour = world::mix(v.colour, palette.pale(0xFBE3A6),
                          world::smooth_step(0.2F, 0.8F, v.normal.z) * 0.7F);
  });
  add_fin(
      model->mesh, Vec3{0, 0.0F, -0.08F} * s,
      std::array{Vec3{0, 0.12F, -0.08F} * s, Vec3{0, 0.13F, -0.24F} * s, Vec3{0, 0.02F, -0.3F} * s,
                 Vec3{0, -0.1F, -0.25F} * s, Vec3{0, -0.14F, -0.07F} * s},
      0.006F * s, {palette.pale(0xFBE3A6), Surface::scales, bones[1]}, coat);
  add_eye_pair(*model, skull + Vec3{0.09F, 0.03F, 0.055F} * s, 0.04F * s, 0, head, {1, 0.1F, 0.5F});
  add_anchors(*model, head, skull + Vec3{0, 0.15F, 0} * s, skull + Vec3{0, -0.09F, 0.3F} * s,
              bones[1], Vec3{0, 0.1F, -0.1F} * s);
  return finished(order, model);
}

world::ModelPtr build_ray(const ModelOrder& order) {
  constexpr float s = 1.1F;  // half the span
  auto model = soft_model(world::Rig::fish, true);
  const Palette palette(order, 0x3E5C7E);
  const Light coat = palette.coat();
  const Light pale = palette.pale(0xEFF1F0);
  const int body = model->skeleton.add("body_1", -1, {0, 0, 0.2F * s});
  const int head = model->skeleton.add("head", body, {0, 0, 0.4F * s});
  int parent = body;
  world::MeshBuilder build(model->mesh);
  for (int i = 0; i < 4; ++i) {
    const float z = -0.55F - 0.28F * static_cast<float>(i);
    parent = model->skeleton.add("body_" + std::to_string(i + 2), parent, {0, 0, z * s});
    build.tube(std::array{Vec3{0, 0, z} * s, Vec3{0, 0, z - 0.28F} * s},
               std::array{(0.035F - 0.008F * static_cast<float>(i)) * s,
                          (0.027F - 0.008F * static_cast<float>(i)) * s},
               8, {coat * 0.8F, Surface::skin, parent});
  }
  // One sheet for both wings: chords that sweep back, thick in the middle.
  constexpr int kAcross = 32;
  constexpr int kAlong = 12;
  std::array<std::array<int, 2>, 2> wings{};
  on_both_sides([&](const std::string& side, float sign) {
    const std::size_t i = sign > 0 ? 0 : 1;
    wings[i][0] = model->skeleton.add("fin" + side, body, Vec3{sign * 0.22F, 0, 0} * s);
    wings[i][1] =
        model->skeleton.add("fin_tip" + side, wings[i][0], Vec3{sign * 0.62F, 0, -0.1F} * s);
  });
  for (const float face : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(model->mesh.vertices.size());
    for (int i = 0; i <= kAcross; ++i) {
      const float x = 2 * static_cast<float>(i) / kAcross - 1;
      const float a = std::abs(x);
      const float front = 0.52F - 0.62F * std::pow(a, 1.4F) + (a < 0.14F ? -0.04F : 0.0F);
      const float back = -0.58F + 0.36F * std::pow(a, 0.8F);
      for (int j = 0; j <= kAlong; ++j) {
        const float t = static_cast<float>(j) / kAlong;
        const float thick =
            0.11F * std::sqrt(std::max(0.0F, 1 - a)) * std::sin(world::kPi * (0.04F + 0.92F * t)) +
            0.004F;
        world::Vertex v;
        v.position =
            Vec3{x, face * thick * (face > 0 ? 1.25F : 0.8F), world::mix(front, back, t)} * s;
        v.normal =
            world::normalized(Vec3{0.5F * x * thick * 6, face, 0.25F * std::cos(world::kPi * t)});
        v.colour = face > 0 ? coat * (1 - 0.2F * a) : pale;
        v.surface = Surface::skin;
        const std::size_t side = x > 0 ? 0 : 1;
        const bool is_outer = a > 0.5F;
        v.bones[0] = static_cast<std::uint8_t>(is_outer ? wings[side][1] : wings[side][0]);
        v.bones[1] = static_cast<std::uint8_t>(is_outer ? wings[side][0] : body);
        v.weight =
            is_outer ? world::smooth_step(0.5F, 0.8F, a) : world::smooth_step(0.08F, 0.4F, a);
        model->mesh.vertices.push_back(v);
      }
    }
    for (std::uint32_t i = 0; i < kAcross; ++i) {
      for (std::uint32_t j = 0; j < kAlong; ++j) {
        const std::uint32_t a = base + i * (kAlong + 1) + j;
        const std::uint32_t b = a + kAlong + 1;
        if (face > 0) {
          model->mesh.indices.insert(model->mesh.indices.end(), {a, b, b + 1, a, b + 1, a + 1});
        } else {
          model->mesh.indices.insert(model->mesh.indices.end(), {a, b + 1, b, a, a + 1, b + 1});
        }
      }
    }
  }
  for (const float sign : {1.0F, -1.0F}) {  // the horns beside the mouth
    build.tube(std::array{Vec3{sign * 0.14F, 0, 0.44F} * s, Vec3{sign * 0.17F, -0.01F, 0.56F} * s,
                          Vec3{sign * 0.13F, -0.03F, 0.64F} * s},
               std::array{0.045F * s, 0.04F * s, 0.018F * s}, 8, {coat, Surface::skin, head});
  }
  add_eye_pair(*model, Vec3{0.19F, 0.06F, 0.42F} * s, 0.028F * s, 0, head, {1, 0.3F, 0.5F});
  add_anchors(*model, head, {0, 0.12F * s, 0.4F * s}, {0, -0.03F * s, 0.5F * s}, body,
              {0, 0.13F * s, 0});
  return finished(order, model);
}

}  // namespace kirin::engine::motion::models::fauna
