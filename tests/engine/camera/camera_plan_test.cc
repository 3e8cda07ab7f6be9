#include "engine/motion/camera/camera_plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <tuple>

namespace kirin::engine::motion {
namespace {

using enum CameraMove;
using Moves = std::set<CameraMove>;

Moves moves_of(std::string_view prompt, std::string_view negative = "") {
  const CameraPlan plan = read_camera(prompt, negative, 0.5, 1);
  return plan.is_from_prompt ? plan.moves : Moves{};
}

struct Row {
  std::string_view prompt;
  Moves moves;
};

class CameraLanguage : public testing::TestWithParam<Row> {};

TEST_P(CameraLanguage, IsUnderstood) {
  EXPECT_EQ(moves_of(GetParam().prompt), GetParam().moves) << GetParam().prompt;
}

INSTANTIATE_TEST_SUITE_P(
    English, CameraLanguage,
    testing::Values(
        Row{"The camera zooms in on a lighthouse", {zoom_in}}, Row{"Zoom out slowly", {zoom_out}},
        Row{"slow zoom", {zoom_in}}, Row{"the camera pushes in towards her face", {push_in}},
        Row{"camera dollies back from the door", {pull_out}}, Row{"dolly in", {push_in}},
        Row{"the camera pulls back to reveal a valley", {pull_out}},
        Row{"Pan left across the bay", {pan_left}}, Row{"camera panning to the right", {pan_right}},
        Row{"slow pan", {pan_right}}, Row{"tilt up to the stars", {tilt_up}},
        Row{"the camera tilts down", {tilt_down}}, Row{"truck left", {truck_left}},
        Row{"tracking shot of a runner", {truck_right}},
        Row{"camera moves to the left", {truck_left}},
        Row{"crane up over the roofs", {pedestal_up}}, Row{"the camera rises", {pedestal_up}},
        Row{"the camera descends", {pedestal_down}},
        Row{"camera orbits around the statue", {orbit_right}},
        Row{"orbit left around the car", {orbit_left}}, Row{"arc shot", {orbit_right}},
        Row{"camera rolls to the left", {roll_left}},
        Row{"handheld footage of a market", {handheld}}, Row{"shaky camera", {handheld}},
        Row{"static shot of a lake", {still}}, Row{"a fixed camera", {still}},
        Row{"filmed on a tripod", {still}}, Row{"no camera movement", {still}},
        Row{"the camera does not move", {still}},
        Row{"zoom in, pan left and tilt up", {zoom_in, pan_left, tilt_up}},
        Row{"aerial shot of an island", {push_in}}));

INSTANTIATE_TEST_SUITE_P(
    WordsThatMeanSomethingElse, CameraLanguage,
    testing::Values(Row{"an egg in a frying pan", {}}, Row{"waves roll onto the beach", {}},
                    Row{"she tilts her head", {}}, Row{"a red truck on a road", {}},
                    Row{"a crane by the river", {}}, Row{"a planet in orbit", {}},
                    Row{"he pushes a cart", {}}, Row{"still water at dawn", {}},
                    Row{"a fixed gaze", {}}, Row{"people move to the left", {}}, Row{"", {}}));

INSTANTIATE_TEST_SUITE_P(Negated, CameraLanguage,
                         testing::Values(Row{"no zoom", {}}, Row{"without any pan or tilt", {}},
                                         Row{"do not zoom, pan left", {pan_left}},
                                         Row{"no zoom but pan right", {pan_right}},
                                         Row{"不要放大", {}}));

INSTANTIATE_TEST_SUITE_P(Chinese, CameraLanguage,
                         testing::Values(Row{"镜头缓慢推近", {push_in}},
                                         Row{"镜头拉远", {pull_out}}, Row{"镜头向左摇", {pan_left}},
                                         Row{"镜头向右移动", {truck_right}},
                                         Row{"镜头上升", {pedestal_up}},
                                         Row{"镜头环绕人物", {orbit_right}},
                                         Row{"手持拍摄", {handheld}}, Row{"固定镜头", {still}},
                                         Row{"画面放大", {zoom_in}}, Row{"画面缩小", {zoom_out}}));

TEST(CameraPlanTest, NegativePromptRemovesMoves) {
  EXPECT_EQ(moves_of("zoom in and pan left", "zoom"), (Moves{pan_left}));
  const CameraPlan plan = read_camera("a lake", "zoom, camera shake", 0.5, 1);
  EXPECT_FALSE(plan.moves.contains(push_in)) << "a push-in looks like the zoom that was refused";
  EXPECT_FALSE(plan.is_from_prompt);
}

TEST(CameraPlanTest, SilentPromptGetsAGentlePushThatTheSeedVaries) {
  const CameraPlan one = read_camera("a lake", "", 0.5, 1);
  EXPECT_EQ(one.moves, (Moves{push_in}));
  EXPECT_EQ(describe(one), "gentle push in (default)");
  EXPECT_NE(at(one, 1).truck_x, at(read_camera("a lake", "", 0.5, 2), 1).truck_x);
  EXPECT_EQ(at(one, 1).truck_x, at(read_camera("a lake", "", 0.5, 1), 1).truck_x);
}

TEST(CameraPlanTest, StrengthAndPaceScaleTheMove) {
  const auto end_zoom = [](std::string_view prompt, double strength) {
    return at(read_camera(prompt, "", strength, 1), 1).zoom;
  };
  EXPECT_LT(end_zoom("zoom in", 0.0), end_zoom("zoom in", 0.5));
  EXPECT_LT(end_zoom("zoom in", 0.5), end_zoom("zoom in", 1.0));
  EXPECT_LT(end_zoom("slow zoom in", 0.5), end_zoom("zoom in", 0.5));
  EXPECT_GT(end_zoom("fast zoom in", 0.5), end_zoom("zoom in", 0.5));
}

TEST(CameraPlanTest, SlowMotionIsNotASlowCamera) {
  EXPECT_EQ(read_camera("zoom in, slow motion", "", 0.5, 1).pace, 1);
}

void expect_identity(const CameraPose& pose) {
  EXPECT_DOUBLE_EQ(pose.zoom, 1);
  EXPECT_DOUBLE_EQ(pose.x, 0);
  EXPECT_DOUBLE_EQ(pose.y, 0);
  EXPECT_DOUBLE_EQ(pose.truck_x, 0);
  EXPECT_DOUBLE_EQ(pose.push, 0);
  EXPECT_DOUBLE_EQ(pose.roll, 0);
}

TEST(CameraPlanTest, StartsAtTheIdentityAndReversedEndsThere) {
  for (const char* prompt :
       {"", "zoom out", "pan left", "orbit left around it", "handheld", "camera rolls left"}) {
    const CameraPlan plan = read_camera(prompt, "", 0.5, 7);
    expect_identity(at(plan, 0));
    expect_identity(at(reversed(plan), 1));
  }
}

TEST(CameraPlanTest, ReversedMovesTheSameWayForTheAudience) {
  const CameraPlan pan = reversed(read_camera("pan right", "", 0.5, 1));
  EXPECT_LT(at(pan, 0).x, at(pan, 1).x);
  const CameraPlan zoom = reversed(read_camera("zoom in", "", 0.5, 1));
  EXPECT_LT(at(zoom, 0).zoom, at(zoom, 1).zoom);
}

TEST(CameraPlanTest, ViewStaysInsideThePictureWhereTheMoveAllowsIt) {
  for (const char* prompt :
       {"", "zoom in", "pan left", "tilt down", "truck right", "crane up", "orbit right around it",
        "handheld", "camera rolls left", "pan right and tilt up"}) {
    for (const double strength : {0.0, 0.5, 1.0}) {
      const CameraPlan plan = read_camera(prompt, "", strength, 3);
      for (int step = 0; step <= 100; ++step) {
        const CameraPose pose = at(plan, step / 100.0);
        const double half =
            0.5 * (std::cos(pose.roll) + std::sin(std::abs(pose.roll)) * 16 / 9) / pose.zoom;
        for (const double d : {0.0, 1.0}) {
          EXPECT_LE(half * (1 - pose.push * d) + std::abs(pose.x + pose.truck_x * d), 0.5 + 0.004)
              << prompt << step;
        }
      }
    }
  }
}

TEST(EasedTest, IsMonotoneWithSoftEnds) {
  EXPECT_DOUBLE_EQ(eased(0), 0);
  EXPECT_DOUBLE_EQ(eased(1), 1);
  EXPECT_NEAR(eased(0.5), 0.5, 1e-12);
  EXPECT_LT(eased(0.01), 0.0001);
  for (int i = 1; i <= 1000; ++i) {
    EXPECT_GE(eased(i / 1000.0), eased((i - 1) / 1000.0));
  }
}

}  // namespace
}  // namespace kirin::engine::motion
