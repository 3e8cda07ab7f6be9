/// \file
/// How much memory a clip takes, known before it is begun.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "engine/wan/pipeline/clip_plan.h"
#include "engine/wan/vae/vae.h"

namespace kirin::wan {

/// What each stage holds at its most, in bytes, beside mapped weights. Stages follow one another;
/// of two neighbours only the result of the first is left.
struct MemoryPlan {
  std::size_t text = 0;
  std::size_t encode = 0;  ///< pictures to latents
  std::size_t denoise = 0;
  std::size_t decode = 0;
  Tiling encode_tiling;
  Tiling decode_tiling;
  bool batched_guidance = true;  ///< both predictions of a step at once

  std::size_t peak() const;
  /// "denoise 3.1 GiB, decode 2.2 GiB, …".
  std::string describe() const;
};

/// The plan that computes fastest within `budget_bytes`; resource_exhausted saying what is needed
/// where none fits.
Result<MemoryPlan> plan_memory(const ClipPlan& clip, const ModelParts& model, const Vae& vae,
                               nn::DType compute, std::size_t text_tokens,
                               std::size_t budget_bytes);

/// The machine's memory in bytes, as far as it may be used: what is free, and the cgroup's limit.
std::size_t available_memory_bytes();

}  // namespace kirin::wan
