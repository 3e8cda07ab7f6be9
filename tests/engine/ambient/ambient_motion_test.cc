#include "engine/motion/ambient/ambient_motion.h"

#include <gtest/gtest.h>

#include "engine/ambient/painted_scene.h"

namespace kirin::engine::motion {
namespace {

using painted::kGrid;
using painted::largest;
using painted::PaintedScene;

const cv::Rect kBelow{40, 90, 240, 90};
const cv::Rect kAbove{20, 0, 260, 70};

struct Case {
  const char* name;
  RegionKind kind;
  cv::Rect cells;
  const char* prompt;
};
// clang-format off
const Case kCases[] = {
    {"water", RegionKind::water, kBelow, ""},
    {"storm", RegionKind::water, kBelow, "a storm, raging waves"},
    {"stream", RegionKind::water, kBelow, "the river flows"},
    {"clouds", RegionKind::cloud, kAbove, ""},
    {"timelapse", RegionKind::cloud, kAbove, "time-lapse"},
    {"foliage", RegionKind::vegetation, kBelow, "strong wind"},
    {"fire", RegionKind::fire, {120, 60, 60, 80}, ""},
    {"smoke", RegionKind::smoke, {120, 20, 80, 120}, ""},
    {"lights", RegionKind::light, {150, 60, 6, 6}, ""},
};
// clang-format on

class EachMover : public testing::TestWithParam<Case> {
 protected:
  PaintedScene scene() const {
    PaintedScene scene;
    scene.paint(GetParam().kind, GetParam().cells);
    return scene;
  }
  AmbientMotion motion(const std::string& more = "", double seconds = 5) const {
    return scene().motion(GetParam().prompt + more, seconds);
  }
  /// Set on the grid outside of the region; lights shine a little past it, and flames take the air
  /// around them along.
  cv::Mat outside() const {
    cv::Mat where(kGrid, CV_8U, cv::Scalar(255));
    cv::Rect inside = GetParam().cells;
    if (GetParam().kind == RegionKind::light || GetParam().kind == RegionKind::fire) {
      inside -= cv::Point(12, 12);
      inside += cv::Size(24, 24);
    }
    where(inside & cv::Rect({0, 0}, kGrid)).setTo(0);
    return where;
  }
};

INSTANTIATE_TEST_SUITE_P(Ambient, EachMover, testing::ValuesIn(kCases),
                         [](const auto& each) { return each.param.name; });

double change(const AmbientMoment& moment) {
  double most = largest(moment.shift);
  if (!moment.light.empty()) {
    most = std::max(most, cv::norm(moment.light - 1, cv::NORM_INF));
  }
  return most;
}

double difference(const cv::Mat& a, const cv::Mat& b) {
  EXPECT_EQ(a.size(), b.size());
  return a.empty() ? 0 : cv::norm(a, b, cv::NORM_INF);
}

TEST_P(EachMover, TheGivenPictureIsLeftAlone) {
  EXPECT_TRUE(motion().at(0).empty());
  const PaintedScene scene = this->scene();
  const AmbientMotion arriving = scene.motion(GetParam().prompt, 5, 0.5, true);
  EXPECT_TRUE(arriving.at(1).empty());
  EXPECT_GT(change(arriving.at(0.3)), 5e-4);
}

TEST_P(EachMover, MovesAndSetsInSoftly) {
  const AmbientMotion motion = this->motion();
  EXPECT_EQ(motion.describe().empty(), false);
  EXPECT_GT(change(motion.at(0.37)), 5e-4);
  EXPECT_LT(change(motion.at(1.0 / 120)), 0.12 * change(motion.at(0.37)) + 1e-3);
}

TEST_P(EachMover, NothingMovesOutsideOfItsRegion) {
  const AmbientMotion motion = this->motion();
  const cv::Mat outside = this->outside();
  for (const double t : {0.1, 0.33, 0.5, 0.77, 1.0}) {
    const AmbientMoment moment = motion.at(t);
    EXPECT_EQ(largest(moment.shift, outside), 0) << t;
    EXPECT_EQ(largest(moment.other_shift, outside), 0) << t;
    if (!moment.share.empty()) {
      EXPECT_EQ(cv::norm(moment.share, cv::NORM_INF, outside), 0) << t;
    }
    if (!moment.light.empty() && GetParam().kind != RegionKind::fire) {
      EXPECT_EQ(cv::norm(moment.light - 1, cv::NORM_INF, outside), 0) << t;
    }
  }
}

// A point seen inside comes from inside, so that no edge is doubled; and in the same order, so that
// nothing folds.
TEST_P(EachMover, NoEdgeIsTorn) {
  const AmbientMotion motion = this->motion();
  cv::Rect cells = GetParam().cells;
  if (GetParam().kind == RegionKind::fire) {
    cells = {cells.x - 12, cells.y - 12, cells.width + 24, cells.height + 24};
  }
  for (const double t : {0.2, 0.49, 0.51, 0.8, 1.0}) {
    const AmbientMoment moment = motion.at(t);
    for (const cv::Mat& shift : {moment.shift, moment.other_shift}) {
      if (shift.empty()) {
        continue;
      }
      for (int y = cells.y; y < cells.y + cells.height - 1; ++y) {
        for (int x = cells.x; x < cells.x + cells.width - 1; ++x) {
          const cv::Vec2f s = shift.at<cv::Vec2f>(y, x);
          const float from_x = static_cast<float>(x) + s[0] * kGrid.width;
          const float from_y = static_cast<float>(y) + s[1] * kGrid.height;
          // The frame's own edge is no border: beyond it the picture goes on by reflection.
          EXPECT_GE(from_x, cells.x - 0.5F);
          EXPECT_LE(from_x, cells.x + cells.width - 0.5F);
          if (cells.y > 0) {
            EXPECT_GE(from_y, cells.y - 0.5F);
          }
          const cv::Vec2f right = shift.at<cv::Vec2f>(y, x + 1) - s;
          const cv::Vec2f down = shift.at<cv::Vec2f>(y + 1, x) - s;
          EXPECT_GT(1 + right[0] * kGrid.width, 0.2);
          EXPECT_GT(1 + down[1] * kGrid.height, 0.2);
        }
      }
    }
  }
}

TEST_P(EachMover, ChangesAreSmallFromFrameToFrame) {
  const AmbientMotion motion = this->motion();
  AmbientMoment before = motion.at(1.0 / 120);
  for (int i = 2; i <= 120; ++i) {
    AmbientMoment now = motion.at(i / 120.0);
    const bool restarts = !now.share.empty() && difference(now.shift, before.shift) > 0.01;
    if (restarts) {
      // Where the first picture starts over, only the second is seen.
      double most = 0;
      cv::minMaxIdx(now.share, nullptr, &most);
      EXPECT_GT(most, 0.75) << i;
    } else {
      EXPECT_LT(difference(now.shift, before.shift), 0.005) << i;
    }
    if (!now.light.empty()) {
      EXPECT_LT(cv::norm(now.light - before.light, cv::NORM_INF), 0.15) << i;
    }
    before = now;
  }
}

TEST_P(EachMover, LoopEndsAsItBegan) {
  const AmbientMotion motion = this->motion(" seamless loop");
  const AmbientMoment end = motion.at(1);
  EXPECT_LT(largest(end.shift), 1e-5);
  if (!end.share.empty()) {
    EXPECT_LT(cv::norm(end.share, cv::NORM_INF), 1e-5);
  }
  if (!end.light.empty()) {
    EXPECT_LT(cv::norm(end.light - 1, cv::NORM_INF), 1e-5);
  }
  EXPECT_GT(change(motion.at(0.43)), 5e-4);
}

TEST_P(EachMover, SameSeedSameMovement) {
  const AmbientMoment a = motion().at(0.6);
  const AmbientMoment b = motion().at(0.6);
  EXPECT_EQ(difference(a.shift, b.shift), 0);
  EXPECT_EQ(a.light.empty() ? 0 : cv::norm(a.light, b.light, cv::NORM_INF), 0);
}

TEST_P(EachMover, PaceIsInSeconds) {
  const AmbientMoment of_five = motion("", 5).at(0.6);
  const AmbientMoment of_ten = motion("", 10).at(0.3);
  if (GetParam().kind == RegionKind::cloud) {
    // In a longer clip they leave themselves a longer way to the border of the sky.
    EXPECT_GT(change(of_ten), 0.5 * change(of_five));
    EXPECT_LT(change(of_ten), 1.2 * change(of_five));
  } else {
    EXPECT_LT(difference(of_five.shift, of_ten.shift), 1e-6);
  }
}

TEST_P(EachMover, StaticMaskIsHeld) {
  AmbientMotion motion = this->motion();
  cv::Mat mask(painted::kFrame, CV_8U, cv::Scalar(0));
  mask(cv::Rect(125, 30, 60, 90)).setTo(255);
  motion.hold_still(mask);
  const AmbientMoment moment = motion.at(0.45);
  EXPECT_EQ(largest(moment.shift, mask), 0);
  EXPECT_EQ(largest(moment.other_shift, mask), 0);
  if (!moment.light.empty()) {
    EXPECT_EQ(cv::norm(moment.light - 1, cv::NORM_INF, mask), 0);
  }
}

TEST(AmbientMotionTest, StrengthScales) {
  PaintedScene scene;
  scene.paint(RegionKind::water, kBelow);
  const double weak = largest(scene.motion("", 5, 0.0).at(0.5).shift);
  const double strong = largest(scene.motion("", 5, 1.0).at(0.5).shift);
  EXPECT_GT(strong, 2 * weak);
  EXPECT_GT(weak, 0);
}

TEST(AmbientMotionTest, ThePromptHoldsThingsStill) {
  PaintedScene scene;
  scene.paint(RegionKind::water, kBelow);
  scene.paint(RegionKind::vegetation, {0, 70, 40, 100});
  using Names = std::vector<std::string>;
  EXPECT_EQ(scene.motion("").describe(), (Names{"water", "foliage"}));
  EXPECT_EQ(scene.motion("a frozen lake").describe(), Names{"foliage"});
  EXPECT_EQ(scene.motion("no wind").describe(), Names{"water"});
  EXPECT_EQ(scene.motion("everything motionless").describe(), Names{});
  EXPECT_TRUE(scene.motion("everything motionless").at(0.5).empty());
  EXPECT_LT(largest(scene.motion("calm sea").at(0.5).shift),
            0.7 * largest(scene.motion("stormy sea").at(0.5).shift));
}

TEST(AmbientMotionTest, UnsureRegionsMoveOnlyWhereThePromptNamesThem) {
  PaintedScene scene;
  scene.paint(RegionKind::water, kBelow, 0.35);
  EXPECT_TRUE(scene.motion("a quiet evening").at(0.5).empty());
  EXPECT_EQ(scene.motion("waves").describe(), std::vector<std::string>{"water"});
  scene.paint(RegionKind::water, kBelow, 0.05);
  EXPECT_TRUE(scene.motion("waves").describe().empty());
}

TEST(AmbientMotionTest, WindHasADirection) {
  PaintedScene scene;
  scene.paint(RegionKind::cloud, kAbove);
  const auto middle = [](const AmbientMoment& moment) {
    return moment.shift.at<cv::Vec2f>(25, 150)[0];
  };
  // Clouds that go to the right are seen where the picture has what is left of there.
  EXPECT_LT(middle(scene.motion("wind from the left").at(0.8)), -0.005);
  EXPECT_GT(middle(scene.motion("wind from the right").at(0.8)), 0.005);
}

TEST(AmbientMotionTest, PeopleBreatheOnlyWhereAFaceIsSure) {
  PaintedScene scene;
  scene.seen.faces.push_back({{0.4, 0.2, 0.15, 0.25}, 0.4});
  EXPECT_TRUE(scene.motion().at(0.5).empty());
  scene.seen.faces[0].trust = 0.9;
  const AmbientMotion motion = scene.motion();
  EXPECT_EQ(motion.describe(), std::vector<std::string>{"people"});
  double most = 0;
  for (double t = 0; t <= 1; t += 0.05) {
    most = std::max(most, largest(motion.at(t).shift));
  }
  EXPECT_GT(most, 0.0005);
  EXPECT_LT(most, 0.004);
}

TEST(AmbientMotionTest, WithoutAnythingToMoveFramesAreUntouched) {
  PaintedScene scene;
  const AmbientMotion motion = scene.motion("a portrait");
  EXPECT_TRUE(motion.describe().empty());
  EXPECT_TRUE(motion.at(0.5).empty());
  cv::Mat frame = scene.picture.clone();
  motion.draw_over(
      0.5, {}, [](cv::Point2f p) { return p; }, frame);
  EXPECT_EQ(cv::norm(frame, scene.picture, cv::NORM_INF), 0);
}

}  // namespace
}  // namespace kirin::engine::motion
