#include "engine/motion/models/animals/bug.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace kirin::engine::motion::models::fauna {

Bug bug(Vec3 middle, Vec3 neck, bool flies) {
  Bug b;
  b.model->rig = world::Rig::insect;
  b.model->flies = flies;
  b.body = b.model->skeleton.add("body", -1, middle);
  b.head = b.model->skeleton.add("head", b.body, neck);
  return b;
}

void add_feelers(const Bug& b, Vec3 root, float length, float thickness, Light colour,
                 bool has_knobs) {
  world::MeshBuilder build(b.mesh());
  for (const float s : {1.0F, -1.0F}) {
    const Vec3 tip = root + Vec3{s * 0.45F, 0.75F, 0.5F} * length;
    build.tube(std::array{root + Vec3{s * 0.08F * length, 0, 0},
                          root + Vec3{s * 0.22F, 0.5F, 0.18F} * length, tip},
               std::array{thickness, 0.8F * thickness, 0.7F * thickness}, 6,
               {colour, Surface::matte, b.head});
    if (has_knobs) {
      build.ball(tip, 2.0F * thickness, {colour, Surface::matte, b.head});
    }
  }
}

void add_eyes(const Bug& b, Vec3 middle, float apart, float radius, std::uint32_t iris) {
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 at = middle + Vec3{sign * apart, 0, 0};
    const int bone = b.model->skeleton.add("eye" + side, b.head, at);
    add_eye(b.mesh(), at, {sign * 0.6F, 0.25F, 1}, radius, iris, bone);
  });
}

void add_anchors(const Bug& b, Vec3 top, Vec3 mouth, Vec3 back) {
  b.model->anchors = {{"head_top", b.head, top},
                      {"mouth", b.head, mouth},
                      {"back", b.body, back},
                      {"seat", b.body, back},
                      {"neck", b.body, b.model->skeleton.bones[1].joint}};
}

void add_wing_pair(const Bug& b, int number, Vec3 root, std::span<const world::Point2> outline,
                   float tilt, Surface surface,
                   const std::function<Light(float out, float along)>& colour) {
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 foot{sign * root.x, root.y, root.z};
    const int bone =
        b.model->skeleton.add("wing" + side + "_" + std::to_string(number), b.body, foot);
    std::vector<Vec3> points;
    for (const world::Point2 p : outline) {
      points.push_back(foot + Vec3{sign * p.x * std::cos(tilt), p.x * std::sin(tilt), p.y});
    }
    add_vane(b.mesh(), foot, points, surface, bone, colour);
  });
}

std::vector<world::Point2> ellipse(float cx, float cz, float rx, float rz, float turn) {
  std::vector<world::Point2> points;
  for (int i = 0; i <= 22; ++i) {
    const float a = 2 * world::kPi * static_cast<float>(i) / 22 + world::kPi + turn;
    const float x = rx * std::cos(a);
    const float z = rz * std::sin(a);
    points.push_back({cx + x * std::cos(turn) - z * std::sin(turn),
                      cz + x * std::sin(turn) + z * std::cos(turn)});
  }
  return points;
}

Light glassy(float out, float /*along*/) {
  return world::mix(Light{0.75F, 0.85F, 0.92F}, Light{0.5F, 0.62F, 0.7F}, out);
}

void add_vane(Mesh& mesh, Vec3 root, std::span<const Vec3> outline, Surface surface, int bone,
              const std::function<Light(float out, float along)>& colour) {
  constexpr std::uint32_t kRings = 7;
  const auto count = static_cast<std::uint32_t>(outline.size());
  Vec3 n{};
  for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
    n += world::cross(outline[i] - root, outline[i + 1] - root);
  }
  n = world::normalized(n);
  for (const float face : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
    for (std::uint32_t r = 0; r <= kRings; ++r) {
      const float out = static_cast<float>(r) / kRings;
      for (std::uint32_t i = 0; i < count; ++i) {
        world::Vertex v;
        v.position = world::mix(root, outline[i], out);
        v.normal = n * face;
        v.colour = colour(out, static_cast<float>(i) / static_cast<float>(count - 1));
        v.surface = surface;
        v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(bone);
        mesh.vertices.push_back(v);
      }
    }
    for (std::uint32_t r = 0; r < kRings; ++r) {
      for (std::uint32_t i = 0; i + 1 < count; ++i) {
        const std::uint32_t a = base + r * count + i;
        if (face > 0) {
          mesh.indices.insert(mesh.indices.end(),
                              {a, a + count, a + count + 1, a, a + count + 1, a + 1});
        } else {
          mesh.indices.insert(mesh.indices.end(),
                              {a, a + count + 1, a + count, a, a + 1, a + count + 1});
        }
      }
    }
  }
}

void add_leg_pairs(world::Model& model, std::span<const LegPair> pairs, float thickness,
                   Light colour, int body) {
  world::MeshBuilder build(model.mesh);
  on_both_sides([&](const std::string& side, float sign) {
    int number = 1;
    for (const LegPair& pair : pairs) {
      const auto mirrored = [&](Vec3 p) { return Vec3{sign * p.x, p.y, p.z}; };
      const Vec3 hip = mirrored(pair.hip);
      const Vec3 knee = mirrored(pair.knee);
      const Vec3 foot = mirrored(pair.foot);
      const int bone = model.skeleton.add("leg" + side + "_" + std::to_string(number++), body, hip);
      const Paint paint{colour, Surface::matte, bone};
      build.tube(std::array{hip, knee}, std::array{1.2F * thickness, thickness}, 7, paint);
      build.ball(world::translation(knee), Vec3{1, 1, 1} * (1.05F * thickness), 5, 8, paint);
      build.tube(std::array{knee, world::mix(knee, foot, 0.6F), foot},
                 std::array{thickness, 0.8F * thickness, 0.45F * thickness}, 7, paint);
    }
  });
}

}  // namespace kirin::engine::motion::models::fauna
