/// \file
/// The UMT5 encoder: token ids in, the text context that the diffusion transformer attends to out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// Source: Chung et al., "UniMax" (2023) and Raffel et al. (2020): a T5 encoder whose every block
/// has its own relative position bias; no scaling of q·k; gated GELU (tanh) feed-forward; RMS norms
/// with eps 1e-6.
///
/// Sizes are read from the tensors: width, inner attention width (which need not be the width),
/// heads, feed-forward width, blocks. Names: `token_embedding.weight`, `blocks.N.{norm1,
/// attn.{q,k,v,o}, norm2, ffn.{gate.0, fc1, fc2}, pos_embedding.embedding}`, `norm.weight`.
class TextEncoder {
 public:
  static Result<TextEncoder> load(const nn::Weights& weights);

  nn::Index width() const { return token_embedding_.extent(1); }
  nn::Index vocabulary() const { return token_embedding_.extent(0); }
  std::size_t blocks() const { return blocks_.size(); }

  /// The context [tokens, width] f32 of ids that end with eos and carry no padding: rows of
  /// padding would not change those of the text. At least one id. Errors: an id beyond the
  /// vocabulary (the tokenizer is of another model), canceled (asked once a block).
  /// `progress` is called after each block with the share done, and may be empty.
  Result<nn::Tensor> encode(std::span<const std::int32_t> ids, const std::stop_token& stop = {},
                            const std::function<void(double)>& progress = {},
                            const nn::Trace& trace = {}) const;

  /// The most memory that `encode` holds at once, beyond the weights.
  std::size_t predicted_peak_bytes(nn::Index tokens) const;

 private:
  struct Block {
    nn::Tensor norm1;
    nn::Linear q;
    nn::Linear k;
    nn::Linear v;
    nn::Linear o;
    nn::Tensor norm2;
    nn::Linear gate;
    nn::Linear fc1;
    nn::Linear fc2;
    nn::Tensor position_table;  // [buckets, heads]
  };
  static Result<Block> load_block(const nn::Weights& weights, const std::string& name);
  void attend(const Block& block, const nn::Tensor& x, nn::Tensor& stream,
              const nn::Trace& trace) const;
  static void feed_forward(const Block& block, const nn::Tensor& x, nn::Tensor& stream,
                           const nn::Trace& trace);

  nn::Tensor token_embedding_;
  std::vector<Block> blocks_;
  nn::Tensor norm_;
};

}  // namespace kirin::wan
