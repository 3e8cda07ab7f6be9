#include "engine/wan/dit/dit.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/wan/dit/load_layer.h"
#include "nn/parallel.h"

namespace kirin::wan {
namespace {

/// What operators take while they run: for each thread a tile of sums and one of weights that are
/// not of the type of the products, and for all some rows of inputs in another type.
Index operator_scratch_bytes(Index widest) {
  constexpr Index kTileBytes = Index{2} << 20;
  constexpr Index kTileOutputs = 128;
  constexpr Index kInputRows = 512;
  return nn::compute_threads() * (kTileBytes + kTileOutputs * widest * 4) + kInputRows * widest * 4;
}

}  // namespace

Result<Dit> Dit::load(const nn::Weights& weights, const DitConfig& config, nn::DType compute) {
  EXPECTS(compute == nn::DType::f32 || compute == nn::DType::bf16);
  Dit dit;
  dit.config_ = config;
  dit.compute_ = compute;
  const Index dim = config.dim;
  ASSIGN_OR_RETURN(dit.patch_, load_patch_embedding(weights, "patch_embedding",
                                                    config.in_channels * config.patch_size(), dim));
  ASSIGN_OR_RETURN(dit.time_, TimeEmbedding::load(weights, config));
  ASSIGN_OR_RETURN(dit.context_, ContextEmbedding::load(weights, config, compute));
  for (Index i = 0; i < config.layers; ++i) {
    ASSIGN_OR_RETURN(Block block, Block::load(weights, fmt::format("blocks.{}", i), config));
    dit.blocks_.push_back(std::move(block));
  }
  ASSIGN_OR_RETURN(dit.control_, ControlBranch::load(weights, config, compute));
  ASSIGN_OR_RETURN(const nn::Tensor table, load_f32(weights, "head.modulation", {1, 2, dim}));
  dit.head_modulation_ = table.reshaped({2, dim});
  ASSIGN_OR_RETURN(
      dit.head_, load_linear(weights, "head.head", dim, config.out_channels * config.patch_size()));
  return dit;
}

Result<PreparedContext> Dit::prepare(const nn::Tensor& text, const nn::Tensor& image,
                                     ContextOptions options, const nn::Trace& trace) const {
  PreparedContext context;
  ASSIGN_OR_RETURN(context.rows, context_(text, image, trace));
  if (options.keep_keys_and_values) {
    for (const Block& block : blocks_) {
      context.blocks.push_back(block.keys_values(context.rows));
    }
    for (std::size_t i = 0; i < control_.size(); ++i) {
      context.blocks.push_back(control_.keys_values(i, context.rows));
    }
  }
  return context;
}

std::size_t Dit::predicted_peak_bytes(Index tokens, Index batch) const {
  return predicted_peak_bytes(config_, compute_, tokens, batch);
}

std::size_t Dit::samples_within(std::size_t budget_bytes, Index tokens, std::size_t samples) const {
  while (samples > 1 && predicted_peak_bytes(tokens, static_cast<Index>(samples)) > budget_bytes) {
    --samples;
  }
  return samples;
}

std::size_t Dit::predicted_peak_bytes(const DitConfig& config, nn::DType compute, Index tokens,
                                      Index batch) {
  const auto size = static_cast<Index>(nn::size_bytes(compute));
  const Index rows = tokens * batch;
  const Index stream = rows * config.dim * 4;
  const Index workspace =
      4 * rows * config.dim * size + std::min(rows, Workspace::kHiddenRows) * config.ffn_dim * size;
  const Index rope = tokens * config.head_dim() * 8;
  const Index patches = rows * config.patch_size() *
                        (config.in_channels * (4 + size) + config.control_channels * (4 + size) +
                         config.out_channels * 8);
  const Index control = config.control_layers.empty() ? 0 : stream;
  const Index scratch = operator_scratch_bytes(std::max(config.dim, config.ffn_dim));
  return static_cast<std::size_t>(stream + workspace + rope + patches + control + scratch);
}

}  // namespace kirin::wan
