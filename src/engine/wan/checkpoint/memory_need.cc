#include "engine/wan/checkpoint/memory_need.h"

#include <algorithm>
#include <optional>

#include "engine/wan/dit/dit.h"

namespace kirin::wan {
namespace {

using nn::DType;
using nn::Index;

constexpr int kPatchPixels = 2;

std::uint64_t bytes_of(const std::optional<CheckpointPart>& part, std::optional<DType> type) {
  if (!part) {
    return 0;
  }
  return type ? part->bytes_in(*type) : part->stored_bytes();
}

WeightNeed weight_need(const Checkpoint& checkpoint, std::optional<DType> type) {
  WeightNeed need;
  need.kept_in = type ? std::string(nn::to_string(*type)) : "files";
  const std::uint64_t low = bytes_of(checkpoint.dit, type);
  const std::uint64_t high = bytes_of(checkpoint.high_noise, type);
  need.one_dit = std::max(low, high);
  need.all_dits = low + high;
  need.text_encoder = bytes_of(checkpoint.text_encoder, type);
  need.image_encoder = bytes_of(checkpoint.image_encoder, type);
  // The autoencoder works in f32 whatever the others do.
  need.vae = bytes_of(checkpoint.vae, type ? std::optional(DType::f32) : type);
  return need;
}

Result<ClipNeed> clip_need(const CheckpointPart& dit) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   with_official_names(dit.stored(), {dit.kind(), dit.layout()}));
  ASSIGN_OR_RETURN(const DitConfig config, dit_config(weights, dit.config()));
  const bool is_dense = config.out_channels == 48;
  ClipNeed need = is_dense ? ClipNeed{1280, 704, 121} : ClipNeed{832, 480, 81};
  const int stride = (is_dense ? 16 : 8) * kPatchPixels;
  const Index tokens =
      Index{(need.frames - 1) / 4 + 1} * (need.width / stride) * (need.height / stride);
  need.denoise_bf16 = Dit::predicted_peak_bytes(config, DType::bf16, tokens, 1);
  need.denoise_f32 = Dit::predicted_peak_bytes(config, DType::f32, tokens, 1);
  return need;
}

}  // namespace

std::uint64_t WeightNeed::least() const {
  return std::max({one_dit, text_encoder, image_encoder, vae});
}

Result<MemoryNeed> memory_need(const Checkpoint& checkpoint) {
  MemoryNeed need;
  need.weights = {weight_need(checkpoint, std::nullopt), weight_need(checkpoint, DType::f32),
                  weight_need(checkpoint, DType::bf16), weight_need(checkpoint, DType::f8_e4m3)};
  const auto& dit = checkpoint.dit ? checkpoint.dit : checkpoint.high_noise;
  if (dit) {
    ASSIGN_OR_RETURN(need.clip, clip_need(*dit));
  }
  return need;
}

}  // namespace kirin::wan
