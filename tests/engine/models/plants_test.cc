#include "engine/motion/models/plants/plants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "engine/motion/animate/animate.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

using world::Vec3;

world::ModelPtr grown(const std::string& kind, const std::string& season = {}) {
  ModelOrder order;
  order.kind = kind;
  order.season = season;
  order.seed = 3;
  return build_model(order);
}

bool is_sound(const world::Model& model) {
  const auto bones = model.skeleton.bones.size();
  return std::ranges::all_of(model.mesh.indices,
                             [&](std::uint32_t i) { return i < model.mesh.vertices.size(); }) &&
         std::ranges::all_of(model.mesh.vertices, [&](const world::Vertex& v) {
           return std::isfinite(v.position.x + v.position.y + v.position.z) &&
                  std::abs(world::length(v.normal) - 1) < 1e-3F && v.bones[0] < bones &&
                  v.bones[1] < bones && v.weight >= 0 && v.weight <= 1 && v.sway >= 0;
         });
}

Vec3 mean_colour(const world::Mesh& mesh) {
  Vec3 sum;
  for (const world::Vertex& v : mesh.vertices) {
    sum += v.colour;
  }
  return sum * (1 / static_cast<float>(mesh.vertices.size()));
}

class EveryPlant : public testing::TestWithParam<std::string> {};

std::vector<std::string> kinds() {
  std::vector<std::string> names;
  for (const Shelf& shelf : plants()) {
    names.emplace_back(shelf.kind);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Shelf, EveryPlant, testing::ValuesIn(kinds()),
                         [](const auto& tested) { return tested.param; });

TEST_P(EveryPlant, GrowsFromTheGroundInEverySeason) {
  for (const char* season : {"", "spring", "summer", "autumn", "winter"}) {
    const world::ModelPtr model = grown(GetParam(), season);
    EXPECT_EQ(model->kind, GetParam());
    EXPECT_EQ(model->rig, world::Rig::plant);
    EXPECT_TRUE(is_sound(*model)) << season;
    EXPECT_GT(model->mesh.triangle_count(), 20U);
    EXPECT_LT(model->mesh.triangle_count(), 5'000U);
    EXPECT_NEAR(model->bounds.low.y, 0, 0.35F);
    EXPECT_GT(model->height(), 0.02F);
    EXPECT_NE(model->find_anchor("top"), nullptr);
  }
}

TEST_P(EveryPlant, TakesTheColourThatIsAskedFor) {
  ModelOrder order;
  order.kind = GetParam();
  order.colour = world::Light{0.02F, 0.05F, 0.75F};
  const Vec3 blue = mean_colour(build_model(order)->mesh);
  order.colour = world::Light{0.75F, 0.05F, 0.02F};
  const Vec3 red = mean_colour(build_model(order)->mesh);
  EXPECT_GT(blue.z, red.z);
  EXPECT_GT(red.x, blue.x);
}

TEST_P(EveryPlant, IsSimpleFromAfar) {
  ModelOrder order;
  order.kind = GetParam();
  const world::ModelPtr far = far_plant(order);
  if (!far) {
    return;
  }
  EXPECT_TRUE(is_sound(*far));
  EXPECT_LT(far->mesh.triangle_count(), 150U);
  EXPECT_NEAR(far->height(), build_model(order)->height(), 0.35F * build_model(order)->height());
}

TEST_P(EveryPlant, DoesWhatPlantsDo) {
  const world::ModelPtr model = grown(GetParam());
  for (const char* action :
       {"", "bloom", "grow", "wilt", "fall", "burn", "shake", "spin", "dance", "fly"}) {
    for (const double seconds : {0.0, 0.7, 2.0, 5.0}) {
      const auto movement = animate::perform(*model, action, seconds, {.seconds = 4, .wind = 0.5F});
      ASSERT_EQ(movement.pose.joints.size(), model->skeleton.bones.size());
      for (const world::Affine& bone : world::skinning(model->skeleton, movement.pose)) {
        EXPECT_TRUE(std::isfinite(bone.origin.x + bone.x.x + bone.y.y + bone.z.z)) << action;
      }
    }
  }
}

TEST(Plants, StandInSnowInWinterAndTurnInAutumn) {
  for (const char* kind : {"tree", "fir", "bush"}) {
    const Vec3 summer = mean_colour(grown(kind, "summer")->mesh);
    const Vec3 winter = mean_colour(grown(kind, "winter")->mesh);
    EXPECT_GT(winter.z, summer.z + 0.05F) << kind;
  }
  const Vec3 autumn = mean_colour(grown("maple", "autumn")->mesh);
  EXPECT_GT(autumn.x, 1.5F * autumn.y);
  const Vec3 summer = mean_colour(grown("maple", "summer")->mesh);
  EXPECT_GT(summer.y, summer.x);
}

/// How far the petals reach from the axis of the head.
float spread(const world::Model& model, double seconds) {
  const auto movement = animate::perform(model, "bloom", seconds, {.seconds = 4, .wind = 0});
  const auto skin = world::skinning(model.skeleton, movement.pose);
  const int head = model.skeleton.find("head");
  const Vec3 middle = skin[static_cast<std::size_t>(head)].point(
      model.skeleton.bones[static_cast<std::size_t>(head)].joint);
  const Vec3 axis = world::normalized(skin[static_cast<std::size_t>(head)].direction(
      model.find_anchor("top")->at - model.skeleton.bones[static_cast<std::size_t>(head)].joint));
  float widest = 0;
  for (const world::Vertex& v : model.mesh.vertices) {
    if (model.skeleton.bones[v.bones[0]].name.starts_with("petal")) {
      const Vec3 d = skin[v.bones[0]].point(v.position) - middle;
      widest = std::max(widest, world::length(d - axis * world::dot(d, axis)));
    }
  }
  return widest;
}

TEST(Plants, OpenTheirPetalsWhenTheyBloom) {
  for (const char* kind : {"rose", "daisy", "sunflower", "poppy", "lily", "lotus", "flower"}) {
    const world::ModelPtr flower = grown(kind);
    EXPECT_LT(spread(*flower, 0), 0.7F * spread(*flower, 4)) << kind;
    EXPECT_LE(spread(*flower, 1.2), spread(*flower, 4) * 1.001F) << kind;
  }
}

TEST(Plants, GrowToTheirFullSize) {
  const world::ModelPtr tree = grown("tree");
  const auto height = [&](double seconds) {
    return animate::perform(*tree, "grow", seconds, {.seconds = 4}).offset.y.y;
  };
  EXPECT_LT(height(0), 0.1F);
  EXPECT_LT(height(1), height(2));
  EXPECT_NEAR(height(4), 1, 1e-3F);
}

TEST(Plants, FallDown) {
  const world::ModelPtr tree = grown("fir");
  const Vec3 top = tree->find_anchor("top")->at;
  const auto movement = animate::perform(*tree, "fall", 5, {.seconds = 6});
  EXPECT_LT(movement.offset.point(top).y, 0.2F * top.y);
}

TEST(Plants, MoveMoreInMoreWind) {
  const world::ModelPtr flower = grown("poppy");
  const auto reach = [&](float wind) {
    float most = 0;
    for (int i = 0; i < 40; ++i) {
      const auto movement = animate::perform(*flower, "", 0.1 * i, {.wind = wind});
      const auto skin = world::skinning(flower->skeleton, movement.pose);
      const Vec3 top = flower->find_anchor("top")->at;
      const auto bone = static_cast<std::size_t>(flower->find_anchor("top")->bone);
      most = std::max(most, world::length(skin[bone].point(top) - top));
    }
    return most;
  };
  EXPECT_GT(reach(0.1F), 0);
  EXPECT_GT(reach(1), 2 * reach(0.1F));
}

}  // namespace
}  // namespace kirin::engine::motion::models
