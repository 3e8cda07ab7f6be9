#include "engine/wan/pipeline/clip_plan.h"

#include <gtest/gtest.h>

namespace kirin::wan {
namespace {

engine::GenerationJob job(media::Size size, int seconds, int fps = 24) {
  engine::GenerationJob job;
  job.size = size;
  job.fps = fps;
  job.frame_count = seconds * fps;
  return job;
}

engine::GenerationJob with_first(engine::GenerationJob job, media::Size size) {
  job.first_frame = media::Image(size);
  return job;
}

TEST(ClipPlanTest, FiveSecondsOfTextAreWhatTheModelWasTrainedFor) {
  const auto plan = plan_clip(job({1280, 720}, 5), Family::text, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->size, (VideoSize{832, 480}));
  EXPECT_EQ(plan->frames, 81);
  EXPECT_EQ(plan->passes, 1);
  EXPECT_EQ(plan_clip(job({720, 1280}, 5), Family::text, {})->size, (VideoSize{480, 832}));
  EXPECT_EQ(plan_clip(job({960, 960}, 5), Family::text, {})->size, (VideoSize{624, 624}));
  WanSettings large;
  large.resolution = "720p";
  EXPECT_EQ(plan_clip(job({1280, 720}, 5), Family::text, large)->size, (VideoSize{1280, 720}));
}

TEST(ClipPlanTest, TheFiveBillionModelHasItsOwnSizeAndRate) {
  const auto plan = plan_clip(job({1280, 720}, 5), Family::first_frame_5b, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->size, (VideoSize{1280, 704}));
  EXPECT_EQ(plan->frames, 121);
  EXPECT_EQ(plan->recipe.fps, 24);
}

TEST(ClipPlanTest, TenSecondsGoOnFromTheLastFrameWhereTheModelTakesOne) {
  const auto plan =
      plan_clip(with_first(job({1280, 720}, 10), {640, 360}), Family::image_experts, {});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->passes, 2);
  EXPECT_EQ(plan->frames, 81);
  // Two passes share a frame: 81 + 80 = 161 frames cover 10 s at 16 fps.
  EXPECT_GE((plan->frames - 1) * plan->passes, 160);
  const auto text = plan_clip(job({1280, 720}, 10), Family::text, {});
  ASSERT_TRUE(text);
  EXPECT_EQ(text->passes, 1);
  EXPECT_EQ(text->frames, 161);
}

TEST(ClipPlanTest, EveryPlanCoversTheClipWithWholeChunks) {
  for (const Family family : {Family::text, Family::first_frame_5b, Family::vace}) {
    for (const int seconds : {1, 3, 5, 7, 10}) {
      for (const int fps : {24, 30}) {
        const auto plan = plan_clip(job({1280, 720}, seconds, fps), family, {});
        ASSERT_TRUE(plan);
        EXPECT_EQ((plan->frames - 1) % 4, 0);
        const double last_moment = (seconds * fps - 1.0) / fps * plan->recipe.fps;
        EXPECT_GE(static_cast<double>((plan->frames - 1) * plan->passes), last_moment);
        EXPECT_EQ(plan->size.width % plan->recipe.size_step, 0);
        EXPECT_EQ(plan->size.height % plan->recipe.size_step, 0);
      }
    }
  }
}

TEST(ClipPlanTest, WhatTheModelCannotDoIsAnErrorThatSaysWhatItCan) {
  const auto plan = plan_clip(with_first(job({1280, 720}, 5), {640, 360}), Family::text, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(plan.error().message.find("it does: text to video"), std::string::npos);
}

TEST(ClipPlanTest, TheOperatorsNumbersComeBeforeThePublishedOnes) {
  WanSettings settings;
  settings.steps = 4;
  settings.shift = 7;
  settings.solver = "linear_euler";
  settings.guidance = 1;
  auto strong = job({1280, 720}, 5);
  strong.prompt_strength = 1;
  const auto plan = plan_clip(strong, Family::text_experts, settings);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->recipe.denoise.steps, 4);
  EXPECT_EQ(plan->recipe.denoise.shift, 7);
  EXPECT_EQ(plan->recipe.denoise.solver, "linear_euler");
  EXPECT_EQ(plan->recipe.denoise.guidance.low, 1);
  EXPECT_EQ(plan->recipe.denoise.guidance.high, 1);
}

TEST(WanSettingsTest, SurviveTheWayThroughJson) {
  WanSettings settings;
  settings.weights = "/weights/a b";
  settings.method = Method::ati;
  settings.steps = 7;
  settings.shift = 2.5;
  settings.memory_bytes = std::uint64_t{1} << 40U;
  settings.record = "out";
  const auto back = wan_settings_from_json(to_json(settings));
  ASSERT_TRUE(back);
  EXPECT_EQ(boost::json::serialize(to_json(*back)), boost::json::serialize(to_json(settings)));
  EXPECT_EQ(back->method, Method::ati);
  JsonObject broken = to_json(settings);
  broken["steps"] = "many";
  EXPECT_FALSE(wan_settings_from_json(broken));
}

}  // namespace
}  // namespace kirin::wan
