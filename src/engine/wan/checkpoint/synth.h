/// \file
/// Weight files of real shapes and random numbers, to measure and to test what cannot be
/// downloaded.
///
/// The numbers depend on seed, tensor name and position alone. Matrices are scaled so that layers
/// keep the size of what passes through them (uniform, deviation 1/√inputs; Glorot & Bengio 2010);
/// norms' gains lie about 1.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/wan/checkpoint/architecture.h"
#include "engine/wan/checkpoint/published.h"
#include "nn/weights/tensor_file_writer.h"

namespace kirin::wan {

/// The networks of one model.
struct SynthModel {
  DitArchitecture dit;
  bool has_two_experts = false;
  VaeArchitecture vae;
  T5Architecture text_encoder;
  ClipArchitecture image_encoder;
};

SynthModel synth_model(const PublishedModel& model);
/// A model of other sizes: an official config.json; or an object with "dit" (such a one) and, where
/// the published sizes will not do, "t5", "vae", "clip" with the keys of the modules' constructors
/// (dim, dim_attn, dim_ffn, num_heads, num_layers, vocab_size, num_buckets; dim, dec_dim, z_dim;
/// vision_dim, vision_layers, vision_mlp_ratio, image_size, patch_size, embed_dim) and
/// "two_experts". invalid_argument naming the key.
Result<SynthModel> synth_model(const JsonObject& config);

struct SynthOptions {
  std::set<PartKind> parts;       ///< vae21 stands for the VAE that the model needs
  std::optional<nn::DType> type;  ///< nothing: DiT and text encoder bf16, VAE f32, CLIP f16
  bool only_safetensors = false;  ///< else official file names, `.pth` for all but the DiT
  std::uint64_t shard_bytes = std::uint64_t{9'900'000'000};  ///< the most that a DiT's file holds
};

struct SynthFile {
  std::filesystem::path name;  ///< below the output folder
  nn::TensorFileWriter::Format format = nn::TensorFileWriter::Format::safetensors;
  std::vector<nn::TensorPlan> tensors;
  std::string salt;  ///< so that two experts differ
};
struct SynthPlan {
  std::vector<SynthFile> files;
  std::vector<std::pair<std::filesystem::path, std::string>> texts;  ///< config.json, indices
  std::uint64_t size_bytes = 0;
  std::uint64_t parameters = 0;
};

SynthPlan plan_synth(const SynthModel& model, const SynthOptions& options);

/// Writes the files below `folder`, which is made; memory stays constant. resource_exhausted before
/// the first byte where the disk is too small. `progress` is called with the bytes written so far.
Result<void> write_synth(
    const SynthPlan& plan, const std::filesystem::path& folder, std::uint64_t seed,
    const std::function<void(std::uint64_t done, std::string_view file)>& progress);

/// Numbers [first, first + count) of a tensor; `bytes` has room for them.
void fill_random(std::string_view name, const nn::Shape& shape, nn::DType type, std::uint64_t seed,
                 nn::Index first, nn::Index count, std::byte* bytes);

}  // namespace kirin::wan
