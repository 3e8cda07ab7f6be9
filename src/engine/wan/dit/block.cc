#include "engine/wan/dit/block.h"

#include <algorithm>

#include "engine/wan/dit/load_layer.h"
#include "engine/wan/dit/modulation.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/norm.h"

namespace kirin::wan {
namespace {

/// The rows of a block's modulation table.
enum Part : nn::Index {
  kAttentionShift,
  kAttentionScale,
  kAttentionGate,
  kFeedForwardShift,
  kFeedForwardScale,
  kFeedForwardGate,
  kParts
};

}  // namespace

Workspace Workspace::of(Index rows, Index dim, Index ffn_dim, nn::DType type) {
  const auto of_all_rows = [&] { return nn::Tensor::uninitialised({rows, dim}, type); };
  Workspace work;
  work.a = of_all_rows();
  work.b = of_all_rows();
  work.c = of_all_rows();
  work.d = of_all_rows();
  work.hidden = nn::Tensor::uninitialised({std::min(rows, kHiddenRows), ffn_dim}, type);
  return work;
}

Result<Block> Block::load(const nn::Weights& weights, const std::string& name,
                          const DitConfig& config) {
  const Index dim = config.dim;
  Block block;
  block.eps_ = config.eps;
  ASSIGN_OR_RETURN(const nn::Tensor table,
                   load_f32(weights, name + ".modulation", {1, kParts, dim}));
  block.modulation_ = table.reshaped({kParts, dim});
  ASSIGN_OR_RETURN(block.self_attention_,
                   SelfAttention::load(weights, name + ".self_attn", config));
  ASSIGN_OR_RETURN(block.norm3_weight_, load_f32(weights, name + ".norm3.weight", {dim}));
  ASSIGN_OR_RETURN(block.norm3_bias_, load_f32(weights, name + ".norm3.bias", {dim}));
  ASSIGN_OR_RETURN(block.cross_attention_,
                   CrossAttention::load(weights, name + ".cross_attn", config));
  ASSIGN_OR_RETURN(block.widen_, load_linear(weights, name + ".ffn.0", dim, config.ffn_dim,
                                             nn::Activation::gelu_tanh));
  ASSIGN_OR_RETURN(block.narrow_, load_linear(weights, name + ".ffn.2", config.ffn_dim, dim));
  return block;
}

void Block::operator()(const DitPass& pass, const std::vector<CrossAttention::Source>& contexts,
                       nn::Tensor& x, Workspace& work, const Traces& traces) const {
  const nn::Trace& trace = traces.block;
  const Modulation modulation(modulation_, pass.time.projection, pass);

  show_norm(trace, "norm1", x);
  modulation.norm(x, kAttentionScale, kAttentionShift, eps_, work.a);
  self_attention_(pass, work, trace.under("self_attn"), traces.first);
  trace("self_attn", work.b);
  modulation.add_gated(x, work.b, kAttentionGate);

  nn::LayerNorm{}(x, {norm3_weight_, norm3_bias_}, {}, eps_, work.a);
  trace("norm3", work.a);
  cross_attention_(pass, contexts, work, trace.under("cross_attn"));
  trace("cross_attn", work.b);
  nn::Combine{}({{1.0F, &x}, {1.0F, &work.b}}, x);

  show_norm(trace, "norm2", x);
  modulation.norm(x, kFeedForwardScale, kFeedForwardShift, eps_, work.a);
  feed_forward(work.a, work, work.b);
  trace("ffn", work.b);
  modulation.add_gated(x, work.b, kFeedForwardGate);
}

void Block::modulated_input(const DitPass& pass, const nn::Tensor& x, nn::Tensor& y) const {
  Modulation(modulation_, pass.time.projection, pass)
      .norm(x, kAttentionScale, kAttentionShift, eps_, y);
}

void Block::feed_forward(const nn::Tensor& x, Workspace& work, nn::Tensor& y) const {
  const Index rows = x.extent(0);
  for (Index first = 0; first < rows; first += Workspace::kHiddenRows) {
    const Index end = std::min(rows, first + Workspace::kHiddenRows);
    nn::Tensor hidden = work.hidden.slice(0, 0, end - first);
    nn::Tensor part = y.slice(0, first, end);
    widen_(x.slice(0, first, end), hidden);
    narrow_(hidden, part);
  }
}

void Block::show_norm(const nn::Trace& trace, std::string_view name, const nn::Tensor& x) const {
  if (trace.active()) {
    nn::Tensor bare = x.clone();
    nn::LayerNorm{}(x, {}, {}, eps_, bare);
    trace(name, bare);
  }
}

}  // namespace kirin::wan
