/// \file
/// What time it is, for a model: timesteps of tokens as vectors.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "engine/wan/dit/dit_config.h"
#include "nn/ops/linear.h"
#include "nn/trace.h"

namespace kirin::wan {

/// [timesteps, freq_dim] f64: cosines of t · 10000^(-i / (freq_dim / 2)), then the sines. t is on
/// the scale 0..1000. Source: Vaswani et al., "Attention Is All You Need" (2017), cosines first.
nn::Tensor time_sinusoid(std::span<const double> timesteps, Index freq_dim);

/// Neighbouring tokens that share a timestep.
struct TokenRun {
  Index first = 0;
  Index count = 0;
  Index row = 0;  ///< of the distinct timesteps
};

/// Timesteps of tokens, each kept once: of 27 000 tokens only two kinds are in use (the clean first
/// frame and the rest), and vectors for each token would be 2 GB.
struct TokenTimes {
  std::vector<double> distinct;
  std::vector<TokenRun> runs;  ///< in order; they cover all tokens

  /// rows [distinct, ...] repeated for each token, [tokens, ...]; as they are where all share one.
  nn::Tensor for_tokens(const nn::Tensor& rows) const;
};

/// `timesteps`: one for all tokens or one for each.
TokenTimes token_times(std::span<const double> timesteps, Index tokens);

/// The vectors of distinct timesteps, f32.
struct TimeVectors {
  nn::Tensor embedding;   ///< [distinct, dim], for the head
  nn::Tensor projection;  ///< [distinct, 6, dim], for the blocks
};

/// Two linear layers and a projection, always in f32.
class TimeEmbedding {
 public:
  static Result<TimeEmbedding> load(const nn::Weights& weights, const DitConfig& config);
  TimeVectors operator()(const TokenTimes& times, const nn::Trace& trace) const;

 private:
  Index freq_dim_ = 0;
  nn::Linear first_;
  nn::Linear second_;
  nn::Linear projection_;
};

}  // namespace kirin::wan
