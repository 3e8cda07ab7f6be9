/// \file
/// What is said and shown to a DiT, in the form in which its blocks use it.
#pragma once

#include <vector>

#include "engine/wan/dit/block.h"
#include "engine/wan/dit/dit_config.h"
#include "nn/ops/norm.h"

namespace kirin::wan {

/// A prompt (and the image tokens that go with it) made ready for all steps: it depends on nothing
/// else. Made by `Dit::prepare`, used by the same Dit only.
///
/// Memory, of the compute type: rows · dim for the embedded rows, and where keys and values are
/// kept 2 · rows · dim for every block, control blocks included. rows = the prompt's tokens + 1
/// (all padding is one row) + image tokens. For a 14B model in bf16 and 60 tokens: 50 MB, with 257
/// image tokens 260 MB.
struct PreparedContext {
  ContextRows rows;
  /// Of the main blocks, then of the control blocks; empty where they are not kept.
  std::vector<BlockContext> blocks;

  /// For the block at `index` of that order.
  CrossAttention::Source source(std::size_t index) const {
    return {&rows, blocks.empty() ? nullptr : &blocks[index]};
  }
};

/// Text and image embeddings of the model.
class ContextEmbedding {
 public:
  static Result<ContextEmbedding> load(const nn::Weights& weights, const DitConfig& config,
                                       nn::DType compute);

  /// text: [tokens, text_dim], at most text_len tokens; image: [..., image_dim], or empty for a
  /// model without image tokens. invalid_argument where they do not fit the model.
  Result<ContextRows> operator()(const nn::Tensor& text, const nn::Tensor& image,
                                 const nn::Trace& trace) const;

 private:
  Result<nn::Tensor> embedded_image(const nn::Tensor& image, const nn::Trace& trace) const;

  DitConfig config_;
  nn::DType compute_ = nn::DType::f32;
  nn::Linear text_first_;
  nn::Linear text_second_;
  nn::Tensor positions_;  ///< [positions, image_dim] or empty
  nn::LayerNorm::Affine image_norm_in_;
  nn::Linear image_first_;
  nn::Linear image_second_;
  nn::LayerNorm::Affine image_norm_out_;
};

}  // namespace kirin::wan
