/// \file
/// What memory a checkpoint needs when it runs, for people who choose a machine or a file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/checkpoint/checkpoint.h"

namespace kirin::wan {

/// Weights with their matrices kept in one type, all else in f32. Files are mapped as they are: the
/// first row is what they take; the others say what another file of the same model would.
struct WeightNeed {
  std::string kept_in;  ///< "files", "f32", "bf16", "f8_e4m3"
  std::uint64_t one_dit = 0;
  std::uint64_t all_dits = 0;
  std::uint64_t text_encoder = 0;
  std::uint64_t image_encoder = 0;
  std::uint64_t vae = 0;

  /// The most that is needed at once: stages follow one another, and one expert may be resident.
  std::uint64_t least() const;
  std::uint64_t all() const { return all_dits + text_encoder + image_encoder + vae; }
};

/// Beside the weights, for a clip of the size that the model is published for.
struct ClipNeed {
  int width = 0;
  int height = 0;
  int frames = 0;
  std::uint64_t denoise_bf16 = 0;  ///< one prediction at a time
  std::uint64_t denoise_f32 = 0;
};

struct MemoryNeed {
  std::vector<WeightNeed> weights;
  ClipNeed clip;  ///< zeros where there is no DiT
};

/// Reads no numbers. The errors of dit_config.
Result<MemoryNeed> memory_need(const Checkpoint& checkpoint);

}  // namespace kirin::wan
