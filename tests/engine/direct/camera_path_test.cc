#include "engine/motion/direct/camera_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/direct/framing.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

constexpr double kSeconds = 5;

world::CameraState seen(const char* prompt, double seconds, float follow = 0) {
  const CameraPlan plan = plan_camera(prompt, "", 0.5, 1, kSeconds);
  Framing framing;
  framing.focus = {0, 1, 0};
  framing.distance = 8;
  return camera_path(framing, plan, kSeconds, follow, [](double now) {
    return Vec3{static_cast<float>(now), 1, 0};
  })(seconds);
}

/// Where a point of the world is on the screen: x to the right and y up, half frame heights.
Vec3 screen(const world::CameraState& camera, Vec3 point) {
  const Vec3 p = world::inverse(camera.pose).point(point);
  const float scale = 1 / (-p.z * std::tan(camera.fov_y / 2));
  return {p.x * scale, p.y * scale, -p.z};
}

struct Move {
  const char* prompt;
  float x, y;    ///< signs of how the focus moves on the screen; 0: stays
  float larger;  ///< sign of how its size changes
};

class EachMove : public testing::TestWithParam<Move> {};

TEST_P(EachMove, MovesThePictureAsItShould) {
  const auto& [prompt, x, y, larger] = GetParam();
  const auto size = [&](double t) {
    const auto camera = seen(prompt, t);
    return screen(camera, {0, 1.5F, 0}).y - screen(camera, {0, 0.5F, 0}).y;
  };
  const Vec3 before = screen(seen(prompt, 0), {0, 1, 0});
  const Vec3 after = screen(seen(prompt, kSeconds), {0, 1, 0});
  const auto expect_sign = [&](float moved, float sign, const char* what) {
    if (sign == 0) {
      EXPECT_NEAR(moved, 0, 0.07) << what;  // perspective: off the axis things are a little larger
    } else {
      EXPECT_GT(moved * sign, 0.08) << what;
    }
  };
  expect_sign(after.x - before.x, x, "x");
  expect_sign(after.y - before.y, y, "y");
  expect_sign(std::log(size(kSeconds) / size(0)), larger, "size");
}

INSTANTIATE_TEST_SUITE_P(
    Moves, EachMove,
    testing::Values(Move{"the camera pans right", -1, 0, 0}, Move{"the camera pans left", 1, 0, 0},
                    Move{"tilt up", 0, -1, 0}, Move{"tilt down", 0, 1, 0},
                    Move{"truck right", -1, 0, 0}, Move{"pedestal up", 0, -1, 0},
                    Move{"push in", 0, 0, 1}, Move{"pull out", 0, 0, -1}, Move{"zoom in", 0, 0, 1},
                    Move{"zoom out", 0, 0, -1}, Move{"static camera", 0, 0, 0}),
    [](const auto& move) {
      std::string name = move.param.prompt;
      std::ranges::replace(name, ' ', '_');
      return name;
    });

TEST(CameraPath, AnOrbitKeepsTheFocusAndGoesRound) {
  const auto camera = seen("the camera orbits right", kSeconds);
  const Vec3 focus = screen(camera, {0, 1, 0});
  EXPECT_NEAR(focus.x, 0, 0.02);
  EXPECT_NEAR(focus.z, 8, 0.1);
  EXPECT_GT(camera.pose.origin.x, 3);
}

TEST(CameraPath, ADollyZoomKeepsTheSizeAndMovesTheCamera) {
  const auto before = seen("dolly zoom", 0);
  const auto after = seen("dolly zoom", kSeconds);
  EXPECT_GT(std::abs(before.pose.origin.z - after.pose.origin.z), 1);
  EXPECT_NEAR(screen(before, {0, 2, 0}).y, screen(after, {0, 2, 0}).y, 0.05);
}

TEST(CameraPath, ARollTurnsThePictureTheOtherWay) {
  const auto camera = seen("the camera rolls right", kSeconds);
  const Vec3 up = screen(camera, {0, 2, 0});
  EXPECT_LT(up.x, -0.02);
}

TEST(CameraPath, FollowsAsFarAsItIsToldTo) {
  EXPECT_NEAR(seen("static camera", 4, 1).pose.origin.x, 4, 1e-3);
  EXPECT_NEAR(seen("static camera", 4, 0.5F).pose.origin.x, 2, 1e-3);
  EXPECT_NEAR(seen("the camera follows the dog", 4).pose.origin.x, 4, 0.3);
}

TEST(CameraPath, StaysAboveTheGround) {
  const CameraPlan plan = without_room(read_camera("pedestal down, pull out", "", 1, 1, kSeconds));
  Framing framing;
  framing.focus = {0, 0.3F, 0};
  framing.distance = 6;
  framing.ground = [](float, float) { return 0.0F; };
  const auto path = camera_path(framing, plan, kSeconds, 0, [](double) { return Vec3{}; });
  for (double t = 0; t <= kSeconds; t += 0.1) {
    EXPECT_GT(path(t).pose.origin.y, 0.1F) << t;
  }
}

TEST(Framing, FillsTheShareOfTheHeightOrFitsTheWidth) {
  Stage stage;
  stage.height = 1.8F;
  stage.width = 0.6F;
  stage.share = 0.45F;
  const places::Place place;
  const Framing wide = frame_stage(stage, place, 16.0F / 9);
  EXPECT_NEAR(1.8F / (2 * wide.distance * std::tan(wide.fov_y / 2)), 0.45F, 0.01);
  stage.width = 12;
  for (const float aspect : {16.0F / 9, 1.0F, 9.0F / 16}) {
    const Framing group = frame_stage(stage, place, aspect);
    EXPECT_LT(12 / (2 * group.distance * std::tan(group.fov_y / 2) * aspect), 0.7F) << aspect;
  }
}

TEST(Framing, FollowsOnlyWhatWouldLeaveTheFrame) {
  Stage stage;
  stage.share = 0.4F;
  const places::Place place;
  const Framing framing = frame_stage(stage, place, 16.0F / 9);
  stage.travel = 1;
  EXPECT_EQ(follow_share(stage, framing, 16.0F / 9), 0);
  stage.travel = 40;
  EXPECT_GT(follow_share(stage, framing, 16.0F / 9), 0.7F);
}

}  // namespace
}  // namespace kirin::engine::motion::direct
