#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/animate/animate.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Vec3;

world::ModelPtr person(const std::string& kind) {
  models::ModelOrder order;
  order.kind = kind;
  order.seed = 2;
  return models::build_model(order);
}

struct Contact {
  Vec3 ball;
  Vec3 heel;
};

/// Where the sole of a foot is at one moment, in the world of a body that goes straight ahead.
Contact contact(const world::Model& model, const char* bone, const Movement& movement,
                double travelled) {
  const auto maps = world::skinning(model.skeleton, movement.pose);
  const auto foot = static_cast<std::size_t>(model.skeleton.find(bone));
  const std::string toes_name = std::string("toes") + (bone + 4);
  const auto toes = static_cast<std::size_t>(model.skeleton.find(toes_name));
  const Vec3 ankle = model.skeleton.bones[foot].joint;
  const Vec3 ball = model.skeleton.bones[toes].joint;
  const Vec3 along{0, 0, static_cast<float>(travelled)};
  return {
      movement.offset.point(maps[foot].point({ball.x, 0, ball.z})) + along,
      movement.offset.point(maps[foot].point({ankle.x, 0, ankle.z - 0.35F * (ball.z - ankle.z)})) +
          along};
}

struct Gait {
  std::string action;
  std::string kind;
};

class EveryGait : public testing::TestWithParam<Gait> {};

INSTANTIATE_TEST_SUITE_P(Bodies, EveryGait,
                         testing::Values(Gait{"walk", "man"}, Gait{"walk", "woman"},
                                         Gait{"walk", "boy"}, Gait{"walk", "baby"},
                                         Gait{"run", "man"}, Gait{"run", "girl"},
                                         Gait{"sneak", "man"}, Gait{"march", "man"}),
                         [](const auto& tested) {
                           return tested.param.action + "_" + tested.param.kind;
                         });

TEST_P(EveryGait, StandingFeetDoNotSlide) {
  const world::ModelPtr model = person(GetParam().kind);
  const double speed = natural_speed(*model, GetParam().action, 1);
  ASSERT_GT(speed, 0.1);
  const Manner manner{.speed = speed};
  constexpr double kStep = 1.0 / 240;
  // A sole that is on the ground at two moments has not moved between them, heel or ball.
  for (const char* foot : {"foot_l", "foot_r"}) {
    float slid = 0;
    float worst = 0;
    Contact before = contact(*model, foot, perform(*model, GetParam().action, 0, manner), 0);
    for (int i = 1; i < 700; ++i) {
      const double t = i * kStep;
      const Contact now =
          contact(*model, foot, perform(*model, GetParam().action, t, manner), t * speed);
      constexpr float kLow = 0.004F;
      const bool ball_stands = before.ball.y < kLow && now.ball.y < kLow;
      const bool heel_stands = before.heel.y < kLow && now.heel.y < kLow;
      if (ball_stands || heel_stands) {
        const auto moved = [](Vec3 a, Vec3 b) { return std::hypot(b.x - a.x, b.z - a.z); };
        slid += std::min(ball_stands ? moved(before.ball, now.ball) : 1.0F,
                         heel_stands ? moved(before.heel, now.heel) : 1.0F);
        worst = std::max(worst, slid);
      } else {
        slid = 0;
      }
      before = now;
    }
    EXPECT_LT(worst, 0.02F) << foot;
  }
}

TEST_P(EveryGait, FeetStayAboveTheGround) {
  const world::ModelPtr model = person(GetParam().kind);
  const Manner manner{.speed = natural_speed(*model, GetParam().action, 1)};
  for (int i = 0; i < 200; ++i) {
    for (const char* foot : {"foot_l", "foot_r"}) {
      const Contact now =
          contact(*model, foot, perform(*model, GetParam().action, 0.013 * i, manner), 0);
      EXPECT_GT(now.ball.y, -0.01F);
      EXPECT_GT(now.heel.y, -0.01F);
    }
  }
}

TEST(Biped, GoesAsFastAsItsLegsAreLong) {
  const world::ModelPtr man = person("man");
  const world::ModelPtr boy = person("boy");
  const double walk = natural_speed(*man, "walk", 1);
  EXPECT_NEAR(walk, 1.35, 0.15);
  EXPECT_NEAR(natural_speed(*man, "run", 1), 3.2, 0.4);
  EXPECT_LT(natural_speed(*boy, "walk", 1), 0.9 * walk);
  EXPECT_GT(natural_speed(*man, "walk", 1.5), 1.3 * walk);
  EXPECT_EQ(natural_speed(*man, "wave", 1), 0);
}

TEST(Biped, FootfallsComeWithTheCadenceOfPeople) {
  const world::ModelPtr man = person("man");
  Manner manner{.speed = natural_speed(*man, "walk", 1), .seconds = 10};
  const double steps = static_cast<double>(beats(*man, "walk", manner).size()) / 10;
  EXPECT_GT(steps, 1.7);
  EXPECT_LT(steps, 2.3);
  manner.speed = natural_speed(*man, "run", 1);
  EXPECT_GT(static_cast<double>(beats(*man, "run", manner).size()) / 10, 2.5);
}

TEST(Biped, FootfallsAreWhenAFootComesDown) {
  const world::ModelPtr man = person("man");
  const Manner manner{.speed = natural_speed(*man, "walk", 1), .seconds = 4, .seed = 1234};
  for (const double at : beats(*man, "walk", manner)) {
    if (at < 0.1) {
      continue;
    }
    // Just before, one heel is still in the air; just after, it is on the ground.
    const auto heels = [&](double t) {
      const Movement m = perform(*man, "walk", t, manner);
      return std::array{contact(*man, "foot_l", m, 0).heel.y, contact(*man, "foot_r", m, 0).heel.y};
    };
    const auto before = heels(at - 0.02);
    const auto after = heels(at + 0.01);
    const bool left = before[0] > 0.004F && after[0] < 0.004F;
    const bool right = before[1] > 0.004F && after[1] < 0.004F;
    EXPECT_TRUE(left || right) << "at " << at;
  }
}

TEST(Biped, IsAFunctionOfTimeAlone) {
  const world::ModelPtr woman = person("woman");
  const Manner manner{.speed = 1.2};
  const Movement once = perform(*woman, "walk", 0.7, manner);
  perform(*woman, "walk", 3.1, manner);
  const Movement again = perform(*woman, "walk", 0.7, manner);
  for (std::size_t i = 0; i < once.pose.joints.size(); ++i) {
    EXPECT_EQ(once.pose.joints[i].turn.w, again.pose.joints[i].turn.w);
    EXPECT_EQ(once.pose.joints[i].shift, again.pose.joints[i].shift);
  }
}

constexpr auto kActions = std::to_array<const char*>(
    {"",      "idle",  "walk",      "run",         "sneak",      "march",     "skip",
     "hop",   "jump",  "dance",     "wave",        "sit",        "stand",     "lie",
     "sleep", "fly",   "hover",     "swim",        "dive",       "drive",     "ride",
     "cycle", "fall",  "spin",      "bow",         "clap",       "climb",     "throw",
     "catch", "kick",  "fight",     "hug",         "cook",       "paint",     "write",
     "type",  "read",  "play",      "play_guitar", "play_piano", "play_drum", "play_violin",
     "eat",   "drink", "sing",      "talk",        "look",       "nod",       "shake",
     "push",  "pull",  "carry",     "hold",        "row",        "fish",      "ski",
     "skate", "surf",  "stretch",   "meditate",    "salute",     "point",     "cheer",
     "cry",   "laugh", "pray",      "kneel",       "crawl",      "work",      "pour",
     "think", "open",  "sit_ground"});

TEST(Biped, EveryActionMovesAndNothingJumpsFromOneFrameToTheNext) {
  const world::ModelPtr woman = person("woman");
  for (const char* action : kActions) {
    for (const std::uint64_t seed : {0, 1, 2, 3}) {
      const Manner manner{.speed = natural_speed(*woman, action, 1), .seed = seed};
      std::vector<Vec3> before;
      float moved = 0;
      for (int i = 0; i < 300; ++i) {
        const Movement m = perform(*woman, action, i / 60.0, manner);
        const auto maps = world::skinning(woman->skeleton, m.pose);
        std::vector<Vec3> now;
        for (std::size_t b = 0; b < maps.size(); ++b) {
          now.push_back(m.offset.point(maps[b].point(woman->skeleton.bones[b].joint)));
          ASSERT_LT(length(now[b]), 6.0F) << action;
          if (i > 0) {
            const float step = length(now[b] - before[b]);
            moved = std::max(moved, step);
            ASSERT_LT(step, 0.22F)
                << action << ": " << woman->skeleton.bones[b].name << " at frame " << i;
          }
        }
        before = now;
      }
      EXPECT_GT(moved, 1e-4F) << action << " is never quite still";
    }
  }
}

/// Actions that must stay on or above the floor they are done on.
TEST(Biped, WhoStandsOrDancesStaysOnTheGround) {
  const world::ModelPtr man = person("man");
  for (const char* action :
       {"idle", "dance", "wave", "jump", "clap", "bow", "kick", "work_out", "ski", "fight"}) {
    for (const std::uint64_t seed : {0, 1, 2, 3}) {
      for (int i = 0; i < 120; ++i) {
        const Movement m = perform(*man, action, i * 0.037, {.seed = seed});
        for (const char* foot : {"foot_l", "foot_r"}) {
          const Contact now = contact(*man, foot, m, 0);
          // A hem of shadow is forgiven where the whole body tips into a turn.
          const float least = std::string_view(action) == "ski" ? -0.06F : -0.01F;
          EXPECT_GT(now.ball.y, least) << action << " " << seed;
          EXPECT_GT(now.heel.y, least) << action << " " << seed;
        }
      }
    }
  }
}

TEST(Biped, SitsAtTheHeightOfASeat) {
  const world::ModelPtr man = person("man");
  const Movement m = perform(*man, "sit", 1, {});
  const world::Anchor* seat = man->find_anchor("seat");
  ASSERT_NE(seat, nullptr);
  const Vec3 at =
      world::skinning(man->skeleton, m.pose)[static_cast<std::size_t>(seat->bone)].point(seat->at);
  EXPECT_NEAR((m.offset.point(at)).y, 0.45F, 0.08F);
}

}  // namespace
}  // namespace kirin::engine::motion::animate
