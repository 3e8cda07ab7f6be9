#pragma once

#include <optional>
#include <vector>

#include "nn/tensor.h"

namespace kirin::wan {

/// What each latent channel has on average in the training data: latents are handed out as
/// (value - mean) / deviation. The checkpoints do not hold these numbers.
struct LatentStatistics {
  std::vector<float> mean;
  std::vector<float> deviation;
};

/// The published numbers of the autoencoder with so many latent channels: 16 is Wan 2.1, 48 is Wan
/// 2.2. Source: wan/modules/vae2_1.py and vae2_2.py of the official repository.
std::optional<LatentStatistics> published_statistics(nn::Index latent_channels);

}  // namespace kirin::wan
