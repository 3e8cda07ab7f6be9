#include "engine/wan/pipeline/conditioning.h"

#include <algorithm>

#include "engine/wan/condition/image_condition.h"
#include "engine/wan/condition/resize.h"
#include "engine/wan/condition/tracks.h"
#include "engine/wan/condition/vace_control.h"
#include "engine/wan/pipeline/pictures.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

ClipSize clip_size(const ClipPlan& plan) {
  return {plan.frames, plan.size.height, plan.size.width};
}

Tensor fitted(const Tensor& picture, const ClipPlan& plan) {
  return picture.empty() ? Tensor() : resize_bicubic(picture, plan.size.height, plan.size.width);
}

/// One frame as the VAE takes it: [3, 1, height, width].
Tensor as_clip(const Tensor& picture) {
  return picture.reshaped({3, 1, picture.extent(1), picture.extent(2)});
}

/// The brushes' motion as ATI reads it, [frames, tracks, 4]: time, x, y, visible, all in [-1, 1], x
/// and y relative to the short edge of the video. ATI's own tracks come at 24 fps and are thinned
/// to this rate; ours are made at it.
Tensor ati_positions(const engine::GenerationJob& job, const ClipPlan& plan, double spacing) {
  const Tracks tracks = tracks_of(job, plan.frames, spacing);
  const media::Size picture = job.first_frame->size();
  const Tensor positions =
      scaled_tracks(tracks.positions, {picture.width, picture.height}, plan.size);
  const Index count = positions.extent(1);
  const auto width = static_cast<float>(plan.size.width);
  const auto height = static_cast<float>(plan.size.height);
  const float shorter = std::min(width, height);
  Tensor made = Tensor::uninitialised({plan.frames, count, 4});
  auto* out = made.mutable_data<float>();
  const auto* position = positions.data<float>();
  const auto* visible = tracks.visible.data<bool>();
  for (Index i = 0; i < plan.frames * count; ++i) {
    const Index frame = i / count;
    *out++ = 2 * static_cast<float>(frame) / static_cast<float>(plan.frames - 1) - 1;
    *out++ = (position[2 * i] - width / 2) / shorter * 2;
    *out++ = (position[2 * i + 1] - height / 2) / shorter * 2;
    *out++ = visible[i] ? 1.0F : -1.0F;
  }
  return made;
}

/// Draws the brushes' motion into `y`.
void add_tracks(const engine::GenerationJob& job, const ClipPlan& plan, Tensor& y) {
  // A point for every cell of the latent, in pixels of the first frame.
  const double spacing = 8.0 * job.first_frame->size().width / static_cast<double>(plan.size.width);
  if (plan.method == Method::ati) {
    // Weights fall to nothing within two cells: a point for every second one is enough.
    y = splat_tracks(y, ati_positions(job, plan, 2 * spacing));
    return;
  }
  const Tracks tracks = tracks_of(job, plan.frames, spacing);
  const media::Size picture = job.first_frame->size();
  Tensor latents = y.slice(0, 4, y.extent(0)).clone();
  copy_along_tracks(latents,
                    scaled_tracks(tracks.positions, {picture.width, picture.height}, plan.size),
                    tracks.visible);
  y.slice(0, 4, y.extent(0)).copy_from(latents);
}

Result<Tensor> image_tokens(const ImageEncoder& encoder, const PassPictures& pictures,
                            Family family, const std::stop_token& stop) {
  std::vector<Tensor> shown;
  if (!pictures.first.empty()) {
    shown.push_back(pictures.first);
  }
  if (!pictures.last.empty() && (family == Family::first_last || shown.empty())) {
    shown.push_back(pictures.last);
  }
  EXPECTS(!shown.empty());
  const auto count = static_cast<Index>(shown.size());
  Tensor tokens = Tensor::uninitialised({count, encoder.tokens(), encoder.width()});
  for (Index i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const Tensor seen, encoder.encode(shown[static_cast<std::size_t>(i)], stop));
    tokens.select(0, i).copy_from(seen);
  }
  return tokens.reshaped({count * encoder.tokens(), encoder.width()});
}

/// VACE: the given frames are kept, all else is to be made.
Result<Tensor> control_of(const ClipPlan& plan, const PassPictures& pictures,
                          const ConditioningTools& tools) {
  const Index height = plan.size.height;
  const Index width = plan.size.width;
  VaceSources sources;
  sources.video = Tensor::zeros({3, plan.frames, height, width});
  sources.mask = Tensor::uninitialised({1, plan.frames, height, width});
  std::fill_n(sources.mask.mutable_data<float>(), sources.mask.count(), 1.0F);
  const auto keep = [&](const Tensor& picture, Index frame) {
    if (!picture.empty()) {
      sources.video.select(1, frame).copy_from(fitted(picture, plan));
      sources.mask.select(1, frame).copy_from(Tensor::zeros({1, height, width}));
    }
  };
  keep(pictures.first, 0);
  keep(pictures.last, plan.frames - 1);
  for (const Tensor& reference : pictures.references) {
    sources.references.push_back(as_clip(letterboxed(reference, height, width)));
  }
  return vace_control(tools.vae, sources, tools.run);
}

Result<Tensor> reference_latents(const ClipPlan& plan, const PassPictures& pictures,
                                 const ConditioningTools& tools) {
  Tensor all;
  const auto count = static_cast<Index>(pictures.references.size());
  for (Index i = 0; i < count; ++i) {
    const Tensor canvas = letterboxed(pictures.references[static_cast<std::size_t>(i)],
                                      plan.size.height, plan.size.width);
    ASSIGN_OR_RETURN(const Tensor latent, tools.vae.encode(as_clip(canvas), tools.run));
    if (all.empty()) {
      all = Tensor::uninitialised({latent.extent(0), count, latent.extent(2), latent.extent(3)});
    }
    all.slice(1, i, i + 1).copy_from(latent);
  }
  return all;
}

/// The 5B model's first frame: scaled by Lanczos, cropped, encoded by itself.
Result<Tensor> first_latent(const ClipPlan& plan, const Tensor& picture,
                            const ConditioningTools& tools) {
  Tensor bytes = Tensor::uninitialised({picture.extent(1), picture.extent(2), 3}, nn::DType::u8);
  const auto* in = picture.data<float>();
  auto* out = bytes.mutable_data<std::uint8_t>();
  const Index pixels = picture.extent(1) * picture.extent(2);
  for (Index i = 0; i < pixels; ++i) {
    for (Index channel = 0; channel < 3; ++channel) {
      const float value = (in[channel * pixels + i] + 1) / 2 * 255;
      *out++ = static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
    }
  }
  const Tensor prepared = covered(bytes, plan.size.height, plan.size.width);
  return tools.vae.encode(as_clip(to_signed_floats(prepared)), tools.run);
}

bool uses_condition(Family family) {
  return family == Family::image || family == Family::image_experts || family == Family::first_last;
}

}  // namespace

PassPictures pictures_of(const engine::GenerationJob& job) {
  PassPictures pictures;
  if (job.first_frame) {
    pictures.first = as_floats(*job.first_frame);
  }
  if (job.last_frame) {
    pictures.last = as_floats(*job.last_frame);
  }
  for (const auto& reference : job.references) {
    pictures.references.push_back(as_floats(on_white(reference)));
  }
  return pictures;
}

Result<void> condition(const engine::GenerationJob& job, const ClipPlan& plan,
                       const PassPictures& pictures, const ConditioningTools& tools,
                       DenoiseInputs& inputs) {
  if (tools.image_encoder != nullptr) {
    ASSIGN_OR_RETURN(inputs.image,
                     image_tokens(*tools.image_encoder, pictures, plan.family, tools.run.stop));
  }
  if (plan.family == Family::vace) {
    ASSIGN_OR_RETURN(inputs.control, control_of(plan, pictures, tools));
    inputs.control_scale = plan.recipe.control_scale;
    return {};
  }
  if (plan.family == Family::first_frame_5b) {
    if (!pictures.first.empty()) {
      ASSIGN_OR_RETURN(inputs.first_frame, first_latent(plan, pictures.first, tools));
    }
    return {};
  }
  if (uses_condition(plan.family)) {
    const GivenFrames given{fitted(pictures.first, plan), fitted(pictures.last, plan)};
    ASSIGN_OR_RETURN(inputs.condition,
                     image_condition(tools.vae, given, clip_size(plan), tools.run));
    if (plan.task == Task::brush) {
      add_tracks(job, plan, inputs.condition);
    }
    return {};
  }
  if (plan.method == Method::phantom) {
    ASSIGN_OR_RETURN(inputs.references, reference_latents(plan, pictures, tools));
  }
  return {};
}

int encodings_of(const ClipPlan& plan, const PassPictures& pictures) {
  const auto references = static_cast<int>(pictures.references.size());
  if (plan.family == Family::vace) {
    return 2 + references;  // what is kept, what is to be made, and each reference
  }
  return std::max(1, plan.method == Method::phantom ? references : 1);
}

nn::Shape noise_shape(const ClipPlan& plan, const Vae& vae, std::size_t references) {
  const bool appended = plan.family == Family::vace || plan.method == Method::phantom;
  return {vae.latent_channels(),
          plan.latent_frames() + (appended ? static_cast<Index>(references) : 0),
          plan.size.height / vae.stride_space(), plan.size.width / vae.stride_space()};
}

Index leading_frames(const ClipPlan& plan, std::size_t references) {
  return plan.family == Family::vace ? static_cast<Index>(references) : 0;
}

}  // namespace kirin::wan
