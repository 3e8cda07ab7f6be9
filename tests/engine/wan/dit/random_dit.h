/// \file
/// Small transformers with random weights and the official tensor names.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "engine/wan/dit/dit.h"
#include "nn/tensors.h"

namespace kirin::wan {

/// Makes the weights of a config; every tensor matters, none is zero.
class RandomDit {
 public:
  explicit RandomDit(const DitConfig& config, std::uint32_t seed = 1) : seed_(seed) {
    const Index dim = config.dim;
    patch_embedding("patch_embedding", config.in_channels, config);
    linear("text_embedding.0", config.text_dim, dim);
    linear("text_embedding.2", dim, dim);
    linear("time_embedding.0", config.freq_dim, dim);
    linear("time_embedding.2", dim, dim);
    linear("time_projection.1", dim, 6 * dim);
    for (Index i = 0; i < config.layers; ++i) {
      block(fmt::format("blocks.{}", i), config);
    }
    linear("head.head", dim, config.out_channels * config.patch_size());
    add("head.modulation", {1, 2, dim}, 0.3);
    if (config.image_dim > 0) {
      image_embedding(config);
    }
    if (!config.control_layers.empty()) {
      patch_embedding("vace_patch_embedding", config.control_channels, config);
      linear("vace_blocks.0.before_proj", dim, dim);
      for (std::size_t i = 0; i < config.control_layers.size(); ++i) {
        block(fmt::format("vace_blocks.{}", i), config);
        linear(fmt::format("vace_blocks.{}.after_proj", i), dim, dim);
      }
    }
  }

  nn::Weights weights() const { return nn::Weights(tensors_); }
  nn::Weights::Tensors& tensors() { return tensors_; }

 private:
  void add(const std::string& name, const nn::Shape& shape, double scale, double around = 0) {
    nn::Tensor tensor = nn::random_tensor(shape, seed_++);
    auto* values = tensor.mutable_data<float>();
    for (Index i = 0; i < tensor.count(); ++i) {
      values[i] = static_cast<float>(around + scale * values[i]);
    }
    tensors_.emplace(name, tensor);
  }
  void linear(const std::string& name, Index inputs, Index outputs) {
    add(name + ".weight", {outputs, inputs}, 1 / std::sqrt(static_cast<double>(inputs)));
    add(name + ".bias", {outputs}, 0.1);
  }
  void patch_embedding(const std::string& name, Index channels, const DitConfig& config) {
    add(name + ".weight", {config.dim, channels, config.patch[0], config.patch[1], config.patch[2]},
        1 / std::sqrt(static_cast<double>(channels * config.patch_size())));
    add(name + ".bias", {config.dim}, 0.1);
  }
  void norm(const std::string& name, Index channels) { add(name, {channels}, 0.2, 1); }
  void block(const std::string& name, const DitConfig& config) {
    const Index dim = config.dim;
    add(name + ".modulation", {1, 6, dim}, 0.3);
    for (const char* attention : {".self_attn", ".cross_attn"}) {
      for (const char* layer : {".q", ".k", ".v", ".o"}) {
        linear(name + attention + layer, dim, dim);
      }
      norm(name + attention + ".norm_q.weight", dim);
      norm(name + attention + ".norm_k.weight", dim);
    }
    if (config.image_dim > 0) {
      linear(name + ".cross_attn.k_img", dim, dim);
      linear(name + ".cross_attn.v_img", dim, dim);
      norm(name + ".cross_attn.norm_k_img.weight", dim);
    }
    norm(name + ".norm3.weight", dim);
    add(name + ".norm3.bias", {dim}, 0.1);
    linear(name + ".ffn.0", dim, config.ffn_dim);
    linear(name + ".ffn.2", config.ffn_dim, dim);
  }
  void image_embedding(const DitConfig& config) {
    const Index width = config.image_dim;
    if (config.image_positions > 0) {
      add("img_emb.emb_pos", {1, config.image_positions, width}, 0.5);
    }
    norm("img_emb.proj.0.weight", width);
    add("img_emb.proj.0.bias", {width}, 0.1);
    linear("img_emb.proj.1", width, width);
    linear("img_emb.proj.3", width, config.dim);
    norm("img_emb.proj.4.weight", config.dim);
    add("img_emb.proj.4.bias", {config.dim}, 0.1);
  }

  std::uint32_t seed_;
  nn::Weights::Tensors tensors_;
};

/// A small text-to-video model: 3 heads of `head_dim`, 2 blocks.
inline DitConfig small_config(Index head_dim = 10) {
  DitConfig config;
  config.dim = 3 * head_dim;
  config.heads = 3;
  config.ffn_dim = 46;
  config.layers = 2;
  config.in_channels = 4;
  config.out_channels = 4;
  config.freq_dim = 32;
  config.text_dim = 14;
  config.text_len = 40;
  return config;
}

inline Dit loaded(const DitConfig& config, const nn::Weights& weights,
                  nn::DType compute = nn::DType::f32) {
  auto dit = Dit::load(weights, config, compute);
  EXPECTS(dit.has_value());
  return *std::move(dit);
}

inline nn::Tensor velocity_of(const Dit& dit, const DitSample& sample, const DitRun& run) {
  const auto velocities = dit.forward({sample}, run);
  EXPECTS(velocities.has_value());
  return velocities->front();
}

}  // namespace kirin::wan
