#include "engine/wan/dit/self_attention.h"

#include <cmath>

#include "engine/wan/dit/load_layer.h"
#include "nn/ops/attention.h"
#include "nn/ops/norm.h"
#include "nn/ops/rope.h"

namespace kirin::wan {

Result<SelfAttention> SelfAttention::load(const nn::Weights& weights, const std::string& name,
                                          const DitConfig& config) {
  SelfAttention layer;
  layer.heads_ = config.heads;
  layer.eps_ = config.eps;
  ASSIGN_OR_RETURN(layer.q_, load_linear(weights, name + ".q", config.dim, config.dim));
  ASSIGN_OR_RETURN(layer.k_, load_linear(weights, name + ".k", config.dim, config.dim));
  ASSIGN_OR_RETURN(layer.v_, load_linear(weights, name + ".v", config.dim, config.dim));
  ASSIGN_OR_RETURN(layer.o_, load_linear(weights, name + ".o", config.dim, config.dim));
  ASSIGN_OR_RETURN(layer.norm_q_, load_f32(weights, name + ".norm_q.weight", {config.dim}));
  ASSIGN_OR_RETURN(layer.norm_k_, load_f32(weights, name + ".norm_k.weight", {config.dim}));
  return layer;
}

void SelfAttention::operator()(const DitPass& pass, Workspace& work, const nn::Trace& trace,
                               const nn::Trace& first_block) const {
  const Index dim = work.a.extent(1);
  const nn::Shape by_head = {pass.batch, pass.tokens, heads_, dim / heads_};
  q_(work.a, work.b);
  k_(work.a, work.c);
  v_(work.a, work.d);
  nn::RmsNorm{}(work.b, norm_q_, eps_, work.b);
  nn::RmsNorm{}(work.c, norm_k_, eps_, work.c);
  trace("norm_q", work.b);
  nn::Tensor q = work.b.reshaped(by_head);
  nn::Tensor k = work.c.reshaped(by_head);
  nn::RotaryEmbedding{}(q, pass.rope.cosines, pass.rope.sines);
  nn::RotaryEmbedding{}(k, pass.rope.cosines, pass.rope.sines);
  first_block("q_rope", q);
  first_block("k_rope", k);
  nn::Tensor attended = work.a.reshaped(by_head);
  const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(dim / heads_)));
  nn::Attention{}(q, k, work.d.reshaped(by_head), {}, attended, {.scale = scale});
  trace("before_o", work.a);
  o_(work.a, work.b);
}

}  // namespace kirin::wan
