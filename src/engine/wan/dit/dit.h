/// \file
/// The diffusion transformer of Wan 2.1 and 2.2 in all published forms: what velocity a noisy
/// latent has at a time, given words, pictures and controls.
///
/// Tensor names tell the forms apart: text to video; image to video with `condition` channels and
/// with (2.1) or without (2.2) image tokens; first and last frame (positions for two images'
/// tokens); TI2V with a timestep for each token; VACE with a control branch. Source: Wan Team,
/// "Wan: Open and Advanced Large-Scale Video Generative Models" (2025).
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "engine/wan/dit/block.h"
#include "engine/wan/dit/context.h"
#include "engine/wan/dit/control.h"
#include "engine/wan/dit/dit_config.h"
#include "engine/wan/dit/patches.h"
#include "engine/wan/dit/step_reuse.h"
#include "engine/wan/dit/time_embedding.h"
#include "nn/trace.h"

namespace kirin::wan {

/// One latent in its context. Samples of one forward have equal extents.
struct DitSample {
  nn::Tensor latent;     ///< [channels, F, h, w], f32
  nn::Tensor condition;  ///< [in_channels - channels, F, h, w], f32; empty where there are none
  const PreparedContext* context = nullptr;
  nn::Tensor control;  ///< [control_channels, F, h, w], f32, or empty: the branch is left out
};

/// How a forward is to be run.
struct DitRun {
  std::vector<double> timesteps;  ///< 0..1000; one, or one for each token
  double control_scale = 1;
  /// How many samples go through the blocks together, 0: all. Weights are read once for each such
  /// group, activations are held for each sample of it.
  std::size_t samples_at_once = 0;
  StepReuse* reuse = nullptr;  ///< null: the blocks always run
  nn::Trace trace = {};        ///< by the official names of modules; of the samples together
  std::stop_token stop = {};   ///< looked at before each block
  std::function<void(int done, int total)> progress = {};  ///< after each block
};

class Dit {
 public:
  /// Layers are views of `weights`, used in their order. compute: f32, as the reference data; or
  /// bf16, as the official runs: linear layers, patch embedding and attention take bf16, while the
  /// residual stream, norms' statistics, modulation, time and head stay f32. Errors name the tensor
  /// that is missing or of another shape.
  static Result<Dit> load(const nn::Weights& weights, const DitConfig& config, nn::DType compute);

  const DitConfig& config() const { return config_; }
  nn::DType compute() const { return compute_; }

  struct ContextOptions {
    /// Keeps every block's keys and values of the context (see PreparedContext for what that
    /// takes) instead of computing them at each step.
    bool keep_keys_and_values = true;
  };
  /// text: [tokens, text_dim] without padding; image: image tokens [..., image_dim] where the model
  /// takes them, those of the first and of the last image after each other for flf2v.
  /// invalid_argument where they do not fit the model.
  Result<PreparedContext> prepare(const nn::Tensor& text, const nn::Tensor& image,
                                  ContextOptions options, const nn::Trace& trace = {}) const;
  Result<PreparedContext> prepare(const nn::Tensor& text, const nn::Tensor& image = {}) const {
    return prepare(text, image, ContextOptions());
  }

  /// The velocities [out_channels, F, h, w] f32 of the samples. invalid_argument where a sample
  /// does not fit the model, canceled where `run.stop` asks for it.
  Result<std::vector<nn::Tensor>> forward(const std::vector<DitSample>& samples,
                                          const DitRun& run) const;

  /// The most memory that `forward` holds beyond weights and contexts, for so many tokens and
  /// samples at once; with step reuse add 8 · tokens · dim for every sample.
  std::size_t predicted_peak_bytes(Index tokens, Index batch) const;
  static std::size_t predicted_peak_bytes(const DitConfig& config, nn::DType compute, Index tokens,
                                          Index batch);
  /// How many of `samples` may go through the blocks together within `budget_bytes`: at least 1.
  std::size_t samples_within(std::size_t budget_bytes, Index tokens, std::size_t samples) const;
  /// Tokens of a latent [.., F, h, w].
  Index tokens(const nn::Tensor& latent) const { return grid_of(latent).tokens(); }

 private:
  TokenGrid grid_of(const nn::Tensor& latent) const;
  bool serves(const PreparedContext& context) const;
  Result<void> expect_fitting(const std::vector<DitSample>& samples, const DitRun& run) const;
  nn::Tensor embedded(const std::vector<DitSample>& samples, const nn::Trace& trace) const;
  nn::Tensor control_patches(const std::vector<DitSample>& samples) const;
  bool skips_blocks(const std::vector<DitSample>& samples, const DitRun& run,
                    const DitPass& pass) const;

  struct Progress {
    int done = 0;
    int total = 0;
  };
  Result<std::vector<nn::Tensor>> forward_group(const std::vector<DitSample>& samples,
                                                const DitRun& run, DitPass& pass,
                                                std::size_t first_sample, bool skip,
                                                Progress& progress) const;
  Result<void> run_blocks(const std::vector<DitSample>& samples, const DitRun& run,
                          const DitPass& pass, nn::Tensor& x, Progress& progress) const;
  std::vector<nn::Tensor> velocities(const DitPass& pass, const TokenGrid& grid, nn::Tensor& x,
                                     const nn::Trace& trace) const;

  DitConfig config_;
  nn::DType compute_ = nn::DType::f32;
  nn::Linear patch_;
  TimeEmbedding time_;
  ContextEmbedding context_;
  std::vector<Block> blocks_;
  ControlBranch control_;
  nn::Tensor head_modulation_;  ///< [2, dim]
  nn::Linear head_;
};

}  // namespace kirin::wan
