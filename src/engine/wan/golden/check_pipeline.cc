#include "engine/wan/golden/check_pipeline.h"

#include <fmt/format.h>

#include "engine/wan/condition/image_condition.h"
#include "engine/wan/condition/resize.h"
#include "engine/wan/condition/vace_control.h"
#include "engine/wan/condition/video_size.h"
#include "engine/wan/golden/case_models.h"
#include "engine/wan/pipeline/denoise.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// trunc((x + 1) / 2 · 255), as the reference writes frames.
Tensor as_bytes(const Tensor& video) {
  Tensor bytes = Tensor::uninitialised(video.shape(), nn::DType::u8);
  const auto* in = video.data<float>();
  auto* out = bytes.mutable_data<std::uint8_t>();
  for (Index i = 0; i < video.count(); ++i) {
    out[i] = static_cast<std::uint8_t>((in[i] + 1) / 2 * 255);
  }
  return bytes;
}

/// Frames 0, 1, the middle one and the last, which is what long cases keep.
Tensor some_frames(const Tensor& video) {
  const Index frames = video.extent(1);
  Tensor some = Tensor::uninitialised({video.extent(0), 4, video.extent(2), video.extent(3)});
  Index at = 0;
  for (const Index frame : {Index{0}, Index{1}, frames / 2, frames - 1}) {
    some.select(1, at++).copy_from(video.select(1, frame));
  }
  return some;
}

Result<DenoiseSettings> settings_of(const GoldenCase& golden) {
  DenoiseSettings settings;
  ASSIGN_OR_RETURN(const double steps, golden.number("steps"));
  ASSIGN_OR_RETURN(settings.shift, golden.number("shift"));
  settings.steps = static_cast<int>(steps);
  if (golden.has("guide_scale")) {
    ASSIGN_OR_RETURN(settings.guidance.low, golden.number("guide_scale"));
    settings.guidance.high = settings.guidance.low;
  } else if (golden.has("guide_scale_low_high")) {
    ASSIGN_OR_RETURN(const auto scales, golden.numbers("guide_scale_low_high"));
    settings.guidance = {scales.at(0), scales.at(1)};
  } else {
    ASSIGN_OR_RETURN(const auto scales, golden.numbers("guide_scale_img_text"));
    settings.reference_guidance = {.image = scales.at(0), .text = scales.at(1)};
  }
  return settings;
}

/// Denoises and decodes, and shows the comparison all of it with `prefix` before the names.
Result<void> make_video(const GoldenCase& golden, const DenoiseInputs& inputs,
                        const DenoiseSettings& settings, const Vae& vae, const std::string& prefix,
                        Comparison& comparison, Index dropped_frames = 0) {
  ASSIGN_OR_RETURN(Experts experts, case_experts(golden));
  const DenoiseRun run{{}, {}, comparison.trace(prefix)};
  ASSIGN_OR_RETURN(const Tensor latent, denoise(experts, inputs, settings, run));
  ASSIGN_OR_RETURN(
      const Tensor video,
      vae.decode(latent.slice(1, dropped_frames, latent.extent(1)).clone(), Vae::Run()));
  comparison.see(prefix + "video", video);
  comparison.see_levels(prefix + "video_u8", as_bytes(video));
  if (comparison.expects(prefix + "video_frames")) {
    comparison.see(prefix + "video_frames", some_frames(video));
  }
  return {};
}

Result<DenoiseInputs> inputs_with_text(const GoldenCase& golden, const std::string& noise,
                                       Comparison& comparison) {
  DenoiseInputs inputs;
  ASSIGN_OR_RETURN(inputs.noise, golden.input(noise));
  ASSIGN_OR_RETURN(const CaseContexts contexts, case_contexts(golden));
  inputs.text = contexts.prompt;
  inputs.negative = contexts.negative;
  comparison.see("context", inputs.text);
  comparison.see("context_null", inputs.negative);
  return inputs;
}

Result<ClipSize> clip_size(const GoldenCase& golden, const VideoSize& size) {
  ASSIGN_OR_RETURN(const double frames, golden.number("frames"));
  return ClipSize{static_cast<Index>(frames), size.height, size.width};
}

VideoSize size_of(const Tensor& picture) {  // [height, width, 3]
  return {.width = picture.extent(1), .height = picture.extent(0)};
}

/// What CLIP sees in the pictures, one after the other: [pictures · tokens, width].
Result<Tensor> seen_by_clip(const GoldenCase& golden, const std::vector<Tensor>& pictures,
                            Comparison& comparison) {
  ASSIGN_OR_RETURN(const ImageEncoder encoder, case_image_encoder(golden));
  const auto count = static_cast<Index>(pictures.size());
  Tensor all = Tensor::uninitialised({count, encoder.tokens(), encoder.width()});
  for (Index i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const Tensor tokens,
                     encoder.encode(to_signed_floats(pictures[static_cast<std::size_t>(i)])));
    all.select(0, i).copy_from(tokens);
  }
  comparison.see("clip_fea", all);
  return all.reshaped({count * encoder.tokens(), encoder.width()});
}

}  // namespace

Result<void> check_text_to_video(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const DenoiseInputs inputs, inputs_with_text(golden, "noise", comparison));
  ASSIGN_OR_RETURN(DenoiseSettings settings, settings_of(golden));
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  bool by_solver = false;
  for (const char* solver : {"unipc", "dpmpp"}) {
    if (comparison.expects(fmt::format("{}.timesteps", solver))) {
      by_solver = true;
      settings.solver = solver;
      RETURN_IF_ERROR(
          make_video(golden, inputs, settings, vae, fmt::format("{}.", solver), comparison));
    }
  }
  return by_solver ? Result<void>() : make_video(golden, inputs, settings, vae, "", comparison);
}

Result<void> check_image_to_video(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(DenoiseInputs inputs, inputs_with_text(golden, "noise", comparison));
  ASSIGN_OR_RETURN(const DenoiseSettings settings, settings_of(golden));
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  ASSIGN_OR_RETURN(const double max_area, golden.number("max_area"));
  ASSIGN_OR_RETURN(const Tensor first, golden.input("image_u8"));
  std::vector<Tensor> pictures{first};
  if (golden.inputs().has("last_image_u8")) {
    ASSIGN_OR_RETURN(Tensor last, golden.input("last_image_u8"));
    pictures.push_back(std::move(last));
  }
  if (golden.has("clip")) {
    ASSIGN_OR_RETURN(inputs.image, seen_by_clip(golden, pictures, comparison));
  }
  ASSIGN_OR_RETURN(const ClipSize size,
                   clip_size(golden, image_video_size(size_of(first), max_area)));
  GivenFrames given;
  given.first = resize_bicubic(to_signed_floats(first), size.height, size.width);
  if (pictures.size() > 1) {
    given.last = resize_bicubic(to_signed_floats(pictures[1]), size.height, size.width);
  }
  ASSIGN_OR_RETURN(inputs.condition, image_condition(vae, given, size, Vae::Run()));
  comparison.see("y", inputs.condition);
  return make_video(golden, inputs, settings, vae, "", comparison);
}

Result<void> check_first_frame_5b(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const DenoiseSettings settings, settings_of(golden));
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  if (golden.inputs().has("i2v.noise")) {
    ASSIGN_OR_RETURN(DenoiseInputs inputs, inputs_with_text(golden, "i2v.noise", comparison));
    ASSIGN_OR_RETURN(const double max_area, golden.number("max_area"));
    ASSIGN_OR_RETURN(const Tensor image, golden.input("image_u8"));
    const VideoSize size = image_video_size_5b(size_of(image), max_area);
    const Tensor prepared = covered(image, size.height, size.width);
    comparison.see_levels("i2v.prepared_image_u8", prepared);
    const Tensor frame = to_signed_floats(prepared).reshaped({3, 1, size.height, size.width});
    ASSIGN_OR_RETURN(inputs.first_frame, vae.encode(frame, Vae::Run()));
    comparison.see("i2v.z_first_frame", inputs.first_frame);
    RETURN_IF_ERROR(make_video(golden, inputs, settings, vae, "i2v.", comparison));
  }
  if (golden.inputs().has("t2v.noise")) {
    ASSIGN_OR_RETURN(const DenoiseInputs inputs, inputs_with_text(golden, "t2v.noise", comparison));
    RETURN_IF_ERROR(make_video(golden, inputs, settings, vae, "t2v.", comparison));
  }
  return {};
}

Result<void> check_vace(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(DenoiseInputs inputs, inputs_with_text(golden, "noise", comparison));
  ASSIGN_OR_RETURN(const DenoiseSettings settings, settings_of(golden));
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  VaceSources sources;
  ASSIGN_OR_RETURN(sources.video, golden.input("video"));
  ASSIGN_OR_RETURN(sources.mask, golden.input("mask"));
  const Index height = sources.video.extent(2);
  const Index width = sources.video.extent(3);
  ASSIGN_OR_RETURN(const auto pictures, case_pictures(golden, "ref"));
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const Tensor canvas = letterboxed(to_signed_floats(pictures[i]), height, width);
    sources.references.push_back(canvas.reshaped({3, 1, height, width}));
    comparison.see(fmt::format("ref{}_canvas", i), sources.references.back());
  }
  ASSIGN_OR_RETURN(inputs.control, vace_control(vae, sources, Vae::Run()));
  comparison.see("vace_context", inputs.control);
  ASSIGN_OR_RETURN(inputs.control_scale, golden.number("context_scale"));
  return make_video(golden, inputs, settings, vae, "", comparison,
                    static_cast<Index>(pictures.size()));
}

Result<void> check_phantom(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(DenoiseInputs inputs, inputs_with_text(golden, "noise", comparison));
  ASSIGN_OR_RETURN(const DenoiseSettings settings, settings_of(golden));
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  ASSIGN_OR_RETURN(const auto pictures, case_pictures(golden, "ref"));
  const auto count = static_cast<Index>(pictures.size());
  for (Index i = 0; i < count; ++i) {
    const Tensor frame = to_signed_floats(pictures[static_cast<std::size_t>(i)]);
    ASSIGN_OR_RETURN(
        const Tensor latent,
        vae.encode(frame.reshaped({3, 1, frame.extent(1), frame.extent(2)}), Vae::Run()));
    if (inputs.references.empty()) {
      inputs.references =
          Tensor::uninitialised({latent.extent(0), count, latent.extent(2), latent.extent(3)});
    }
    inputs.references.slice(1, i, i + 1).copy_from(latent);
  }
  return make_video(golden, inputs, settings, vae, "", comparison);
}

double pipeline_tolerance(const GoldenCase& golden, std::string_view name) {
  if (name.ends_with("_u8")) {
    return 1;  // level: rounding turns the least difference into one
  }
  if (name.ends_with("timesteps") || name == "expert") {
    return 0;
  }
  const bool final = name.find("video") != std::string_view::npos;
  return final ? golden.tolerance_rel() : 5e-5;
}

}  // namespace kirin::wan
