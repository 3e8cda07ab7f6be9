/// \file
/// The causal video autoencoders of Wan 2.1 and Wan 2.2: frames to latents and back.
///
/// A clip is [3, T, H, W] f32 in [-1, 1]; latents are [z, F, h, w] f32, normalised. A chunk is what
/// one latent frame stands for: the first frame alone, then `stride_time` frames each (1 + 4 + 4
/// …). Everything in time is causal, so frames are taken and made as the clip goes on and only a
/// few stand in memory. Source: Wan-Video/Wan2.1, wan/modules/vae.py; Wan-Video/Wan2.2,
/// wan/modules/vae2_2.py; the numbers equal the reference's float32 run.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "base/result.h"
#include "engine/wan/vae/coder.h"
#include "engine/wan/vae/latent_statistics.h"
#include "engine/wan/vae/tiles.h"
#include "nn/trace.h"

namespace kirin::wan {

/// The size of a clip in frames and pixels.
struct ClipSize {
  nn::Index frames = 0;
  nn::Index height = 0;
  nn::Index width = 0;
};

/// Gives frames [first, first + count) of a clip, [3, count, H, W]. Asked for in order, chunk by
/// chunk; with `Tiling::Order::tiles` again from the beginning for every tile.
using FrameSource = std::function<Result<nn::Tensor>(nn::Index first, nn::Index count)>;
/// Takes the next frames of a clip, [3, n, H, W] in [-1, 1]. Its error ends the decoding.
using FrameSink = std::function<Result<void>(const nn::Tensor& frames)>;

class Vae {
 public:
  enum class Direction { encode, decode };

  struct Run {
    Tiling tiling = {};
    std::stop_token stop = {};
    /// Called after each chunk of each tile.
    std::function<void(nn::Index done, nn::Index total)> progress = {};
    /// Sees the layers' results under the official names ("enc.chunk0.conv1",
    /// "dec.chunk1.upsamples.3", …), [1, C, t, h, w] per chunk, where the clip is one tile.
    nn::Trace trace = {};
  };

  /// From the official names; which of the two it is and all sizes follow from the tensors.
  /// Weights stay where they are until they are used. `statistics`: of the latents, where they are
  /// not the published ones. not_found or failed_precondition where the tensors make no
  /// autoencoder.
  static Result<Vae> load(const nn::Weights& weights,
                          std::optional<LatentStatistics> statistics = std::nullopt);

  nn::Index latent_channels() const { return latent_channels_; }
  /// Pixels of a latent cell along each side; frames of a chunk.
  nn::Index stride_space() const { return encoder_.space_factor * patch_; }
  nn::Index stride_time() const { return encoder_.time_factor; }
  /// Pixels that are one column of channels when coding begins: 1 for 2.1, 2 for 2.2.
  nn::Index patch() const { return patch_; }
  nn::Index latent_frames(nn::Index frames) const { return 1 + (frames - 1) / stride_time(); }
  nn::Index clip_frames(nn::Index latent_frames) const {
    return 1 + (latent_frames - 1) * stride_time();
  }

  /// The normalised means of the latents' distributions. Frames beyond the last whole chunk are
  /// dropped. invalid_argument where the size is not a multiple of `stride_space`; canceled; what
  /// the source says.
  Result<nn::Tensor> encode(const ClipSize& size, const FrameSource& source, const Run& run) const;
  Result<nn::Tensor> encode(const nn::Tensor& video, const Run& run) const;

  /// Hands the clip to `sink` chunk by chunk. invalid_argument, canceled, what the sink says.
  Result<void> decode(const nn::Tensor& latent, const FrameSink& sink, const Run& run) const;
  Result<nn::Tensor> decode(const nn::Tensor& latent, const Run& run) const;

  /// The most memory (nn/memory.h) that a run holds at a time beyond what was held before it, the
  /// weights as backends pack them on first use included. Not included: what the sink keeps, and
  /// some 100 KiB a thread that kernels hold for themselves.
  std::size_t predicted_peak_bytes(Direction direction, const ClipSize& size,
                                   const Tiling& tiling) const;
  /// The tiling that computes least within the budget; one tile where that fits, else overlaps of
  /// about 64 pixels. resource_exhausted where not even small tiles fit.
  Result<Tiling> tiling_within(std::size_t budget_bytes, Direction direction,
                               const ClipSize& size) const;

 private:
  Vae() = default;
  Result<void> check(const ClipSize& size) const;
  nn::Tensor normalised_mean(const nn::Tensor& moments) const;
  nn::Tensor denormalised(const nn::Tensor& latent) const;
  /// The chunk's frames through the encoder: the latent's moments, [1, h, w, 2z], of the region.
  Result<nn::Tensor> encode_chunk(const nn::Tensor& frames, const Region& region, Pass& pass) const;
  /// The latent frame [1, h, w, z] through the decoder, blended into `clip`.
  Result<void> decode_chunk(nn::Tensor cells, const Region& region, const Ramps& ramps, Pass& pass,
                            nn::Tensor& clip) const;
  nn::Index chunk_frames(nn::Index chunk) const { return chunk == 0 ? 1 : stride_time(); }
  nn::Index first_frame(nn::Index chunk) const {
    return chunk == 0 ? 0 : 1 + (chunk - 1) * stride_time();
  }

  Coder encoder_;
  Coder decoder_;
  nn::Linear to_moments_;   // "conv1"
  nn::Linear from_latent_;  // "conv2"
  LatentStatistics statistics_;
  nn::Index latent_channels_ = 0;
  nn::Index patch_ = 1;
};

}  // namespace kirin::wan
