/// \file
/// Autoencoders of any size with random weights under the official names.
#pragma once

#include <string>
#include <vector>

#include "nn/weights/weights.h"

namespace kirin::wan {

/// What the official constructors take.
struct VaeSizes {
  bool levels = false;  ///< Wan 2.2: levels with shortcuts and 2x2 patches
  nn::Index encoder_width = 4;
  nn::Index decoder_width = 4;
  nn::Index latent_channels = 16;
  std::vector<nn::Index> multipliers = {1, 2, 4, 4};
  nn::Index residual_blocks = 2;
  std::vector<bool> halves_time = {false, true, true};  ///< one fewer than multipliers

  nn::Index pixel_channels() const { return levels ? 12 : 3; }
  /// Channels before the first level and after each one, in the order of the data.
  std::vector<nn::Index> encoder_channels() const;
  std::vector<nn::Index> decoder_channels() const;
};

inline const VaeSizes kSmall21{};
inline const VaeSizes kSmall22{
    .levels = true, .encoder_width = 4, .decoder_width = 4, .latent_channels = 48};

/// Weights that keep activations near 1, the same for a seed.
nn::Weights random_vae(const VaeSizes& sizes, std::uint32_t seed);

}  // namespace kirin::wan
