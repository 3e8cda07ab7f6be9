#include "engine/motion/render/view.h"

#include <gtest/gtest.h>

namespace kirin::engine::motion::render {
namespace {

using world::Vec3;

world::CameraState tilted_camera() {
  world::CameraState camera;
  camera.pose = world::looking_at({3, 2, 5}, {-1, 0.5F, -4}, {0.3F, 1, 0});
  camera.fov_y = 0.8F;
  return camera;
}

TEST(View, PutsAPointWhereThePinholeDoes) {
  const View view =
      view_of({.pose = world::translation({0, 1, 0}), .fov_y = 2 * std::atan(0.5F)}, {800, 600});
  // 600 pixels are as high as the distance: 2 m above the axis at 4 m is half a height up.
  const Vec3 p = view.to_pixels.point({1, 3, -4});
  EXPECT_NEAR(p.z, 4, 1e-5);
  EXPECT_NEAR(p.x / p.z, 400 + 150, 1e-3);
  EXPECT_NEAR(p.y / p.z, 300 - 300, 1e-3);
}

TEST(View, RaysLeadBackToThePoint) {
  const View view = view_of(tilted_camera(), {1280, 720});
  const Vec3 at{-2, 1, -3};
  const Vec3 p = view.to_pixels.point(at);
  const Vec3 back = view.eye + view.ray(p.x / p.z, p.y / p.z) * p.z;
  EXPECT_NEAR(length(back - at), 0, 1e-4);
}

TEST(View, ParallelViewsCountNearnessTowardsTheLight) {
  const Vec3 light = world::normalized({0.4F, 0.8F, 0.45F});
  const View view = parallel_view({1, 0, 2}, light, 10, 512);
  const Vec3 middle = view.to_pixels.point({1, 0, 2});
  const Vec3 nearer = view.to_pixels.point(Vec3{1, 0, 2} + light * 3);
  EXPECT_NEAR(middle.x, 256, 1e-3);
  EXPECT_NEAR(middle.y, 256, 1e-3);
  EXPECT_NEAR(nearer.x, 256, 1e-2);
  EXPECT_NEAR(nearer.z - middle.z, 3, 1e-4);
}

TEST(Frustum, SeesWhatProjectsIntoThePicture) {
  const View view = view_of(tilted_camera(), {640, 360});
  const Frustum frustum(view);
  int seen = 0;
  for (int i = 0; i < 4000; ++i) {
    const auto f = static_cast<float>(i);
    const Vec3 at{10 * std::sin(f * 1.3F), 6 * std::sin(f * 0.7F), 12 * std::sin(f * 0.37F)};
    const Vec3 p = view.to_pixels.point(at);
    const bool is_in = p.z > kNear && p.x >= 0 && p.x <= 640 * p.z && p.y >= 0 && p.y <= 360 * p.z;
    seen += is_in ? 1 : 0;
    if (is_in) {
      EXPECT_TRUE(frustum.sees(at, 1e-3F));
    }
    if (p.z < -1 || p.x < -400 * std::abs(p.z)) {
      EXPECT_FALSE(frustum.sees(at, 1e-3F));
    }
  }
  EXPECT_GT(seen, 100);
}

}  // namespace
}  // namespace kirin::engine::motion::render
