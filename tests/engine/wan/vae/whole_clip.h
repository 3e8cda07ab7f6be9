/// \file
/// The autoencoders written for whole clips: no chunks, no past, every layer sees all frames at
/// once. Slow and large, and an independent statement of what the frame by frame code must compute.
#pragma once

#include "engine/wan/vae/latent_statistics.h"
#include "engine/wan/vae/random_vae.h"

namespace kirin::wan {

/// video [3, T, H, W] → normalised latent [z, F, h, w].
nn::Tensor encode_whole(const VaeSizes& sizes, const nn::Weights& weights,
                        const LatentStatistics& statistics, const nn::Tensor& video);
/// latent → clip, not clamped.
nn::Tensor decode_whole(const VaeSizes& sizes, const nn::Weights& weights,
                        const LatentStatistics& statistics, const nn::Tensor& latent);

}  // namespace kirin::wan
