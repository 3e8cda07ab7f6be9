#pragma once

#include <string>
#include <vector>

#include "engine/wan/dit/cross_attention.h"
#include "engine/wan/dit/dit_config.h"
#include "engine/wan/dit/pass.h"
#include "engine/wan/dit/self_attention.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"

namespace kirin::wan {

/// One transformer block: self-attention and feed-forward are modulated and gated by the time,
/// cross-attention between them is neither. Holds views of the weights only.
class Block {
 public:
  static Result<Block> load(const nn::Weights& weights, const std::string& name,
                            const DitConfig& config);

  BlockContext keys_values(const ContextRows& context) const {
    return cross_attention_.keys_values(context);
  }

  /// Where the numbers of one block are shown.
  struct Traces {
    nn::Trace block;  ///< what is inside, by the names of the modules
    nn::Trace first;  ///< rotated queries and keys, of the model's first block only
  };
  /// x: the residual stream, [batch · tokens, dim] f32, changed in place.
  void operator()(const DitPass& pass, const std::vector<CrossAttention::Source>& contexts,
                  nn::Tensor& x, Workspace& work, const Traces& traces) const;
  /// What the block's self-attention would be fed: the modulated norm of x, into y.
  void modulated_input(const DitPass& pass, const nn::Tensor& x, nn::Tensor& y) const;

 private:
  void feed_forward(const nn::Tensor& x, Workspace& work, nn::Tensor& y) const;
  void show_norm(const nn::Trace& trace, std::string_view name, const nn::Tensor& x) const;

  float eps_ = 0;
  nn::Tensor modulation_;  ///< [6, dim]
  SelfAttention self_attention_;
  nn::Tensor norm3_weight_;
  nn::Tensor norm3_bias_;
  CrossAttention cross_attention_;
  nn::Linear widen_;
  nn::Linear narrow_;
};

}  // namespace kirin::wan
