#pragma once

#include <string>
#include <vector>

#include "engine/wan/dit/dit_config.h"
#include "engine/wan/dit/pass.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"

namespace kirin::wan {

/// What a block attends to: [1, rows, heads, head_dim] of the compute type each.
struct KeysValues {
  nn::Tensor keys;
  nn::Tensor values;
};

/// Keys and values of one block for one context.
struct BlockContext {
  KeysValues text;
  KeysValues image;  ///< empty where the model has no image tokens
};

/// A context as rows of the model's width, of the compute type.
struct ContextRows {
  nn::Tensor text;   ///< [rows, dim]; the last row stands for all padding
  nn::Tensor image;  ///< [image tokens, dim] or empty
  /// What is added to the scores of the text's keys, [heads, 1, rows], or empty for nothing: the
  /// logarithm of how often a row stands.
  nn::Tensor text_bias;
};

/// Attention of tokens to a context of text and, in image-to-video models of 2.1, image tokens.
/// Both share the queries; their results are added before the output projection.
class CrossAttention {
 public:
  static Result<CrossAttention> load(const nn::Weights& weights, const std::string& name,
                                     const DitConfig& config);

  BlockContext keys_values(const ContextRows& context) const;

  /// One of these for each sample.
  struct Source {
    const ContextRows* rows = nullptr;
    const BlockContext* prepared = nullptr;  ///< null: computed here
  };
  /// Reads work.a [batch · tokens, dim], leaves the result in work.b and overwrites all of a to c.
  void operator()(const DitPass& pass, const std::vector<Source>& contexts, Workspace& work,
                  const nn::Trace& trace) const;

 private:
  KeysValues project(const nn::Tensor& rows, const nn::Linear& k, const nn::Linear& v,
                     const nn::Tensor& norm) const;

  Index heads_ = 1;
  float eps_ = 0;
  nn::Linear q_;
  nn::Linear k_;
  nn::Linear v_;
  nn::Linear o_;
  nn::Tensor norm_q_;
  nn::Tensor norm_k_;
  bool takes_image_ = false;
  nn::Linear k_image_;
  nn::Linear v_image_;
  nn::Tensor norm_k_image_;
};

}  // namespace kirin::wan
