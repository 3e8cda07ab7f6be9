/// \file
/// The transformer once more, written from its formulas with plain loops in double and without any
/// of the engine's shortcuts: padding stays padding, every token has its own time.
#pragma once

#include <vector>

#include "engine/wan/dit/dit_config.h"
#include "nn/tensor.h"

namespace kirin::wan {

struct PlainInputs {
  nn::Tensor latent;              ///< [channels, F, h, w]
  nn::Tensor condition;           ///< or empty
  nn::Tensor text;                ///< [tokens, text_dim]
  nn::Tensor image;               ///< [tokens, image_dim] or empty
  nn::Tensor control;             ///< [control_channels, F, h, w] or empty
  std::vector<double> timesteps;  ///< one, or one a token
  double control_scale = 1;
};

/// The velocity [out_channels, F, h, w].
nn::Tensor plain_velocity(const nn::Weights& weights, const DitConfig& config,
                          const PlainInputs& inputs);

}  // namespace kirin::wan
