#include "engine/wan/vae/chain.h"

#include <algorithm>

namespace kirin::wan {

void Rehearsal::hold(std::size_t bytes) {
  held_bytes += bytes;
  peak_bytes = std::max(peak_bytes, held_bytes);
}

void Rehearsal::keep(std::size_t bytes) {
  past_bytes += bytes;
  if (first_frame_only) {
    hold(bytes);
  }
}

void Rehearsal::pack(nn::Index out, nn::Index in, nn::Index taps) {
  const auto bytes = static_cast<std::size_t>(out * in * taps) * sizeof(float);
  weight_bytes += bytes;
  if (!weights_packed) {
    hold(bytes);
  }
}

void Chain::add(std::string name, std::unique_ptr<const Layer> layer) {
  links_.push_back({std::move(name), std::move(layer)});
}

Result<void> Chain::push(nn::Tensor frame, Pass& pass, const NextFrame& next) const {
  return push_from(0, std::move(frame), pass, next);
}

Result<void> Chain::push_from(std::size_t at, nn::Tensor frame, Pass& pass,
                              const NextFrame& next) const {
  if (at == links_.size()) {
    return next(std::move(frame));
  }
  if (pass.stop.stop_requested()) {
    return Error{ErrorCode::canceled, "stopped in the autoencoder"};
  }
  const Link& link = links_[at];
  return link.layer->push(std::move(frame), pass, [&](nn::Tensor made) {
    if (pass.trace != nullptr) {
      pass.trace->record(link.name, made);
    }
    return push_from(at + 1, std::move(made), pass, next);
  });
}

void Chain::rehearse(const FrameShape& frame, Rehearsal& rehearsal, const NextShape& next) const {
  rehearse_from(0, frame, rehearsal, next);
}

void Chain::rehearse_from(std::size_t at, const FrameShape& frame, Rehearsal& rehearsal,
                          const NextShape& next) const {
  if (at == links_.size()) {
    return next(frame);
  }
  links_[at].layer->rehearse(frame, rehearsal, [&](const FrameShape& made) {
    rehearse_from(at + 1, made, rehearsal, next);
  });
}

}  // namespace kirin::wan
