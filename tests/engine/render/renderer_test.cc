#include "engine/motion/render/renderer.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstring>
#include <thread>

#include "engine/motion/render/prepared_mesh.h"
#include "engine/motion/render/view.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::render {
namespace {

using media::Image;
using world::Vec3;

constexpr media::Size kSize{160, 90};

/// A white floor with a red ball a metre above it; the light comes from the right.
world::World small_world() {
  world::World world;
  auto floor = std::make_shared<world::Mesh>();
  world::MeshBuilder(*floor).quad({-20, 0, 20}, {20, 0, 20}, {20, 0, -20}, {-20, 0, -20},
                                  {{0.7F, 0.7F, 0.7F}});
  auto ball = std::make_shared<world::Mesh>();
  world::MeshBuilder(*ball).ball({0, 1.5F, 0}, 0.5F, {{0.7F, 0.05F, 0.05F}});
  world.nodes.push_back(
      {.label = "floor", .mesh = floor, .skeleton = nullptr, .state = {}, .at = {}});
  world.nodes.push_back({.label = "ball",
                         .object = 3,
                         .mesh = ball,
                         .skeleton = nullptr,
                         .state = {},
                         .at = [](double) { return world::NodeState{}; }});
  world.light.key_direction = world::normalized({1, 1, 0});
  world.fog.density = 0;
  world.look.vignette = 0;
  world.camera = [](double) {
    world::CameraState camera;
    camera.pose = world::looking_at({0, 2, 6}, {0, 0.8F, 0});
    return camera;
  };
  return world;
}

Image drawn(const world::World& world, GroundTruth* truth = nullptr, double seconds = 0) {
  const auto renderer = Renderer::make(world, {.size = kSize});
  const auto canvas = renderer->make_canvas();
  Image image(kSize);
  renderer->draw(seconds, *canvas, image, truth);
  return image;
}

/// The middle of where the world's point is seen.
const std::uint8_t* pixel_of(const world::World& world, const Image& image, Vec3 at) {
  const View view = view_of(world.camera(0), kSize);
  const Vec3 p = view.to_pixels.point(at);
  return image.row(static_cast<int>(p.y / p.z)) + 3 * static_cast<int>(p.x / p.z);
}

TEST(Renderer, TruthNamesWhatIsSeenAndHowFarItIs) {
  const world::World world = small_world();
  GroundTruth truth;
  drawn(world, &truth);
  const View view = view_of(world.camera(0), kSize);
  const Vec3 p = view.to_pixels.point({0, 1.5F, 0});
  const auto at =
      static_cast<std::size_t>(p.y / p.z) * kSize.width + static_cast<std::size_t>(p.x / p.z);
  EXPECT_EQ(truth.objects[at], 3);
  EXPECT_NEAR(truth.depth[at], p.z - 0.5F, 0.03F);
  EXPECT_EQ(truth.objects[0], 0);
  EXPECT_GT(truth.depth[0], 1e8F);
}

TEST(Renderer, ShadowsFallAwayFromTheLight) {
  const world::World world = small_world();
  const Image image = drawn(world);
  // The ball 1.5 m up, with light from 45° on the right, shades the floor 1.5 m to the left.
  const std::uint8_t* shaded = pixel_of(world, image, {-1.5F, 0, 0});
  const std::uint8_t* lit = pixel_of(world, image, {1.5F, 0, 0});
  EXPECT_LT(shaded[0] + 40, lit[0]);
  EXPECT_GT(pixel_of(world, image, {0.3F, 1.6F, 0.3F})[0],
            pixel_of(world, image, {-0.3F, 1.3F, 0.3F})[0] + 20);
}

TEST(Renderer, FogHidesWhatIsFar) {
  world::World world = small_world();
  world.fog = {.colour = {0.1F, 0.9F, 0.1F}, .density = 0, .falloff = 0.02F};
  world.sky.glow_strength = 0;
  int last = -1;
  for (const float density : {0.0F, 0.03F, 0.1F, 0.4F}) {
    world.fog.density = density;
    const Image image = drawn(world);
    const std::uint8_t* far = pixel_of(world, image, {3, 0, -15});
    const int greenness = far[1] - far[0];
    EXPECT_GT(greenness, last);
    last = greenness;
  }
}

TEST(MeshShelf, CoarseMeshesKeepTheFormWithFewTriangles) {
  world::Mesh ball;
  world::MeshBuilder(ball).ball(world::translation({0, 1, 0}), {1, 1, 1}, 40, 60, {});
  const world::Mesh coarse = coarse_mesh(ball);
  EXPECT_GT(coarse.triangle_count(), 40);
  EXPECT_LT(coarse.triangle_count(), ball.triangle_count() / 4);
  const world::Bounds bounds = bounds_of(coarse);
  EXPECT_NEAR(bounds.middle().y, 1, 0.1F);
  EXPECT_NEAR(bounds.extent().y, 2, 0.25F);
}

TEST(Renderer, StillWaterMirrorsWhatStandsAboveIt) {
  world::World world = small_world();
  world.nodes.erase(world.nodes.begin());  // no floor
  world.water = world::Water{};
  world.water->level = 0.4F;
  world.water->waves = 0;
  world.sky.cloud_cover = 0;
  world.camera = [](double) {
    world::CameraState camera;
    camera.pose = world::looking_at({0, 1.0F, 6}, {0, 0.8F, 0});
    return camera;
  };
  const Image image = drawn(world);
  // The ball's middle is 1.1 m above the water: its image is as far below.
  const std::uint8_t* mirrored = pixel_of(world, image, {0, 0.4F - 1.1F, 0});
  const std::uint8_t* beside = pixel_of(world, image, {1.5F, 0.4F - 1.1F, 0});
  EXPECT_GT(mirrored[0] - mirrored[2], beside[0] - beside[2] + 15);
}

TEST(Renderer, MotionBlursAlongTheWay) {
  world::World world = small_world();
  world.sky.cloud_cover = 0;
  world.nodes[1].at = [](double seconds) {
    world::NodeState state;
    state.place = world::translation({static_cast<float>(seconds) * 20, 0, 0});
    return state;
  };
  const auto edge = [&](double shutter) {
    const auto renderer = Renderer::make(world, {.size = kSize, .shutter_seconds = shutter});
    const auto canvas = renderer->make_canvas();
    Image image(kSize);
    renderer->draw(0, *canvas, image, nullptr);
    // How sharply red begins along the row through the ball's middle.
    const std::uint8_t* middle = pixel_of(world, image, {0, 1.5F, 0});
    const std::uint8_t* row = middle - 3 * (kSize.width / 2);
    int most = 0;
    for (int x = 1; x + 1 < kSize.width; ++x) {
      const int here = row[3 * x] - row[3 * x + 1];
      const int next = row[3 * x + 3] - row[3 * x + 4];
      most = std::max(most, std::abs(next - here));
    }
    return most;
  };
  EXPECT_LT(edge(0.02), edge(0) * 0.7);
}

TEST(Renderer, BlursWhatIsOutOfFocus) {
  world::World world = small_world();
  const auto contrast = [&](float focus) {
    world.camera = [focus](double) {
      world::CameraState camera;
      camera.pose = world::looking_at({0, 2, 6}, {0, 0.8F, 0});
      camera.blur = 0.08F;
      camera.focus_distance = focus;
      return camera;
    };
    const Image image = drawn(world);
    int most = 0;
    for (int y = 0; y < kSize.height; ++y) {
      for (int x = 1; x + 1 < kSize.width; ++x) {
        const std::uint8_t* p = image.row(y) + 3 * x;
        most = std::max(most, std::abs((p[3] - p[4]) - (p[0] - p[1])));
      }
    }
    return most;
  };
  EXPECT_LT(contrast(1.5F), contrast(5.6F) * 0.7);
}

TEST(Renderer, ThreadsDrawTheSamePixels) {
  const world::World world = small_world();
  const auto renderer = Renderer::make(world, {.size = kSize});
  Image first(kSize);
  Image second(kSize);
  {
    const auto draw = [&](Image& image) {
      const auto canvas = renderer->make_canvas();
      renderer->draw(1.0, *canvas, image, nullptr);
      renderer->draw(0.25, *canvas, image, nullptr);
    };
    std::jthread one([&] { draw(first); });
    std::jthread two([&] { draw(second); });
  }
  EXPECT_EQ(std::memcmp(first.row(0), second.row(0),
                        first.stride_bytes() * static_cast<std::size_t>(kSize.height)),
            0);
}

TEST(Renderer, InstructionSetsAgree) {
  const world::World world = small_world();
  const Image best = drawn(world);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    const Image image = drawn(world);
    hwy::SetSupportedTargetsForTest(0);
    int most = 0;
    int many = 0;
    for (int y = 0; y < kSize.height; ++y) {
      for (int x = 0; x < 3 * kSize.width; ++x) {
        const int difference = std::abs(best.row(y)[x] - image.row(y)[x]);
        most = std::max(most, difference);
        many += difference > 1;
      }
    }
    EXPECT_LE(many, 40) << hwy::TargetName(target) << " at most " << most;
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render
