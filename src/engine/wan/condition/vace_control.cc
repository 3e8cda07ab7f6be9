#include "engine/wan/condition/vace_control.h"

#include <algorithm>

#include "nn/ops/rearrange.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

enum class Part { kept, made };

/// The video with the pixels of the other part at 0, the middle of their range.
Tensor masked(const Tensor& video, const Tensor& mask, Part part) {
  Tensor result = video.clone();
  const Index pixels = mask.count();
  const auto* weight = mask.data<float>();
  auto* value = result.mutable_data<float>();
  for (Index channel = 0; channel < video.extent(0); ++channel) {
    for (Index i = 0; i < pixels; ++i, ++value) {
      const bool made = weight[i] > 0.5F;
      *value = made == (part == Part::made) ? *value : 0.0F;
    }
  }
  return result;
}

/// [64, F, h, w]: the mask's pixels of each cell, for the frames nearest to the latent frames.
Tensor mask_channels(const Tensor& mask, Index frames, Index stride) {
  const Index height = mask.extent(2) / stride;
  const Index width = mask.extent(3) / stride;
  Tensor channels = Tensor::uninitialised({stride * stride, frames, height, width});
  for (Index frame = 0; frame < frames; ++frame) {
    // Centre of output frame i in the input: (i + 1/2) · T / F, truncated.
    const Index nearest =
        std::min<Index>(mask.extent(1) - 1, (2 * frame + 1) * mask.extent(1) / (2 * frames));
    const Tensor cells = nn::Permute{}(
        mask.select(0, 0).select(0, nearest).clone().reshaped({height, stride, width, stride}),
        {1, 3, 0, 2});
    channels.select(1, frame).copy_from(cells.reshaped({stride * stride, height, width}));
  }
  return channels;
}

}  // namespace

Result<Tensor> vace_control(const Vae& vae, const VaceSources& sources, const Vae::Run& run) {
  EXPECTS(sources.video.rank() == 4 && sources.mask.rank() == 4 && sources.mask.extent(0) == 1);
  EXPECTS(sources.mask.count() * 3 == sources.video.count());
  ASSIGN_OR_RETURN(const Tensor kept,
                   vae.encode(masked(sources.video, sources.mask, Part::kept), run));
  ASSIGN_OR_RETURN(const Tensor made,
                   vae.encode(masked(sources.video, sources.mask, Part::made), run));
  const Index z = kept.extent(0);
  const Index frames = kept.extent(1);
  const auto references = static_cast<Index>(sources.references.size());
  const Tensor mask = mask_channels(sources.mask, frames, vae.stride_space());
  Tensor control =
      Tensor::zeros({2 * z + mask.extent(0), references + frames, kept.extent(2), kept.extent(3)});
  for (Index i = 0; i < references; ++i) {
    ASSIGN_OR_RETURN(const Tensor latent,
                     vae.encode(sources.references[static_cast<std::size_t>(i)], run));
    control.slice(0, 0, z).slice(1, i, i + 1).copy_from(latent);
  }
  Tensor later = control.slice(1, references, references + frames);
  later.slice(0, 0, z).copy_from(kept);
  later.slice(0, z, 2 * z).copy_from(made);
  later.slice(0, 2 * z, control.extent(0)).copy_from(mask);
  return control;
}

}  // namespace kirin::wan
