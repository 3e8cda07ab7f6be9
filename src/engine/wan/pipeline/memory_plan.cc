#include "engine/wan/pipeline/memory_plan.h"

#include <fmt/format.h>
#include <sys/sysinfo.h>

#include <algorithm>

#include "engine/wan/dit/dit.h"
#include "engine/wan/text/text_encoder.h"
#include "engine/wan/vision/image_encoder.h"

namespace kirin::wan {
namespace {

using nn::Index;

/// What an operator raises where a clip does not fit.
constexpr const char* kSetting = "engine.wan.memory";

double gib(std::size_t bytes) { return static_cast<double>(bytes) / (1ULL << 30U); }

Index tokens_of(const ClipPlan& clip, Index stride, std::size_t extra_frames) {
  const Index frames = clip.latent_frames() + static_cast<Index>(extra_frames);
  return frames * (clip.size.height / stride / 2) * (clip.size.width / stride / 2);
}

/// Latents that stand beside the network: noise, velocities, the solver's memory, condition and
/// control.
std::size_t latents_bytes(const ClipPlan& clip, Index channels, Index stride) {
  constexpr Index kLatents = 10;
  constexpr Index kConditionChannels = 128;
  const Index cells =
      clip.latent_frames() * (clip.size.height / stride) * (clip.size.width / stride);
  return static_cast<std::size_t>(cells * (kLatents * channels + kConditionChannels)) *
         sizeof(float);
}

std::size_t denoise_bytes(const ClipPlan& clip, const ModelParts& model, const Vae& vae,
                          nn::DType compute, Index samples) {
  // Up to four references stand beside the clip's own frames.
  const std::size_t extra = clip.task == Task::references ? 4 : 0;
  const Index tokens = tokens_of(clip, vae.stride_space(), extra);
  const std::size_t activations =
      Dit::predicted_peak_bytes(model.network.config, compute, tokens, samples);
  return activations + latents_bytes(clip, vae.latent_channels(), vae.stride_space());
}

}  // namespace

std::size_t MemoryPlan::peak() const { return std::max({text, encode, denoise, decode}); }

std::string MemoryPlan::describe() const {
  return fmt::format(
      "prompt {:.2f} GiB, pictures {:.2f} GiB, denoising {:.2f} GiB, decoding {:.2f} GiB",
      gib(text), gib(encode), gib(denoise), gib(decode));
}

Result<MemoryPlan> plan_memory(const ClipPlan& clip, const ModelParts& model, const Vae& vae,
                               nn::DType compute, std::size_t text_tokens,
                               std::size_t budget_bytes) {
  MemoryPlan plan;
  ASSIGN_OR_RETURN(const TextEncoder text, TextEncoder::load(model.text_encoder));
  plan.text = text.predicted_peak_bytes(static_cast<Index>(text_tokens));
  const ClipSize size{clip.frames, clip.size.height, clip.size.width};
  if (clip.task != Task::text) {
    ASSIGN_OR_RETURN(
        plan.encode_tiling,
        vae.tiling_within(budget_bytes, Vae::Direction::encode, size).within(kSetting));
    plan.encode = vae.predicted_peak_bytes(Vae::Direction::encode, size, plan.encode_tiling);
  }
  ASSIGN_OR_RETURN(plan.decode_tiling,
                   vae.tiling_within(budget_bytes, Vae::Direction::decode, size).within(kSetting));
  plan.decode = vae.predicted_peak_bytes(Vae::Direction::decode, size, plan.decode_tiling);
  const Index together = clip.method == Method::phantom ? 3 : 2;
  plan.denoise = denoise_bytes(clip, model, vae, compute, together);
  if (plan.denoise > budget_bytes) {
    plan.batched_guidance = false;
    plan.denoise = denoise_bytes(clip, model, vae, compute, 1);
  }
  if (plan.peak() > budget_bytes) {
    return Error{
        ErrorCode::resource_exhausted,
        fmt::format("a clip of {}x{} and {} frames needs {:.1f} GiB beside the weights ({}), and "
                    "{:.1f} GiB are allowed: raise engine.wan.memory, or ask for a smaller or "
                    "shorter clip",
                    clip.size.width, clip.size.height, clip.frames, gib(plan.peak()),
                    plan.describe(), gib(budget_bytes))};
  }
  return plan;
}

std::size_t available_memory_bytes() {
  struct sysinfo info {};
  if (::sysinfo(&info) != 0) {
    return std::size_t{4} << 30U;
  }
  // Pages of mapped weights count as used but give way: all but what others hold for good is ours.
  return static_cast<std::size_t>(info.totalram) * info.mem_unit / 10 * 8;
}

}  // namespace kirin::wan
