#include "engine/wan/dit/dit.h"

#include <gtest/gtest.h>

#include "engine/wan/dit/plain_dit.h"
#include "engine/wan/dit/random_dit.h"
#include "nn/memory.h"
#include "nn/parallel.h"

namespace kirin::wan {
namespace {

constexpr double kFloat32 = 2e-5;

/// One model form and the extents of what it is given.
struct Form {
  const char* name;
  Index head_dim = 10;
  nn::Shape extents = {3, 4, 6};  ///< F, h, w
  Index text_tokens = 5;
  Index condition = 0;
  Index image_tokens = 0;
  bool image_positions = false;
  std::vector<Index> control_layers = {};
  std::vector<double> timesteps = {437};
};

DitConfig config_of(const Form& form) {
  DitConfig config = small_config(form.head_dim);
  config.in_channels += form.condition;
  if (form.image_tokens > 0) {
    config.image_dim = 12;
    config.image_positions = form.image_positions ? form.image_tokens : 0;
  }
  if (!form.control_layers.empty()) {
    config.layers = 4;
    config.control_layers = form.control_layers;
    config.control_channels = 7;
  }
  return config;
}

PlainInputs inputs_of(const Form& form, const DitConfig& config, std::uint32_t seed = 100) {
  const auto latent = [&](Index channels) {
    return nn::random_tensor({channels, form.extents[0], form.extents[1], form.extents[2]}, seed++);
  };
  PlainInputs inputs;
  inputs.latent = latent(config.out_channels);
  inputs.condition = form.condition > 0 ? latent(form.condition) : nn::Tensor();
  inputs.control = form.control_layers.empty() ? nn::Tensor() : latent(config.control_channels);
  inputs.text = nn::random_tensor({form.text_tokens, config.text_dim}, seed++);
  if (form.image_tokens > 0) {
    inputs.image = nn::random_tensor({form.image_tokens, config.image_dim}, seed++);
  }
  inputs.timesteps = form.timesteps;
  inputs.control_scale = 0.7;
  return inputs;
}

DitSample sample_of(const PlainInputs& inputs, const PreparedContext& context) {
  return {inputs.latent, inputs.condition, &context, inputs.control};
}

std::vector<double> rising(Index tokens) {
  std::vector<double> timesteps;
  for (Index i = 0; i < tokens; ++i) {
    timesteps.push_back(static_cast<double>(i / 2 * 37 % 1000));
  }
  return timesteps;
}

class DitForms : public testing::TestWithParam<Form> {};

TEST_P(DitForms, EqualsTheFormulasInPlainLoops) {
  const DitConfig config = config_of(GetParam());
  const nn::Weights weights = RandomDit(config).weights();
  const PlainInputs inputs = inputs_of(GetParam(), config);
  const Dit dit = loaded(config, weights);
  const auto context = *dit.prepare(inputs.text, inputs.image);

  const nn::Tensor velocity =
      velocity_of(dit, sample_of(inputs, context),
                  {.timesteps = inputs.timesteps, .control_scale = inputs.control_scale});

  const nn::Tensor expected = plain_velocity(weights, config, inputs);
  EXPECT_EQ(velocity.shape(), expected.shape());
  EXPECT_LT(nn::relative_error(velocity, expected), kFloat32);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, DitForms,
    testing::Values(
        Form{.name = "text"}, Form{.name = "smallest_heads", .head_dim = 2},
        Form{.name = "heads_of_22", .head_dim = 22}, Form{.name = "heads_of_6", .head_dim = 6},
        Form{.name = "one_token", .extents = {1, 2, 2}},
        Form{.name = "single_row", .extents = {5, 2, 14}},
        Form{.name = "single_column", .extents = {2, 18, 2}},
        Form{.name = "no_words", .text_tokens = 0}, Form{.name = "all_words", .text_tokens = 40},
        Form{.name = "one_padding", .text_tokens = 39}, Form{.name = "image", .condition = 5},
        Form{.name = "image_tokens", .condition = 3, .image_tokens = 9},
        Form{.name = "two_images", .condition = 3, .image_tokens = 14, .image_positions = true},
        Form{.name = "control", .control_layers = {0, 2}},
        Form{.name = "control_late", .control_layers = {1, 2, 3}},
        Form{.name = "time_for_tokens", .timesteps = rising(18)},
        Form{.name = "clean_first_frame",
             .timesteps = {0, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}}),
    [](const auto& form) { return std::string(form.param.name); });

TEST(Dit, SamplesTogetherAreTheSamplesAlone) {
  const Form form{.name = "", .condition = 3, .image_tokens = 9, .control_layers = {0, 2}};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  for (const auto& timesteps : {std::vector<double>{600}, rising(18)}) {
    for (const nn::DType compute : {nn::DType::f32, nn::DType::bf16}) {
      const Dit dit = loaded(config, weights, compute);
      const PlainInputs inputs = inputs_of(form, config);
      const PlainInputs other = inputs_of(form, config, 200);
      const auto prompt = *dit.prepare(inputs.text, inputs.image);
      const auto negative = *dit.prepare(other.text.slice(0, 0, 3), other.image);
      const std::vector<DitSample> samples = {
          sample_of(inputs, prompt), sample_of(inputs, negative), sample_of(other, negative)};
      const DitRun run{.timesteps = timesteps, .control_scale = 0.7};

      const auto together = dit.forward(samples, run);
      auto in_two = run;
      in_two.samples_at_once = 2;
      const auto in_groups = dit.forward(samples, in_two);

      ASSERT_TRUE(together && in_groups);
      const double tolerance = compute == nn::DType::f32 ? 2e-6 : 1e-2;
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const nn::Tensor alone = velocity_of(dit, samples[i], run);
        EXPECT_LT(nn::relative_error((*together)[i], alone), tolerance);
        EXPECT_LT(nn::relative_error((*in_groups)[i], alone), tolerance);
      }
      EXPECT_GT(nn::relative_error((*together)[0], (*together)[1]), 1e-2);
    }
  }
}

TEST(Dit, KeysAndValuesThatAreNotKeptAreMadeEqual) {
  const Form form{.name = "", .image_tokens = 9, .control_layers = {1, 3}};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  const Dit dit = loaded(config, weights);
  const PlainInputs inputs = inputs_of(form, config);
  const auto kept = *dit.prepare(inputs.text, inputs.image);
  const auto direct = *dit.prepare(inputs.text, inputs.image, {.keep_keys_and_values = false});
  EXPECT_EQ(kept.blocks.size(), 6U);
  EXPECT_TRUE(direct.blocks.empty());
  const DitRun run{.timesteps = {250}};

  EXPECT_EQ(velocity_of(dit, sample_of(inputs, kept), run).values(),
            velocity_of(dit, sample_of(inputs, direct), run).values());
}

TEST(Dit, ResultsDoNotDependOnThreads) {
  const Form form{.name = "", .extents = {4, 8, 10}};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  const PlainInputs inputs = inputs_of(form, config);
  const int before = nn::compute_threads();
  std::vector<std::vector<float>> results;
  for (const int threads : {1, 3}) {
    nn::set_compute_threads(threads);
    const Dit dit = loaded(config, weights);
    const auto context = *dit.prepare(inputs.text);
    results.push_back(velocity_of(dit, sample_of(inputs, context), {.timesteps = {9}}).values());
  }
  nn::set_compute_threads(before);
  EXPECT_EQ(results[0], results[1]);
}

TEST(Dit, HalfPrecisionStaysNearAndIsNotSinglePrecision) {
  const Form form{.name = "", .head_dim = 32, .condition = 3, .control_layers = {0, 2}};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  const PlainInputs inputs = inputs_of(form, config);
  const Dit dit = loaded(config, weights, nn::DType::bf16);
  const auto context = *dit.prepare(inputs.text);
  const nn::Tensor velocity =
      velocity_of(dit, sample_of(inputs, context),
                  {.timesteps = inputs.timesteps, .control_scale = inputs.control_scale});
  const double error = nn::relative_error(velocity, plain_velocity(weights, config, inputs));
  EXPECT_LT(error, 3e-2);
  EXPECT_GT(error, 1e-4);
}

TEST(Dit, StopsWithinOneBlock) {
  const Form form{.name = "", .control_layers = {0, 2}};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  const Dit dit = loaded(config, weights);
  const PlainInputs inputs = inputs_of(form, config);
  const auto context = *dit.prepare(inputs.text);
  std::stop_source stop;
  std::vector<int> seen;
  const auto result = dit.forward(
      {sample_of(inputs, context)},
      {.timesteps = {5}, .stop = stop.get_token(), .progress = [&](int done, int total) {
         seen.push_back(done);
         EXPECT_EQ(total, 4);
         if (done == 2) {
           stop.request_stop();
         }
       }});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::canceled);
  EXPECT_EQ(seen, (std::vector<int>{1, 2}));
}

TEST(Dit, PredictsItsMemory) {
  const int threads = nn::compute_threads();
  nn::set_compute_threads(2);  // each takes its share: with many the bounds below say little
  for (const nn::DType compute : {nn::DType::f32, nn::DType::bf16}) {
    for (const bool controlled : {false, true}) {
      const Form form{
          .name = "",
          .head_dim = 64,
          .extents = {4, 16, 32},
          .control_layers = controlled ? std::vector<Index>{0, 2} : std::vector<Index>{}};
      DitConfig config = config_of(form);
      config.ffn_dim = 700;
      config.layers = 3;
      const nn::Weights weights = RandomDit(config).weights();
      const Dit dit = loaded(config, weights, compute);
      const PlainInputs inputs = inputs_of(form, config);
      const auto context = *dit.prepare(inputs.text);
      const std::vector<DitSample> samples(2, sample_of(inputs, context));
      const auto velocities = dit.forward(samples, {.timesteps = {7}});  // packs the weights

      nn::reset_peak_memory();
      const auto held = nn::memory_use().held_bytes;
      ASSERT_TRUE(dit.forward(samples, {.timesteps = {7}}));
      const auto used = static_cast<double>(nn::memory_use().peak_bytes - held);

      const auto predicted =
          static_cast<double>(dit.predicted_peak_bytes(dit.tokens(inputs.latent), 2));
      EXPECT_LE(used, predicted);
      EXPECT_GE(used, 0.5 * predicted);
      EXPECT_EQ(dit.samples_within(static_cast<std::size_t>(predicted), 512, 2), 2U);
      EXPECT_EQ(dit.samples_within(static_cast<std::size_t>(predicted) - 1, 512, 2), 1U);
      EXPECT_EQ(dit.samples_within(0, 512, 2), 1U);
    }
  }
  nn::set_compute_threads(threads);
}

TEST(Dit, RefusesSamplesThatDoNotFit) {
  const Form form{.name = "", .condition = 3, .image_tokens = 14, .image_positions = true};
  const DitConfig config = config_of(form);
  const nn::Weights weights = RandomDit(config).weights();
  const Dit dit = loaded(config, weights);
  const PlainInputs inputs = inputs_of(form, config);
  const auto refused = [&](const auto& result) {
    return !result && result.error().code == ErrorCode::invalid_argument;
  };
  EXPECT_TRUE(refused(dit.prepare(nn::random_tensor({41, config.text_dim}, 1), inputs.image)));
  EXPECT_TRUE(refused(dit.prepare(nn::random_tensor({4, config.text_dim + 1}, 1), inputs.image)));
  EXPECT_TRUE(refused(dit.prepare(inputs.text, nn::Tensor())));
  EXPECT_TRUE(refused(dit.prepare(inputs.text, inputs.image.slice(0, 0, 7))));

  const auto context = *dit.prepare(inputs.text, inputs.image);
  const DitSample good = sample_of(inputs, context);
  const DitRun run{.timesteps = {5}};
  DitSample odd = good;
  odd.latent = nn::random_tensor({4, 3, 4, 5}, 1);
  odd.condition = nn::random_tensor({3, 3, 4, 5}, 1);
  EXPECT_TRUE(refused(dit.forward({odd}, run)));
  DitSample bare = good;
  bare.condition = {};
  EXPECT_TRUE(refused(dit.forward({bare}, run)));
  DitSample controlled = good;
  controlled.control = nn::random_tensor({7, 3, 4, 6}, 1);
  EXPECT_TRUE(refused(dit.forward({controlled}, run)));
  EXPECT_TRUE(refused(dit.forward({good}, {.timesteps = {}})));
  EXPECT_TRUE(refused(dit.forward({good}, {.timesteps = {1, 2}})));
  EXPECT_TRUE(refused(dit.forward({good}, {.timesteps = {std::nan("")}})));
  EXPECT_TRUE(refused(dit.forward({}, run)));
}

}  // namespace
}  // namespace kirin::wan
