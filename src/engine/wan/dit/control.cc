#include "engine/wan/dit/control.h"

#include <fmt/format.h>

#include "engine/wan/dit/load_layer.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {

Result<ControlBranch> ControlBranch::load(const nn::Weights& weights, const DitConfig& config,
                                          nn::DType compute) {
  ControlBranch branch;
  branch.compute_ = compute;
  if (config.control_layers.empty()) {
    return branch;
  }
  const Index dim = config.dim;
  ASSIGN_OR_RETURN(branch.patch_,
                   load_patch_embedding(weights, "vace_patch_embedding",
                                        config.control_channels * config.patch_size(), dim));
  ASSIGN_OR_RETURN(branch.before_, load_linear(weights, "vace_blocks.0.before_proj", dim, dim));
  for (std::size_t i = 0; i < config.control_layers.size(); ++i) {
    const std::string name = fmt::format("vace_blocks.{}", i);
    ControlBlock block;
    ASSIGN_OR_RETURN(block.block, Block::load(weights, name, config));
    ASSIGN_OR_RETURN(block.after, load_linear(weights, name + ".after_proj", dim, dim));
    branch.blocks_.push_back(std::move(block));
  }
  return branch;
}

nn::Tensor ControlBranch::start(const nn::Tensor& patches, const nn::Tensor& x,
                                const TokenGrid& grid, Workspace& work,
                                const nn::Trace& trace) const {
  patch_(patches, work.a);
  trace_on_grid(trace, "vace_patch_embedding", work.a, grid);
  nn::Tensor stream = before_(work.a);
  trace("vace_blocks.0.before_proj", stream);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &x}}, stream);
  return stream;
}

void ControlBranch::advance(std::size_t index, const DitPass& pass,
                            const std::vector<CrossAttention::Source>& contexts, nn::Tensor& stream,
                            Workspace& work, const nn::Trace& trace,
                            const nn::Trace& first_block) const {
  const ControlBlock& control = blocks_[index];
  const nn::Trace inside = trace.under(fmt::format("vace_blocks.{}", index));
  control.block(pass, contexts, stream, work, {inside, first_block});
  inside("c", stream);
  if (compute_ == nn::DType::f32) {
    control.after(stream, work.a);
  } else {
    nn::Combine{}({{1.0F, &stream}}, work.b);  // rounds; the block is done with work.b
    control.after(work.b, work.a);
  }
  inside("hint", work.a);
}

}  // namespace kirin::wan
