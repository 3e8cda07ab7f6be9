/// \file
/// The layers that both autoencoders share: convolutions in time and space with their past,
/// residual blocks, attention over a frame, the heads.
#pragma once

#include <optional>

#include "engine/wan/vae/chain.h"
#include "engine/wan/vae/weight_reader.h"
#include "nn/ops/conv.h"
#include "nn/ops/linear.h"

namespace kirin::wan {

FrameShape shape_of(const nn::Tensor& frame);
nn::Tensor new_frame(const FrameShape& shape);

/// Hands out the slots of a chain's past while it is built.
class Slots {
 public:
  std::size_t next() { return count_++; }
  std::size_t count() const { return count_; }

 private:
  std::size_t count_ = 0;
};

/// A convolution over the last frames, zeros before the first one. Its past is a slot.
class CausalConv {
 public:
  CausalConv(nn::Conv3d conv, Slots& slots) : conv_(std::move(conv)), slot_(slots.next()) {}
  /// `name`.weight [out, in, kt, 3, 3] (any kt), space padded so that height and width stay.
  static Result<CausalConv> read(WeightReader& reader, const std::string& name, nn::Index in,
                                 nn::Index out, Slots& slots);

  nn::Index outputs() const { return conv_.outputs(); }
  nn::Tensor operator()(const nn::Tensor& frame, Past& past) const;
  /// Holds its output, which the caller releases.
  FrameShape rehearse(const FrameShape& frame, Rehearsal& rehearsal) const;

 private:
  nn::Conv3d conv_;
  std::size_t slot_ = 0;
};

/// Appends `frame` to the slot's frames, of which it keeps the last `count`, zeros before the
/// first.
void remember(const nn::Tensor& frame, nn::Index count, Past::Slot& slot);

/// The convolution with which a coder begins.
class FirstConv : public Layer {
 public:
  explicit FirstConv(CausalConv conv) : conv_(std::move(conv)) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  CausalConv conv_;
};

/// shortcut(x) + conv(silu(norm(conv(silu(norm(x)))))).
class Residual : public Layer {
 public:
  struct Parts {
    nn::Tensor first_gamma;
    CausalConv first;
    nn::Tensor second_gamma;
    CausalConv second;
    std::optional<nn::Linear> shortcut;  ///< absent where the channels stay
  };
  explicit Residual(Parts parts) : parts_(std::move(parts)) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  Parts parts_;
};

/// x + proj(attention(norm(x))): one head over the pixels of a frame.
class FrameAttention : public Layer {
 public:
  struct Parts {
    nn::Tensor gamma;
    nn::Linear to_qkv;
    nn::Linear proj;
  };
  explicit FrameAttention(Parts parts) : parts_(std::move(parts)) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  Parts parts_;
};

/// conv(silu(norm(x))), with which a coder ends.
class Head : public Layer {
 public:
  Head(nn::Tensor gamma, CausalConv conv) : gamma_(std::move(gamma)), conv_(std::move(conv)) {}
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const override;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                const NextShape& next) const override;

 private:
  nn::Tensor gamma_;
  CausalConv conv_;
};

}  // namespace kirin::wan
