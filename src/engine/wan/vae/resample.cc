#include "engine/wan/vae/resample.h"

#include "nn/ops/regroup.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Frames before the present one that a time convolution sees.
constexpr Index kBefore = 2;
constexpr Index kKernelTime = kBefore + 1;
/// Of a convolution in space, and of one for a phase.
constexpr Index kPixels = 9;
constexpr Index kPhasePixels = 4;

}  // namespace

Result<std::unique_ptr<const Downsample>> Downsample::read(WeightReader& reader,
                                                           const std::string& name, Index channels,
                                                           Slots& slots) {
  auto layer = std::make_unique<Downsample>();
  const std::string space = name + ".resample.1";
  ASSIGN_OR_RETURN(const Index out, reader.extent(space + ".weight", 0));
  ASSIGN_OR_RETURN(layer->space_, reader.conv(space, {out, channels, 3, 3},
                                              {.stride_space = 2, .bottom = 1, .right = 1}));
  if (reader.has(name + ".time_conv.weight")) {
    ASSIGN_OR_RETURN(layer->time_, reader.conv(name + ".time_conv", {out, out, kKernelTime, 1, 1},
                                               {.stride_time = 2}));
    layer->slot_ = slots.next();
  }
  return std::unique_ptr<const Downsample>(std::move(layer));
}

Result<void> Downsample::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  Tensor half = space_({}, frame);
  frame = {};
  if (!time_) {
    return next(std::move(half));
  }
  Past::Slot& slot = pass.past.slots[slot_];
  const Index at = slot.seen++;
  if (at == 0) {
    remember(half, kBefore, slot);
    return next(std::move(half));
  }
  if (at % 2 == 1) {
    remember(half, kBefore, slot);
    return {};
  }
  Tensor y = (*time_)(slot.frames, half);
  remember(half, kBefore, slot);
  half = {};
  return next(std::move(y));
}

void Downsample::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                          const NextShape& next) const {
  const FrameShape half{frame.height / 2, frame.width / 2, space_.outputs()};
  rehearsal.hold(half.bytes());
  rehearsal.pack(half.channels, frame.channels, kPixels);
  rehearsal.release(frame.bytes());
  if (time_) {
    rehearsal.keep(kBefore * half.bytes());
    if (!rehearsal.first_frame_only) {
      rehearsal.pack(half.channels, half.channels, kKernelTime);
      rehearsal.touch(half.bytes());
    }
  }
  next(half);
}

Tensor Upsample::phase_weight(const Tensor& weight, Index row, Index column) {
  const Tensor wide = weight.to(nn::DType::f32);
  const Index pairs = wide.extent(0) * wide.extent(1);
  Tensor sums = Tensor::zeros({wide.extent(0), wide.extent(1), 1, 2, 2});
  const float* from = wide.data<float>();
  float* to = sums.mutable_data<float>();
  for (Index i = 0; i < 3; ++i) {
    for (Index j = 0; j < 3; ++j) {
      // Line 2h + row + i - 1 of the large frame repeats line h + (row + i - 1) / 2 of the small
      // one, and the phase's kernel begins at line h + row - 1.
      const Index small = ((row + i + 1) / 2 - row) * 2 + (column + j + 1) / 2 - column;
      for (Index pair = 0; pair < pairs; ++pair) {
        to[pair * 4 + small] += from[pair * 9 + i * 3 + j];
      }
    }
  }
  return sums;
}

Result<std::unique_ptr<const Upsample>> Upsample::read(WeightReader& reader,
                                                       const std::string& name, Index channels,
                                                       Slots& slots) {
  auto layer = std::make_unique<Upsample>();
  const std::string space = name + ".resample.1";
  ASSIGN_OR_RETURN(const Index out, reader.extent(space + ".weight", 0));
  ASSIGN_OR_RETURN(const Tensor weight, reader.tensor(space + ".weight", {out, channels, 3, 3}));
  ASSIGN_OR_RETURN(const Tensor bias, reader.tensor(space + ".bias", {out}));
  for (Index phase = 0; phase < 4; ++phase) {
    const Index row = phase / 2;
    const Index column = phase % 2;
    layer->phases_[phase] =
        nn::Conv3d(phase_weight(weight, row, column), bias,
                   {.top = 1 - row, .bottom = row, .left = 1 - column, .right = column});
  }
  if (reader.has(name + ".time_conv.weight")) {
    ASSIGN_OR_RETURN(const Tensor both, reader.tensor(name + ".time_conv.weight",
                                                      {2 * channels, channels, kKernelTime, 1, 1}));
    ASSIGN_OR_RETURN(const Tensor biases, reader.tensor(name + ".time_conv.bias", {2 * channels}));
    layer->time_ =
        std::array{nn::Conv3d(both.slice(0, 0, channels), biases.slice(0, 0, channels), {}),
                   nn::Conv3d(both.slice(0, channels, 2 * channels),
                              biases.slice(0, channels, 2 * channels), {})};
    layer->slot_ = slots.next();
  }
  return std::unique_ptr<const Upsample>(std::move(layer));
}

Tensor Upsample::enlarged(const Tensor& frame) const {
  Tensor y = new_frame({2 * frame.extent(1), 2 * frame.extent(2), outputs()});
  for (Index phase = 0; phase < 4; ++phase) {
    nn::Interleave{}(phases_[phase]({}, frame), 2, phase / 2, phase % 2, y);
  }
  return y;
}

Result<void> Upsample::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  if (time_) {
    Past::Slot& slot = pass.past.slots[slot_];
    if (slot.seen++ > 0) {
      if (slot.frames.empty()) {
        slot.frames = Tensor::zeros({kBefore, frame.extent(1), frame.extent(2), frame.extent(3)});
      }
      Tensor even = (*time_)[0](slot.frames, frame);
      Tensor odd = (*time_)[1](slot.frames, frame);
      remember(frame, kBefore, slot);
      frame = {};
      Tensor y = enlarged(even);
      even = {};
      RETURN_IF_ERROR(next(std::move(y)));
      frame = std::move(odd);
    }
  }
  Tensor y = enlarged(frame);
  frame = {};
  return next(std::move(y));
}

void Upsample::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                        const NextShape& next) const {
  const FrameShape made{2 * frame.height, 2 * frame.width, outputs()};
  const bool two = time_ && !rehearsal.first_frame_only;
  if (two) {
    rehearsal.keep(kBefore * frame.bytes());
    rehearsal.hold(2 * frame.bytes());
    rehearsal.pack(2 * frame.channels, frame.channels, kKernelTime);
    rehearsal.release(frame.bytes());
  }
  rehearsal.hold(made.bytes());
  rehearsal.pack(4 * made.channels, frame.channels, kPhasePixels);
  rehearsal.touch(made.bytes() / 4);
  rehearsal.release(frame.bytes());
  next(made);
  if (two) {
    rehearsal.release(frame.bytes());
  }
}

}  // namespace kirin::wan
