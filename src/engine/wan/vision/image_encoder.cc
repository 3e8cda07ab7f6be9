#include "engine/wan/vision/image_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/wan/condition/resize.h"
#include "nn/ops/attention.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/norm.h"
#include "nn/ops/rearrange.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;
using nn::Tensor;

constexpr float kNormEps = 1e-5F;
/// Channels of a head of ViT-H/14.
constexpr Index kHeadChannels = 80;
/// Mean and standard deviation of CLIP's training pictures, R, G, B in [0, 1] (Radford et al. 2021,
/// published code).
constexpr std::array<float, 3> kMean{0.48145466F, 0.4578275F, 0.40821073F};
constexpr std::array<float, 3> kDeviation{0.26862954F, 0.26130258F, 0.27577711F};

Tensor normed(const Tensor& x, const Tensor& weight, const Tensor& bias) {
  Tensor y = Tensor::uninitialised(x.shape());
  nn::LayerNorm{}(x, {weight, bias}, {}, kNormEps, y);
  return y;
}

/// From [-1, 1] to CLIP's distribution, in place.
void normalise(Tensor& image) {
  const Index pixels = image.extent(1) * image.extent(2);
  auto* value = image.mutable_data<float>();
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (Index i = 0; i < pixels; ++i, ++value) {
      *value = (*value * 0.5F + 0.5F - kMean[channel]) / kDeviation[channel];
    }
  }
}

}  // namespace

Result<ImageEncoder::Block> ImageEncoder::load_block(const nn::Weights& weights,
                                                     const std::string& name) {
  Block block;
  ASSIGN_OR_RETURN(block.norm1_weight, weights.get(name + ".norm1.weight"));
  ASSIGN_OR_RETURN(block.norm1_bias, weights.get(name + ".norm1.bias"));
  ASSIGN_OR_RETURN(block.qkv, weights.linear(name + ".attn.to_qkv"));
  ASSIGN_OR_RETURN(block.proj, weights.linear(name + ".attn.proj"));
  ASSIGN_OR_RETURN(block.norm2_weight, weights.get(name + ".norm2.weight"));
  ASSIGN_OR_RETURN(block.norm2_bias, weights.get(name + ".norm2.bias"));
  ASSIGN_OR_RETURN(block.mlp_in, weights.linear(name + ".mlp.0", nn::Activation::gelu_erf));
  ASSIGN_OR_RETURN(block.mlp_out, weights.linear(name + ".mlp.2"));
  const Index width = block.qkv.inputs();
  const Shape per_channel{width};
  const bool fits =
      block.norm1_weight.shape() == per_channel && block.norm1_bias.shape() == per_channel &&
      block.norm2_weight.shape() == per_channel && block.norm2_bias.shape() == per_channel &&
      block.qkv.outputs() == 3 * width && block.proj.inputs() == width &&
      block.proj.outputs() == width && block.mlp_in.inputs() == width &&
      block.mlp_out.outputs() == width && block.mlp_out.inputs() == block.mlp_in.outputs();
  if (!fits) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("the shapes of \"{}\" do not fit together as a CLIP block", name)};
  }
  return block;
}

Result<ImageEncoder> ImageEncoder::load(const nn::Weights& weights, Index heads) {
  ImageEncoder encoder;
  ASSIGN_OR_RETURN(const Tensor patches,
                   weights.get("visual.patch_embedding.weight", {-1, 3, -1, -1}));
  const Index width = patches.extent(0);
  encoder.patch_ = patches.extent(2);
  ASSIGN_OR_RETURN(const Tensor classes, weights.get("visual.cls_embedding", {1, 1, width}));
  ASSIGN_OR_RETURN(const Tensor positions, weights.get("visual.pos_embedding", {1, -1, width}));
  ASSIGN_OR_RETURN(encoder.pre_norm_weight_, weights.get("visual.pre_norm.weight", {width}));
  ASSIGN_OR_RETURN(encoder.pre_norm_bias_, weights.get("visual.pre_norm.bias", {width}));
  encoder.patch_embedding_ =
      nn::Linear(patches.reshaped({width, 3 * encoder.patch_ * patches.extent(3)}), Tensor());
  encoder.class_embedding_ = classes.reshaped({1, width}).to(nn::DType::f32);
  encoder.position_embedding_ = positions.reshaped({-1, width}).to(nn::DType::f32);
  encoder.heads_ = heads > 0 ? heads : width / kHeadChannels;
  const Index grid = encoder.image_extent() / std::max<Index>(1, encoder.patch_);
  if (patches.extent(3) != encoder.patch_ || encoder.patch_ < 1 ||
      grid * grid + 1 != encoder.tokens() || encoder.heads_ < 1 || width % encoder.heads_ != 0) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("not a CLIP vision tower: patches {}, positions {}, {} heads",
                             nn::to_string(patches.shape()), nn::to_string(positions.shape()),
                             encoder.heads_)};
  }
  int blocks = 0;
  while (weights.has_prefix(fmt::format("visual.transformer.{}.", blocks))) {
    ++blocks;
  }
  if (blocks < 2) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("a CLIP vision tower of {} blocks; at least 2 are due", blocks)};
  }
  for (int i = 0; i + 1 < blocks; ++i) {
    ASSIGN_OR_RETURN(Block block, load_block(weights, fmt::format("visual.transformer.{}", i)));
    if (block.qkv.inputs() != width) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("block {} takes {} channels, the patches have {}", i,
                               block.qkv.inputs(), width)};
    }
    encoder.blocks_.push_back(std::move(block));
  }
  return encoder;
}

Index ImageEncoder::image_extent() const {
  const auto grid = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(tokens() - 1))));
  return grid * patch_;
}

Tensor ImageEncoder::embed(const Tensor& image, const nn::Trace& trace) const {
  const Index grid = image.extent(1) / patch_;
  const Tensor patches =
      nn::Permute{}(image.reshaped({3, grid, patch_, grid, patch_}), {1, 3, 0, 2, 4})
          .reshaped({grid * grid, 3 * patch_ * patch_});
  const Tensor embedded = patch_embedding_(patches);
  if (trace.active()) {
    trace("patch_embedding", nn::Permute{}(embedded, {1, 0}).reshaped({width(), grid, grid}));
  }
  Tensor stream = Tensor::uninitialised({tokens(), width()});
  stream.slice(0, 0, 1).copy_from(class_embedding_);
  stream.slice(0, 1, tokens()).copy_from(embedded);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &position_embedding_}}, stream);
  stream = normed(stream, pre_norm_weight_, pre_norm_bias_);
  trace("pre_norm", stream);
  return stream;
}

void ImageEncoder::run_block(const Block& block, Tensor& stream, const nn::Trace& trace) const {
  const Index channels = width() / heads_;
  const Tensor qkv = block.qkv(normed(stream, block.norm1_weight, block.norm1_bias))
                         .reshaped({1, tokens(), 3, heads_, channels});
  Tensor mixed = Tensor::uninitialised({1, tokens(), heads_, channels});
  const float scale = 1.0F / std::sqrt(static_cast<float>(channels));
  nn::Attention{}(qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2), Tensor(), mixed, {scale});
  Tensor change = block.proj(mixed.reshaped({tokens(), width()}));
  trace("attn", change);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &change}}, stream);
  change = block.mlp_out(block.mlp_in(normed(stream, block.norm2_weight, block.norm2_bias)));
  trace("mlp", change);
  nn::Combine{}({{1.0F, &stream}, {1.0F, &change}}, stream);
}

Result<Tensor> ImageEncoder::encode(const Tensor& image, const std::stop_token& stop,
                                    const nn::Trace& trace) const {
  EXPECTS(image.rank() == 3 && image.extent(0) == 3);
  Tensor square = resize_bicubic(image, image_extent(), image_extent());
  normalise(square);
  trace("preprocessed", square);
  Tensor stream = embed(square, trace);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "canceled while a picture was encoded"};
    }
    const std::string name = fmt::format("transformer.{}", i);
    run_block(blocks_[i], stream, trace.under(name));
    trace(name, stream);
  }
  trace("output", stream);
  return stream;
}

std::size_t ImageEncoder::predicted_peak_bytes() const {
  const Index pixels = 2 * 3 * image_extent() * image_extent();
  const Index attention = tokens() * width() * (2 + 3 + 1 + 1);
  const Index feed = tokens() * (3 * width() + blocks_.front().mlp_in.outputs());
  return static_cast<std::size_t>(pixels + std::max(attention, feed)) * sizeof(float);
}

}  // namespace kirin::wan
