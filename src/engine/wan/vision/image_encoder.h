/// \file
/// CLIP's vision tower: a picture in, the image tokens that Wan 2.1 image-to-video attends to out.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// Source: Radford et al., "Learning Transferable Visual Models From Natural Language Supervision"
/// (2021), the open-clip ViT-H/14 with the multilingual text tower, which is not used here. The
/// tokens are the stream that enters the last block: class token first, no final norm.
///
/// Sizes are read from the tensors but for the number of heads, which they do not show. Names:
/// `visual.{cls_embedding, patch_embedding, pos_embedding, pre_norm}`,
/// `visual.transformer.N.{norm1, attn.{to_qkv, proj}, norm2, mlp.{0, 2}}`.
class ImageEncoder {
 public:
  /// `heads` 0: those of ViT-H, whose heads have 80 channels.
  static Result<ImageEncoder> load(const nn::Weights& weights, nn::Index heads = 0);

  nn::Index width() const { return class_embedding_.extent(-1); }
  nn::Index tokens() const { return position_embedding_.extent(0); }
  /// Extent of the square picture that it takes, in pixels: 224 for ViT-H/14.
  nn::Index image_extent() const;

  /// [tokens, width] f32 of a picture [3, height, width] f32, R, G, B in [-1, 1] and of any size:
  /// it is squashed to the square by bicubic interpolation without antialiasing (overshoot is kept)
  /// and normalised with CLIP's mean and deviation. canceled is asked once a block.
  Result<nn::Tensor> encode(const nn::Tensor& image, const std::stop_token& stop = {},
                            const nn::Trace& trace = {}) const;

  std::size_t predicted_peak_bytes() const;

 private:
  struct Block {
    nn::Tensor norm1_weight;
    nn::Tensor norm1_bias;
    nn::Linear qkv;
    nn::Linear proj;
    nn::Tensor norm2_weight;
    nn::Tensor norm2_bias;
    nn::Linear mlp_in;
    nn::Linear mlp_out;
  };
  static Result<Block> load_block(const nn::Weights& weights, const std::string& name);
  nn::Tensor embed(const nn::Tensor& image, const nn::Trace& trace) const;
  void run_block(const Block& block, nn::Tensor& stream, const nn::Trace& trace) const;

  nn::Index heads_ = 0;
  nn::Index patch_ = 0;
  nn::Linear patch_embedding_;     // [width, 3 · patch · patch]
  nn::Tensor class_embedding_;     // [1, width]
  nn::Tensor position_embedding_;  // [tokens, width]
  nn::Tensor pre_norm_weight_;
  nn::Tensor pre_norm_bias_;
  std::vector<Block> blocks_;  // without the last, which is not used
};

}  // namespace kirin::wan
