#include "engine/wan/dit/dit_config.h"

#include <fmt/format.h>

#include <algorithm>

namespace kirin::wan {
namespace {

constexpr Index kMostLayers = 1000;

/// How many of prefix.0, prefix.1, … there are.
Index count_blocks(const nn::Weights& weights, std::string_view prefix) {
  Index count = 0;
  while (count < kMostLayers && weights.has_prefix(fmt::format("{}.{}.", prefix, count))) {
    ++count;
  }
  return count;
}

Result<void> read_weights(const nn::Weights& weights, DitConfig& config) {
  ASSIGN_OR_RETURN(const auto patch, weights.get("patch_embedding.weight", {-1, -1, -1, -1, -1}));
  ASSIGN_OR_RETURN(const auto ffn, weights.get("blocks.0.ffn.0.weight", {-1, -1}));
  ASSIGN_OR_RETURN(const auto text, weights.get("text_embedding.0.weight", {-1, -1}));
  ASSIGN_OR_RETURN(const auto time, weights.get("time_embedding.0.weight", {-1, -1}));
  ASSIGN_OR_RETURN(const auto head, weights.get("head.head.weight", {-1, -1}));
  config.dim = patch.extent(0);
  config.in_channels = patch.extent(1);
  config.patch = {patch.extent(2), patch.extent(3), patch.extent(4)};
  config.ffn_dim = ffn.extent(0);
  config.text_dim = text.extent(1);
  config.freq_dim = time.extent(1);
  config.layers = count_blocks(weights, "blocks");
  const Index smallest = std::min({config.patch_size(), config.dim, config.in_channels,
                                   config.ffn_dim, config.text_dim, config.freq_dim});
  if (smallest < 1 || config.freq_dim % 2 != 0 || head.extent(0) < config.patch_size()) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("patch embedding {} and time embedding {} make no model",
                             nn::to_string(patch.shape()), nn::to_string(time.shape()))};
  }
  config.out_channels = head.extent(0) / config.patch_size();
  return {};
}

Result<void> read_branches(const nn::Weights& weights, DitConfig& config) {
  if (weights.has_prefix("img_emb.")) {
    ASSIGN_OR_RETURN(const auto norm, weights.get("img_emb.proj.0.weight", {-1}));
    config.image_dim = norm.extent(0);
    if (weights.has("img_emb.emb_pos")) {
      ASSIGN_OR_RETURN(const auto positions,
                       weights.get("img_emb.emb_pos", {1, -1, config.image_dim}));
      config.image_positions = positions.extent(1);
    }
  }
  if (weights.has_prefix("vace_blocks.")) {
    ASSIGN_OR_RETURN(const auto patch, weights.get("vace_patch_embedding.weight",
                                                   {config.dim, -1, config.patch[0],
                                                    config.patch[1], config.patch[2]}));
    config.control_channels = patch.extent(1);
    const Index hints = count_blocks(weights, "vace_blocks");
    for (Index i = 0; i < hints; ++i) {
      config.control_layers.push_back(i * std::max<Index>(1, config.layers / hints));
    }
  }
  return {};
}

/// Whether the published number, where there is one, is the one that the weights have.
Result<void> expect_same(const JsonObject& published, std::string_view key, Index found) {
  const auto* value = published.if_contains(key);
  if (value == nullptr) {
    return {};
  }
  if (!value->is_int64() || value->get_int64() != found) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("config.json says {} {}, the weights have {}", key,
                             boost::json::serialize(*value), found)};
  }
  return {};
}

Result<void> read_integer(const JsonObject& published, std::string_view key, Index lowest,
                          Index highest, Index& number) {
  const auto* value = published.if_contains(key);
  if (value == nullptr) {
    return {};
  }
  if (!value->is_int64() || value->get_int64() < lowest || value->get_int64() > highest) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("config.json says {} {}, due is a number from {} to {}", key,
                             boost::json::serialize(*value), lowest, highest)};
  }
  number = value->get_int64();
  return {};
}

Result<void> read_control_layers(const JsonObject& published, DitConfig& config) {
  const auto* value = published.if_contains("vace_layers");
  if (value == nullptr || config.control_layers.empty()) {
    return {};
  }
  std::vector<Index> layers;
  if (const auto* array = value->if_array()) {
    for (const auto& layer : *array) {
      const bool fits = layer.is_int64() && layer.get_int64() < config.layers &&
                        layer.get_int64() > (layers.empty() ? -1 : layers.back());
      layers.push_back(fits ? layer.get_int64() : config.layers);
    }
  }
  if (layers.size() != config.control_layers.size() || layers.back() >= config.layers) {
    return Error{
        ErrorCode::failed_precondition,
        fmt::format("config.json says vace_layers {}, the weights have {} control blocks "
                    "for {} blocks",
                    boost::json::serialize(*value), config.control_layers.size(), config.layers)};
  }
  config.control_layers = std::move(layers);
  return {};
}

Result<void> read_published(const JsonObject& published, DitConfig& config) {
  RETURN_IF_ERROR(expect_same(published, "dim", config.dim));
  RETURN_IF_ERROR(expect_same(published, "ffn_dim", config.ffn_dim));
  RETURN_IF_ERROR(expect_same(published, "freq_dim", config.freq_dim));
  RETURN_IF_ERROR(expect_same(published, "in_dim", config.in_channels));
  RETURN_IF_ERROR(expect_same(published, "out_dim", config.out_channels));
  RETURN_IF_ERROR(expect_same(published, "num_layers", config.layers));
  RETURN_IF_ERROR(expect_same(published, "text_dim", config.text_dim));
  RETURN_IF_ERROR(read_integer(published, "num_heads", 1, config.dim, config.heads));
  RETURN_IF_ERROR(read_integer(published, "text_len", 1, 1 << 16, config.text_len));
  RETURN_IF_ERROR(read_control_layers(published, config));
  if (const auto* eps = published.if_contains("eps"); eps != nullptr) {
    if (!eps->is_double() || !(eps->get_double() >= 0 && eps->get_double() < 1)) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("config.json says eps {}", boost::json::serialize(*eps))};
    }
    config.eps = static_cast<float>(eps->get_double());
  }
  if (const auto* type = published.if_contains("model_type"); type != nullptr) {
    config.model_type = type->is_string() ? std::string(type->get_string()) : std::string();
  }
  return {};
}

}  // namespace

Result<DitConfig> dit_config(const nn::Weights& weights, const JsonObject& published) {
  DitConfig config;
  RETURN_IF_ERROR(read_weights(weights, config));
  RETURN_IF_ERROR(read_branches(weights, config));
  config.heads = std::max<Index>(1, config.dim / 128);
  RETURN_IF_ERROR(read_published(published, config));
  const bool hints_fit =
      config.control_layers.empty() || config.control_layers.back() < config.layers;
  if (config.layers < 1 || !hints_fit || config.dim % config.heads != 0 ||
      config.head_dim() % 2 != 0) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("{} blocks of width {} with {} heads make no model", config.layers,
                             config.dim, config.heads)};
  }
  return config;
}

}  // namespace kirin::wan
