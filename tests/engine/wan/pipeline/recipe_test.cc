#include "engine/wan/pipeline/recipe.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "engine/wan/pipeline/negative_prompt.h"

namespace kirin::wan {
namespace {

// Published digests of the official negative prompts.
TEST(NegativePromptTest, IsTheOfficialOne) {
  EXPECT_EQ(sha256_hex(default_negative_prompt(NegativeStart::none)),
            "ce96e0324e4b54ce4b6e867f669ca520952e1a34cc116543516b1897f0d3c47e");
  EXPECT_EQ(sha256_hex(default_negative_prompt(NegativeStart::camera_shake)),
            "412753d092bcf3708424769cd0f54e27973d53a12e229e5492b718457213fc2f");
  EXPECT_EQ(sha256_hex(default_negative_prompt(NegativeStart::shot_change)),
            "43885bed372496a7998e1c1c83a19dd46254345e0b2c9a23e6fafde8f9d6e106");
}

DitConfig config(nn::Index in, nn::Index out, nn::Index image_dim = 0, nn::Index positions = 0,
                 nn::Index control = 0) {
  DitConfig config;
  config.in_channels = in;
  config.out_channels = out;
  config.image_dim = image_dim;
  config.image_positions = positions;
  config.control_channels = control;
  return config;
}

TEST(FamilyTest, TensorsTellPublishedModelsApart) {
  EXPECT_EQ(family_of(config(16, 16), false), Family::text);
  EXPECT_EQ(family_of(config(16, 16), true), Family::text_experts);
  EXPECT_EQ(family_of(config(36, 16, 1280), false), Family::image);
  EXPECT_EQ(family_of(config(36, 16), true), Family::image_experts);
  EXPECT_EQ(family_of(config(36, 16, 1280, 514), false), Family::first_last);
  EXPECT_EQ(family_of(config(48, 48), false), Family::first_frame_5b);
  EXPECT_EQ(family_of(config(16, 16, 0, 0, 96), false), Family::vace);
}

TEST(RecipeTest, ShiftsLessAtTheSmallerSizeWhereTheModelWasTrainedSo) {
  EXPECT_EQ(recipe_for(Family::image, Method::plain, 480.0 * 832).denoise.shift, 3);
  EXPECT_EQ(recipe_for(Family::image, Method::plain, 720.0 * 1280).denoise.shift, 5);
  EXPECT_EQ(recipe_for(Family::text, Method::plain, 720.0 * 1280).denoise.shift, 5);
  EXPECT_EQ(recipe_for(Family::first_last, Method::plain, 720.0 * 1280).denoise.shift, 16);
}

TEST(RecipeTest, ExpertsShareTheWayAtTheirBoundary) {
  const Recipe recipe = recipe_for(Family::text_experts, Method::plain, 480.0 * 832);
  EXPECT_EQ(recipe.boundary, 0.875);
  EXPECT_EQ(recipe.denoise.guidance.low, 3);
  EXPECT_EQ(recipe.denoise.guidance.high, 4);
  EXPECT_EQ(recipe.denoise.steps, 40);
}

TEST(GuidanceTest, HalfStrengthIsTheModelsOwnAndNoneIsNone) {
  EXPECT_DOUBLE_EQ(guidance_for(0.5, 5), 5);
  EXPECT_DOUBLE_EQ(guidance_for(0, 5), 1);
  EXPECT_DOUBLE_EQ(guidance_for(1, 5), 9);
  EXPECT_DOUBLE_EQ(guidance_for(0.7, 1), 1);
}

}  // namespace
}  // namespace kirin::wan
