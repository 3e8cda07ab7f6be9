#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/motion/places/land_colours.h"
#include "engine/motion/places/noise.h"
#include "engine/motion/places/places.h"
#include "engine/motion/places/terrain.h"

namespace kirin::engine::motion::places {
namespace {

TEST(Noise, KnowsItsOwnSlope) {
  for (int i = 0; i < 200; ++i) {
    const float x = 0.37F * static_cast<float>(i) - 31;
    const float z = 0.53F * static_cast<float>(i) - 17;
    const Slope slope = noise_slope(x, z, 9);
    constexpr float kStep = 1e-2F;
    EXPECT_NEAR(slope.dx, (noise2(x + kStep, z, 9) - noise2(x - kStep, z, 9)) / (2 * kStep), 0.02F);
    EXPECT_NEAR(slope.dz, (noise2(x, z + kStep, 9) - noise2(x, z - kStep, 9)) / (2 * kStep), 0.02F);
    EXPECT_LE(std::abs(slope.value), 1);
  }
}

TEST(Noise, StaysInItsRanges) {
  for (int i = 0; i < 2000; ++i) {
    const float x = 1.7F * static_cast<float>(i % 61) - 40;
    const float z = 2.3F * static_cast<float>(i / 61) - 40;
    EXPECT_LE(std::abs(fbm2(x, z, 5, 3)), 1);
    for (const float share : {ridged2(x, z, 5, 3), eroded2(x, z, 5, 3)}) {
      EXPECT_GE(share, 0);
      EXPECT_LE(share, 1);
    }
  }
}

TEST(LandMesh, LiesOnItsHeightWithNormalsUp) {
  const Land land{[](float x, float z) { return 0.1F * x + 0.02F * z; },
                  [](world::Vec3, world::Vec3) {
                    return GroundPaint{{0.2F, 0.3F, 0.1F}};
                  }};
  const world::Mesh mesh = land_mesh(land, {.farthest = 200});
  const world::Vec3 up = world::normalized({-0.1F, 1, -0.02F});
  for (const world::Vertex& v : mesh.vertices) {
    EXPECT_NEAR(v.position.y, 0.1F * v.position.x + 0.02F * v.position.z, 1e-3F);
    EXPECT_NEAR(world::dot(v.normal, up), 1, 1e-3F);
  }
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const world::Vec3 a = mesh.vertices[mesh.indices[i]].position;
    const world::Vec3 b = mesh.vertices[mesh.indices[i + 1]].position;
    const world::Vec3 c = mesh.vertices[mesh.indices[i + 2]].position;
    EXPECT_GE(world::cross(b - a, c - a).y, -1e-6F);
  }
}

float ground_luminance(std::string_view setting, const char* season) {
  story::SceneDescription scene;
  scene.setting = setting;
  scene.season = season;
  world::World world;
  build_place(scene, 16.0F / 9, 5, world);
  for (const world::Node& node : world.nodes) {
    if (node.label == "ground") {
      float sum = 0;
      float count = 0;
      for (const world::Vertex& v : node.mesh->vertices) {
        if (std::hypot(v.position.x, v.position.z) < 30) {
          sum += luminance(v.colour);
          ++count;
        }
      }
      return sum / count;
    }
  }
  return 0;
}

TEST(Season, WhitensTheGroundInWinter) {
  for (const std::string_view setting :
       {"meadow", "hills", "forest", "mountains", "park", "road"}) {
    EXPECT_GT(ground_luminance(setting, "winter"), 1.8F * ground_luminance(setting, "summer"))
        << setting;
  }
}

TEST(LandColours, FollowTheNamedColour) {
  story::SceneDescription scene;
  scene.setting_colours = {{"purple", 0x7A30B0}};
  const LandColours land = land_colours_of(scene);
  EXPECT_GT(land.sand.x, land.sand.y);
  EXPECT_GT(land.sand.z, land.sand.y);
}

TEST(LandColours, AreDarkerInTheRain) {
  story::SceneDescription scene;
  const float dry = luminance(land_colours_of(scene).soil);
  scene.weather.rain = 0.7;
  EXPECT_LT(luminance(land_colours_of(scene).soil), 0.8F * dry);
}

TEST(LandColours, ChangeALittleWithWordsThatNobodyKnows) {
  story::SceneDescription scene;
  const world::Light plain = land_colours_of(scene).grass;
  scene.unknown_words = {"blorf"};
  scene.words_hash = 77;
  const world::Light changed = land_colours_of(scene).grass;
  EXPECT_NE(plain, changed);
  EXPECT_EQ(changed, land_colours_of(scene).grass);
}

}  // namespace
}  // namespace kirin::engine::motion::places
