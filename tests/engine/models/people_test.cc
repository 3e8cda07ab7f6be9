#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <map>
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

/// How many directed edges have no partner that goes the other way. Vertices of one place are one.
int open_edges(const world::Mesh& mesh) {
  std::map<std::tuple<int, int, int>, int> places;
  std::vector<int> place_of;
  for (const world::Vertex& v : mesh.vertices) {
    const auto at = [](float x) { return static_cast<int>(std::lround(x * 2e5F)); };
    place_of.push_back(
        places
            .emplace(std::tuple{at(v.position.x), at(v.position.y), at(v.position.z)},
                     static_cast<int>(places.size()))
            .first->second);
  }
  std::map<std::pair<int, int>, int> balance;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    for (std::size_t k = 0; k < 3; ++k) {
      const int a = place_of[mesh.indices[i + k]];
      const int b = place_of[mesh.indices[i + (k + 1) % 3]];
      if (a != b) {
        balance[{std::min(a, b), std::max(a, b)}] += a < b ? 1 : -1;
      }
    }
  }
  int open = 0;
  for (const auto& [edge, sum] : balance) {
    open += sum != 0 ? 1 : 0;
  }
  return open;
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
  EXPECT_EQ(open_edges(model->mesh), 0);
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
  EXPECT_GT(share_of(build_model(order)->mesh, world::from_srgb(0xC81E1E)), 0.2F);
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

}  // namespace
}  // namespace kirin::engine::motion::models
