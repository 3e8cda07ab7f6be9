/// \file
/// The control branch of VACE models: a second, thinner stack of blocks whose hints steer the
/// first.
#pragma once

#include <vector>

#include "engine/wan/dit/block.h"
#include "engine/wan/dit/dit_config.h"
#include "engine/wan/dit/patches.h"

namespace kirin::wan {

/// Source: Jiang et al., "VACE: All-in-One Video Creation and Editing" (2025), context blocks.
class ControlBranch {
 public:
  /// A branch without blocks where the model has none.
  static Result<ControlBranch> load(const nn::Weights& weights, const DitConfig& config,
                                    nn::DType compute);

  std::size_t size() const { return blocks_.size(); }
  BlockContext keys_values(std::size_t index, const ContextRows& context) const {
    return blocks_[index].block.keys_values(context);
  }

  /// The control stream before its first block, [batch · tokens, dim] f32: the embedded control
  /// patches, projected, plus the main stream as it enters the model. patches: [batch · tokens,
  /// control_channels · patch] of the compute type.
  nn::Tensor start(const nn::Tensor& patches, const nn::Tensor& x, const TokenGrid& grid,
                   Workspace& work, const nn::Trace& trace) const;

  /// Takes the stream through block `index` and leaves its hint in work.a. Hints depend on the
  /// stream only, so each is made just before it is added and none is kept.
  void advance(std::size_t index, const DitPass& pass,
               const std::vector<CrossAttention::Source>& contexts, nn::Tensor& stream,
               Workspace& work, const nn::Trace& trace, const nn::Trace& first_block) const;

 private:
  struct ControlBlock {
    Block block;
    nn::Linear after;
  };

  nn::DType compute_ = nn::DType::f32;
  nn::Linear patch_;
  nn::Linear before_;
  std::vector<ControlBlock> blocks_;
};

}  // namespace kirin::wan
