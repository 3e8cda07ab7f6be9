#include "engine/wan/dit/context.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/wan/dit/load_layer.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

/// PyTorch's default, which the image embedding keeps; all other norms have the model's eps.
constexpr float kImageNormEps = 1e-5F;

/// The reference pads a prompt to 512 rows and attends to the padding. All padding rows are the
/// same row, so the softmax over them is that over one key whose score is log(count) higher: the
/// same sum with a tenth of the work and memory for an ordinary prompt. The bias of `rows` keys of
/// which the last stands for `count`.
nn::Tensor repeated_row_bias(Index heads, Index rows, Index count) {
  if (count <= 1) {
    return {};
  }
  nn::Tensor bias = nn::Tensor::zeros({heads, 1, rows});
  auto* values = bias.mutable_data<float>();
  for (Index head = 0; head < heads; ++head) {
    values[(head + 1) * rows - 1] = static_cast<float>(std::log(static_cast<double>(count)));
  }
  return bias;
}

Result<nn::LayerNorm::Affine> load_norm(const nn::Weights& weights, const std::string& name,
                                        Index channels) {
  ASSIGN_OR_RETURN(nn::Tensor weight, load_f32(weights, name + ".weight", {channels}));
  ASSIGN_OR_RETURN(nn::Tensor bias, load_f32(weights, name + ".bias", {channels}));
  return nn::LayerNorm::Affine{std::move(weight), std::move(bias)};
}

}  // namespace

Result<ContextEmbedding> ContextEmbedding::load(const nn::Weights& weights, const DitConfig& config,
                                                nn::DType compute) {
  ContextEmbedding embedding;
  embedding.config_ = config;
  embedding.compute_ = compute;
  ASSIGN_OR_RETURN(embedding.text_first_, load_linear(weights, "text_embedding.0", config.text_dim,
                                                      config.dim, nn::Activation::gelu_tanh));
  ASSIGN_OR_RETURN(embedding.text_second_,
                   load_linear(weights, "text_embedding.2", config.dim, config.dim));
  const Index width = config.image_dim;
  if (width == 0) {
    return embedding;
  }
  if (config.image_positions > 0) {
    ASSIGN_OR_RETURN(const nn::Tensor positions,
                     load_f32(weights, "img_emb.emb_pos", {1, config.image_positions, width}));
    embedding.positions_ = positions.reshaped({config.image_positions, width});
  }
  ASSIGN_OR_RETURN(embedding.image_norm_in_, load_norm(weights, "img_emb.proj.0", width));
  ASSIGN_OR_RETURN(embedding.image_first_,
                   load_linear(weights, "img_emb.proj.1", width, width, nn::Activation::gelu_erf));
  ASSIGN_OR_RETURN(embedding.image_second_,
                   load_linear(weights, "img_emb.proj.3", width, config.dim));
  ASSIGN_OR_RETURN(embedding.image_norm_out_, load_norm(weights, "img_emb.proj.4", config.dim));
  return embedding;
}

Result<ContextRows> ContextEmbedding::operator()(const nn::Tensor& text, const nn::Tensor& image,
                                                 const nn::Trace& trace) const {
  if (text.empty() || text.rank() != 2 || text.extent(1) != config_.text_dim ||
      text.extent(0) > config_.text_len) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a text context {}; due is [up to {}, {}]",
                             text.empty() ? "[]" : nn::to_string(text.shape()), config_.text_len,
                             config_.text_dim)};
  }
  // Padding is zeros at the width of the text encoder: one constant row after the embedding.
  const Index tokens = text.extent(0);
  const Index padding = config_.text_len - tokens;
  nn::Tensor padded =
      nn::Tensor::zeros({tokens + (padding > 0 ? 1 : 0), config_.text_dim}, compute_);
  nn::Tensor given = padded.slice(0, 0, tokens);
  given.copy_from(text);
  ContextRows rows;
  rows.text = text_second_(text_first_(padded, compute_), compute_);
  trace("text_embedding", rows.text);
  rows.text_bias = repeated_row_bias(config_.heads, rows.text.extent(0), padding);
  ASSIGN_OR_RETURN(rows.image, embedded_image(image, trace));
  return rows;
}

Result<nn::Tensor> ContextEmbedding::embedded_image(const nn::Tensor& image,
                                                    const nn::Trace& trace) const {
  if (config_.image_dim == 0) {
    if (!image.empty()) {
      return Error{ErrorCode::invalid_argument, "image tokens for a model that takes none"};
    }
    return nn::Tensor();
  }
  if (image.empty() || image.rank() < 2 || image.extent(-1) != config_.image_dim ||
      image.count() == 0) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("image tokens {}; due is [tokens, {}]",
                    image.empty() ? "[]" : nn::to_string(image.shape()), config_.image_dim)};
  }
  nn::Tensor tokens = image.to(nn::DType::f32).reshaped({-1, config_.image_dim}).clone();
  if (!positions_.empty()) {
    if (positions_.shape() != tokens.shape()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("image tokens {}; due is {}: those of both images",
                               nn::to_string(tokens.shape()), nn::to_string(positions_.shape()))};
    }
    nn::Combine{}({{1.0F, &tokens}, {1.0F, &positions_}}, tokens);
  }
  nn::LayerNorm{}(tokens, image_norm_in_, {}, kImageNormEps, tokens);
  nn::Tensor rows = image_second_(image_first_(tokens.to(compute_), compute_));
  nn::LayerNorm{}(rows, image_norm_out_, {}, kImageNormEps, rows);
  trace("img_emb", rows);
  return rows.to(compute_);
}

}  // namespace kirin::wan
