/// \file
/// The models of a golden pipeline case, loaded in float32.
#pragma once

#include <optional>

#include "engine/wan/golden/golden_case.h"
#include "engine/wan/pipeline/experts.h"
#include "engine/wan/vae/vae.h"
#include "engine/wan/vision/image_encoder.h"

namespace kirin::wan {

/// From the file that case.json names under "vae".
Result<Vae> case_vae(const GoldenCase& golden);
/// From "clip"; the number of heads stands in config.json beside that file.
Result<ImageEncoder> case_image_encoder(const GoldenCase& golden);
/// The network or the two experts: `dit.safetensors`, `high_noise_model` and `low_noise_model` as
/// files or as checkpoint directories.
Result<Experts> case_experts(const GoldenCase& golden);

/// The contexts of `prompt_ids` and `negative_ids` by the text encoder that "t5" names.
struct CaseContexts {
  nn::Tensor prompt;
  nn::Tensor negative;
};
Result<CaseContexts> case_contexts(const GoldenCase& golden);

/// The first pictures named `name`, 0 … n - 1: "ref0_u8" and so on.
Result<std::vector<nn::Tensor>> case_pictures(const GoldenCase& golden, std::string_view prefix);

}  // namespace kirin::wan
