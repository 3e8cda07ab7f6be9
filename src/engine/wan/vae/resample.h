/// \file
/// The layers that halve or double frames: in space always, in time where the checkpoint says so.
#pragma once

#include <array>
#include <optional>

#include "engine/wan/vae/layers.h"

namespace kirin::wan {

/// Half the height and width (stride 2, a zero line below and right), then, where there is a `time`
/// convolution, half the frames: the first passes as it is; each second one after it is made
/// from the last three.
class Downsample : public Layer {
 public:
  /// `name`.resample.1 and, optionally, `name`.time_conv.
  static Result<std::unique_ptr<const Downsample>> read(WeightReader& reader,
                                                        const std::string& name, nn::Index channels,
                                                        Slots& slots);
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;
  nn::Index outputs() const { return space_.outputs(); }
  bool halves_time() const { return time_.has_value(); }

 private:
  nn::Conv3d space_;
  std::optional<nn::Conv3d> time_;
  std::size_t slot_ = 0;
};

/// Twice the frames where there is a `time` convolution (the first passes as it is and is not
/// remembered; the halves of the convolution's output channels are the even and the odd frame),
/// then twice the height and width: nearest neighbours and a 3x3 convolution.
///
/// Enlarging by nearest neighbours before a 3x3 convolution is the same as four 2x2 convolutions of
/// the small frame, one for each of the four phases of the large one, whose weights are sums of the
/// 3x3 ones: 4 products instead of 9, and the large frame is never made.
class Upsample : public Layer {
 public:
  static Result<std::unique_ptr<const Upsample>> read(WeightReader& reader, const std::string& name,
                                                      nn::Index channels, Slots& slots);
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;
  nn::Index outputs() const { return phases_.front().outputs(); }
  bool doubles_time() const { return time_.has_value(); }
  /// The weights of a phase, [out, in, 1, 2, 2] f32; `weight`: [out, in, 3, 3].
  static nn::Tensor phase_weight(const nn::Tensor& weight, nn::Index row, nn::Index column);

 private:
  nn::Tensor enlarged(const nn::Tensor& frame) const;

  std::array<nn::Conv3d, 4> phases_;               // row * 2 + column
  std::optional<std::array<nn::Conv3d, 2>> time_;  // the even frames, the odd ones
  std::size_t slot_ = 0;
};

}  // namespace kirin::wan
