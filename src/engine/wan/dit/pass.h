/// \file
/// What the blocks of one forward pass share.
#pragma once

#include <span>
#include <vector>

#include "engine/wan/dit/rope_table.h"
#include "engine/wan/dit/time_embedding.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// Rows of activations are [batch · tokens, channels], the batch outermost.
struct DitPass {
  Index batch = 1;
  Index tokens = 0;
  TokenTimes times;
  TimeVectors time;
  RopeTable rope;
};

/// Memory that the blocks of a pass use one after the other: [batch · tokens, dim] of the compute
/// type each, and the hidden rows of a part of the tokens.
struct Workspace {
  nn::Tensor a;
  nn::Tensor b;
  nn::Tensor c;
  nn::Tensor d;
  nn::Tensor hidden;

  /// Rows that meet the hidden layer of the feed-forward at once: it is wide, and all rows of a
  /// video at once would need several times the memory of all else.
  static constexpr Index kHiddenRows = 2048;
  static Workspace of(Index rows, Index dim, Index ffn_dim, nn::DType type);
};

}  // namespace kirin::wan
