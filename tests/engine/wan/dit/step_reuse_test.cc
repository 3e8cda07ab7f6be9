#include "engine/wan/dit/step_reuse.h"

#include <gtest/gtest.h>

#include "engine/wan/dit/random_dit.h"
#include "engine/wan/solver/guidance.h"
#include "engine/wan/solver/solver.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

/// A model whose vectors of time change slowly, as trained ones do: the random sinusoid is dimmed.
nn::Weights smooth_weights(const DitConfig& config) {
  RandomDit random(config);
  nn::Tensor& first = random.tensors().at("time_embedding.0.weight");
  nn::Combine{}({{0.1F, &first}}, first);
  return random.weights();
}

/// A guided run of 20 steps; `reuse` may be null.
nn::Tensor generated(const Dit& dit, StepReuse* reuse) {
  const auto prompt = *dit.prepare(nn::random_tensor({6, 14}, 50));
  const auto negative = *dit.prepare(nn::random_tensor({3, 14}, 51));
  const auto solver = *make_solver("unipc", 20, 5.0);
  nn::Tensor latent = nn::random_tensor({4, 3, 4, 6}, 52);
  for (int i = 0; i < solver->steps(); ++i) {
    const auto velocities = *dit.forward(
        {{latent, {}, &prompt, {}}, {latent, {}, &negative, {}}},
        {.timesteps = {solver->timesteps()[static_cast<std::size_t>(i)]}, .reuse = reuse});
    nn::Tensor guided = velocities[0].clone();
    guide(velocities[0], velocities[1], 3.0, guided);
    solver->step(i, guided, latent);
  }
  return latent;
}

TEST(StepReuse, IsExactAtThresholdZero) {
  const DitConfig config = small_config();
  const Dit dit = loaded(config, smooth_weights(config));
  StepReuse reuse({.threshold = 0, .steps = 20});
  EXPECT_EQ(generated(dit, &reuse).values(), generated(dit, nullptr).values());
  EXPECT_EQ(reuse.skipped(), 0);
}

TEST(StepReuse, SkipsStepsAndStaysNear) {
  const DitConfig config = small_config();
  const Dit dit = loaded(config, smooth_weights(config));
  const nn::Tensor exact = generated(dit, nullptr);
  for (const ReuseSignal signal : {ReuseSignal::time_embedding, ReuseSignal::time_projection,
                                   ReuseSignal::first_block_input}) {
    int skipped_before = 0;
    for (const double threshold : {0.3, 0.6}) {
      StepReuse reuse({.threshold = threshold, .signal = signal, .steps = 20});
      const double error = nn::relative_error(generated(dit, &reuse), exact);
      EXPECT_LT(error, 0.5 * threshold);
      EXPECT_GE(reuse.skipped(), std::max(1, skipped_before));
      EXPECT_LE(reuse.skipped(), 18);
      skipped_before = reuse.skipped();
    }
  }
}

TEST(StepReuse, AddsUpChangesAndRunsTheEnds) {
  // The signal changes by a tenth of itself each step; three such changes reach 0.25.
  StepReuse reuse({.threshold = 0.25, .steps = 9});
  const nn::Shape shape = {2, 3};
  std::string skips;
  float value = 1;
  for (int step = 0; step < 9; ++step, value *= 1.1F) {
    const std::vector<float> signal = {value, -value};
    const bool skip = reuse.skips(nn::Tensor::of(signal, {2}), 1, shape);
    skips += skip ? 's' : 'r';
    if (!skip) {
      reuse.keep(0, nn::Tensor::zeros(shape));
    }
  }
  EXPECT_EQ(skips, "rssrssrsr");
  EXPECT_EQ(reuse.skipped(), 5);
}

TEST(StepReuse, RunsWhereAResidualIsMissing) {
  StepReuse reuse({.threshold = 1e9, .steps = 10});
  const nn::Tensor signal = nn::Tensor::zeros({2});
  EXPECT_FALSE(reuse.skips(signal, 2, {4, 3}));
  reuse.keep(0, nn::Tensor::zeros({4, 3}));
  EXPECT_FALSE(reuse.skips(signal, 2, {4, 3}));
  reuse.keep(1, nn::Tensor::zeros({4, 3}));
  EXPECT_FALSE(reuse.skips(signal, 2, {5, 3}));
  EXPECT_TRUE(reuse.skips(signal, 2, {4, 3}));
}

TEST(StepReuse, PublishedPolynomialsAreFound) {
  EXPECT_DOUBLE_EQ(reuse_polynomial("t2v-1.3b", ReuseSignal::time_projection).back(),
                   -4.99875664e-02);
  EXPECT_DOUBLE_EQ(reuse_polynomial("i2v-720p", ReuseSignal::time_embedding).front(),
                   -114.36346466);
  EXPECT_EQ(reuse_polynomial("unknown", ReuseSignal::time_embedding), (std::vector<double>{1, 0}));
}

}  // namespace
}  // namespace kirin::wan
