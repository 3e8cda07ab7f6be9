/// \file
/// `y`: the channels beside the noise that tell an image-to-video model which frames are given.
#pragma once

#include "base/result.h"
#include "engine/wan/vae/vae.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// The frames that are given, each [3, height, width] f32 in [-1, 1] of the clip's size, or empty.
struct GivenFrames {
  nn::Tensor first;
  nn::Tensor last;
};

/// [4 + z, F, h, w]: four mask channels, then the latents of a clip that holds the given frames and
/// is grey (0) between them, encoded as a whole. A mask channel stands for one of the four pixel
/// frames of a latent frame, 1 where it is given; the first pixel frame fills all four channels of
/// latent frame 0. `frames` is 1 more than a multiple of 4. Errors are the VAE's.
Result<nn::Tensor> image_condition(const Vae& vae, const GivenFrames& given, const ClipSize& size,
                                   const Vae::Run& run);

/// The mask alone, [4, F, h, w].
nn::Tensor given_mask(bool first, bool last, nn::Index latent_frames, nn::Index rows,
                      nn::Index columns);

}  // namespace kirin::wan
