/// \file
/// The networks of one checkpoint, opened but not yet read: tensors are views of mapped files.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/wan/dit/dit_config.h"
#include "engine/wan/pipeline/recipe.h"
#include "engine/wan/text/tokenizer.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

struct NetworkParts {
  nn::Weights weights;
  DitConfig config;
};

struct ModelParts {
  std::string name;      ///< such as "Wan 2.1 T2V-1.3B"
  NetworkParts network;  ///< the only one, or the one for low noise
  std::optional<NetworkParts> high_noise;
  nn::Weights vae;
  nn::Weights text_encoder;
  nn::Index image_heads = 0;                   ///< of the image encoder; 0: as ViT-H has them
  nn::Weights image_encoder;                   ///< empty where the model needs none
  std::shared_ptr<const Tokenizer> tokenizer;  ///< null where the folder has none
  /// What an operator should know, such as tensors of a LoRA that fit nothing.
  std::vector<std::string> warnings;

  Family family() const { return family_of(network.config, high_noise.has_value()); }
};

}  // namespace kirin::wan
