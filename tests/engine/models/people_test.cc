#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <tuple>

#include "engine/motion/models/library.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {
namespace {

using world::Vec3;

world::ModelPtr person(const std::string& kind, std::uint64_t seed = 1) {
  ModelOrder order;
  order.kind = kind;
  order.seed = seed;
  return build_model(order);
}

/// The length of the sum of all its triangles' area vectors, as a share of their area: nothing
/// where a surface is closed (the divergence theorem of a constant field), the hole's size where it
/// is not.
double openness(const world::Mesh& mesh) {
  double x = 0;
  double y = 0;
  double z = 0;
  double area = 0;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    const Vec3 a = mesh.vertices[mesh.indices[i]].position;
    const Vec3 n = cross(mesh.vertices[mesh.indices[i + 1]].position - a,
                         mesh.vertices[mesh.indices[i + 2]].position - a);
    x += static_cast<double>(n.x);
    y += static_cast<double>(n.y);
    z += static_cast<double>(n.z);
    area += static_cast<double>(length(n));
  }
  return std::hypot(x, y, z) / area;
}

class EveryPerson : public testing::TestWithParam<std::string_view> {};

std::vector<std::string_view> kinds() {
  std::vector<std::string_view> names;
  for (const Shelf& shelf : people()) {
    names.push_back(shelf.kind);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Shelves, EveryPerson, testing::ValuesIn(kinds()),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(EveryPerson, StandsOnTheGroundInOnePiece) {
  const world::ModelPtr model = person(std::string(GetParam()));
  EXPECT_EQ(model->rig, world::Rig::biped);
  EXPECT_GT(model->mesh.triangle_count(), 2'000U);
  EXPECT_LT(model->mesh.triangle_count(), 26'000U);
  EXPECT_NEAR(model->bounds.low.y, 0, 0.02F) << "feet on the ground";
  EXPECT_LT(openness(model->mesh), 1e-5);
  for (const world::Vertex& v : model->mesh.vertices) {
    ASSERT_LT(v.bones[0], model->skeleton.bones.size());
    ASSERT_LT(v.bones[1], model->skeleton.bones.size());
    ASSERT_NEAR(length(v.normal), 1, 1e-3F);
  }
}

TEST_P(EveryPerson, HasTheBonesAndAnchorsThatOthersUse) {
  const world::ModelPtr model = person(std::string(GetParam()));
  for (const auto* bone : {"hips", "spine", "chest", "neck", "head", "upper_arm_l", "fore_arm_r",
                           "hand_l", "thigh_l", "shin_r", "foot_l"}) {
    EXPECT_GE(model->skeleton.find(bone), 0) << bone;
  }
  for (const auto* anchor :
       {"hand_left", "hand_right", "head_top", "mouth", "eyes", "back", "seat"}) {
    const world::Anchor* found = model->find_anchor(anchor);
    ASSERT_NE(found, nullptr) << anchor;
    EXPECT_GE(found->at.y, 0) << anchor;
    EXPECT_LE(found->at.y, model->bounds.high.y + 0.01F) << anchor;
  }
  EXPECT_GT(model->leg_length, 0.2F * model->height());
}

TEST(People, HaveTheHeightOfTheirAge) {
  constexpr std::array<std::tuple<const char*, float, float>, 5> kHeights{{{"man", 1.70F, 1.95F},
                                                                           {"woman", 1.58F, 1.85F},
                                                                           {"boy", 1.15F, 1.45F},
                                                                           {"girl", 1.15F, 1.45F},
                                                                           {"baby", 0.70F, 0.90F}}};
  for (const auto& [kind, low, high] : kHeights) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const float height = person(kind, seed)->height();
      EXPECT_GT(height, low) << kind;
      EXPECT_LT(height, high) << kind;
    }
  }
}

/// The share of vertices whose colour is about `wanted` (in hue and brightness alike).
float share_of(const world::Mesh& mesh, world::Light wanted) {
  std::size_t near = 0;
  for (const world::Vertex& v : mesh.vertices) {
    near += length(v.colour - wanted) < 0.12F * length(wanted) + 0.02F ? 1U : 0U;
  }
  return static_cast<float>(near) / static_cast<float>(mesh.vertices.size());
}

TEST(People, WearTheColoursOrdered) {
  ModelOrder order;
  order.kind = "woman";
  order.parts.push_back({.id = "dress", .colour = story::NamedColour{"red", 0xC81E1E}});
  EXPECT_GT(share_of(build_model(order)->mesh, world::from_srgb(0xC81E1E)), 0.15F);
  ModelOrder blue;
  blue.kind = "man";
  blue.colour = world::from_srgb(0x2040D0);
  EXPECT_GT(share_of(build_model(blue)->mesh, *blue.colour), 0.08F);
}

TEST(People, AreTheSameForTheSameOrderAndDifferForOthers) {
  const world::ModelPtr one = person("woman", 5);
  const world::ModelPtr same = person("woman", 5);
  const world::ModelPtr other = person("woman", 6);
  ASSERT_EQ(one->mesh.vertices.size(), same->mesh.vertices.size());
  for (std::size_t i = 0; i < one->mesh.vertices.size(); ++i) {
    ASSERT_EQ(one->mesh.vertices[i].position, same->mesh.vertices[i].position);
    ASSERT_EQ(one->mesh.vertices[i].colour, same->mesh.vertices[i].colour);
  }
  EXPECT_NE(one->mesh.vertices.front().position, other->mesh.vertices.front().position);
}

TEST(People, FollowTheWordsForTheirFigure) {
  ModelOrder order;
  order.kind = "man";
  const auto with = [&](const char* trait) {
    order.traits = {trait};
    return build_model(order);
  };
  const world::ModelPtr tall = with("tall");
  const world::ModelPtr little = with("short");
  EXPECT_GT(tall->height(), 1.15F * little->height());
  EXPECT_GT(with("fat")->bounds.extent().z, 1.1F * with("thin")->bounds.extent().z);
}

TEST(People, AreOfOneStuffWhereTheWordsSaySo) {
  ModelOrder order;
  order.kind = "knight";
  order.traits = {"golden_made"};
  const world::ModelPtr model = build_model(order);
  for (const world::Vertex& v : model->mesh.vertices) {
    ASSERT_EQ(v.surface, world::Surface::metal);
    ASSERT_GT(v.colour.x, v.colour.z) << "gold is redder than blue";
  }
}

}  // namespace
}  // namespace kirin::engine::motion::models
