#include "engine/motion/camera/camera_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace kirin::engine::motion {
namespace {

using enum CameraMove;
using Moves = std::set<CameraMove>;

constexpr double kAspect = 16.0 / 9;

CameraPlan plan_of(std::string_view prompt, double seconds = 5, double strength = 0.5) {
  return read_camera(prompt, "", strength, 7, seconds);
}

Moves moves_of(std::string_view prompt, std::string_view negative = "") {
  const CameraPlan plan = read_camera(prompt, negative, 0.5, 1);
  return plan.is_from_prompt ? plan.moves : Moves{};
}

/// Prompts that use every move, alone, at once and one after another.
const std::vector<std::string>& all_kinds() {
  static const std::vector<std::string> kPrompts = {
      "",
      "zoom in",
      "zoom out",
      "the camera pushes in",
      "pull out",
      "pan left",
      "pan right fast",
      "tilt up",
      "tilt down slowly",
      "truck left",
      "truck right",
      "pedestal up",
      "crane down",
      "crane up",
      "orbit right around it",
      "orbit left around it",
      "the camera rolls left",
      "roll right 15 degrees, camera rolls",
      "handheld",
      "handheld, the camera pushes in",
      "static shot",
      "dolly zoom",
      "dolly zoom in",
      "drone shot",
      "the camera follows the car",
      "rack focus from the flower to the mountains",
      "rack focus from the background to the foreground, then push in",
      "whip pan left",
      "very fast zoom in",
      "slowly push in, then pan left",
      "pan left, then pan right",
      "pan left, then zoom out",
      "zoom in, then zoom out",
      "pan right, then tilt up, then zoom out, finally roll left, camera rolls left",
      "zoom in, pan left and tilt up",
      "pan right and tilt up",
      "pan left, then left, then whip pan left",
      "truck right, then orbit left, then crane up, then pull out",
      "whip pan right, then push in, then hold",
      "zoom in 2x, then pan right 20 degrees",
  };
  return kPrompts;
}

void expect_identity(const CameraPose& pose, const std::string& what) {
  EXPECT_NEAR(pose.zoom, 1, 1e-12) << what;
  EXPECT_NEAR(pose.x, 0, 1e-12) << what;
  EXPECT_NEAR(pose.y, 0, 1e-12) << what;
  EXPECT_NEAR(pose.truck_x, 0, 1e-12) << what;
  EXPECT_NEAR(pose.truck_y, 0, 1e-12) << what;
  EXPECT_NEAR(pose.push, 0, 1e-12) << what;
  EXPECT_NEAR(pose.roll, 0, 1e-12) << what;
  EXPECT_NEAR(pose.aperture, 0, 1e-12) << what;
}

std::vector<double> numbers_of(const CameraPose& pose) {
  return {std::log(pose.zoom), pose.x,    pose.y,     pose.truck_x, pose.truck_y,
          pose.push,           pose.roll, pose.focus, pose.aperture};
}

TEST(CameraPlanTest, NegativePromptRemovesWhatItNames) {
  EXPECT_EQ(moves_of("zoom in and pan left", "zoom"), (Moves{pan_left}));
  EXPECT_EQ(moves_of("zoom in, then pan left", "blurry, zoom, low quality"), (Moves{pan_left}));
  EXPECT_EQ(moves_of("handheld, zoom in", "camera shake"), (Moves{zoom_in}));
  EXPECT_EQ(moves_of("handheld, zoom in", "shaky, jitter"), (Moves{zoom_in}));
  EXPECT_EQ(moves_of("镜头推近，手持拍摄", "镜头晃动"), (Moves{push_in}));
  EXPECT_EQ(moves_of("pan left, then pan right", "no pan left"), (Moves{pan_right}));
  EXPECT_EQ(moves_of("pan left, then pan right", "pan left"), (Moves{pan_right}));
  EXPECT_EQ(moves_of("zoom in, then pan right", "zoom, pan, tilt"), (Moves{}));
  EXPECT_EQ(moves_of("zoom in", "camera movement"), (Moves{still}));
  EXPECT_EQ(moves_of("zoom in", "镜头移动"), (Moves{still}));
  EXPECT_EQ(moves_of("a lake", "camera motion, blur"), (Moves{still}));
  EXPECT_EQ(moves_of("zoom in", "motion blur, frying pan, truck"), (Moves{zoom_in}));
  EXPECT_EQ(moves_of("pan left", "text, watermark, static"), (Moves{pan_left}));
  const CameraPlan plan = read_camera("a lake", "zoom, camera shake", 0.5, 1);
  EXPECT_FALSE(plan.moves.contains(push_in)) << "a push-in looks like the zoom that was refused";
  EXPECT_FALSE(plan.is_from_prompt);
}

TEST(CameraPlanTest, SilentPromptGetsAGentlePushThatTheSeedVaries) {
  const CameraPlan one = read_camera("a lake", "", 0.5, 1);
  EXPECT_TRUE(one.moves.contains(push_in));
  EXPECT_FALSE(one.is_from_prompt);
  EXPECT_TRUE(describe(one).starts_with("gentle push in"));
  EXPECT_TRUE(describe(one).ends_with("(default)"));
  EXPECT_NE(at(one, 1).truck_x, at(read_camera("a lake", "", 0.5, 2), 1).truck_x);
  EXPECT_EQ(at(one, 1).truck_x, at(read_camera("a lake", "", 0.5, 1), 1).truck_x);
}

TEST(CameraPlanTest, StartsAtTheIdentityAndReversedEndsThere) {
  for (const std::string& prompt : all_kinds()) {
    const CameraPlan plan = plan_of(prompt);
    expect_identity(at(plan, 0), prompt);
    expect_identity(at(reversed(plan), 1), prompt);
    expect_identity(at(reversed(reversed(plan)), 0), prompt);
  }
}

TEST(CameraPlanTest, PathHasNoJumpInPlaceOrVelocity) {
  constexpr int kSteps = 2000;
  for (const std::string& prompt : all_kinds()) {
    const CameraPlan plan = plan_of(prompt);
    auto before = numbers_of(at(plan, 0));
    std::vector<double> velocity(before.size(), 0.0);  // at rest at first
    for (int step = 1; step <= kSteps + 1; ++step) {
      // One step past the end: at rest again.
      const auto now = numbers_of(at(plan, std::min(1.0, static_cast<double>(step) / kSteps)));
      for (std::size_t i = 0; i < now.size(); ++i) {
        const double next = (now[i] - before[i]) * kSteps;
        // The fastest, a whip pan of 0.3 within a tenth of the clip, reaches 4 a clip within 50
        // steps.
        EXPECT_LT(std::abs(next - velocity[i]), 0.35) << prompt << " " << i << " at " << step;
        velocity[i] = next;
      }
      before = now;
    }
  }
}

/// How far beyond the picture a view sees, by the inverse of the pose's formula.
double seen_beyond(const CameraPose& pose, double aspect) {
  double worst = -1;
  for (const double sx : {-0.5, 0.5}) {
    for (const double sy : {-0.5, 0.5}) {
      const double x = (std::cos(pose.roll) * sx - std::sin(pose.roll) * sy / aspect) / pose.zoom;
      const double y = (std::sin(pose.roll) * sx * aspect + std::cos(pose.roll) * sy) / pose.zoom;
      for (const double d : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const double reach = 1 - pose.push * d;
        worst = std::max({worst, std::abs(pose.x + (x + pose.truck_x * d) * reach) - 0.5,
                          std::abs(pose.y + (y + pose.truck_y * d) * reach) - 0.5});
      }
    }
  }
  return worst;
}

TEST(CameraPlanTest, ViewStaysInsideThePictureUnlessItZoomsOut) {
  for (const std::string& prompt : all_kinds()) {
    for (const double strength : {0.0, 0.5, 1.0}) {
      for (const double aspect : {kAspect, 1.0, 9.0 / 16}) {
        const bool goes_out = prompt.find("out") != std::string::npos ||
                              prompt.find("dolly zoom") != std::string::npos;
        PictureFacts facts;
        facts.aspect = aspect;
        const CameraPlan plan = read_camera(prompt, "", strength, 3, 5, facts);
        for (int step = 0; step <= 200; ++step) {
          ASSERT_LE(seen_beyond(at(plan, step / 200.0), aspect), goes_out ? 0.16 : 0.004)
              << prompt << " aspect " << aspect << " strength " << strength << " step " << step;
        }
      }
    }
  }
}

TEST(CameraPlanTest, RoomIsNoMoreThanTheMoveNeeds) {
  for (const char* prompt : {"pan left", "tilt up", "truck right", "pedestal down"}) {
    const CameraPose end = at(plan_of(prompt), 1);
    EXPECT_GT(seen_beyond(end, kAspect), -0.003) << prompt << ": the view ends at the edge";
  }
  EXPECT_DOUBLE_EQ(plan_of("zoom in").segments[0].room, 1);
  const CameraPlan after_zoom = plan_of("zoom in, then slightly pan left");
  EXPECT_DOUBLE_EQ(after_zoom.segments[1].room, 1) << "the zoom has made room already";
}

/// What `at` shows between two moments at a disparity, from the pose's own formula.
struct Shown {
  double scale;
  double x;
  double y;
};
Shown shown(const CameraPose& from, const CameraPose& to, double d) {
  const double px = from.x + from.truck_x * d * (1 - from.push * d);
  const double py = from.y + from.truck_y * d * (1 - from.push * d);
  const double x = to.zoom * ((px - to.x) / (1 - to.push * d) - d * to.truck_x);
  const double y = to.zoom * ((py - to.y) / (1 - to.push * d) - d * to.truck_y);
  const double c = std::cos(to.roll);
  const double s = std::sin(to.roll);
  // What goes back from the whole picture shrinks less on the whole than in its middle.
  const auto on_the_whole = [d](const CameraPose& pose) {
    const double scale = pose.zoom / (1 - pose.push * d);
    return scale < 1 ? std::sqrt(scale) : scale;
  };
  return {on_the_whole(to) / on_the_whole(from), c * x + s * y / kAspect, c * y - s * x * kAspect};
}

TEST(CameraPlanTest, PathShowsWhatItSaysItAsks) {
  for (const std::string& prompt : all_kinds()) {
    for (const bool is_arriving : {false, true}) {
      const CameraPlan plan = is_arriving ? reversed(plan_of(prompt)) : plan_of(prompt);
      if (plan.shake > 0) {
        continue;  // the hand adds its own
      }
      for (const double d : {0.0, 0.5, 1.0}) {
        for (const ImageMotion& asked : asked_motion(plan, d)) {
          const Shown seen = shown(at(plan, asked.start), at(plan, asked.end), d);
          EXPECT_NEAR(std::log(seen.scale), std::log(asked.scale * asked.room), 0.02) << prompt;
          EXPECT_NEAR(seen.x, asked.shift_x, 0.02) << prompt;
          EXPECT_NEAR(seen.y, asked.shift_y, 0.02) << prompt;
          const double roll = at(plan, asked.end).roll - at(plan, asked.start).roll;
          EXPECT_NEAR(roll, asked.roll, 0.01) << prompt;
        }
      }
    }
  }
}

TEST(CameraPlanTest, OrdinaryMagnitudesAreThoseOfTheDocument) {
  const auto asked = [](const char* prompt) { return asked_motion(plan_of(prompt)).at(0); };
  EXPECT_NEAR(asked("zoom in").scale, 1.36, 0.01);
  EXPECT_NEAR(asked("pull out").scale, 0.93, 0.01);
  EXPECT_NEAR(at(plan_of("pull out"), 1).zoom, 0.90, 0.01);
  EXPECT_NEAR(asked("zoom out").scale, 0.92, 0.01);
  EXPECT_NEAR(at(plan_of("zoom out"), 1).zoom, 0.84, 0.01);
  EXPECT_NEAR(asked("push in").scale, 1.30, 0.02);
  EXPECT_NEAR(asked("pan left").shift_x, 0.16, 0.005);
  EXPECT_NEAR(asked("pan right").shift_x, -0.16, 0.005);
  EXPECT_NEAR(asked("tilt up").shift_y, 0.16, 0.005);
  EXPECT_NEAR(asked("tilt down").shift_y, -0.16, 0.005);
  EXPECT_NEAR(asked("truck right").shift_x, -0.10, 0.005);
  EXPECT_NEAR(asked("pedestal up").shift_y, 0.10, 0.005);
  EXPECT_NEAR(asked("camera rolls left").roll, -0.10, 0.005);
  EXPECT_NEAR(asked("zoom in 2x").scale, 2, 1e-6);
  EXPECT_NEAR(asked("pan left 15 degrees").shift_x, 0.25, 1e-6);
  EXPECT_NEAR(asked("the camera rolls right 10 degrees").roll, 0.1745, 1e-3);
}

TEST(CameraPlanTest, ParallaxIsWhatTellsTravelFromTurning) {
  const auto near_over_far = [](const char* prompt) {
    const CameraPlan plan = plan_of(prompt);
    return asked_motion(plan, 1).at(0).shift_x / asked_motion(plan, 0).at(0).shift_x;
  };
  EXPECT_NEAR(near_over_far("pan left"), 1, 1e-9);
  EXPECT_GT(near_over_far("truck left"), 2.5);
  EXPECT_LT(near_over_far("orbit left around it"), -0.8) << "what is near and far part";
  const CameraPlan vertigo = plan_of("dolly zoom");
  EXPECT_GT(asked_motion(vertigo, 0).at(0).scale * asked_motion(vertigo, 0).at(0).room,
            1.2 * asked_motion(vertigo, 1).at(0).scale * asked_motion(vertigo, 1).at(0).room);
}

TEST(CameraPlanTest, StrengthScalesFromHalfToMoreThanOneAndAHalf) {
  const auto shift = [](double strength) {
    return asked_motion(plan_of("pan left", 5, strength)).at(0).shift_x;
  };
  EXPECT_NEAR(shift(0.0) / shift(0.5), 0.5, 0.03);
  EXPECT_NEAR(shift(1.0) / shift(0.5), 1.5, 0.12);
}

TEST(CameraPlanTest, SpeedWordsScaleTheWayAndTheTimeItTakes) {
  const auto end = [](const char* prompt) { return at(plan_of(prompt), 1).zoom; };
  EXPECT_LT(end("extremely slow zoom in"), end("very slow zoom in"));
  EXPECT_LT(end("very slow zoom in"), end("slow zoom in"));
  EXPECT_LT(end("slow zoom in"), end("zoom in"));
  EXPECT_LT(end("zoom in"), end("fast zoom in"));
  EXPECT_LT(end("fast zoom in"), end("very fast zoom in"));
  EXPECT_LT(end("slightly zoom in"), end("slow zoom in"));
  EXPECT_GT(end("dramatic zoom in"), end("zoom in"));
  const CameraPlan fast = plan_of("very fast zoom in");
  EXPECT_GT(std::log(at(fast, 0.5).zoom), 0.85 * std::log(at(fast, 1).zoom)) << "done early";
  const CameraPlan whip = plan_of("whip pan left");
  EXPECT_LT(at(whip, 0.4).x / at(whip, 1).x, 0.1);
  EXPECT_GT(at(whip, 0.56).x / at(whip, 1).x, 0.9) << "half a second";
  EXPECT_EQ(plan_of("zoom in, slow motion").segments[0].moves[0].speed, 0);
}

TEST(CameraPlanTest, TenSecondsGoFurtherThanFive) {
  const auto shift = [](double seconds) {
    return asked_motion(plan_of("pan left", seconds)).at(0).shift_x;
  };
  EXPECT_GT(shift(10) / shift(5), 1.25);
  EXPECT_LT(shift(10) / shift(5), 1.45);
  // Not slow motion: the main part is over after four fifths, the rest settles.
  const CameraPlan longer = plan_of("pan left", 10);
  EXPECT_GT(at(longer, 0.8).x / at(longer, 1).x, 0.96);
}

TEST(CameraPlanTest, HandShakesInRealSeconds) {
  const CameraPlan five = plan_of("handheld", 5);
  const CameraPlan ten = plan_of("handheld", 10);
  const double grown = ten.shake / five.shake;
  EXPECT_GT(grown, 1);
  for (const double second : {1.5, 2.0, 3.3, 4.8}) {
    EXPECT_NEAR(at(five, second / 5).roll * grown, at(ten, second / 10).roll, 1e-9);
  }
}

TEST(CameraPlanTest, SequenceHandsOverWithoutStopping) {
  const CameraPlan plan = plan_of("slowly push in, then pan left");
  ASSERT_EQ(plan.segments.size(), 2U);
  const double hand_over = asked_motion(plan).at(0).end;
  const CameraPose before = at(plan, hand_over - 0.01);
  const CameraPose after = at(plan, hand_over + 0.01);
  EXPECT_GT(after.zoom, before.zoom);
  EXPECT_LT(after.x, before.x);
  EXPECT_GE(at(plan, 1).push, at(plan, hand_over).push) << "the push is kept";
  EXPECT_NEAR(at(plan, 0.2).x, 0, 1e-9) << "the pan has not begun";
}

TEST(CameraPlanTest, ZoomGoesTowardsWhatItNames) {
  PictureFacts facts;
  facts.face = PictureSpot{0.7, 0.25};
  facts.subject = PictureSpot{0.4, 0.6};
  const auto end = [&](const char* prompt) {
    return at(read_camera(prompt, "", 0.5, 1, 5, facts), 1);
  };
  EXPECT_GT(end("zoom in on her face").x, 0.05);
  EXPECT_LT(end("zoom in on her face").y, -0.05);
  EXPECT_LT(end("zoom in on the subject").x, -0.02);
  EXPECT_NEAR(end("zoom in on the center").x, 0, 1e-12);
  EXPECT_LT(end("zoom in on the left side of the picture").x, -0.05);
}

TEST(CameraPlanTest, DefaultFitsThePicture) {
  const auto moves = [](const PictureFacts& facts, std::string_view negative = "") {
    return read_camera("", negative, 0.5, 1, 5, facts).moves;
  };
  PictureFacts portrait;
  portrait.aspect = 0.75;
  portrait.face = PictureSpot{0.5, 0.3};
  EXPECT_TRUE(moves(portrait).contains(push_in));
  EXPECT_LT(at(read_camera("", "", 0.5, 1, 5, portrait), 1).y, -0.01) << "towards the face";
  PictureFacts landscape;
  landscape.horizon = 0.45;
  EXPECT_TRUE(moves(landscape).contains(truck_left) || moves(landscape).contains(truck_right));
  PictureFacts tall;
  tall.aspect = 9.0 / 16;
  EXPECT_TRUE(moves(tall).contains(pedestal_up) || moves(tall).contains(pedestal_down));
  PictureFacts drawing;
  drawing.is_flat = true;
  EXPECT_EQ(moves(drawing), (Moves{zoom_in}));
  EXPECT_EQ(moves(drawing, "camera movement"), (Moves{still}));
  EXPECT_FALSE(moves(portrait, "zoom").contains(push_in));
}

TEST(CameraPlanTest, ReversedMovesTheSameWayForTheAudience) {
  const CameraPlan pan = reversed(plan_of("pan right"));
  EXPECT_LT(at(pan, 0).x, at(pan, 1).x);
  const CameraPlan zoom = reversed(plan_of("zoom in"));
  EXPECT_LT(at(zoom, 0).zoom, at(zoom, 1).zoom);
  const std::vector<ImageMotion> asked = asked_motion(reversed(plan_of("push in, then pan left")));
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_GT(asked[0].scale, 1.05);
  EXPECT_GT(asked[1].shift_x, 0.05);
  EXPECT_EQ(asked[0].moves.at(0), push_in);
}

TEST(CameraPlanTest, RackFocusOpensTheLensAndWanders) {
  const CameraPlan plan = plan_of("rack focus from the flower to the mountains");
  EXPECT_GT(at(plan, 0.3).focus, 0.8);
  EXPECT_LT(at(plan, 1).focus, 0.2);
  EXPECT_GT(at(plan, 1).aperture, 0.008);
  EXPECT_LT(at(plan_of("rack focus to the foreground"), 0.2).focus, 0.2);
}

TEST(CameraPlanTest, WorldBeyondTheFrameNeedsNoRoom) {
  const CameraPlan plan = plan_of("pan left");
  const CameraPlan open = without_room(plan);
  EXPECT_DOUBLE_EQ(at(open, 1).zoom, 1);
  EXPECT_NEAR(asked_motion(open).at(0).shift_x, asked_motion(plan).at(0).shift_x, 1e-12);
}

TEST(CameraPlanTest, DescribesItselfInTheWordsOfASet) {
  const auto text = [](const char* prompt) { return describe(plan_of(prompt)); };
  EXPECT_EQ(text("slowly push in, then pan left"), "slow push in, then pan left");
  EXPECT_EQ(text("zoom in fast while tilting up"), "fast zoom in and tilt up");
  EXPECT_EQ(text("镜头缓慢推近，然后向左摇"), "slow push in, then pan left");
  EXPECT_EQ(text("static shot"), "static");
  EXPECT_EQ(text("slightly tilt down"), "slight tilt down");
  EXPECT_EQ(text("zoom in 1.5x, then pan left 15 degrees"),
            "zoom in 1.5x, then pan left by 15 degrees");
  EXPECT_EQ(text("dolly in while zooming out"), "dolly zoom in");
  EXPECT_EQ(text("The camera pulls back and zooms in"), "dolly zoom out");
  EXPECT_EQ(text("希区柯克式变焦，背景拉远，人物不变"), "dolly zoom out");
  EXPECT_EQ(text("push in very slowly, then pull back quickly"),
            "very slow push in, then fast pull out");
  EXPECT_EQ(describe(reversed(plan_of("push in, then pan left"))), "push in, then pan left");
  for (const std::string& prompt : all_kinds()) {
    EXPECT_FALSE(describe(plan_of(prompt)).empty());
    EXPECT_FALSE(describe(reversed(plan_of(prompt))).empty());
  }
}

TEST(CameraPlanTest, ExplainsWhatItUnderstood) {
  EXPECT_GE(explain_camera("a truck drives by, zoom in", "no pan left").size(), 2U);
}

TEST(CameraPlanTest, TheDefaultOfAWorldMovesInItButNotAsIsRefused) {
  PictureFacts world;
  world.is_world = true;
  const auto text = [&](std::string_view prompt, std::string_view negative = "") {
    return describe(read_camera(prompt, negative, 0.5, 3, 5, world));
  };
  EXPECT_EQ(text("a fox in a forest"), "gentle push in and orbit right (default)");
  EXPECT_EQ(text("a fox in a forest, no orbit"), "gentle push in (default)");
  EXPECT_THAT(text("a fox in a forest", "zoom"), testing::HasSubstr("truck"));
  EXPECT_EQ(text("a fox in a forest", "camera movement"), "static");
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
