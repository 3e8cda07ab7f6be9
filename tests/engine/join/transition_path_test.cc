#include "engine/motion/join/transition_path.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kirin::engine::motion {
namespace {

using enum TransitionStyle;

SceneUnderstanding seen() {
  SceneUnderstanding scene;
  scene.disparity.create(180, 320, CV_32F);
  for (int y = 0; y < 180; ++y) {
    scene.disparity.row(y).setTo(y / 180.0);
  }
  return scene;
}

TransitionPath path_of(TransitionStyle style) {
  TransitionWords words;
  words.style = style;
  return {words, read_camera("pan right", "", 0.5, 3), seen(), seen()};
}

class EachStyle : public testing::TestWithParam<TransitionStyle> {};

TEST_P(EachStyle, RestsOnTheGivenPicturesAtBothEnds) {
  const TransitionPath path = path_of(GetParam());
  const Passage start = path.at(0);
  const Passage end = path.at(1);
  EXPECT_NEAR(start.first.zoom, 1, 1e-6);
  EXPECT_NEAR(std::hypot(start.first.x, start.first.y), 0, 1e-6);
  EXPECT_NEAR(end.last.zoom, 1, 1e-6);
  EXPECT_NEAR(std::hypot(end.last.x, end.last.y), 0, 1e-6);
  EXPECT_EQ(start.changed, 0);
  EXPECT_EQ(end.changed, 1);
  EXPECT_EQ(start.first_graded, 0);
  EXPECT_EQ(end.last_graded, 0);
  EXPECT_EQ(start.veiled + end.veiled, 0);
}

TEST_P(EachStyle, NeverGoesBack) {
  const TransitionPath path = path_of(GetParam());
  double changed = 0;
  double thrown = 0;
  for (int i = 0; i <= 200; ++i) {
    const Passage now = path.at(i / 200.0);
    EXPECT_GE(now.changed, changed - 1e-12);
    EXPECT_GE(now.thrown, thrown - 1e-12);
    changed = now.changed;
    thrown = now.thrown;
  }
}

INSTANTIATE_TEST_SUITE_P(Styles, EachStyle,
                         testing::Values(push_through, camera, zoom_through, whip_pan, wipe,
                                         dissolve, dip, morph, match_cut));

TEST(TransitionPathTest, BothCamerasTravelForwardAtOneSpeedWhereTheyMeet) {
  const TransitionPath path = path_of(push_through);
  const auto speed = [&](bool is_last) {
    const Passage before = path.at(0.495);
    const Passage after = path.at(0.505);
    return is_last ? std::log(after.last.zoom / before.last.zoom)
                   : std::log(after.first.zoom / before.first.zoom);
  };
  EXPECT_GT(speed(false), 0);
  EXPECT_NEAR(speed(true) / speed(false), 1, 0.01);
  EXPECT_GT(speed(false), std::log(path.at(0.1).first.zoom / path.at(0.09).first.zoom));
}

TEST(TransitionPathTest, AWhipPanIsFastestInTheMiddle) {
  const TransitionPath path = path_of(whip_pan);
  EXPECT_EQ(path.at(0.2).thrown, 0);
  EXPECT_NEAR(path.at(0.5).thrown, 0.5, 1e-9);
  const double step = (path.at(0.501).thrown - path.at(0.499).thrown) / 0.002;
  EXPECT_NEAR(path.at(0.5).throw_speed, step, 0.01 * step);
}

TEST(FocusTest, WhatIsFarIsWhereTheCameraGoes) {
  const Focus focus = far_focus(seen());
  EXPECT_NEAR(focus.at.x, 0, 0.02);
  EXPECT_LT(focus.at.y, -0.1);
}

TEST(FocusTest, AnUncertainSubjectIsNone) {
  SceneUnderstanding scene = seen();
  scene.subject = cv::Mat(180, 320, CV_32F, cv::Scalar(0));
  scene.subject(cv::Rect(200, 60, 60, 60)).setTo(1);
  scene.subject_trust = 0.1;
  EXPECT_NEAR(subject_focus(scene).at.x, 0, 1e-9);
  scene.subject_trust = 0.9;
  EXPECT_NEAR(subject_focus(scene).at.x, 230.0 / 320 - 0.5, 0.01);
  EXPECT_NEAR(subject_focus(scene).at.y, 90.0 / 180 - 0.5, 0.01);
}

}  // namespace
}  // namespace kirin::engine::motion
