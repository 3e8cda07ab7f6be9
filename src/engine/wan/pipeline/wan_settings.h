/// \file
/// How the operator wants the wan engine to run. What is 0 or empty is the model's own.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "engine/wan/pipeline/recipe.h"
#include "nn/dtype.h"

namespace kirin::wan {

struct WanSettings {
  std::string weights;           ///< the checkpoint's folder
  std::string loras;             ///< "file=strength, file", merged into the network
  std::string high_noise_loras;  ///< the same for the high-noise expert
  Method method = Method::plain;
  std::string compute = "auto";  ///< "f32", "bf16", or auto: bf16 where the CPU multiplies it
  std::string solver;
  int steps = 0;
  double shift = 0;
  double guidance = 0;             ///< at cfg_scale 0.5
  double guidance_high_noise = 0;  ///< of the high-noise expert; 0: as `guidance`
  double boundary = 0;
  std::string resolution = "480p";  ///< of what the model makes: "240p", "480p" or "720p"
  double reuse_threshold = 0;
  std::uint64_t memory_bytes = 0;  ///< that a clip may take beside the weights; 0: what is free
  /// For comparison with a reference: a safetensors file whose `prompt_ids`, `negative_ids` and
  /// `noise` take the place of what the engine would make of the job, and the one that `latent` and
  /// `video` are written to.
  std::string replay;
  std::string record;
};

JsonObject to_json(const WanSettings& settings);
/// invalid_argument naming the field that is missing, of another type or unknown.
Result<WanSettings> wan_settings_from_json(const JsonObject& json);

}  // namespace kirin::wan
