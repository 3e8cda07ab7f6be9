#include "engine/wan/condition/image_condition.h"

#include <algorithm>

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

constexpr Index kMaskChannels = 4;

void fill(Tensor region, float value) {
  Tensor values = Tensor::uninitialised(region.shape());
  std::fill_n(values.mutable_data<float>(), values.count(), value);
  region.copy_from(values);
}

/// Puts the picture at frame `at` of the frames [first, first + count), where it is among them.
void place(const Tensor& picture, Index at, Index first, Tensor& frames) {
  if (!picture.empty() && at >= first && at < first + frames.extent(1)) {
    frames.select(1, at - first).copy_from(picture);
  }
}

}  // namespace

Tensor given_mask(bool first, bool last, Index latent_frames, Index rows, Index columns) {
  Tensor mask = Tensor::zeros({kMaskChannels, latent_frames, rows, columns});
  if (first) {
    fill(mask.slice(1, 0, 1), 1.0F);
  }
  if (last) {
    // A clip of one frame has nothing but its first, which all channels stand for.
    const Index channel = latent_frames == 1 ? 0 : kMaskChannels - 1;
    fill(mask.slice(1, latent_frames - 1, latent_frames).slice(0, channel, kMaskChannels), 1.0F);
  }
  return mask;
}

Result<Tensor> image_condition(const Vae& vae, const GivenFrames& given, const ClipSize& size,
                               const Vae::Run& run) {
  const nn::Shape picture{3, size.height, size.width};
  EXPECTS(given.first.empty() || given.first.shape() == picture);
  EXPECTS(given.last.empty() || given.last.shape() == picture);
  const FrameSource source = [&](Index first, Index count) -> Result<Tensor> {
    Tensor frames = Tensor::zeros({3, count, size.height, size.width});
    place(given.first, 0, first, frames);
    place(given.last, size.frames - 1, first, frames);
    return frames;
  };
  ASSIGN_OR_RETURN(const Tensor latent, vae.encode(size, source, run));
  const Index channels = latent.extent(0);
  Tensor y = Tensor::uninitialised(
      {kMaskChannels + channels, latent.extent(1), latent.extent(2), latent.extent(3)});
  y.slice(0, 0, kMaskChannels)
      .copy_from(given_mask(!given.first.empty(), !given.last.empty(), latent.extent(1),
                            latent.extent(2), latent.extent(3)));
  y.slice(0, kMaskChannels, kMaskChannels + channels).copy_from(latent);
  return y;
}

}  // namespace kirin::wan
