/// \file
/// From noise to a clean latent: the loop of solver steps and guided predictions.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/pipeline/experts.h"
#include "engine/wan/solver/guidance.h"
#include "nn/trace.h"

namespace kirin::wan {

/// What a clip is made of. Tensors are f32; empty where the task has none.
struct DenoiseInputs {
  nn::Tensor noise;      ///< [channels, F, h, w]
  nn::Tensor text;       ///< [tokens, text_dim], the prompt
  nn::Tensor negative;   ///< the same for what is not wanted
  nn::Tensor image;      ///< [tokens, image_dim], what CLIP sees in the given pictures
  nn::Tensor condition;  ///< [channels, F, h, w], `y`
  nn::Tensor control;    ///< [channels, F, h, w], VACE's
  double control_scale = 1;
  /// [channels, 1, h, w]: the clean first frame of the 5B model, restored before every prediction.
  nn::Tensor first_frame;
  /// [channels, R, h, w]: Phantom's references. They take the place of the last R frames in every
  /// prediction that sees them (zeros in the one that does not) and are cut off at the end.
  nn::Tensor references;
};

struct DenoiseSettings {
  std::string solver = "unipc";
  int steps = 50;
  double shift = 5;
  /// Classifier-free guidance; at 1 the negative prompt is not asked. `high` holds for the
  /// high-noise expert.
  struct {
    double low = 5;
    double high = 5;
  } guidance;
  ThreeWayScales reference_guidance;  ///< where there are Phantom's references
  /// Predictions with and without the prompt go through the network together: faster, more memory.
  bool batched_guidance = true;
  double reuse_threshold = 0;  ///< TeaCache-style; 0: every step is computed
  std::string reuse_model;     ///< whose polynomial (dit/step_reuse.h)
};

struct DenoiseRun {
  std::stop_token stop;
  /// The share of the whole way, after each block of each step.
  std::function<void(double fraction)> progress;
  /// Sees "timesteps", "expert", and for each step "stepN.latent_in", ".pred_cond", ".pred_uncond",
  /// ".guided_pred",
  /// ".latent_out", and what else the reference data names.
  nn::Trace trace;
};

/// The clean latent [channels, F (- R), h, w]. canceled, and what networks say of inputs that do
/// not fit them.
Result<nn::Tensor> denoise(Experts& experts, const DenoiseInputs& inputs,
                           const DenoiseSettings& settings, const DenoiseRun& run);

}  // namespace kirin::wan
