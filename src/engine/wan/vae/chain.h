/// \file
/// A coder is a chain of layers through which frames pass one at a time.
///
/// All that the autoencoders do in time is causal, so a layer that remembers the last frames it saw
/// computes the same numbers whatever pieces a clip comes in. We take the smallest piece, a frame:
/// every layer is given one and hands on none, one or two as soon as they are made. Thus a clip's
/// activations never stand in memory, only two frames for each convolution in time.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/vae/frame_trace.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// What the layers of a chain remember of the frames that passed, a slot for each that asks for
/// one.
struct Past {
  struct Slot {
    nn::Tensor frames;   ///< the last ones, oldest first: [n, height, width, channels]
    nn::Index seen = 0;  ///< how many frames passed
  };
  explicit Past(std::size_t count) : slots(count) {}
  std::vector<Slot> slots;
};

/// One walk of a clip through a chain.
struct Pass {
  Past& past;
  const std::stop_token& stop;
  FrameTrace* trace = nullptr;  ///< null: nobody looks
};

/// The shape of one frame inside a coder.
struct FrameShape {
  nn::Index height = 0;
  nn::Index width = 0;
  nn::Index channels = 0;
  std::size_t bytes() const {
    return static_cast<std::size_t>(height * width * channels) * sizeof(float);
  }
};

/// The memory that a pass needs, found by walking the layers with shapes instead of numbers.
struct Rehearsal {
  bool first_frame_only = false;  ///< of a clip with one latent frame: nothing in time ever runs
  bool weights_packed = true;     ///< else the walk packs what it meets
  std::size_t past_bytes = 0;     ///< what stays between frames; a first frame finds none yet
  std::size_t weight_bytes = 0;   ///< of convolutions, as backends pack them on first use
  std::size_t held_bytes = 0;     ///< what is held at this point of the walk beside the past
  std::size_t peak_bytes = 0;

  void hold(std::size_t bytes);
  void release(std::size_t bytes) { held_bytes -= bytes; }
  /// Memory that stays when the frame has passed.
  void keep(std::size_t bytes);
  /// The weights of a convolution of `taps` pixels and moments.
  void pack(nn::Index out, nn::Index in, nn::Index taps);
  /// Memory that comes and goes at once.
  void touch(std::size_t bytes) {
    hold(bytes);
    release(bytes);
  }
};

using NextFrame = std::function<Result<void>(nn::Tensor frame)>;
using NextShape = std::function<void(const FrameShape& frame)>;

class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// Takes the next frame, [1, height, width, channels] f32, which it does not change, and calls
  /// `next` with each frame that it makes. Fails only as `next` does.
  virtual Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const = 0;
  /// Does to `rehearsal` what `push` does to memory once the clip is under way, and calls `next` at
  /// least once. The frame counts as held; the layer releases it where `push` does.
  virtual void rehearse(const FrameShape& frame, Rehearsal& rehearsal,
                        const NextShape& next) const = 0;
};

class Chain {
 public:
  /// `name`: the official module path, for traces.
  void add(std::string name, std::unique_ptr<const Layer> layer);
  bool empty() const { return links_.empty(); }

  /// The frame through all layers; canceled where the pass was stopped.
  Result<void> push(nn::Tensor frame, Pass& pass, const NextFrame& next) const;
  void rehearse(const FrameShape& frame, Rehearsal& rehearsal, const NextShape& next) const;

 private:
  struct Link {
    std::string name;
    std::unique_ptr<const Layer> layer;
  };
  Result<void> push_from(std::size_t at, nn::Tensor frame, Pass& pass, const NextFrame& next) const;
  void rehearse_from(std::size_t at, const FrameShape& frame, Rehearsal& rehearsal,
                     const NextShape& next) const;

  std::vector<Link> links_;
};

}  // namespace kirin::wan
