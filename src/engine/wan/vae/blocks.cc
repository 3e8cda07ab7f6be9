#include "engine/wan/vae/blocks.h"

#include "nn/ops/elementwise.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

}  // namespace

Result<void> DownLevel::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  Past::Slot& slot = pass.past.slots[slot_];
  const Index at = slot.seen++;
  nn::Cell cell = factor_;
  cell.frame = (at + cell.time - 1) % cell.time;
  if (slot.frames.empty()) {
    slot.frames =
        Tensor::zeros({1, frame.extent(1) / cell.space, frame.extent(2) / cell.space, out_});
  }
  nn::AverageDown{}(frame, cell, slot.frames);
  return chain_.push(std::move(frame), pass, [&](Tensor made) {
    if (pass.trace != nullptr) {
      pass.trace->record(name_, slot.frames);
    }
    nn::Combine{}({{1.0F, &made}, {1.0F, &slot.frames}}, made);
    slot.frames = {};
    return next(std::move(made));
  });
}

void DownLevel::rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                         const NextShape& next) const {
  const FrameShape shortcut{frame.height / factor_.space, frame.width / factor_.space, out_};
  rehearsal.hold(shortcut.bytes());
  chain_.rehearse(frame, rehearsal, [&](const FrameShape& made) {
    rehearsal.release(shortcut.bytes());
    next(made);
  });
}

Result<void> UpLevel::push(Tensor frame, Pass& pass, const NextFrame& next) const {
  nn::Cell cell = factor_;
  cell.frame = pass.past.slots[slot_].seen++ == 0 ? cell.time - 1 : 0;
  return chain_.push(frame, pass, [&](Tensor made) {
    if (pass.trace != nullptr) {
      Tensor shortcut = Tensor::zeros(made.shape());
      nn::RepeatUp{}(frame, cell, shortcut);
      pass.trace->record(name_, shortcut);
    }
    nn::RepeatUp{}(frame, cell, made);
    ++cell.frame;
    return next(std::move(made));
  });
}

void UpLevel::rehearse(const FrameShape& frame, Rehearsal& rehearsal, const NextShape& next) const {
  rehearsal.hold(
      frame.bytes());  // beside the chain's own use of it: the layer keeps it for its end
  chain_.rehearse(frame, rehearsal, next);
  rehearsal.release(frame.bytes());
}

}  // namespace kirin::wan
