#pragma once

#include <string>

#include "engine/wan/dit/dit_config.h"
#include "engine/wan/dit/pass.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"

namespace kirin::wan {

/// Attention of all tokens of a sample to each other. Queries and keys are RMS-normalised over all
/// heads together, then rotated by their position.
class SelfAttention {
 public:
  static Result<SelfAttention> load(const nn::Weights& weights, const std::string& name,
                                    const DitConfig& config);

  /// Reads work.a [batch · tokens, dim], leaves the result in work.b and overwrites all of a to d.
  /// `first_block` sees the rotated queries and keys.
  void operator()(const DitPass& pass, Workspace& work, const nn::Trace& trace,
                  const nn::Trace& first_block) const;

 private:
  Index heads_ = 1;
  float eps_ = 0;
  nn::Linear q_;
  nn::Linear k_;
  nn::Linear v_;
  nn::Linear o_;
  nn::Tensor norm_q_;
  nn::Tensor norm_k_;
};

}  // namespace kirin::wan
