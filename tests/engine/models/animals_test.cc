#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "engine/motion/models/library.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {
namespace {

using world::ModelPtr;
using world::Vertex;

ModelPtr build(std::string_view kind) { return build_model({.kind = std::string(kind)}); }

TEST(Animals, EveryKindBuildsAWholeModel) {
  for (const Shelf& shelf : animals()) {
    const ModelPtr model = build(shelf.kind);
    SCOPED_TRACE(shelf.kind);
    EXPECT_EQ(model->kind, shelf.kind);
    EXPECT_NE(model->rig, world::Rig::none);
    EXPECT_GT(model->mesh.triangle_count(), 800U);
    EXPECT_LT(model->mesh.triangle_count(), 26000U);
    EXPECT_LT(model->skeleton.bones.size(), 200U);
    for (const Vertex& v : model->mesh.vertices) {
      ASSERT_TRUE(std::isfinite(v.position.x + v.position.y + v.position.z));
      ASSERT_TRUE(std::isfinite(v.colour.x + v.colour.y + v.colour.z));
      ASSERT_NEAR(world::length(v.normal), 1, 1e-3);
      ASSERT_LT(v.bones[0], model->skeleton.bones.size());
      ASSERT_LT(v.bones[1], model->skeleton.bones.size());
      ASSERT_GE(v.weight, 0);
      ASSERT_LE(v.weight, 1);
    }
    for (const std::uint32_t index : model->mesh.indices) {
      ASSERT_LT(index, model->mesh.vertices.size());
    }
  }
}

TEST(Animals, StandOnTheGroundOrHangInTheirMiddle) {
  for (const Shelf& shelf : animals()) {
    const ModelPtr model = build(shelf.kind);
    SCOPED_TRACE(shelf.kind);
    if (model->flies) {
      EXPECT_NEAR(world::length(model->bounds.middle()), 0, 1e-3 * model->height() + 1e-4);
    } else {
      EXPECT_NEAR(model->bounds.low.y, 0, 1e-4);
    }
  }
}

TEST(Animals, ThoseThatLiveInAirOrWaterHangInTheirMiddle) {
  for (const std::string_view kind : {"fish", "shark", "whale", "octopus", "jellyfish", "seahorse",
                                      "butterfly", "bee", "dragonfly", "hummingbird"}) {
    EXPECT_TRUE(build(kind)->flies) << kind;
  }
  for (const std::string_view kind : {"dog", "eagle", "crab", "seal", "turtle", "snake", "ant"}) {
    EXPECT_FALSE(build(kind)->flies) << kind;
  }
}

TEST(Animals, AreAlikeOnBothSides) {
  for (const std::string_view kind : {"horse", "eagle", "shark"}) {
    const ModelPtr model = build(kind);
    EXPECT_NEAR(model->bounds.low.x, -model->bounds.high.x, 0.03F * model->bounds.extent().x)
        << kind;
  }
}

struct RealSize {
  std::string_view kind;
  float least, most;  ///< metres, the longest extent
};

TEST(Animals, HaveTheirRealSizes) {
  for (const RealSize& real : {RealSize{"dog", 0.7F, 1.4F},
                               {"cat", 0.4F, 0.8F},
                               {"horse", 2.0F, 3.4F},
                               {"bird", 0.12F, 0.35F},
                               {"eagle", 0.6F, 1.2F},
                               {"shark", 2.5F, 6.0F}}) {
    const world::Vec3 extent = build(real.kind)->bounds.extent();
    const float longest = std::max({extent.x, extent.y, extent.z});
    EXPECT_GT(longest, real.least) << real.kind;
    EXPECT_LT(longest, real.most) << real.kind;
  }
}

TEST(Animals, ShowWhatTheyAreAskedToWear) {
  const ModelPtr plain = build("dog");
  for (const std::string part : {"collar", "scarf", "hat", "saddle", "bow", "crown"}) {
    ModelOrder order{.kind = "dog"};
    order.parts.push_back(
        {.id = part, .colour = story::NamedColour{"red", 0xFF0000}, .traits = {}});
    const ModelPtr dressed = build_model(order);
    EXPECT_GT(dressed->mesh.triangle_count(), plain->mesh.triangle_count()) << part;
  }
}

TEST(Animals, TakeTheOrderedColour) {
  for (const Shelf& shelf : animals()) {
    ModelOrder order{.kind = std::string(shelf.kind)};
    order.colour = world::from_srgb(0x2030E0);
    const ModelPtr model = build_model(order);
    double blue = 0;
    for (const Vertex& v : model->mesh.vertices) {
      blue += v.colour.z > 1.5F * v.colour.x && v.colour.z > 1.5F * v.colour.y ? 1 : 0;
    }
    // A panda's black and a unicorn's mane stay; the coat is the most of any animal.
    EXPECT_GT(blue / static_cast<double>(model->mesh.vertices.size()), 0.2) << shelf.kind;
  }
}

TEST(Animals, CoatsVaryWithTheSeedOnlyWhereNoColourIsNamed) {
  const auto mean = [](const world::Model& model) {
    world::Light sum{};
    for (const Vertex& v : model.mesh.vertices) {
      sum += v.colour;
    }
    return sum * (1 / static_cast<float>(model.mesh.vertices.size()));
  };
  std::set<int> greens;
  std::set<int> reds;
  for (std::uint64_t seed = 0; seed < 16; ++seed) {
    ModelOrder order{.kind = "dog", .seed = seed};
    greens.insert(static_cast<int>(100 * mean(*build_model(order)).y));
    order.colour = world::from_srgb(0xC03020);
    reds.insert(static_cast<int>(100 * mean(*build_model(order)).x));
  }
  EXPECT_GT(greens.size(), 2U);
  EXPECT_EQ(reds.size(), 1U);
}

TEST(Animals, YoungOnesHaveLargerHeadsForTheirSize) {
  const ModelPtr dog = build("dog");
  const ModelPtr young = build_model({.kind = "dog", .traits = {"young"}});
  const auto head_share = [](const world::Model& model) {
    const int head = model.skeleton.find("head");
    world::Bounds bounds;
    for (const Vertex& v : model.mesh.vertices) {
      if (v.bones[0] == head) {
        bounds.add(v.position);
      }
    }
    return bounds.extent().y / model.height();
  };
  EXPECT_LT(young->height(), 0.7F * dog->height());
  EXPECT_GT(head_share(*young), 1.05F * head_share(*dog));
}

TEST(Animals, HaveTheBonesAndAnchorsOfTheirRig) {
  for (const Shelf& shelf : animals()) {
    const ModelPtr model = build(shelf.kind);
    SCOPED_TRACE(shelf.kind);
    std::set<std::string> names;
    for (const world::Bone& bone : model->skeleton.bones) {
      EXPECT_TRUE(names.insert(bone.name).second) << bone.name << " twice";
    }
    EXPECT_NE(model->find_anchor("head_top"), nullptr);
    EXPECT_NE(model->find_anchor("mouth"), nullptr);
    EXPECT_NE(model->find_anchor("back"), nullptr);
    if (model->rig == world::Rig::quadruped) {
      for (const char* bone : {"body", "spine", "chest", "neck_1", "head", "jaw", "thigh_l",
                               "shin_r", "foot_l", "toe_r", "upper_arm_l", "finger_r"}) {
        EXPECT_TRUE(names.contains(bone)) << bone;
      }
      EXPECT_GT(model->leg_length, 0);
    } else if (model->rig == world::Rig::bird) {
      for (const char* bone : {"body", "neck", "head", "beak", "tail", "wing_l_1", "wing_r_3"}) {
        EXPECT_TRUE(names.contains(bone)) << bone;
      }
    }
  }
}

TEST(Animals, TheSameOrderGivesTheSameModel) {
  for (const std::string_view kind :
       {"cat", "giraffe", "bird", "fish", "bee", "jellyfish", "snake"}) {
    const ModelPtr a = build(kind);
    const ModelPtr b = build(kind);
    ASSERT_EQ(a->mesh.indices, b->mesh.indices);
    for (std::size_t i = 0; i < a->mesh.vertices.size(); ++i) {
      ASSERT_EQ(a->mesh.vertices[i].position, b->mesh.vertices[i].position);
      ASSERT_EQ(a->mesh.vertices[i].colour, b->mesh.vertices[i].colour);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::models
