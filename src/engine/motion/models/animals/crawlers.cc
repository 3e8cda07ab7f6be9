// Snakes, caterpillars, snails: what creeps on its belly.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/small.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {

std::shared_ptr<world::Model> soft_model(world::Rig rig, bool flies) {
  auto model = std::make_shared<world::Model>();
  model->rig = rig;
  model->flies = flies;
  return model;
}

void add_eye_pair(world::Model& model, Vec3 left, float radius, std::uint32_t iris, int head,
                  Vec3 outward) {
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 at{sign * left.x, left.y, left.z};
    const int bone = model.skeleton.add("eye" + side, head, at);
    add_eye(model.mesh, at, {sign * outward.x, outward.y, outward.z}, radius, iris, bone);
  });
}

void add_anchors(world::Model& model, int head, Vec3 top, Vec3 mouth, int back_bone, Vec3 back) {
  model.anchors = {{"head_top", head, top},
                   {"mouth", head, mouth},
                   {"back", back_bone, back},
                   {"seat", back_bone, back},
                   {"neck", head, back}};
}

world::ModelPtr build_snake(const ModelOrder& order) {
  constexpr float kLength = 1.5F;
  constexpr int kSegments = 11;
  auto model = soft_model(world::Rig::serpent, false);
  const Palette palette(order, 0x4F9A3A);
  const Wishes wishes = wishes_of(order);
  const Light coat = palette.coat();
  const float thick = 0.043F * wishes.girth;
  const auto radius = [&](float t) {
    return thick * (0.72F + 0.28F * std::sin(world::kPi * std::min(1.0F, 0.15F + t))) *
           (1 - 0.85F * world::smooth_step(0.55F, 1.0F, t));
  };
  const auto at = [&](float t) {
    return Vec3{0, radius(t) + 0.10F * (1 - world::smooth_step(0.0F, 0.14F, t)),
                (0.42F - t) * kLength};
  };
  world::Clay clay;
  clay.blend(0.02F);
  std::vector<int> bones;
  for (int i = 0; i < kSegments; ++i) {
    const float t = static_cast<float>(i) / kSegments;
    bones.push_back(
        model->skeleton.add("body_" + std::to_string(i + 1), i == 0 ? -1 : bones.back(), at(t)));
    for (int k = 0; k < 3; ++k) {
      const float a = t + static_cast<float>(k) / (3 * kSegments);
      const float b = a + 1.0F / (3 * kSegments);
      clay.limb(at(a), at(b), radius(a), std::max(radius(b), 0.004F),
                {coat, Surface::scales, bones.back()});
    }
  }
  const Vec3 neck = at(0);
  const int head = model->skeleton.add("head", bones[0], neck);
  const int jaw = model->skeleton.add("jaw", head, neck + Vec3{0, -0.006F, 0.01F});
  clay.ellipsoid(neck + Vec3{0, 0.008F, 0.045F}, Vec3{0.042F, 0.030F, 0.062F},
                 {coat, Surface::scales, head});
  clay.blend(0.006F);
  clay.ellipsoid(neck + Vec3{0, -0.012F, 0.045F}, Vec3{0.036F, 0.016F, 0.054F},
                 {palette.pale(0xE3DFA6), Surface::scales, jaw});
  model->mesh = clay.mesh(0.0095F);
  repaint(model->mesh, 0, [&](world::Vertex& v) {
    const float t = 0.42F - v.position.z / kLength;
    if (v.normal.y < -0.35F) {
      v.colour = palette.pale(0xE3DFA6);
    } else if (v.bones[0] != head && t > 0.02F) {
      const float side = std::abs(v.position.x) / thick;
      const float diamond = std::abs(std::remainder(t * 19, 1.0F)) * 2 + 0.7F * side;
      v.colour = world::mix(coat * 0.42F, v.colour, world::smooth_step(0.55F, 0.75F, diamond));
    }
  });
  add_eye_pair(*model, neck + Vec3{0.033F, 0.022F, 0.066F}, 0.011F, 0xE8C23A, head,
               {1, 0.4F, 0.5F});
  world::MeshBuilder build(model->mesh);
  const Vec3 mouth = neck + Vec3{0, -0.002F, 0.105F};
  const Paint tongue{world::from_srgb(0xC2202C), Surface::skin, jaw};
  build.tube(std::array{mouth + Vec3{0, 0, -0.02F}, mouth + Vec3{0, 0, 0.025F}},
             std::array{0.004F, 0.003F}, 5, tongue);
  for (const float s : {1.0F, -1.0F}) {
    build.tube(std::array{mouth + Vec3{0, 0, 0.024F}, mouth + Vec3{s * 0.010F, 0.003F, 0.045F}},
               std::array{0.003F, 0.001F}, 5, tongue);
  }
  add_anchors(*model, head, neck + Vec3{0, 0.04F, 0.04F}, mouth, bones[3],
              at(0.3F) + Vec3{0, thick, 0});
  return finished(order, model);
}

world::ModelPtr build_caterpillar(const ModelOrder& order) {
  constexpr float s = 0.012F;
  auto model = soft_model(world::Rig::serpent, false);
  const Palette palette(order, 0x8BC53F);
  const Light coat = palette.coat();
  world::Clay clay;
  clay.blend(0.15F * s);
  int parent = -1;
  std::vector<int> bones;
  for (int i = 0; i < 6; ++i) {
    const Vec3 at = Vec3{0, 0.95F, 1.2F - 1.15F * static_cast<float>(i)} * s;
    parent = model->skeleton.add("body_" + std::to_string(i + 1), parent, at);
    bones.push_back(parent);
    clay.ball(at, (i == 5 ? 0.72F : 0.88F) * s,
              {coat * (i % 2 == 0 ? 1.0F : 0.78F), Surface::skin, parent});
    for (const float side : {1.0F, -1.0F}) {
      clay.ball(at + Vec3{side * 0.45F, -0.78F, 0} * s, 0.24F * s,
                {world::from_srgb(0xE8A23A), Surface::skin, parent});
    }
  }
  const int head = model->skeleton.add("head", bones[0], Vec3{0, 1.2F, 2.0F} * s);
  clay.ball(Vec3{0, 1.35F, 2.3F} * s, 0.98F * s, {palette.pale(0xE84A3A), Surface::skin, head});
  model->mesh = clay.mesh(0.13F * s);
  add_eye_pair(*model, Vec3{0.42F, 1.6F, 3.05F} * s, 0.26F * s, 0, head, {0.4F, 0.2F, 1});
  world::MeshBuilder build(model->mesh);
  for (const float side : {1.0F, -1.0F}) {
    const Vec3 tip = Vec3{side * 0.75F, 3.0F, 2.5F} * s;
    build.tube(std::array{Vec3{side * 0.3F, 2.1F, 2.3F} * s, tip}, std::array{0.07F * s, 0.06F * s},
               6, {coat * 0.3F, Surface::skin, head});
    build.ball(tip, 0.16F * s, {coat * 0.3F, Surface::skin, head});
  }
  add_anchors(*model, head, Vec3{0, 2.3F, 2.3F} * s, Vec3{0, 1.0F, 3.2F} * s, bones[2],
              Vec3{0, 1.8F, -1} * s);
  return finished(order, model);
}

world::ModelPtr build_snail(const ModelOrder& order) {
  constexpr float s = 0.03F;
  auto model = soft_model(world::Rig::serpent, false);
  const Palette palette(order, 0xC98A4B);
  const Light skin = world::from_srgb(0xC9B08A);
  const int body = model->skeleton.add("body_1", -1, Vec3{0, 0.2F, 0} * s);
  const int head = model->skeleton.add("head", body, Vec3{0, 0.35F, 0.75F} * s);
  world::Clay clay;
  clay.blend(0.12F * s);
  clay.ellipsoid(Vec3{0, 0.17F * s, -0.05F * s}, Vec3{0.30F, 0.18F, 1.15F} * s,
                 {skin, Surface::skin, body});
  clay.limb(Vec3{0, 0.25F, 0.6F} * s, Vec3{0, 0.72F, 0.98F} * s, 0.24F * s, 0.21F * s,
            {skin, Surface::skin, head});
  for (const float side : {1.0F, -1.0F}) {
    clay.limb(Vec3{side * 0.1F, 0.85F, 1.02F} * s, Vec3{side * 0.22F, 1.32F, 1.18F} * s, 0.055F * s,
              0.05F * s, {skin, Surface::skin, head});
    clay.limb(Vec3{side * 0.1F, 0.66F, 1.12F} * s, Vec3{side * 0.16F, 0.62F, 1.4F} * s, 0.045F * s,
              0.035F * s, {skin, Surface::skin, head});
  }
  model->mesh = clay.mesh(0.05F * s);
  // A spiral of ever thinner turns, to both sides a little (the logarithmic spiral of shells).
  const Light shell = part_colour(order, "shell", palette.coat());
  std::vector<Vec3> path;
  std::vector<float> radii;
  for (int i = 0; i <= 56; ++i) {
    const float a = 0.26F * static_cast<float>(i);
    const float shrink = std::exp(-0.105F * a);
    path.push_back(Vec3{0.26F * (1 - shrink), 0.88F - 0.52F * shrink * std::cos(a),
                        -0.12F - 0.52F * shrink * std::sin(a)} *
                   s);
    radii.push_back(0.42F * s * shrink);
  }
  for (const float side : {1.0F, -1.0F}) {
    std::vector<Vec3> turned = path;
    for (Vec3& p : turned) {
      p.x *= side;
    }
    const std::size_t first = model->mesh.vertices.size();
    world::MeshBuilder(model->mesh).tube(turned, radii, 16, {shell, Surface::ceramic, body});
    repaint(model->mesh, first, [&](world::Vertex& v) {
      const float ring =
          world::length(Vec3{0, v.position.y - 0.88F * s, v.position.z + 0.12F * s}) / s;
      v.colour =
          world::mix(shell * 0.5F, shell, world::smooth_step(-0.3F, 0.4F, std::sin(ring * 17)));
    });
  }
  add_eye_pair(*model, Vec3{0.22F, 1.36F, 1.2F} * s, 0.09F * s, 0, head, {0.5F, 0.3F, 1});
  add_anchors(*model, head, Vec3{0, 1.0F, 1.0F} * s, Vec3{0, 0.6F, 1.2F} * s, body,
              Vec3{0, 1.6F, -0.1F} * s);
  return finished(order, model);
}

}  // namespace kirin::engine::motion::models::fauna
