/// \file
/// Low-rank adaptations (LoRA): small files that change a model's weights, merged when it is
/// loaded.
///
/// W' = W + strength · (alpha / rank) · up · down, where `down` is [rank, in] and `up` [out, rank]
/// (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021); without an alpha the
/// factor is 1. Files also carry plain differences of weights and biases:
/// W' = W + strength · diff.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nn/weights/weights.h"

namespace kirin::nn {

/// What one name of a LoRA file says: which number of which module's adaptation it is.
enum class LoraRole { down, up, alpha, diff, diff_bias, diff_modulation };
struct LoraName {
  std::string_view module;  ///< view of the name, prefixes of the trainer removed
  LoraRole role = LoraRole::down;
  /// Whether '_' may stand for '.' in `module`, as kohya's trainer writes.
  bool is_flat = false;
};

/// Understands `name`.lora_down.weight, .lora_A.weight, .lora_A.default.weight, .lora.down.weight
/// (and up, B), .alpha, .diff, .diff_b, .diff_m, behind prefixes of kohya, diffusers, PEFT and
/// ComfyUI. Nothing for any other name.
std::optional<LoraName> parse_lora_name(std::string_view name);

/// Whether these are the tensors of a LoRA.
bool looks_like_lora(const Weights& weights);

struct LoraReport {
  std::size_t merged = 0;  ///< tensors of the model that were changed
  /// Names of the file that fit nothing in the model, and why; for a warning.
  std::vector<std::string> unmatched;
};

/// Merges `lora` into `weights`. `other_names` gives what else a module of the model may be called
/// (diffusers' names), and may be empty. The sum is computed in f32 and rounded to the weight's
/// type; f8 weights become bf16, their scale included. A changed tensor is a copy in memory.
/// failed_precondition where nothing fits, or shapes do not; unimplemented for DoRA magnitudes and
/// LoRAs of convolutions in three parts, which would be wrong if they were left out.
Result<LoraReport> merge_lora(
    Weights& weights, const Weights& lora, float strength,
    const std::function<std::vector<std::string>(std::string_view)>& other_names);

}  // namespace kirin::nn
