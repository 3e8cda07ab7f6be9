#include "engine/motion/motion_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::Frames;
using test::small_job;
using test::textured;

/// One job of each mode.
struct ModeJob {
  const char* mode;
  GenerationJob job;
};

std::vector<ModeJob> jobs_of_all_modes() {
  std::vector<ModeJob> jobs;
  GenerationJob job = small_job({128, 72}, 9);
  job.prompt = "a lake at dusk";
  jobs.push_back({"rendered scene", job});
  job.first_frame = textured({200, 112}, 1);
  jobs.push_back({"camera move", job});
  GenerationJob arrival = small_job({128, 72}, 9);
  arrival.last_frame = textured({200, 112}, 1);
  jobs.push_back({"arrival", arrival});
  arrival.first_frame = textured({200, 112}, 1, 20);
  jobs.push_back({"first to last frame", arrival});
  arrival.first_frame = textured({200, 112}, 9);
  jobs.push_back({"first to last frame", arrival});
  media::Image mask({200, 112});
  test::fill(mask, 40, 40, 70, 70, 255, 255, 255);
  job.brushes.push_back({mask, {{55, 55}, {120, 60}}});
  jobs.push_back({"motion brush", job});
  GenerationJob scene = small_job({128, 72}, 9);
  scene.references =
      test::references(textured({100, 100}, 1), textured({80, 120}, 2), textured({160, 90}, 3));
  jobs.push_back({"composition", scene});
  return jobs;
}

TEST(MotionEngineTest, IsInTheRegistryByItsName) {
  EXPECT_THAT(engine_names(), testing::Contains("motion"));
  auto engine = make_engine("motion");
  ASSERT_TRUE(engine);
  EXPECT_EQ((*engine)->name(), "motion");
  const auto other = make_engine("dream");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::not_found);
  EXPECT_THAT(other.error().message, testing::HasSubstr("motion"));
}

TEST(MotionEngineTest, EveryModeSendsExactlyTheFramesAsked) {
  for (const ModeJob& each : jobs_of_all_modes()) {
    Frames sink;
    const auto report = MotionEngine().generate(each.job, sink, sink, {});
    ASSERT_TRUE(report) << each.mode << report.error().describe();
    EXPECT_EQ(report->facts.at("mode"), each.mode);
    EXPECT_EQ(sink.frames.size(), 9U) << each.mode;
    for (const media::Image& frame : sink.frames) {
      EXPECT_EQ(frame.size(), each.job.size);
    }
  }
}

TEST(MotionEngineTest, FramesFollowFromTheJobAloneNotFromItsThreads) {
  for (const ModeJob& each : jobs_of_all_modes()) {
    GenerationJob job = each.job;
    job.threads = 1;
    const auto one = test::generated(job);
    job.threads = 3;
    const auto three = test::generated(job);
    ASSERT_EQ(one.size(), 9U);
    ASSERT_EQ(three.size(), 9U);
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_TRUE(test::same(one[i], three[i])) << each.mode << " frame " << i;
    }
  }
}

TEST(MotionEngineTest, SeedVariesTheDefaultCamera) {
  GenerationJob job = small_job();
  job.first_frame = textured({256, 144}, 1);
  job.seed = 1;
  const auto one = test::generated(job);
  job.seed = 2;
  const auto two = test::generated(job);
  EXPECT_TRUE(test::same(one.front(), two.front()));
  EXPECT_FALSE(test::same(one.back(), two.back()));
}

TEST(MotionEngineTest, StopsWhenAsked) {
  for (const ModeJob& each : jobs_of_all_modes()) {
    for (const int threads : {1, 2}) {
      GenerationJob job = each.job;
      job.threads = threads;
      Frames sink;
      sink.stop_after = 3;
      const auto report = MotionEngine().generate(job, sink, sink, sink.stop.get_token());
      ASSERT_FALSE(report) << each.mode;
      EXPECT_EQ(report.error().code, ErrorCode::canceled);
      EXPECT_EQ(sink.frames.size(), 3U);
    }
  }
}

TEST(MotionEngineTest, PassesOnTheSinksError) {
  for (const ModeJob& each : jobs_of_all_modes()) {
    Frames sink;
    sink.refuse_at = 2;
    const auto report = MotionEngine().generate(each.job, sink, sink, {});
    ASSERT_FALSE(report) << each.mode;
    EXPECT_EQ(report.error().code, ErrorCode::unavailable);
    EXPECT_EQ(report.error().message, "the disk is full");
  }
}

TEST(MotionEngineTest, ProgressGrowsToOne) {
  for (const ModeJob& each : jobs_of_all_modes()) {
    Frames sink;
    ASSERT_TRUE(MotionEngine().generate(each.job, sink, sink, {}));
    ASSERT_FALSE(sink.fractions.empty());
    EXPECT_TRUE(std::is_sorted(sink.fractions.begin(), sink.fractions.end())) << each.mode;
    EXPECT_DOUBLE_EQ(sink.fractions.back(), 1) << each.mode;
  }
}

TEST(MotionEngineTest, RefusesWhatCannotBeAClip) {
  for (const media::Size size : {media::Size{127, 72}, media::Size{0, 72}, media::Size{128, 8}}) {
    GenerationJob job = small_job();
    job.size = size;
    Frames sink;
    const auto report = MotionEngine().generate(job, sink, sink, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::invalid_argument);
  }
  GenerationJob job = small_job();
  job.frame_count = 0;
  Frames sink;
  EXPECT_FALSE(MotionEngine().generate(job, sink, sink, {}));
}

}  // namespace
}  // namespace kirin::engine::motion
