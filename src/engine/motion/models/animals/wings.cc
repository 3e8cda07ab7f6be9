#include "engine/motion/models/animals/wings.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

/// One feather as a bent leaf with two faces: from `root` along `way`, its blade in the plane of
/// `way` and `across`.
void add_feather(Mesh& mesh, Vec3 root, Vec3 way, Vec3 across, float length, float width,
                 float sharpness, Light from, Light to, int bone, int outer_bone,
                 float outer_share) {
  constexpr int kSteps = 5;
  const Vec3 n = world::normalized(world::cross(across, way));
  for (const float face : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
    for (int i = 0; i <= kSteps; ++i) {
      const float t = static_cast<float>(i) / kSteps;
      const float body =
          std::pow(std::max(0.0F, std::sin(world::kPi * (0.18F + 0.82F * t))), 0.55F);
      const float half = 0.5F * width * std::max(body, 0.02F) * (1 - sharpness * t * t);
      for (const float side : {-1.0F, 1.0F}) {
        world::Vertex v;
        v.position = root + way * (length * t) + across * (half * side) +
                     n * (face * 0.012F * width - 0.10F * length * t * t * 0.4F);
        v.normal = world::normalized(n * face + across * (0.35F * side));
        v.colour =
            world::mix(from, to, world::smooth_step(0.35F, 0.85F, t)) * (face > 0 ? 1.0F : 0.82F);
        v.surface = Surface::feathers;
        v.bones[0] = static_cast<std::uint8_t>(bone);
        v.bones[1] = static_cast<std::uint8_t>(outer_bone);
        v.weight = 1 - outer_share;
        mesh.vertices.push_back(v);
      }
    }
    for (std::uint32_t i = 0; i < kSteps; ++i) {
      const std::uint32_t a = base + 2 * i;
      if (face > 0) {
        mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + 3, a, a + 3, a + 2});
      } else {
        mesh.indices.insert(mesh.indices.end(), {a, a + 3, a + 1, a, a + 2, a + 3});
      }
    }
  }
}

/// Fixes the winding so that faces look the way of their normals.
void face_outwards(Mesh& mesh, std::size_t first_index) {
  for (std::size_t i = first_index; i + 2 < mesh.indices.size(); i += 3) {
    const world::Vertex& a = mesh.vertices[mesh.indices[i]];
    const world::Vertex& b = mesh.vertices[mesh.indices[i + 1]];
    const world::Vertex& c = mesh.vertices[mesh.indices[i + 2]];
    const Vec3 n = world::cross(b.position - a.position, c.position - a.position);
    if (world::dot(n, a.normal + b.normal + c.normal) < 0) {
      std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
    }
  }
}

struct Arm {
  std::array<Vec3, 4> joints;  ///< shoulder, elbow, wrist, tip
  std::array<int, 3> bones;
  float sign;
};

void add_feathered(Mesh& mesh, const WingRow& row, const Arm& arm) {
  const Light covert = row.covert.x < 0 ? row.colour : row.covert;
  const bool is_pointed = row.kind == WingKind::pointed;
  const bool is_round = row.kind == WingKind::round;
  // Flight feathers from the body to the tip; the hand's fan out.
  const int count = is_round ? 11 : 15;
  for (int layer = 0; layer < 2; ++layer) {
    for (int i = 0; i < count; ++i) {
      const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
      const float u = 3 * t;
      const auto part = std::min<std::size_t>(static_cast<std::size_t>(u), 2);
      const float f = u - static_cast<float>(part);
      const Vec3 root =
          world::mix(arm.joints[part], arm.joints[part + 1], part == 2 ? 0.75F * f : f);
      // From straight back at the body to outwards at the tip.
      const float fan = world::smooth_step(0.45F, 1.05F, t) * (is_pointed ? 1.42F : 1.25F);
      const Vec3 way{arm.sign * std::sin(fan), 0, -std::cos(fan)};
      const Vec3 across = world::cross({0, 1, 0}, way);
      float length = row.chord * (is_pointed ? 0.72F : 0.86F);
      length *= world::mix(1.0F,
                           is_pointed ? 1.55F
                           : is_round ? 1.0F
                                      : 1.2F,
                           world::smooth_step(0.5F, 0.95F, t));
      length *= layer == 0 ? 1 : 0.52F;
      const float width = row.span / static_cast<float>(count) * (layer == 0 ? 1.75F : 2.0F);
      const float lift = layer == 0 ? 0 : 0.018F * row.chord;
      add_feather(mesh, root + Vec3{0, lift, 0.05F * row.chord}, way, across, length, width,
                  is_pointed ? 0.45F : 0.15F, layer == 0 ? row.colour : covert,
                  layer == 0 ? row.tip : covert, arm.bones[part],
                  arm.bones[std::min<std::size_t>(part + 1, 2)], part < 2 ? 0.45F * f : 0);
    }
  }
  // The arm: a rounded leading edge.
  world::MeshBuilder build(mesh);
  const std::array<float, 4> radii = {0.085F, 0.065F, 0.05F, 0.012F};
  for (std::size_t i = 0; i < 3; ++i) {
    const Vec3 lift{0, 0.01F * row.chord, 0.04F * row.chord};
    build.tube(
        std::array{arm.joints[i] + lift, world::mix(arm.joints[i], arm.joints[i + 1], 0.5F) + lift,
                   arm.joints[i + 1] + lift},
        std::array{radii[i] * row.chord, 0.5F * (radii[i] + radii[i + 1]) * row.chord,
                   radii[i + 1] * row.chord},
        8, {covert, Surface::feathers, arm.bones[i]});
    build.ball(world::translation(arm.joints[i] + lift), Vec3{1, 1, 1} * (radii[i] * row.chord), 6,
               8, {covert, Surface::feathers, arm.bones[i]});
  }
}

/// A stiff paddle.
void add_flipper(Mesh& mesh, const WingRow& row, const Arm& arm) {
  world::Clay clay;
  clay.blend(0.1F * row.chord);
  for (std::size_t i = 0; i < 3; ++i) {
    const Vec3 a = arm.joints[i];
    const Vec3 b = arm.joints[i + 1];
    const float wide = (0.52F - 0.12F * static_cast<float>(i)) * row.chord;
    clay.ellipsoid((a + b) * 0.5F + Vec3{0, 0, -0.25F * wide},
                   {0.72F * world::length(b - a), 0.13F * row.chord, wide},
                   {row.colour, Surface::feathers, arm.bones[i]});
  }
  world::append(mesh, clay.mesh(0.10F * row.chord));
}

/// A skin between fingers that fan out from the wrist, scalloped between their tips.
void add_leather(Mesh& mesh, const WingRow& row, const Arm& arm) {
  const Vec3 wrist = arm.joints[2];
  const auto reach = [&](float x, float z) {
    return arm.joints[0] + Vec3{arm.sign * x * row.span, 0, z * row.chord};
  };
  const std::array<Vec3, 5> tips = {arm.joints[3], reach(0.92F, -0.75F), reach(0.66F, -1.12F),
                                    reach(0.36F, -1.15F), reach(0.02F, -0.95F)};
  world::MeshBuilder build(mesh);
  const Paint finger{row.tip, Surface::scales, arm.bones[2]};
  for (std::size_t i = 0; i < 4; ++i) {
    build.tube(
        std::array{wrist, world::mix(wrist, tips[i], 0.5F) + Vec3{0, 0.03F * row.span, 0}, tips[i]},
        std::array{0.028F * row.chord, 0.022F * row.chord, 0.006F * row.chord}, 6, finger);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    build.tube(std::array{arm.joints[i], arm.joints[i + 1]},
               std::array{(0.06F - 0.015F * static_cast<float>(i)) * row.chord,
                          (0.045F - 0.012F * static_cast<float>(i)) * row.chord},
               8, {row.tip, Surface::scales, arm.bones[i]});
  }
  // Each web as a grid from its root line (wrist, or the arm for the inner ones) to the hem.
  constexpr int kAcross = 6;
  constexpr int kDown = 6;
  for (std::size_t w = 0; w < 4; ++w) {
    for (const float face : {1.0F, -1.0F}) {
      const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
      for (int j = 0; j <= kDown; ++j) {
        for (int i = 0; i <= kAcross; ++i) {
          const float a = static_cast<float>(i) / kAcross;
          const float d = static_cast<float>(j) / kDown;
          const Vec3 root = w < 3 ? wrist : world::mix(wrist, arm.joints[0], a);
          const Vec3 hem = world::mix(tips[w], tips[w + 1], a);
          const float scallop = 0.26F * std::sin(world::kPi * a);
          world::Vertex v;
          v.position = world::mix(root, hem, d * (1 - scallop)) +
                       Vec3{0,
                            (0.02F - 0.05F * std::sin(world::kPi * a) * d) * row.span +
                                face * 0.002F * row.span,
                            0};
          v.normal = {0, face, 0};
          v.colour = row.colour *
                     (0.8F + 0.2F * std::cos(world::kPi * a) * std::cos(world::kPi * a)) *
                     (face > 0 ? 1.0F : 0.85F);
          v.surface = Surface::scales;
          const float inner = w < 3 ? 0 : a;
          v.bones[0] = static_cast<std::uint8_t>(inner > 0.5F ? arm.bones[0] : arm.bones[2]);
          v.bones[1] = static_cast<std::uint8_t>(arm.bones[1]);
          v.weight = inner > 0.5F ? 2 * inner - 1 : 1 - 2 * inner;
          mesh.vertices.push_back(v);
        }
      }
      for (std::uint32_t j = 0; j < kDown; ++j) {
        for (std::uint32_t i = 0; i < kAcross; ++i) {
          const std::uint32_t q = base + j * (kAcross + 1) + i;
          mesh.indices.insert(mesh.indices.end(),
                              {q, q + 1, q + kAcross + 2, q, q + kAcross + 2, q + kAcross + 1});
        }
      }
    }
  }
}

}  // namespace

void add_spread_wings(world::Model& model, const WingRow& row) {
  on_both_sides([&](const std::string& side, float sign) {
    Arm arm{.joints = {}, .bones = {}, .sign = sign};
    const Vec3 root{sign * row.root.x, row.root.y, row.root.z};
    const bool is_leather = row.kind == WingKind::leather;
    arm.joints = {
        root, root + Vec3{sign * 0.30F * row.span, 0, -0.10F * row.chord},
        root + Vec3{sign * 0.58F * row.span, 0, (is_leather ? 0.16F : 0.08F) * row.chord},
        root + Vec3{sign * 1.0F * row.span, 0, (is_leather ? -0.15F : -0.12F) * row.chord}};
    if (!is_leather) {
      arm.joints[3] = root + Vec3{sign * 0.80F * row.span, 0, -0.02F * row.chord};
    }
    int parent = row.bone;
    for (std::size_t i = 0; i < 3; ++i) {
      parent = arm.bones[i] =
          model.skeleton.add("wing" + side + "_" + std::to_string(i + 1), parent, arm.joints[i]);
    }
    const std::size_t first = model.mesh.indices.size();
    if (row.kind == WingKind::flipper) {
      add_flipper(model.mesh, row, arm);
      return;
    }
    is_leather ? add_leather(model.mesh, row, arm) : add_feathered(model.mesh, row, arm);
    face_outwards(model.mesh, first);
  });
}

}  // namespace kirin::engine::motion::models::fauna
