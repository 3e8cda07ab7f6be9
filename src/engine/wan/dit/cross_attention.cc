#include "engine/wan/dit/cross_attention.h"

#include <cmath>

#include "engine/wan/dit/load_layer.h"
#include "nn/ops/attention.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/norm.h"

namespace kirin::wan {

Result<CrossAttention> CrossAttention::load(const nn::Weights& weights, const std::string& name,
                                            const DitConfig& config) {
  const Index dim = config.dim;
  CrossAttention layer;
  layer.heads_ = config.heads;
  layer.eps_ = config.eps;
  ASSIGN_OR_RETURN(layer.q_, load_linear(weights, name + ".q", dim, dim));
  ASSIGN_OR_RETURN(layer.k_, load_linear(weights, name + ".k", dim, dim));
  ASSIGN_OR_RETURN(layer.v_, load_linear(weights, name + ".v", dim, dim));
  ASSIGN_OR_RETURN(layer.o_, load_linear(weights, name + ".o", dim, dim));
  ASSIGN_OR_RETURN(layer.norm_q_, load_f32(weights, name + ".norm_q.weight", {dim}));
  ASSIGN_OR_RETURN(layer.norm_k_, load_f32(weights, name + ".norm_k.weight", {dim}));
  layer.takes_image_ = config.image_dim > 0;
  if (layer.takes_image_) {
    ASSIGN_OR_RETURN(layer.k_image_, load_linear(weights, name + ".k_img", dim, dim));
    ASSIGN_OR_RETURN(layer.v_image_, load_linear(weights, name + ".v_img", dim, dim));
    ASSIGN_OR_RETURN(layer.norm_k_image_, load_f32(weights, name + ".norm_k_img.weight", {dim}));
  }
  return layer;
}

KeysValues CrossAttention::project(const nn::Tensor& rows, const nn::Linear& k, const nn::Linear& v,
                                   const nn::Tensor& norm) const {
  nn::Tensor keys = k(rows, rows.type());
  nn::RmsNorm{}(keys, norm, eps_, keys);
  const nn::Shape by_head = {1, rows.extent(0), heads_, rows.extent(1) / heads_};
  return {keys.reshaped(by_head), v(rows, rows.type()).reshaped(by_head)};
}

BlockContext CrossAttention::keys_values(const ContextRows& context) const {
  BlockContext prepared;
  prepared.text = project(context.text, k_, v_, norm_k_);
  if (takes_image_ && !context.image.empty()) {
    prepared.image = project(context.image, k_image_, v_image_, norm_k_image_);
  }
  return prepared;
}

void CrossAttention::operator()(const DitPass& pass, const std::vector<Source>& contexts,
                                Workspace& work, const nn::Trace& trace) const {
  const Index dim = work.a.extent(1);
  const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(dim / heads_)));
  q_(work.a, work.b);
  nn::RmsNorm{}(work.b, norm_q_, eps_, work.b);
  const nn::Shape by_head = {pass.batch, pass.tokens, heads_, dim / heads_};
  const nn::Tensor queries = work.b.reshaped(by_head);
  nn::Tensor attended = work.a.reshaped(by_head);
  nn::Tensor to_image = work.c.reshaped(by_head);
  for (Index sample = 0; sample < pass.batch; ++sample) {
    const Source& source = contexts[static_cast<std::size_t>(sample)];
    const BlockContext context =
        source.prepared != nullptr ? *source.prepared : keys_values(*source.rows);
    const nn::Tensor q = queries.slice(0, sample, sample + 1);
    nn::Tensor y = attended.slice(0, sample, sample + 1);
    nn::Attention{}(q, context.text.keys, context.text.values, source.rows->text_bias, y,
                    {.scale = scale});
    if (!context.image.keys.empty()) {
      nn::Tensor image = to_image.slice(0, sample, sample + 1);
      nn::Attention{}(q, context.image.keys, context.image.values, {}, image, {.scale = scale});
      nn::Combine{}({{1.0F, &y}, {1.0F, &image}}, y);
    }
  }
  trace("before_o", work.a);
  o_(work.a, work.b);
}

}  // namespace kirin::wan
