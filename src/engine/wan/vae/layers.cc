#include "engine/wan/vae/layers.h"

#include <cmath>

#include "nn/ops/attention.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/norm.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Of a convolution in space.
constexpr Index kPixels = 9;

Tensor normed(const Tensor& frame, const Tensor& gamma, nn::ChannelNorm::Then then) {
  Tensor y = new_frame(shape_of(frame));
  nn::ChannelNorm{}(frame, gamma, then, y);
  return y;
}

void add(const Tensor& x, Tensor& y) { nn::Combine{}({{1.0F, &y}, {1.0F, &x}}, y); }

}  // namespace

FrameShape shape_of(const Tensor& frame) {
  return {.height = frame.extent(1), .width = frame.extent(2), .channels = frame.extent(3)};
}

Tensor new_frame(const FrameShape& shape) {
  return Tensor::uninitialised({1, shape.height, shape.width, shape.channels});
}

void remember(const Tensor& frame, Index count, Past::Slot& slot) {
  if (slot.frames.empty()) {
    slot.frames = Tensor::zeros({count, frame.extent(1), frame.extent(2), frame.extent(3)});
  }
  for (Index i = 0; i + 1 < count; ++i) {
    slot.frames.slice(0, i, i + 1).copy_from(slot.frames.slice(0, i + 1, i + 2));
  }
  slot.frames.slice(0, count - 1, count).copy_from(frame);
}

Result<CausalConv> CausalConv::read(WeightReader& reader, const std::string& name, Index in,
                                    Index out, Slots& slots) {
  ASSIGN_OR_RETURN(nn::Conv3d conv, reader.conv(name, {out, in, -1, 3, 3},
                                                {.top = 1, .bottom = 1, .left = 1, .right = 1}));
  return CausalConv(std::move(conv), slots);
}

Tensor CausalConv::operator()(const Tensor& frame, Past& past) const {
  const Index before = conv_.kernel_time() - 1;
  if (before == 0) {
    return conv_({}, frame);
  }
  Past::Slot& slot = past.slots[slot_];
  if (slot.frames.empty()) {
    slot.frames = Tensor::zeros({before, frame.extent(1), frame.extent(2), frame.extent(3)});
  }
  Tensor y = conv_(slot.frames, frame);
  remember(frame, before, slot);
  return y;
}

FrameShape CausalConv::rehearse(const FrameShape& frame, Rehearsal& rehearsal) const {
  rehearsal.keep(frame.bytes() * static_cast<std::size_t>(conv_.kernel_time() - 1));
  const FrameShape made{frame.height, frame.width, conv_.outputs()};
  rehearsal.hold(made.bytes());
  rehearsal.pack(conv_.outputs(), conv_.inputs(), kPixels * conv_.kernel_time());
  return made;
}

Result<void> FirstConv::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  Tensor y = conv_(frame, pass.past);
  frame = {};
  return next(std::move(y));
}

void FirstConv::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                         const NextShape& next) const {
  const FrameShape made = conv_.rehearse(frame, rehearsal);
  rehearsal.release(frame.bytes());
  next(made);
}

Result<void> Residual::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  using Then = nn::ChannelNorm::Then;
  Tensor inner = normed(frame, parts_.first_gamma, Then::silu);
  inner = parts_.first(inner, pass.past);
  nn::ChannelNorm{}(inner, parts_.second_gamma, Then::silu, inner);
  Tensor y = parts_.second(inner, pass.past);
  inner = {};
  add(parts_.shortcut ? (*parts_.shortcut)(frame) : frame, y);
  frame = {};
  return next(std::move(y));
}

void Residual::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                        const NextShape& next) const {
  rehearsal.hold(frame.bytes());
  const FrameShape inner = parts_.first.rehearse(frame, rehearsal);
  rehearsal.release(frame.bytes());
  const FrameShape made = parts_.second.rehearse(inner, rehearsal);
  rehearsal.release(inner.bytes());
  if (parts_.shortcut) {
    rehearsal.touch(made.bytes());
  }
  rehearsal.release(frame.bytes());
  next(made);
}

Result<void> FrameAttention::push(Tensor frame, Pass& /*pass*/, const NextFrame& next) const {
  const FrameShape shape = shape_of(frame);
  const Index tokens = shape.height * shape.width;
  const Index width = shape.channels;
  Tensor inner = normed(frame, parts_.gamma, nn::ChannelNorm::Then::nothing);
  Tensor qkv = parts_.to_qkv(inner).reshaped({1, tokens, 1, 3 * width});
  inner = inner.reshaped({1, tokens, 1, width});
  nn::Attention{}(qkv.slice(3, 0, width), qkv.slice(3, width, 2 * width),
                  qkv.slice(3, 2 * width, 3 * width), {}, inner,
                  {.scale = 1.0F / std::sqrt(static_cast<float>(width))});
  qkv = {};
  Tensor y = parts_.proj(inner.reshaped({1, shape.height, shape.width, width}));
  inner = {};
  add(frame, y);
  frame = {};
  return next(std::move(y));
}

void FrameAttention::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                              const NextShape& next) const {
  rehearsal.hold(frame.bytes());
  rehearsal.touch(3 * frame.bytes());
  rehearsal.hold(frame.bytes());
  rehearsal.release(2 * frame.bytes());
  next(frame);
}

Result<void> Head::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  Tensor inner = normed(frame, gamma_, nn::ChannelNorm::Then::silu);
  frame = {};
  Tensor y = conv_(inner, pass.past);
  inner = {};
  return next(std::move(y));
}

void Head::rehearse(const FrameShape& frame, Rehearsal& rehearsal, const NextShape& next) const {
  rehearsal.touch(frame.bytes());
  const FrameShape made = conv_.rehearse(frame, rehearsal);
  rehearsal.release(frame.bytes());
  next(made);
}

}  // namespace kirin::wan
