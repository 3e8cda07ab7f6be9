/// \file
/// The pictures of a job as the tensors that models take.
#pragma once

#include "engine/engine.h"
#include "engine/wan/condition/video_size.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// [height, width, 3] u8, a copy.
nn::Tensor as_bytes(const media::Image& picture);
/// [3, height, width] f32 in [-1, 1] of the picture's own size.
nn::Tensor as_floats(const media::Image& picture);
/// A picture with transparency on white.
media::Image on_white(const media::ImageWithAlpha& picture);

/// What the brushes of a job paint, as points that move: tracks [frames, tracks, 2] in pixels of
/// the first frame, visible [frames, tracks].
struct Tracks {
  nn::Tensor positions;
  nn::Tensor visible;
};
/// Points of a grid (`spacing` pixels) inside each mask follow its trajectory, evenly along its
/// length; points of the static mask and, where there is none, the corners of the picture stay
/// where they are. `frames` of the clip.
Tracks tracks_of(const engine::GenerationJob& job, nn::Index frames, double spacing);

}  // namespace kirin::wan
