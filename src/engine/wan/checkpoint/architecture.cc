#include "engine/wan/checkpoint/architecture.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace kirin::wan {
namespace {

using nn::Index;

constexpr Index kMostLayers = 1000;
constexpr Index kMostExtent = 1 << 20;
constexpr Index kPatchPixels = 4;
constexpr Index kHeadDim = 128;  // of all published DiTs

bool has_prefix(const TensorShapes& tensors, std::string_view prefix) {
  const auto first = tensors.lower_bound(prefix);
  return first != tensors.end() && first->first.starts_with(prefix);
}

/// How many of prefix.0., prefix.1., … there are.
Index count_layers(const TensorShapes& tensors, std::string_view prefix) {
  Index count = 0;
  while (count < kMostLayers && has_prefix(tensors, fmt::format("{}.{}.", prefix, count))) {
    ++count;
  }
  return count;
}

/// Reads extents of tensors, and keeps the first error.
class Extents {
 public:
  explicit Extents(const TensorShapes& tensors) : tensors_(tensors) {}

  Index operator()(std::string_view name, std::size_t rank, std::size_t axis) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
      return fail({ErrorCode::not_found, fmt::format("tensor \"{}\" is missing", name)});
    }
    if (found->second.size() != rank) {
      return fail({ErrorCode::failed_precondition,
                   fmt::format("tensor \"{}\" has the shape {}, {} axes are due", name,
                               nn::to_string(found->second), rank)});
    }
    return found->second[axis];
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  Index fail(Error error) {
    error_ = error_ ? error_ : std::move(error);
    return 0;
  }

  const TensorShapes& tensors_;
  std::optional<Error> error_;
};

/// Hints are spread evenly where no config says otherwise: 0, 2, … or 0, 5, ….
std::vector<Index> evenly_spread(Index hints, Index layers) {
  std::vector<Index> all;
  for (Index i = 0; i < hints; ++i) {
    all.push_back(i * std::max<Index>(1, (layers + hints - 1) / hints));
  }
  return all;
}

std::optional<Index> integer(const JsonObject& config, std::string_view key) {
  const Json* value = config.if_contains(key);
  return value != nullptr && value->is_int64() ? std::optional<Index>(value->get_int64())
                                               : std::nullopt;
}

std::optional<std::vector<Index>> integers(const JsonObject& config, std::string_view key) {
  const Json* value = config.if_contains(key);
  if (value == nullptr || !value->is_array()) {
    return std::nullopt;
  }
  std::vector<Index> all;
  for (const Json& item : value->get_array()) {
    all.push_back(item.is_int64() ? item.get_int64() : -1);
  }
  return all;
}

Result<Architecture> dit_of(const TensorShapes& tensors, const JsonObject& config) {
  Extents extent(tensors);
  DitArchitecture dit;
  dit.dim = extent("patch_embedding.weight", 5, 0);
  dit.in_channels = extent("patch_embedding.weight", 5, 1);
  dit.ffn_dim = extent("blocks.0.ffn.0.weight", 2, 0);
  dit.out_channels = extent("head.head.weight", 2, 0) / kPatchPixels;
  dit.text_dim = extent("text_embedding.0.weight", 2, 1);
  dit.freq_dim = extent("time_embedding.0.weight", 2, 1);
  dit.layers = count_layers(tensors, "blocks");
  if (has_prefix(tensors, "img_emb.")) {
    dit.image_dim = extent("img_emb.proj.0.weight", 1, 0);
  }
  if (tensors.contains("img_emb.emb_pos")) {
    dit.image_positions = extent("img_emb.emb_pos", 3, 1);
  }
  if (has_prefix(tensors, "vace_")) {
    dit.control_channels = extent("vace_patch_embedding.weight", 5, 1);
    const Index hints = count_layers(tensors, "vace_blocks");
    const auto listed = integers(config, "vace_layers");
    dit.control_layers = listed && static_cast<Index>(listed->size()) == hints
                             ? *listed
                             : evenly_spread(hints, dit.layers);
  }
  dit.heads = integer(config, "num_heads").value_or(std::max<Index>(1, dit.dim / kHeadDim));
  if (extent.error()) {
    return *extent.error();
  }
  return Architecture(std::move(dit));
}

Result<Architecture> vae_of(const TensorShapes& tensors, bool is_22) {
  Extents extent(tensors);
  VaeArchitecture vae;
  vae.is_22 = is_22;
  vae.encoder_dim = extent("encoder.conv1.weight", 5, 0);
  vae.decoder_dim = extent("decoder.head.2.weight", 5, 1);
  vae.latent_channels = extent("conv2.weight", 5, 0);
  return extent.error() ? Result<Architecture>(*extent.error()) : Architecture(vae);
}

Result<Architecture> t5_of(const TensorShapes& tensors) {
  Extents extent(tensors);
  T5Architecture t5;
  t5.vocabulary = extent("token_embedding.weight", 2, 0);
  t5.dim = extent("token_embedding.weight", 2, 1);
  t5.attention_dim = extent("blocks.0.attn.q.weight", 2, 0);
  t5.ffn_dim = extent("blocks.0.ffn.fc1.weight", 2, 0);
  t5.buckets = extent("blocks.0.pos_embedding.embedding.weight", 2, 0);
  t5.heads = extent("blocks.0.pos_embedding.embedding.weight", 2, 1);
  t5.layers = count_layers(tensors, "blocks");
  return extent.error() ? Result<Architecture>(*extent.error()) : Architecture(t5);
}

Result<Architecture> clip_of(const TensorShapes& tensors) {
  Extents extent(tensors);
  ClipArchitecture clip;
  clip.dim = extent("visual.patch_embedding.weight", 4, 0);
  clip.patch = extent("visual.patch_embedding.weight", 4, 2);
  clip.tokens = extent("visual.pos_embedding", 3, 1);
  clip.mlp_dim = extent("visual.transformer.0.mlp.0.weight", 2, 0);
  clip.layers = count_layers(tensors, "visual.transformer");
  // Vision towers are published without the projection too: it is not used.
  clip.embedding_dim = tensors.contains("visual.head") ? extent("visual.head", 2, 1) : 0;
  return extent.error() ? Result<Architecture>(*extent.error()) : Architecture(clip);
}

Error lacks(std::string_view key) {
  return Error{
      ErrorCode::invalid_argument,
      fmt::format("the configuration lacks {}, or it is no number from 1 to {}", key, kMostExtent)};
}

}  // namespace

Result<Architecture> architecture_of(PartKind kind, const TensorShapes& official,
                                     const JsonObject& config) {
  switch (kind) {
    case PartKind::dit:
      return dit_of(official, config);
    case PartKind::vae21:
    case PartKind::vae22:
      return vae_of(official, kind == PartKind::vae22);
    case PartKind::t5:
      return t5_of(official);
    case PartKind::clip:
      return clip_of(official);
  }
  EXPECTS(false);
}

JsonObject official_config(const JsonObject& config) {
  JsonObject official = config;
  const auto rename = [&](std::string_view from, std::string_view to) {
    if (const Json* value = config.if_contains(from); value != nullptr && !config.contains(to)) {
      official[to] = *value;
    }
  };
  rename("num_attention_heads", "num_heads");
  rename("in_channels", "in_dim");
  rename("out_channels", "out_dim");
  rename("vace_in_channels", "vace_in_dim");
  const auto heads = integer(official, "num_heads");
  const auto head_dim = integer(config, "attention_head_dim");
  if (!config.contains("dim") && heads && head_dim && *heads > 0 && *heads <= kMostExtent &&
      *head_dim > 0 && *head_dim <= kMostExtent) {
    official["dim"] = *heads * *head_dim;
  }
  return official;
}

Result<DitArchitecture> dit_of_config(const JsonObject& published) {
  const JsonObject config = official_config(published);
  DitArchitecture dit;
  dit.heads = 0;
  const std::pair<const char*, Index*> needed[] = {
      {"dim", &dit.dim},           {"ffn_dim", &dit.ffn_dim},    {"num_heads", &dit.heads},
      {"num_layers", &dit.layers}, {"in_dim", &dit.in_channels}, {"out_dim", &dit.out_channels}};
  for (const auto& [key, size] : needed) {
    const auto value = integer(config, key);
    if (!value || *value < 1 || *value > kMostExtent) {
      return lacks(key);
    }
    *size = *value;
  }
  const std::pair<const char*, Index*> optional[] = {{"text_dim", &dit.text_dim},
                                                     {"freq_dim", &dit.freq_dim},
                                                     {"image_dim", &dit.image_dim},
                                                     {"vace_in_dim", &dit.control_channels}};
  for (const auto& [key, size] : optional) {
    const Json* given = config.if_contains(key);
    const auto value = integer(config, key);
    if (given != nullptr && !given->is_null() && (!value || *value < 0 || *value > kMostExtent)) {
      return lacks(key);
    }
    *size = value.value_or(*size);
  }
  const Json* type = config.if_contains("model_type");
  const std::string_view model_type =
      type != nullptr && type->is_string() ? std::string_view(type->get_string()) : "";
  // The official files do not say that the image models of 2.1 take CLIP's tokens; their own key.
  constexpr Index kClipDim = 1280;
  if (model_type == "flf2v") {
    dit.image_dim = dit.image_dim > 0 ? dit.image_dim : kClipDim;
    dit.image_positions = integer(config, "pos_embed_seq_len").value_or(514);
  }
  if (dit.control_channels > 0) {
    const auto layers = integers(config, "vace_layers");
    if (!layers || layers->empty() || static_cast<Index>(layers->size()) > dit.layers) {
      return lacks("vace_layers");
    }
    dit.control_layers = *layers;
  }
  return dit.layers > kMostLayers ? Result<DitArchitecture>(lacks("num_layers")) : dit;
}

JsonObject config_of(const DitArchitecture& dit) {
  const bool is_controlled = dit.control_channels > 0;
  const char* type = is_controlled                                 ? "vace"
                     : dit.image_positions > 0                     ? "flf2v"
                     : dit.in_channels == 2 * dit.out_channels + 4 ? "i2v"
                     : dit.out_channels == 48                      ? "ti2v"
                                                                   : "t2v";
  JsonObject config{{"_class_name", is_controlled ? "VaceWanModel" : "WanModel"},
                    {"_diffusers_version", "0.33.0"},
                    {"dim", dit.dim},
                    {"eps", 1e-6},
                    {"ffn_dim", dit.ffn_dim},
                    {"freq_dim", dit.freq_dim},
                    {"in_dim", dit.in_channels},
                    {"model_type", type},
                    {"num_heads", dit.heads},
                    {"num_layers", dit.layers},
                    {"out_dim", dit.out_channels},
                    {"text_len", 512}};
  if (is_controlled) {
    config["vace_layers"] = JsonArray(dit.control_layers.begin(), dit.control_layers.end());
    config["vace_in_dim"] = dit.control_channels;
  }
  return config;
}

}  // namespace kirin::wan
