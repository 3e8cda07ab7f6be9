#include "engine/wan/text/text_encoder.h"

#include <fmt/format.h>

#include <algorithm>

#include "nn/ops/activation.h"
#include "nn/ops/attention.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/embedding.h"
#include "nn/ops/norm.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

constexpr float kNormEps = 1e-6F;
constexpr Index kMaxDistance = 128;

Tensor normed(const Tensor& x, const Tensor& weight) {
  Tensor y = Tensor::uninitialised(x.shape());
  nn::RmsNorm{}(x, weight, kNormEps, y);
  return y;
}

}  // namespace

Result<TextEncoder::Block> TextEncoder::load_block(const nn::Weights& weights,
                                                   const std::string& name) {
  Block block;
  ASSIGN_OR_RETURN(block.norm1, weights.get(name + ".norm1.weight"));
  ASSIGN_OR_RETURN(block.q, weights.linear(name + ".attn.q"));
  ASSIGN_OR_RETURN(block.k, weights.linear(name + ".attn.k"));
  ASSIGN_OR_RETURN(block.v, weights.linear(name + ".attn.v"));
  ASSIGN_OR_RETURN(block.o, weights.linear(name + ".attn.o"));
  ASSIGN_OR_RETURN(block.norm2, weights.get(name + ".norm2.weight"));
  ASSIGN_OR_RETURN(block.gate, weights.linear(name + ".ffn.gate.0"));
  ASSIGN_OR_RETURN(block.fc1, weights.linear(name + ".ffn.fc1"));
  ASSIGN_OR_RETURN(block.fc2, weights.linear(name + ".ffn.fc2"));
  ASSIGN_OR_RETURN(block.position_table,
                   weights.get(name + ".pos_embedding.embedding.weight", {-1, -1}));
  const Index width = block.q.inputs();
  const Index inner = block.q.outputs();
  const bool fits =
      block.norm1.shape() == nn::Shape{width} && block.norm2.shape() == block.norm1.shape() &&
      block.k.inputs() == width && block.v.inputs() == width && block.k.outputs() == inner &&
      block.v.outputs() == inner && block.o.inputs() == inner && block.o.outputs() == width &&
      block.gate.inputs() == width && block.fc1.inputs() == width &&
      block.fc1.outputs() == block.gate.outputs() && block.fc2.inputs() == block.fc1.outputs() &&
      block.fc2.outputs() == width && block.position_table.extent(1) > 0 &&
      inner % block.position_table.extent(1) == 0 && block.position_table.extent(0) % 4 == 0;
  if (!fits) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("the shapes of \"{}\" do not fit together as a UMT5 block", name)};
  }
  return block;
}

Result<TextEncoder> TextEncoder::load(const nn::Weights& weights) {
  TextEncoder encoder;
  ASSIGN_OR_RETURN(encoder.token_embedding_, weights.get("token_embedding.weight", {-1, -1}));
  ASSIGN_OR_RETURN(encoder.norm_, weights.get("norm.weight", {encoder.width()}));
  for (int i = 0; weights.has_prefix(fmt::format("blocks.{}.", i)); ++i) {
    ASSIGN_OR_RETURN(Block block, load_block(weights, fmt::format("blocks.{}", i)));
    if (block.q.inputs() != encoder.width()) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("block {} takes {} channels, the embedding has {}", i,
                               block.q.inputs(), encoder.width())};
    }
    encoder.blocks_.push_back(std::move(block));
  }
  if (encoder.blocks_.empty()) {
    return Error{ErrorCode::failed_precondition, "a UMT5 encoder without blocks"};
  }
  return encoder;
}

void TextEncoder::attend(const Block& block, const Tensor& x, Tensor& stream,
                         const nn::Trace& trace) const {
  const Index tokens = x.extent(0);
  const Index heads = block.position_table.extent(1);
  const nn::Shape split{1, tokens, heads, block.q.outputs() / heads};
  const Tensor q = block.q(x);
  trace("attn.q", q);
  const Tensor k = block.k(x);
  const Tensor v = block.v(x);
  Tensor bias = Tensor::uninitialised({heads, tokens, tokens});
  nn::RelativeBias{}(block.position_table, kMaxDistance, bias);
  trace("pos_bias", bias);
  Tensor mixed = Tensor::uninitialised(split);
  nn::Attention{}(q.reshaped(split), k.reshaped(split), v.reshaped(split), bias, mixed, {});
  mixed = mixed.reshaped({tokens, block.q.outputs()});
  trace("attn.before_o", mixed);
  const Tensor change = block.o(mixed);
  trace("attn", change);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &change}}, stream);
}

void TextEncoder::feed_forward(const Block& block, const Tensor& x, Tensor& stream,
                               const nn::Trace& trace) {
  Tensor gate = block.gate(x);
  const Tensor straight = block.fc1(x);
  nn::ActivateGate{}(nn::Activation::gelu_tanh, gate, straight, gate);
  const Tensor change = block.fc2(gate);
  trace("ffn", change);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &change}}, stream);
}

Result<Tensor> TextEncoder::encode(std::span<const std::int32_t> ids, const std::stop_token& stop,
                                   const std::function<void(double)>& progress,
                                   const nn::Trace& trace) const {
  EXPECTS(!ids.empty());
  const auto beyond =
      std::ranges::find_if(ids, [this](std::int32_t id) { return id < 0 || id >= vocabulary(); });
  if (beyond != ids.end()) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("token id {} in a vocabulary of {}: the tokenizer belongs to another "
                             "text encoder",
                             *beyond, vocabulary())};
  }
  Tensor stream = Tensor::uninitialised({static_cast<Index>(ids.size()), width()});
  nn::Embedding{}(token_embedding_, ids, stream);
  trace("token_embedding", stream);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "canceled while the prompt was encoded"};
    }
    const Block& block = blocks_[i];
    const std::string name = fmt::format("blocks.{}", i);
    const nn::Trace inside = trace.under(name);
    const Tensor before = normed(stream, block.norm1);
    inside("norm1", before);
    attend(block, before, stream, inside);
    feed_forward(block, normed(stream, block.norm2), stream, inside);
    trace(name, stream);
    if (progress) {
      progress(static_cast<double>(i + 1) / static_cast<double>(blocks_.size()));
    }
  }
  Tensor context = normed(stream, norm_);
  trace("output", context);
  return context;
}

std::size_t TextEncoder::predicted_peak_bytes(Index tokens) const {
  const Block& block = blocks_.front();
  const Index heads = block.position_table.extent(1);
  const Index attention =
      4 * tokens * block.q.outputs() + heads * tokens * tokens + tokens * width();
  const Index feed = 2 * tokens * block.fc1.outputs() + tokens * width();
  return static_cast<std::size_t>(2 * tokens * width() + std::max(attention, feed)) * sizeof(float);
}

}  // namespace kirin::wan
