#include <fmt/format.h>

#include "engine/wan/checkpoint/synth.h"

namespace kirin::wan {
namespace {

using nn::Index;

constexpr Index kMost = 1 << 20;

/// Reads sizes of one object, and keeps the first that is wrong.
class Sizes {
 public:
  Sizes(const JsonObject& config, std::string_view part) : part_(part) {
    const Json* found = config.if_contains(part);
    object_ = found == nullptr ? nullptr : found->if_object();
    if (found != nullptr && object_ == nullptr) {
      wrong_ = std::string(part);
    }
  }

  void read(std::string_view key, Index& size) {
    const Json* value = object_ == nullptr ? nullptr : object_->if_contains(key);
    if (value == nullptr) {
      return;
    }
    if (!value->is_int64() || value->get_int64() < 1 || value->get_int64() > kMost) {
      wrong_ = fmt::format("{}.{}", part_, key);
      return;
    }
    size = value->get_int64();
  }
  bool is_given(std::string_view key) const { return object_ != nullptr && object_->contains(key); }

  Result<void> result() const {
    return wrong_.empty()
               ? Result<void>()
               : Result<void>(Error{ErrorCode::invalid_argument,
                                    fmt::format("{}: a size from 1 to {} is due", wrong_, kMost)});
  }

 private:
  std::string part_;
  const JsonObject* object_ = nullptr;
  std::string wrong_;
};

Result<void> read_text_encoder(const JsonObject& config, T5Architecture& t5) {
  Sizes sizes(config, "t5");
  sizes.read("vocab_size", t5.vocabulary);
  sizes.read("dim", t5.dim);
  sizes.read("dim_attn", t5.attention_dim);
  sizes.read("dim_ffn", t5.ffn_dim);
  sizes.read("num_heads", t5.heads);
  sizes.read("num_layers", t5.layers);
  sizes.read("num_buckets", t5.buckets);
  return sizes.result();
}

Result<void> read_vae(const JsonObject& config, VaeArchitecture& vae) {
  Sizes sizes(config, "vae");
  sizes.read("dim", vae.encoder_dim);
  if (sizes.is_given("dim")) {
    vae.decoder_dim = vae.encoder_dim;
  }
  sizes.read("dec_dim", vae.decoder_dim);
  sizes.read("z_dim", vae.latent_channels);
  return sizes.result();
}

Result<void> read_image_encoder(const JsonObject& config, ClipArchitecture& clip) {
  Sizes sizes(config, "clip");
  Index ratio = 4;
  Index image = 224;
  sizes.read("vision_dim", clip.dim);
  sizes.read("vision_layers", clip.layers);
  sizes.read("vision_mlp_ratio", ratio);
  sizes.read("image_size", image);
  sizes.read("patch_size", clip.patch);
  sizes.read("embed_dim", clip.embedding_dim);
  clip.mlp_dim = clip.dim * ratio;
  const Index side = std::min<Index>(image / clip.patch, 1024);
  clip.tokens = 1 + side * side;
  return sizes.result();
}

}  // namespace

SynthModel synth_model(const PublishedModel& model) {
  SynthModel all;
  all.dit = model.dit;
  all.has_two_experts = model.has_two_experts;
  all.vae = published_vae(needs_vae22(model.dit));
  return all;
}

Result<SynthModel> synth_model(const JsonObject& config) {
  const Json* dit = config.if_contains("dit");
  if (dit != nullptr && !dit->is_object()) {
    return Error{ErrorCode::invalid_argument, "\"dit\" is no object"};
  }
  SynthModel model;
  ASSIGN_OR_RETURN(model.dit, dit_of_config(dit == nullptr ? config : dit->get_object()));
  model.vae = published_vae(needs_vae22(model.dit));
  const Json* experts = config.if_contains("two_experts");
  model.has_two_experts = experts != nullptr && experts->is_bool() && experts->get_bool();
  RETURN_IF_ERROR(read_text_encoder(config, model.text_encoder));
  RETURN_IF_ERROR(read_vae(config, model.vae));
  RETURN_IF_ERROR(read_image_encoder(config, model.image_encoder));
  return model;
}

}  // namespace kirin::wan
