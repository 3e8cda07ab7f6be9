/// \file
/// Which tensors each network of Wan has, by its sizes: what a file must hold, and what
/// `kirin weights synth` writes.
///
/// Source: the module definitions of Wan-Video/Wan2.1 and Wan2.2 (wan/modules/{model, vace_model,
/// vae, vae2_2, t5, clip}.py); the parameter counts of the published models follow from them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/wan/checkpoint/names.h"
#include "nn/tensor.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

struct TensorSpec {
  std::string name;  ///< official
  nn::Shape shape;
};

struct DitArchitecture {
  nn::Index dim = 0;
  nn::Index ffn_dim = 0;
  nn::Index heads = 0;
  nn::Index layers = 0;
  nn::Index in_channels = 16;
  nn::Index out_channels = 16;
  nn::Index text_dim = 4096;
  nn::Index freq_dim = 256;
  nn::Index image_dim = 0;         ///< width of CLIP's tokens; 0: takes none
  nn::Index image_positions = 0;   ///< tokens with a learned position (flf2v); 0: none
  nn::Index control_channels = 0;  ///< of VACE's context; 0: no control branch
  std::vector<nn::Index> control_layers = {};
};

struct VaeArchitecture {
  bool is_22 = false;
  nn::Index encoder_dim = 96;
  nn::Index decoder_dim = 96;
  nn::Index latent_channels = 16;
};

struct T5Architecture {
  nn::Index vocabulary = 256384;
  nn::Index dim = 4096;
  nn::Index attention_dim = 4096;
  nn::Index ffn_dim = 10240;
  nn::Index heads = 64;
  nn::Index layers = 24;
  nn::Index buckets = 32;
};

/// The vision tower; the text tower of the published file is not used.
struct ClipArchitecture {
  nn::Index dim = 1280;
  nn::Index mlp_dim = 5120;
  nn::Index layers = 32;
  nn::Index patch = 14;
  nn::Index tokens = 257;
  nn::Index embedding_dim = 1024;
};

using Architecture =
    std::variant<DitArchitecture, VaeArchitecture, T5Architecture, ClipArchitecture>;

/// Every tensor that the network has, in the order of its layers.
std::vector<TensorSpec> expected_tensors(const Architecture& architecture);
std::uint64_t parameter_count(const std::vector<TensorSpec>& tensors);

/// The sizes of a network whose tensors have official names. not_found or failed_precondition where
/// a tensor that tells a size is missing or of another rank. `config`: as of official_config; it
/// tells a DiT's heads and the layers of its control branch, which tensors do not.
Result<Architecture> architecture_of(PartKind kind, const TensorShapes& official,
                                     const JsonObject& config);

/// A DiT's config.json with the keys of the official ones (dim, num_heads, in_dim, …), whichever
/// library wrote it: diffusers calls them num_attention_heads, attention_head_dim, in_channels, ….
JsonObject official_config(const JsonObject& config);
/// The DiT that a config.json (official or diffusers keys) describes. invalid_argument where it
/// lacks a size or a size is out of reach.
Result<DitArchitecture> dit_of_config(const JsonObject& config);
/// The config.json of a DiT, with official keys.
JsonObject config_of(const DitArchitecture& dit);

}  // namespace kirin::wan
