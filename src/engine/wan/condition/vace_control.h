/// \file
/// VACE's control channels: a video, a mask of what is to be made anew, and reference pictures.
#pragma once

#include <vector>

#include "base/result.h"
#include "engine/wan/vae/vae.h"
#include "nn/tensor.h"

namespace kirin::wan {

struct VaceSources {
  nn::Tensor video;  ///< [3, T, H, W] f32 in [-1, 1]; grey (0) where nothing is given
  nn::Tensor mask;   ///< [1, T, H, W] f32 in [0, 1]; 1 where the model is to make the picture
  /// [3, 1, H, W] each, as `letterboxed` makes them. They stand before the video in time.
  std::vector<nn::Tensor> references;
};

/// [2z + 64, references + F, h, w]: latents of what is kept (pixels where the mask is at most 0.5),
/// latents of what is to be made (the rest), and the mask's 8x8 pixels of each cell as channels
/// (row · 8 + column), in time by nearest neighbour (exact centres). References: their latents,
/// then zeros. Errors are the VAE's. Source: Jiang et al., "VACE" (2025), and the gotchas of the
/// reference data.
Result<nn::Tensor> vace_control(const Vae& vae, const VaceSources& sources, const Vae::Run& run);

}  // namespace kirin::wan
