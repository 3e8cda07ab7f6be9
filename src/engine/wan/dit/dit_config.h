/// \file
/// The numbers that tell one published diffusion transformer from another.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

using nn::Index;

/// Sizes of a DiT. The published config.json lacks some, the weights lack others: `dit_config`
/// joins both.
struct DitConfig {
  std::string model_type;  ///< "t2v", "i2v", …: informative only, tensor names decide
  Index dim = 0;
  Index ffn_dim = 0;
  Index heads = 0;
  Index layers = 0;
  Index in_channels = 0;   ///< of the latent and what is concatenated to it
  Index out_channels = 0;  ///< of the velocity
  Index freq_dim = 256;
  Index text_dim = 0;
  Index text_len = 512;  ///< rows of context that the blocks attend to, padding included
  float eps = 1e-6F;
  std::array<Index, 3> patch = {1, 2, 2};  ///< frames, rows, columns
  Index image_dim = 0;                     ///< width of image tokens; 0: the model takes none
  Index image_positions = 0;               ///< tokens that have a learned position; 0: none has
  Index control_channels = 0;              ///< of the VACE context; 0: no control branch
  std::vector<Index> control_layers;       ///< the main blocks that take a hint

  Index head_dim() const { return dim / heads; }
  Index patch_size() const { return patch[0] * patch[1] * patch[2]; }
};

/// The configuration of weights with the official names. `published` is the config.json beside
/// them, or empty: then heads have 128 channels, as all published models have, and hints are spread
/// evenly. failed_precondition where the two disagree or no such model can be.
Result<DitConfig> dit_config(const nn::Weights& weights, const JsonObject& published);

}  // namespace kirin::wan
