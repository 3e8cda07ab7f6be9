#include <fmt/format.h>

#include <array>

#include "engine/wan/checkpoint/architecture.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;

/// Collects names and shapes in order.
class Listing {
 public:
  void add(std::string name, Shape shape) { all_.push_back({std::move(name), std::move(shape)}); }
  void linear(const std::string& name, Index out, Index in) {
    add(name + ".weight", {out, in});
    add(name + ".bias", {out});
  }
  void norm(const std::string& name, Index channels) {
    add(name + ".weight", {channels});
    add(name + ".bias", {channels});
  }
  void conv(const std::string& name, Shape shape) {
    const Index out = shape.front();
    add(name + ".weight", std::move(shape));
    add(name + ".bias", {out});
  }
  std::vector<TensorSpec> take() { return std::move(all_); }

 private:
  std::vector<TensorSpec> all_;
};

void add_dit_block(Listing& list, const DitArchitecture& dit, const std::string& name,
                   bool has_image) {
  list.add(name + ".modulation", {1, 6, dit.dim});
  for (const char* part : {".self_attn", ".cross_attn"}) {
    const std::string attention = name + part;
    for (const char* layer : {".q", ".k", ".v", ".o"}) {
      list.linear(attention + layer, dit.dim, dit.dim);
    }
    list.add(attention + ".norm_q.weight", {dit.dim});
    list.add(attention + ".norm_k.weight", {dit.dim});
  }
  if (has_image) {
    list.linear(name + ".cross_attn.k_img", dit.dim, dit.dim);
    list.linear(name + ".cross_attn.v_img", dit.dim, dit.dim);
    list.add(name + ".cross_attn.norm_k_img.weight", {dit.dim});
  }
  list.norm(name + ".norm3", dit.dim);
  list.linear(name + ".ffn.0", dit.ffn_dim, dit.dim);
  list.linear(name + ".ffn.2", dit.dim, dit.ffn_dim);
}

std::vector<TensorSpec> tensors_of(const DitArchitecture& dit) {
  constexpr Index kPatch = 4;  // of 1 frame, 2 rows, 2 columns
  Listing list;
  list.conv("patch_embedding", {dit.dim, dit.in_channels, 1, 2, 2});
  list.linear("text_embedding.0", dit.dim, dit.text_dim);
  list.linear("text_embedding.2", dit.dim, dit.dim);
  list.linear("time_embedding.0", dit.dim, dit.freq_dim);
  list.linear("time_embedding.2", dit.dim, dit.dim);
  list.linear("time_projection.1", 6 * dit.dim, dit.dim);
  for (Index i = 0; i < dit.layers; ++i) {
    add_dit_block(list, dit, fmt::format("blocks.{}", i), dit.image_dim > 0);
  }
  list.add("head.modulation", {1, 2, dit.dim});
  list.linear("head.head", dit.out_channels * kPatch, dit.dim);
  if (dit.image_dim > 0) {
    if (dit.image_positions > 0) {
      list.add("img_emb.emb_pos", {1, dit.image_positions, dit.image_dim});
    }
    list.norm("img_emb.proj.0", dit.image_dim);
    list.linear("img_emb.proj.1", dit.image_dim, dit.image_dim);
    list.linear("img_emb.proj.3", dit.dim, dit.image_dim);
    list.norm("img_emb.proj.4", dit.dim);
  }
  if (dit.control_channels > 0) {
    list.conv("vace_patch_embedding", {dit.dim, dit.control_channels, 1, 2, 2});
    for (std::size_t i = 0; i < dit.control_layers.size(); ++i) {
      const std::string name = fmt::format("vace_blocks.{}", i);
      add_dit_block(list, dit, name, false);
      if (i == 0) {
        list.linear(name + ".before_proj", dit.dim, dit.dim);
      }
      list.linear(name + ".after_proj", dit.dim, dit.dim);
    }
  }
  return list.take();
}

constexpr std::array<Index, 4> kMultipliers = {1, 2, 4, 4};
constexpr Index kEncoderBlocks = 2;  // of a level
constexpr Index kDecoderBlocks = 3;
constexpr Index kLastLevel = 3;

void add_residual(Listing& list, const std::string& name, Index in, Index out) {
  list.add(name + ".residual.0.gamma", {in, 1, 1, 1});
  list.conv(name + ".residual.2", {out, in, 3, 3, 3});
  list.add(name + ".residual.3.gamma", {out, 1, 1, 1});
  list.conv(name + ".residual.6", {out, out, 3, 3, 3});
  if (in != out) {
    list.conv(name + ".shortcut", {out, in, 1, 1, 1});
  }
}

void add_middle(Listing& list, const std::string& half, Index channels) {
  add_residual(list, half + ".middle.0", channels, channels);
  list.add(half + ".middle.1.norm.gamma", {channels, 1, 1});
  list.conv(half + ".middle.1.to_qkv", {3 * channels, channels, 1, 1});
  list.conv(half + ".middle.1.proj", {channels, channels, 1, 1});
  add_residual(list, half + ".middle.2", channels, channels);
}

void add_head(Listing& list, const std::string& half, Index in, Index out) {
  list.add(half + ".head.0.gamma", {in, 1, 1, 1});
  list.conv(half + ".head.2", {out, in, 3, 3, 3});
}

/// 2.1 counts a half's blocks through, 2.2 in levels.
std::string block_name(const VaeArchitecture& vae, const std::string& list, Index level,
                       Index block, Index flat) {
  return vae.is_22
             ? fmt::format("{0}.{1}.{2}.{3}", list, level, list.substr(list.find('.') + 1), block)
             : fmt::format("{}.{}", list, flat);
}

void add_encoder(Listing& list, const VaeArchitecture& vae) {
  Index in = vae.encoder_dim;
  Index flat = 0;
  list.conv("encoder.conv1", {in, vae.is_22 ? 12 : 3, 3, 3, 3});
  for (Index level = 0; level <= kLastLevel; ++level) {
    const Index out = vae.encoder_dim * kMultipliers[static_cast<std::size_t>(level)];
    for (Index block = 0; block < kEncoderBlocks; ++block, ++flat) {
      add_residual(list, block_name(vae, "encoder.downsamples", level, block, flat), in, out);
      in = out;
    }
    if (level < kLastLevel) {
      const std::string name =
          block_name(vae, "encoder.downsamples", level, kEncoderBlocks, flat++);
      list.conv(name + ".resample.1", {out, out, 3, 3});
      if (level > 0) {
        list.conv(name + ".time_conv", {out, out, 3, 1, 1});
      }
    }
  }
  add_middle(list, "encoder", in);
  add_head(list, "encoder", in, 2 * vae.latent_channels);
}

void add_decoder(Listing& list, const VaeArchitecture& vae) {
  Index in = vae.decoder_dim * kMultipliers.back();
  Index flat = 0;
  list.conv("decoder.conv1", {in, vae.latent_channels, 3, 3, 3});
  add_middle(list, "decoder", in);
  for (Index level = 0; level <= kLastLevel; ++level) {
    const Index out = vae.decoder_dim * kMultipliers[static_cast<std::size_t>(kLastLevel - level)];
    for (Index block = 0; block < kDecoderBlocks; ++block, ++flat) {
      add_residual(list, block_name(vae, "decoder.upsamples", level, block, flat), in, out);
      in = out;
    }
    if (level < kLastLevel) {
      const std::string name = block_name(vae, "decoder.upsamples", level, kDecoderBlocks, flat++);
      // The convolution behind the upsampling halves the channels in 2.1 alone.
      in = vae.is_22 ? out : out / 2;
      list.conv(name + ".resample.1", {in, out, 3, 3});
      if (level < 2) {
        list.conv(name + ".time_conv", {2 * out, out, 3, 1, 1});
      }
    }
  }
  add_head(list, "decoder", in, vae.is_22 ? 12 : 3);
}

std::vector<TensorSpec> tensors_of(const VaeArchitecture& vae) {
  const Index z = vae.latent_channels;
  Listing list;
  add_encoder(list, vae);
  list.conv("conv1", {2 * z, 2 * z, 1, 1, 1});
  list.conv("conv2", {z, z, 1, 1, 1});
  add_decoder(list, vae);
  return list.take();
}

std::vector<TensorSpec> tensors_of(const T5Architecture& t5) {
  Listing list;
  list.add("token_embedding.weight", {t5.vocabulary, t5.dim});
  for (Index i = 0; i < t5.layers; ++i) {
    const std::string name = fmt::format("blocks.{}", i);
    list.add(name + ".norm1.weight", {t5.dim});
    for (const char* layer : {".q", ".k", ".v"}) {
      list.add(name + ".attn" + layer + ".weight", {t5.attention_dim, t5.dim});
    }
    list.add(name + ".attn.o.weight", {t5.dim, t5.attention_dim});
    list.add(name + ".norm2.weight", {t5.dim});
    list.add(name + ".ffn.gate.0.weight", {t5.ffn_dim, t5.dim});
    list.add(name + ".ffn.fc1.weight", {t5.ffn_dim, t5.dim});
    list.add(name + ".ffn.fc2.weight", {t5.dim, t5.ffn_dim});
    list.add(name + ".pos_embedding.embedding.weight", {t5.buckets, t5.heads});
  }
  list.add("norm.weight", {t5.dim});
  return list.take();
}

std::vector<TensorSpec> tensors_of(const ClipArchitecture& clip) {
  Listing list;
  list.add("visual.cls_embedding", {1, 1, clip.dim});
  list.add("visual.pos_embedding", {1, clip.tokens, clip.dim});
  list.add("visual.head", {clip.dim, clip.embedding_dim});
  list.add("visual.patch_embedding.weight", {clip.dim, 3, clip.patch, clip.patch});
  list.norm("visual.pre_norm", clip.dim);
  for (Index i = 0; i < clip.layers; ++i) {
    const std::string name = fmt::format("visual.transformer.{}", i);
    list.norm(name + ".norm1", clip.dim);
    list.linear(name + ".attn.to_qkv", 3 * clip.dim, clip.dim);
    list.linear(name + ".attn.proj", clip.dim, clip.dim);
    list.norm(name + ".norm2", clip.dim);
    list.linear(name + ".mlp.0", clip.mlp_dim, clip.dim);
    list.linear(name + ".mlp.2", clip.dim, clip.mlp_dim);
  }
  list.norm("visual.post_norm", clip.dim);
  return list.take();
}

}  // namespace

std::vector<TensorSpec> expected_tensors(const Architecture& architecture) {
  return std::visit([](const auto& one) { return tensors_of(one); }, architecture);
}

std::uint64_t parameter_count(const std::vector<TensorSpec>& tensors) {
  std::uint64_t count = 0;
  for (const TensorSpec& tensor : tensors) {
    count += static_cast<std::uint64_t>(nn::count_of(tensor.shape));
  }
  return count;
}

}  // namespace kirin::wan
