// Any text as a prompt: random words of camera language in any order, and hostile text.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/camera/grammar.h"

namespace kirin::engine::motion {
namespace {

constexpr std::array<std::string_view, 64> kWords = {
    "zoom",   "pan",      "camera",      "the",
    "left",   "then",     "and",         "no",
    "slowly", "tilt",     "up",          "push",
    "in",     "out",      ",",           ".",
    "while",  "truck",    "focus",       "shift",
    "from",   "to",       "face",        "background",
    "90",     "degrees",  "2x",          "very",
    "after",  "before",   "but",         "or",
    "镜头",   "推近",     "向左",        "摇",
    "然后",   "不要",     "同时",        "缓慢",
    "焦点",   "变焦",     "从",          "到",
    "背景",   "前景",     "环绕",        "手持",
    "that",   "she",      "it",          "a",
    "sunset", "rises",    "handheld",    "static",
    "orbit",  "around",   "to the left", "back and forth",
    "\"",     "whip pan", "！",          "<<<voice_1>>>",
};

std::string soup(std::uint64_t seed, std::size_t count) {
  std::string text;
  std::uint64_t state = seed * 2 + 1;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    text += kWords.at((state >> 33) % kWords.size());
    text += " ";
  }
  return text;
}

void expect_sound_plan(const CameraPlan& plan, const std::string& prompt) {
  ASSERT_FALSE(plan.segments.empty()) << prompt;
  EXPECT_LE(plan.segments.size(), kMostMoves) << prompt;
  EXPECT_FALSE(describe(plan).empty()) << prompt;
  double before = -1;
  for (const ImageMotion& motion : asked_motion(plan)) {
    EXPECT_GE(motion.start, before) << prompt;
    EXPECT_GT(motion.end, motion.start) << prompt;
    before = motion.end - 1e-9;
    EXPECT_TRUE(motion.scale > 0.3 && motion.scale < 5) << prompt;
  }
  const CameraPose start = at(plan, plan.is_reversed ? 1 : 0);
  EXPECT_NEAR(start.zoom, 1, 1e-12) << prompt;
  EXPECT_NEAR(std::abs(start.x) + std::abs(start.y) + std::abs(start.push), 0, 1e-12) << prompt;
  for (int i = 0; i <= 16; ++i) {
    const CameraPose pose = at(plan, i / 16.0);
    ASSERT_TRUE(std::isfinite(pose.zoom) && pose.zoom > 0.5 && pose.zoom < 8) << prompt;
    ASSERT_TRUE(std::abs(pose.x) < 0.5 && std::abs(pose.y) < 0.5) << prompt;
    ASSERT_TRUE(std::abs(pose.truck_x) < 0.5 && std::abs(pose.truck_y) < 0.5) << prompt;
    ASSERT_TRUE(pose.push > -0.6 && pose.push < 0.6) << prompt;
    ASSERT_TRUE(pose.aperture >= 0 && pose.aperture < 0.05) << prompt;
    ASSERT_TRUE(pose.focus >= -1e-9 && pose.focus <= 1 + 1e-9) << prompt;
  }
}

TEST(PromptSoupTest, AnyWordsInAnyOrderGiveASoundPlan) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const std::string prompt = soup(seed, 3 + seed % 40);
    const std::string negative = seed % 3 == 0 ? soup(seed + 9999, 4) : "";
    const CameraPlan plan =
        read_camera(prompt, negative, static_cast<double>(seed % 5) / 4, seed, 3.0 + seed % 9);
    expect_sound_plan(plan, prompt);
    expect_sound_plan(reversed(plan), prompt);
    for (const std::string& line : explain_camera(prompt, negative)) {
      EXPECT_FALSE(line.empty());
    }
  }
}

TEST(PromptSoupTest, SamePromptSamePlan) {
  const std::string prompt = soup(7, 30);
  const CameraPlan one = read_camera(prompt, "", 0.5, 3);
  const CameraPlan two = read_camera(prompt, "", 0.5, 3);
  EXPECT_EQ(describe(one), describe(two));
  EXPECT_EQ(at(one, 0.7).zoom, at(two, 0.7).zoom);
}

#ifdef KIRIN_SANITIZED
constexpr double kWatched = 10;  // times slower under a sanitizer
#else
constexpr double kWatched = 1;
#endif

double cpu_seconds_of_reading(const std::string& prompt) {
  const std::clock_t start = std::clock();
  for (int i = 0; i < 4; ++i) {
    (void)read_request(prompt, Stance::wish);
  }
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / 4;
}

TEST(PromptSoupTest, HostileTextTakesTimeInProportionToItsLength) {
  for (const std::string_view piece : {"zoom ", "no ",
                                       "\"",    "'",
                                       "“",     "<<<",
                                       "then ", "镜头",
                                       "从",    "的",
                                       "a ",    "slow ",
                                       "very ", "focus to background ",
                                       "or ",   "left ",
                                       "\n\n",  "pan left and right, then ",
                                       "1 ",    "moves smoothly across the ",
                                       "\xff",  "x"}) {
    std::string some;
    while (some.size() < 2500) {
      some += piece;
    }
    std::string more;
    while (more.size() < 10000) {
      more += piece;
    }
    cpu_seconds_of_reading(some);  // the tables are built at first use
    EXPECT_LT(cpu_seconds_of_reading(some), 0.05 * kWatched) << piece;
    EXPECT_LT(cpu_seconds_of_reading(more), 0.2 * kWatched) << piece;
  }
}

}  // namespace
}  // namespace kirin::engine::motion
