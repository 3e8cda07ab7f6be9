/// \file
/// The levels of the Wan 2.2 autoencoder: a chain with a shortcut around all of it that halves or
/// doubles frames without weights.
#pragma once

#include "engine/wan/vae/layers.h"
#include "nn/ops/regroup.h"

namespace kirin::wan {

/// A level of the encoder. The shortcut is the mean over groups of the numbers of a cell (`factor`
/// frames by pixels); with an odd number of frames a frame of zeros stands before the first.
class DownLevel : public Layer {
 public:
  /// `name`: where traces show the shortcut. `out`: the channels that `chain` makes.
  DownLevel(std::string name, Chain chain, nn::Index out, nn::Cell factor, Slots& slots)
      : name_(std::move(name)),
        chain_(std::move(chain)),
        out_(out),
        factor_(factor),
        slot_(slots.next()) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  std::string name_;
  Chain chain_;
  nn::Index out_;
  nn::Cell factor_;
  std::size_t slot_;
};

/// A level of the decoder. The shortcut repeats each number over a cell; of the first frame's cell
/// only the last frame is used.
class UpLevel : public Layer {
 public:
  UpLevel(std::string name, Chain chain, nn::Cell factor, Slots& slots)
      : name_(std::move(name)), chain_(std::move(chain)), factor_(factor), slot_(slots.next()) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  std::string name_;
  Chain chain_;
  nn::Cell factor_;
  std::size_t slot_;
};

/// A level without a shortcut.
class PlainLevel : public Layer {
 public:
  explicit PlainLevel(Chain chain) : chain_(std::move(chain)) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override {
    return chain_.push(std::move(frame), pass, next);
  }
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override {
    chain_.rehearse(frame, rehearsal, next);
  }

 private:
  Chain chain_;
};

}  // namespace kirin::wan
