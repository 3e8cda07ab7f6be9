/// \file
/// From a job's pictures to what the network is given beside the noise.
#pragma once

#include <stop_token>

#include "engine/wan/pipeline/clip_plan.h"
#include "engine/wan/vae/vae.h"
#include "engine/wan/vision/image_encoder.h"

namespace kirin::wan {

/// The pictures of one pass: [3, height, width] f32 in [-1, 1] of their own size each, or empty.
struct PassPictures {
  nn::Tensor first;
  nn::Tensor last;
  std::vector<nn::Tensor> references;
};

/// The pictures of the first pass.
PassPictures pictures_of(const engine::GenerationJob& job);

struct ConditioningTools {
  const Vae& vae;
  const ImageEncoder* image_encoder = nullptr;  ///< null where the model takes no image tokens
  Vae::Run run;
};

/// Fills in condition, control, image tokens, first frame and references of `inputs`. Errors are
/// the VAE's, canceled.
Result<void> condition(const engine::GenerationJob& job, const ClipPlan& plan,
                       const PassPictures& pictures, const ConditioningTools& tools,
                       DenoiseInputs& inputs);

/// How often `condition` asks the VAE to encode; at least 1.
int encodings_of(const ClipPlan& plan, const PassPictures& pictures);

/// The shape of the noise of a pass: [channels, F, h, w], with the frames that references take.
nn::Shape noise_shape(const ClipPlan& plan, const Vae& vae, std::size_t references);
/// Latent frames at the beginning that are no part of the clip.
nn::Index leading_frames(const ClipPlan& plan, std::size_t references);

}  // namespace kirin::wan
