#include "engine/wan/checkpoint/name_tables.h"

#include <array>

namespace kirin::wan {
namespace {

// clang-format off
// diffusers numbers a block's norms anew: its norm2 is the official norm3.
constexpr std::array kDit = {
    NameRule{"patch_embedding.*", "patch_embedding.*"},
    NameRule{"vace_patch_embedding.*", "vace_patch_embedding.*"},
    NameRule{"text_embedding.0.*", "condition_embedder.text_embedder.linear_1.*"},
    NameRule{"text_embedding.2.*", "condition_embedder.text_embedder.linear_2.*"},
    NameRule{"time_embedding.0.*", "condition_embedder.time_embedder.linear_1.*"},
    NameRule{"time_embedding.2.*", "condition_embedder.time_embedder.linear_2.*"},
    NameRule{"time_projection.1.*", "condition_embedder.time_proj.*"},
    NameRule{"img_emb.emb_pos", "condition_embedder.image_embedder.pos_embed"},
    NameRule{"img_emb.proj.0.*", "condition_embedder.image_embedder.norm1.*"},
    NameRule{"img_emb.proj.1.*", "condition_embedder.image_embedder.ff.net.0.proj.*"},
    NameRule{"img_emb.proj.3.*", "condition_embedder.image_embedder.ff.net.2.*"},
    NameRule{"img_emb.proj.4.*", "condition_embedder.image_embedder.norm2.*"},
    NameRule{"blocks.#.modulation", "blocks.#.scale_shift_table"},
    NameRule{"blocks.#.self_attn.q.*", "blocks.#.attn1.to_q.*"},
    NameRule{"blocks.#.self_attn.k.*", "blocks.#.attn1.to_k.*"},
    NameRule{"blocks.#.self_attn.v.*", "blocks.#.attn1.to_v.*"},
    NameRule{"blocks.#.self_attn.o.*", "blocks.#.attn1.to_out.0.*"},
    NameRule{"blocks.#.self_attn.norm_q.*", "blocks.#.attn1.norm_q.*"},
    NameRule{"blocks.#.self_attn.norm_k.*", "blocks.#.attn1.norm_k.*"},
    NameRule{"blocks.#.norm3.*", "blocks.#.norm2.*"},
    NameRule{"blocks.#.cross_attn.q.*", "blocks.#.attn2.to_q.*"},
    NameRule{"blocks.#.cross_attn.k.*", "blocks.#.attn2.to_k.*"},
    NameRule{"blocks.#.cross_attn.v.*", "blocks.#.attn2.to_v.*"},
    NameRule{"blocks.#.cross_attn.o.*", "blocks.#.attn2.to_out.0.*"},
    NameRule{"blocks.#.cross_attn.norm_q.*", "blocks.#.attn2.norm_q.*"},
    NameRule{"blocks.#.cross_attn.norm_k.*", "blocks.#.attn2.norm_k.*"},
    NameRule{"blocks.#.cross_attn.k_img.*", "blocks.#.attn2.add_k_proj.*"},
    NameRule{"blocks.#.cross_attn.v_img.*", "blocks.#.attn2.add_v_proj.*"},
    NameRule{"blocks.#.cross_attn.norm_k_img.*", "blocks.#.attn2.norm_added_k.*"},
    NameRule{"blocks.#.ffn.0.*", "blocks.#.ffn.net.0.proj.*"},
    NameRule{"blocks.#.ffn.2.*", "blocks.#.ffn.net.2.*"},
    NameRule{"blocks.#.before_proj.*", "blocks.#.proj_in.*"},
    NameRule{"blocks.#.after_proj.*", "blocks.#.proj_out.*"},
    NameRule{"head.modulation", "scale_shift_table"},
    NameRule{"head.head.*", "proj_out.*"},
};

// A residual block, an attention block and a resampler behind their places in the network.
#define RESIDUAL(official, other)                                     \
  NameRule{official ".residual.0.gamma", other ".norm1.gamma"},       \
      NameRule{official ".residual.2.*", other ".conv1.*"},           \
      NameRule{official ".residual.3.gamma", other ".norm2.gamma"},   \
      NameRule{official ".residual.6.*", other ".conv2.*"},           \
      NameRule{official ".shortcut.*", other ".conv_shortcut.*"}
#define RESAMPLER(official, other)                              \
  NameRule{official ".resample.1.*", other ".resample.1.*"},    \
      NameRule{official ".time_conv.*", other ".time_conv.*"}
#define AROUND(half)                                                         \
  NameRule{half ".conv1.*", half ".conv_in.*"},                              \
      RESIDUAL(half ".middle.0", half ".mid_block.resnets.0"),               \
      NameRule{half ".middle.1.*", half ".mid_block.attentions.0.*"},        \
      RESIDUAL(half ".middle.2", half ".mid_block.resnets.1"),               \
      NameRule{half ".head.0.gamma", half ".norm_out.gamma"},                \
      NameRule{half ".head.2.*", half ".conv_out.*"}

constexpr std::array kVae21 = {
    NameRule{"conv1.*", "quant_conv.*"},
    NameRule{"conv2.*", "post_quant_conv.*"},
    AROUND("encoder"),
    AROUND("decoder"),
    RESIDUAL("encoder.downsamples.#", "encoder.down_blocks.#"),
    RESAMPLER("encoder.downsamples.#", "encoder.down_blocks.#"),
    RESAMPLER("decoder.upsamples.#.upsamples.3", "decoder.up_blocks.#.upsamplers.0"),
    RESIDUAL("decoder.upsamples.#.upsamples.#", "decoder.up_blocks.#.resnets.#"),
};

constexpr std::array kVae22 = {
    NameRule{"conv1.*", "quant_conv.*"},
    NameRule{"conv2.*", "post_quant_conv.*"},
    AROUND("encoder"),
    AROUND("decoder"),
    RESAMPLER("encoder.downsamples.#.downsamples.2", "encoder.down_blocks.#.downsampler"),
    RESIDUAL("encoder.downsamples.#.downsamples.#", "encoder.down_blocks.#.resnets.#"),
    RESAMPLER("decoder.upsamples.#.upsamples.3", "decoder.up_blocks.#.upsampler"),
    RESIDUAL("decoder.upsamples.#.upsamples.#", "decoder.up_blocks.#.resnets.#"),
};
#undef RESIDUAL
#undef RESAMPLER
#undef AROUND

constexpr std::array kT5 = {
    NameRule{"token_embedding.*", "shared.*"},
    NameRule{"token_embedding.*", "encoder.embed_tokens.*"},
    NameRule{"norm.*", "encoder.final_layer_norm.*"},
    NameRule{"blocks.#.norm1.*", "encoder.block.#.layer.0.layer_norm.*"},
    NameRule{"blocks.#.attn.q.*", "encoder.block.#.layer.0.SelfAttention.q.*"},
    NameRule{"blocks.#.attn.k.*", "encoder.block.#.layer.0.SelfAttention.k.*"},
    NameRule{"blocks.#.attn.v.*", "encoder.block.#.layer.0.SelfAttention.v.*"},
    NameRule{"blocks.#.attn.o.*", "encoder.block.#.layer.0.SelfAttention.o.*"},
    NameRule{"blocks.#.pos_embedding.embedding.*",
             "encoder.block.#.layer.0.SelfAttention.relative_attention_bias.*"},
    NameRule{"blocks.#.norm2.*", "encoder.block.#.layer.1.layer_norm.*"},
    NameRule{"blocks.#.ffn.gate.0.*", "encoder.block.#.layer.1.DenseReluDense.wi_0.*"},
    NameRule{"blocks.#.ffn.fc1.*", "encoder.block.#.layer.1.DenseReluDense.wi_1.*"},
    NameRule{"blocks.#.ffn.fc2.*", "encoder.block.#.layer.1.DenseReluDense.wo.*"},
};

// "pre_layrnorm" is spelled so there.
constexpr std::array kClip = {
    NameRule{"visual.cls_embedding", "vision_model.embeddings.class_embedding"},
    NameRule{"visual.pos_embedding", "vision_model.embeddings.position_embedding.weight"},
    NameRule{"visual.patch_embedding.*", "vision_model.embeddings.patch_embedding.*"},
    NameRule{"visual.pre_norm.*", "vision_model.pre_layrnorm.*"},
    NameRule{"visual.post_norm.*", "vision_model.post_layernorm.*"},
    NameRule{"visual.head", "visual_projection.weight"},
    NameRule{"visual.transformer.#.norm1.*", "vision_model.encoder.layers.#.layer_norm1.*"},
    NameRule{"visual.transformer.#.norm2.*", "vision_model.encoder.layers.#.layer_norm2.*"},
    NameRule{"visual.transformer.#.attn.to_qkv.*",
             "vision_model.encoder.layers.#.self_attn.{q,k,v}_proj.*"},
    NameRule{"visual.transformer.#.attn.to_qkv.*",
             "vision_model.encoder.layers.#.self_attn.q_proj.*"},
    NameRule{"visual.transformer.#.attn.to_qkv.*",
             "vision_model.encoder.layers.#.self_attn.k_proj.*"},
    NameRule{"visual.transformer.#.attn.to_qkv.*",
             "vision_model.encoder.layers.#.self_attn.v_proj.*"},
    NameRule{"visual.transformer.#.attn.proj.*",
             "vision_model.encoder.layers.#.self_attn.out_proj.*"},
    NameRule{"visual.transformer.#.mlp.0.*", "vision_model.encoder.layers.#.mlp.fc1.*"},
    NameRule{"visual.transformer.#.mlp.2.*", "vision_model.encoder.layers.#.mlp.fc2.*"},
};
// clang-format on

}  // namespace

std::span<const NameRule> dit_names() { return kDit; }
std::span<const NameRule> vae21_names() { return kVae21; }
std::span<const NameRule> vae22_names() { return kVae22; }
std::span<const NameRule> t5_names() { return kT5; }
std::span<const NameRule> clip_names() { return kClip; }

}  // namespace kirin::wan
