#include "engine/motion/world/geometry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::engine::motion::world {
namespace {

void expect_near(Vec3 a, Vec3 b) {
  EXPECT_NEAR(a.x, b.x, 1e-5F);
  EXPECT_NEAR(a.y, b.y, 1e-5F);
  EXPECT_NEAR(a.z, b.z, 1e-5F);
}

TEST(Geometry, TurnsGoTheWayTheHeaderSays) {
  expect_near(turn_y(kPi / 2).point({0, 0, 1}), {1, 0, 0});
  expect_near(turn_x(kPi / 2).point({0, 1, 0}), {0, 0, 1});
  expect_near(turn_z(kPi / 2).point({1, 0, 0}), {0, 1, 0});
  expect_near(affine(turn_about({0, 1, 0}, kPi / 2)).point({0, 0, 1}), {1, 0, 0});
  expect_near(affine(turn_xyz(0.3F, 0.5F, -0.7F)).point({1, 2, 3}),
              (turn_z(-0.7F) * turn_y(0.5F) * turn_x(0.3F)).point({1, 2, 3}));
}

TEST(Geometry, InverseUndoesAnyMapThatIsNotFlat) {
  const Affine map = translation({1, -2, 3}) * turn_y(0.4F) * scaling(Vec3{2, 0.5F, -3}) *
                     turn_x(1.1F) * translation({0.1F, 0, 0});
  expect_near(inverse(map).point(map.point({0.3F, 0.6F, -0.9F})), {0.3F, 0.6F, -0.9F});
}

TEST(Geometry, ACameraLooksDownItsNegativeZ) {
  const Affine camera = looking_at({0, 2, 5}, {0, 2, 0});
  expect_near(camera.direction({0, 0, -1}), {0, 0, -1});
  expect_near(camera.direction({1, 0, 0}), {1, 0, 0});
  expect_near(looking_at({0, 5, 0}, {0, 0, 0}).direction({0, 0, -1}), {0, -1, 0});
}

TEST(Geometry, PointingLaysTheYAxisAlong) {
  expect_near(pointing({1, 1, 1}, {4, 1, 1}).direction({0, 1, 0}), {1, 0, 0});
  const Affine frame = pointing({}, {0.2F, -0.4F, 0.8F});
  EXPECT_NEAR(dot(cross(frame.x, frame.y), frame.z), 1, 1e-5F);
}

}  // namespace
}  // namespace kirin::engine::motion::world
