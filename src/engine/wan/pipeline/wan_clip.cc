#include "engine/wan/pipeline/wan_clip.h"

#include <fmt/format.h>

#include "engine/wan/pipeline/noise.h"
#include "engine/wan/text/text_encoder.h"
#include "nn/capabilities.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Shares of the way, by what takes how long with the published models on a CPU.
constexpr double kPromptEnd = 0.03;
constexpr double kConditionShare = 0.05;  ///< of a pass
constexpr double kDenoiseEnd = 0.85;      ///< of a pass

nn::DType compute_type(const WanSettings& settings) {
  if (settings.compute == "auto") {
    return nn::multiplies_bf16(nn::Device::cpu) ? nn::DType::bf16 : nn::DType::f32;
  }
  return settings.compute == "bf16" ? nn::DType::bf16 : nn::DType::f32;
}

}  // namespace

void WanClip::report(Share share, double fraction, std::string_view phase) const {
  context_.progress.report(share.from + (share.to - share.from) * fraction, phase);
}

Result<void> WanClip::plan() {
  const engine::GenerationJob& job = context_.job;
  ASSIGN_OR_RETURN(Vae vae, Vae::load(context_.model.vae));
  vae_ = std::move(vae);
  compute_ = compute_type(context_.settings);
  ASSIGN_OR_RETURN(plan_, plan_clip(job, context_.model.family(), context_.settings));
  if (context_.replay.replays()) {
    RETURN_IF_ERROR(context_.replay.apply(vae_->stride_space(), vae_->stride_time(), plan_));
  }
  const std::size_t budget = context_.settings.memory_bytes > 0
                                 ? static_cast<std::size_t>(context_.settings.memory_bytes)
                                 : available_memory_bytes();
  constexpr std::size_t kMostTokens = 512;
  ASSIGN_OR_RETURN(memory_,
                   plan_memory(plan_, context_.model, *vae_, compute_, kMostTokens, budget));
  plan_.recipe.denoise.batched_guidance = memory_.batched_guidance;
  return {};
}

Result<void> WanClip::encode_prompts() {
  ASSIGN_OR_RETURN(const TextEncoder encoder, TextEncoder::load(context_.model.text_encoder));
  const Share share{0, kPromptEnd};
  std::vector<std::int32_t> ids;
  std::vector<std::int32_t> negative_ids;
  if (context_.replay.replays()) {
    ASSIGN_OR_RETURN(ids, context_.replay.ids("prompt_ids"));
    ASSIGN_OR_RETURN(negative_ids, context_.replay.ids("negative_ids"));
  } else {
    if (context_.model.tokenizer == nullptr) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("{} has no tokenizer: google/umt5-xxl/spiece.model is missing",
                               context_.settings.weights)};
    }
    const std::string& unwanted = context_.job.negative_prompt;
    ids = context_.model.tokenizer->ids(context_.job.prompt);
    negative_ids = context_.model.tokenizer->ids(
        unwanted.empty() ? default_negative_prompt(plan_.recipe.negative) : unwanted);
  }
  ASSIGN_OR_RETURN(text_, encoder.encode(ids, context_.stop, [&](double done) {
    report(share, done / 2, "read the prompt");
  }));
  ASSIGN_OR_RETURN(negative_, encoder.encode(negative_ids, context_.stop, [&](double done) {
    report(share, 0.5 + done / 2, "read the prompt");
  }));
  context_.model.text_encoder.release_pages();
  return {};
}

Result<Experts> WanClip::experts() const {
  const auto loader = [this](const NetworkParts& parts) {
    return [this, &parts] { return Dit::load(parts.weights, parts.config, compute_); };
  };
  const ModelParts& model = context_.model;
  if (!model.high_noise) {
    return Experts(loader(model.network));
  }
  Experts both(loader(model.network), loader(*model.high_noise), plan_.recipe.boundary,
               Experts::Residency::one_at_a_time);
  both.on_leave([&model](Experts::Which which) {
    const bool high = which == Experts::Which::high_noise;
    (high ? *model.high_noise : model.network).weights.release_pages();
  });
  return both;
}

Result<Tensor> WanClip::noise(int pass, const nn::Shape& shape) const {
  if (context_.replay.replays()) {
    ASSIGN_OR_RETURN(const Tensor noise, context_.replay.noise());
    return noise.to(nn::DType::f32);
  }
  // Each pass has noise of its own; neighbouring seeds must not share it.
  return gaussian_noise(
      shape, context_.job.seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(pass));
}

Result<Tensor> WanClip::make_latent(int pass, const PassPictures& pictures, Share share) {
  const double length = share.to - share.from;
  const Share conditioning{share.from, share.from + length * kConditionShare};
  const Share denoising{conditioning.to, share.to};
  DenoiseInputs inputs;
  inputs.text = text_;
  inputs.negative = negative_;
  std::optional<ImageEncoder> image_encoder;
  if (!context_.model.image_encoder.tensors().empty() &&
      context_.model.network.config.image_dim > 0) {
    ASSIGN_OR_RETURN(ImageEncoder encoder,
                     ImageEncoder::load(context_.model.image_encoder, context_.model.image_heads));
    image_encoder = std::move(encoder);
  }
  ConditioningTools tools{*vae_, image_encoder ? &*image_encoder : nullptr, {}};
  tools.run.tiling = memory_.encode_tiling;
  tools.run.stop = context_.stop;
  const int encodings = encodings_of(plan_, pictures);
  int encoded = 0;
  tools.run.progress = [&](Index done, Index total) {
    const double of_one = static_cast<double>(done) / static_cast<double>(total);
    report(conditioning, std::min(1.0, (encoded + of_one) / encodings), "see the pictures");
    encoded += done == total ? 1 : 0;
  };
  RETURN_IF_ERROR(condition(context_.job, plan_, pictures, tools, inputs));
  image_encoder.reset();
  context_.model.image_encoder.release_pages();
  ASSIGN_OR_RETURN(inputs.noise,
                   noise(pass, noise_shape(plan_, *vae_, pictures.references.size())));
  ASSIGN_OR_RETURN(Experts networks, experts());
  DenoiseRun run;
  run.stop = context_.stop;
  run.progress = [&](double done) {
    const int step = static_cast<int>(done * plan_.recipe.denoise.steps) + 1;
    report(denoising, done,
           fmt::format("step {} of {}", std::min(step, plan_.recipe.denoise.steps),
                       plan_.recipe.denoise.steps));
  };
  ASSIGN_OR_RETURN(const Tensor latent, denoise(networks, inputs, plan_.recipe.denoise, run));
  context_.model.network.weights.release_pages();
  const Index leading = leading_frames(plan_, pictures.references.size());
  return leading == 0 ? latent : latent.slice(1, leading, latent.extent(1)).clone();
}

Result<void> WanClip::decode(const Tensor& latent, bool goes_on, FrameDelivery& delivery,
                             Share share) {
  Vae::Run run;
  run.tiling = memory_.decode_tiling;
  run.stop = context_.stop;
  run.progress = [&](Index done, Index total) {
    report(share, static_cast<double>(done) / static_cast<double>(total), "decode");
  };
  std::vector<Tensor> recorded;
  bool skip_first = goes_on;  // it is the last frame of the pass before
  const FrameSink sink = [&](const Tensor& frames) -> Result<void> {
    last_frame_ = frames.select(1, frames.extent(1) - 1).clone();
    if (context_.replay.records()) {
      recorded.push_back(frames.clone());
    }
    const Index first = skip_first ? 1 : 0;
    skip_first = false;
    return first == frames.extent(1)
               ? Result<void>()
               : delivery.add(frames.slice(1, first, frames.extent(1)).clone());
  };
  RETURN_IF_ERROR(vae_->decode(latent, sink, run));
  if (context_.replay.records()) {
    Tensor video = Tensor::uninitialised({3, plan_.frames, plan_.size.height, plan_.size.width});
    Index at = 0;
    for (const Tensor& frames : recorded) {
      video.slice(1, at, at + frames.extent(1)).copy_from(frames);
      at += frames.extent(1);
    }
    context_.replay.keep("latent", latent);
    context_.replay.keep("video", video);
    RETURN_IF_ERROR(context_.replay.write());
  }
  return {};
}

engine::GenerationReport WanClip::facts() const {
  const DenoiseSettings& denoise = plan_.recipe.denoise;
  engine::GenerationReport report;
  report.facts = {{"network", to_string(plan_.family)},
                  {"weights", context_.model.name},
                  {"mode", to_string(plan_.task)},
                  {"generated_size", fmt::format("{}x{}", plan_.size.width, plan_.size.height)},
                  {"generated_frames", plan_.frames * plan_.passes},
                  {"solver", denoise.solver},
                  {"steps", denoise.steps},
                  {"shift", denoise.shift},
                  {"guidance", denoise.guidance.low},
                  {"compute", nn::to_string(compute_)},
                  {"predicted_peak_mib", memory_.peak() >> 20U}};
  report.warnings = context_.model.warnings;
  if (plan_.frames > plan_.recipe.frames && !context_.replay.replays()) {
    report.warnings.push_back(
        fmt::format("This model was trained for {} frames and made {} at once: motion may repeat.",
                    plan_.recipe.frames, plan_.frames));
  }
  return report;
}

Result<engine::GenerationReport> WanClip::make(engine::FrameSink& frames) {
  context_.progress.report(0, "plan");
  RETURN_IF_ERROR(plan());
  RETURN_IF_ERROR(encode_prompts());
  const engine::GenerationJob& job = context_.job;
  FrameDelivery delivery(frames, job.size,
                         {.model_fps = static_cast<double>(plan_.recipe.fps),
                          .clip_fps = job.fps,
                          .clip_frames = job.frame_count,
                          .threads = job.threads});
  PassPictures pictures = pictures_of(job);
  if (context_.replay.replays()) {
    RETURN_IF_ERROR(context_.replay.replace(pictures));
  }
  engine::GenerationReport report = facts();
  const double of_pass = (1 - kPromptEnd) / plan_.passes;
  for (int pass = 0; pass < plan_.passes; ++pass) {
    const double from = kPromptEnd + of_pass * pass;
    const double middle = from + of_pass * kDenoiseEnd;
    ASSIGN_OR_RETURN(const Tensor latent, make_latent(pass, pictures, {from, middle}));
    RETURN_IF_ERROR(decode(latent, pass > 0, delivery, {middle, from + of_pass}));
    pictures.first = last_frame_;
    if (pass == 0 && plan_.passes > 1 && plan_.task != Task::references) {
      plan_.task = Task::image;
    }
  }
  RETURN_IF_ERROR(delivery.finish());
  return report;
}

}  // namespace kirin::wan
