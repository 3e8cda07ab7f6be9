#include "engine/wan/vae/vae.h"

#include <fmt/format.h>

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;
using nn::Tensor;

constexpr Index kColours = 3;

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message)}; }

Result<void> check_tiling(const Tiling& tiling) {
  for (const Index longest : {tiling.height, tiling.width}) {
    if (longest < 0 || tiling.overlap < 0 || (longest > 0 && longest <= tiling.overlap)) {
      return wrong(fmt::format("tiles of {}x{} cells that share {}", tiling.width, tiling.height,
                               tiling.overlap));
    }
  }
  return {};
}

/// The cells of one latent frame inside `region`; cells: [F, h, w, z].
Tensor crop(const Tensor& cells, Index at, const Region& region) {
  return cells.slice(0, at, at + 1)
      .slice(1, region.top, region.top + region.height)
      .slice(2, region.left, region.left + region.width)
      .to(nn::DType::f32);
}

/// Walks all tiles of all chunks in the order that a tiling asks for, each tile with its own past.
class TileWalk {
 public:
  TileWalk(const TileGrid& grid, Index chunks, Tiling::Order order, std::size_t slots,
           const Vae::Run& run)
      : grid_(grid), chunks_(chunks), slots_(slots), run_(run) {
    by_tile_ = order == Tiling::Order::tiles && grid.count() > 1;
    pasts_.assign(by_tile_ ? 1 : grid.count(), Past(slots));
    if (run.trace.active() && grid.count() == 1) {
      trace_.emplace(run.trace);
    }
  }

  bool by_tile() const { return by_tile_; }
  FrameTrace* trace() { return trace_ ? &*trace_ : nullptr; }

  /// `begin(chunk)` before a chunk's tile (its first one when all tiles of a chunk come together),
  /// `code(tile, chunk, pass)` for each, `end(chunk)` when a chunk is complete.
  template <typename Begin, typename Code, typename End>
  Result<void> run(const Begin& begin, const Code& code, const End& end) {
    const auto tiles = grid_.count();
    for (std::size_t tile = 0; by_tile_ && tile < tiles; ++tile) {
      pasts_.front() = Past(slots_);
      for (Index chunk = 0; chunk < chunks_; ++chunk) {
        RETURN_IF_ERROR(begin(chunk));
        RETURN_IF_ERROR(step(code, tile, chunk, pasts_.front()));
      }
    }
    pasts_.resize(by_tile_ ? 0 : tiles, Past(0));
    for (Index chunk = 0; chunk < chunks_; ++chunk) {
      if (!by_tile_) {
        RETURN_IF_ERROR(begin(chunk));
      }
      for (std::size_t tile = 0; !by_tile_ && tile < tiles; ++tile) {
        RETURN_IF_ERROR(step(code, tile, chunk, pasts_[tile]));
      }
      RETURN_IF_ERROR(end(chunk));
    }
    return {};
  }

 private:
  template <typename Code>
  Result<void> step(const Code& code, std::size_t tile, Index chunk, Past& past) {
    Pass pass{past, run_.stop, trace()};
    RETURN_IF_ERROR(code(tile, chunk, pass));
    if (run_.progress) {
      run_.progress(++done_, chunks_ * static_cast<Index>(grid_.count()));
    }
    return {};
  }

  const TileGrid& grid_;
  Index chunks_;
  std::size_t slots_;
  const Vae::Run& run_;
  bool by_tile_ = false;
  std::vector<Past> pasts_;
  std::optional<FrameTrace> trace_;
  Index done_ = 0;
};

}  // namespace

Result<Vae> Vae::load(const nn::Weights& weights, std::optional<LatentStatistics> statistics) {
  Vae vae;
  ASSIGN_OR_RETURN(vae.encoder_, read_coder(weights, Coding::encoder));
  ASSIGN_OR_RETURN(vae.decoder_, read_coder(weights, Coding::decoder));
  WeightReader reader(weights);
  const Index moments = vae.encoder_.outputs;
  ASSIGN_OR_RETURN(vae.to_moments_, reader.pointwise("conv1", moments, moments));
  vae.latent_channels_ = moments / 2;
  const Index z = vae.latent_channels_;
  ASSIGN_OR_RETURN(vae.from_latent_, reader.pointwise("conv2", z, z));
  const Coder& encoder = vae.encoder_;
  const Coder& decoder = vae.decoder_;
  for (vae.patch_ = 1; kColours * vae.patch_ * vae.patch_ < encoder.inputs;) {
    ++vae.patch_;
  }
  if (moments % 2 != 0 || decoder.inputs != z || decoder.outputs != encoder.inputs ||
      kColours * vae.patch_ * vae.patch_ != encoder.inputs ||
      decoder.space_factor != encoder.space_factor || decoder.time_factor != encoder.time_factor) {
    return Error{
        ErrorCode::failed_precondition,
        fmt::format("an encoder of {} channels to {} (strides {}, {}) and a decoder of {} to {} "
                    "(strides {}, {}) make no autoencoder",
                    encoder.inputs, encoder.outputs, encoder.time_factor, encoder.space_factor,
                    decoder.inputs, decoder.outputs, decoder.time_factor, decoder.space_factor)};
  }
  if (!statistics) {
    statistics = published_statistics(z);
  }
  if (!statistics || static_cast<Index>(statistics->mean.size()) != z ||
      static_cast<Index>(statistics->deviation.size()) != z) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("no statistics are known of latents of {} channels", z)};
  }
  vae.statistics_ = *std::move(statistics);
  return vae;
}

Result<void> Vae::check(const ClipSize& size) const {
  const Index stride = stride_space();
  if (size.frames < 1 || size.height < stride || size.width < stride || size.height % stride != 0 ||
      size.width % stride != 0) {
    return wrong(
        fmt::format("{} frames of {}x{} pixels: the autoencoder takes at least one, of "
                    "sides that are multiples of {}",
                    size.frames, size.width, size.height, stride));
  }
  return {};
}

Tensor Vae::normalised_mean(const Tensor& moments) const {
  const Index z = latent_channels_;
  Tensor mean = Tensor::uninitialised({1, moments.extent(1), moments.extent(2), z});
  const float* from = moments.data<float>();
  float* to = mean.mutable_data<float>();
  for (Index cell = 0; cell < moments.extent(1) * moments.extent(2); ++cell) {
    for (Index c = 0; c < z; ++c) {
      to[cell * z + c] = (from[cell * 2 * z + c] - statistics_.mean[c]) / statistics_.deviation[c];
    }
  }
  return mean;
}

Tensor Vae::denormalised(const Tensor& latent) const {
  const Index z = latent_channels_;
  const Index cells = latent.count() / z;
  Tensor values = Tensor::uninitialised({latent.extent(1), latent.extent(2), latent.extent(3), z});
  const float* from = latent.data<float>();
  float* to = values.mutable_data<float>();
  for (Index c = 0; c < z; ++c) {
    for (Index cell = 0; cell < cells; ++cell) {
      to[cell * z + c] = from[c * cells + cell] * statistics_.deviation[c] + statistics_.mean[c];
    }
  }
  return values;
}

Result<Tensor> Vae::encode_chunk(const Tensor& frames, const Region& region, Pass& pass) const {
  Tensor moments;
  for (Index i = 0; i < frames.extent(1); ++i) {
    RETURN_IF_ERROR(encoder_.chain.push(coder_frame(frames, i, region, patch_), pass,
                                        [&](Tensor made) -> Result<void> {
                                          moments = to_moments_(made);
                                          return {};
                                        }));
  }
  EXPECTS(!moments.empty());
  return moments;
}

Result<Tensor> Vae::encode(const ClipSize& size, const FrameSource& source, const Run& run) const {
  RETURN_IF_ERROR(check(size));
  RETURN_IF_ERROR(check_tiling(run.tiling));
  const Index height = size.height / stride_space();
  const Index width = size.width / stride_space();
  const Index chunks = latent_frames(size.frames);
  const TileGrid grid(height, width, run.tiling);
  TileWalk walk(grid, chunks, run.tiling.order, encoder_.slots, run);
  FrameTrace all_moments(run.trace);
  Tensor latent = Tensor::zeros({latent_channels_, chunks, height, width});
  Tensor frames;
  const auto begin = [&](Index chunk) -> Result<void> {
    frames = {};
    ASSIGN_OR_RETURN(frames, source(first_frame(chunk), chunk_frames(chunk)));
    const Shape due{kColours, chunk_frames(chunk), size.height, size.width};
    if (frames.shape() != due || frames.type() != nn::DType::f32) {
      return wrong(fmt::format("frames of the shape {}, due is {}", nn::to_string(frames.shape()),
                               nn::to_string(due)));
    }
    frames = frames.to(nn::DType::f32);
    return {};
  };
  const auto code = [&](std::size_t tile, Index chunk, Pass& pass) -> Result<void> {
    ASSIGN_OR_RETURN(const Tensor moments,
                     encode_chunk(frames, grid.region(tile, stride_space()), pass));
    if (pass.trace != nullptr) {
      pass.trace->flush(fmt::format("enc.chunk{}", chunk));
      all_moments.record("moments", moments);
    }
    blend(normalised_mean(moments), 1, grid.region(tile, 1), grid.ramps(tile, 1), chunk, latent);
    return {};
  };
  RETURN_IF_ERROR(walk.run(begin, code, [](Index) { return Result<void>(); }));
  all_moments.flush("enc");
  return latent;
}

Result<Tensor> Vae::encode(const Tensor& video, const Run& run) const {
  if (video.rank() != 4) {
    return wrong(fmt::format("a clip of the shape {}", nn::to_string(video.shape())));
  }
  const auto source = [&](Index first, Index count) -> Result<Tensor> {
    return video.slice(1, first, first + count).to(nn::DType::f32);
  };
  return encode({video.extent(1), video.extent(2), video.extent(3)}, source, run);
}

Result<void> Vae::decode_chunk(Tensor cells, const Region& region, const Ramps& ramps, Pass& pass,
                               Tensor& clip) const {
  Index at = 0;
  return decoder_.chain.push(std::move(cells), pass, [&](Tensor made) -> Result<void> {
    blend(made, patch_, region, ramps, at++, clip);
    return {};
  });
}

Result<void> Vae::decode(const Tensor& latent, const FrameSink& sink, const Run& run) const {
  if (latent.rank() != 4 || latent.extent(0) != latent_channels_ || latent.count() == 0 ||
      latent.type() != nn::DType::f32 || !latent.is_contiguous()) {
    return wrong(fmt::format("a latent of the shape {}, due are {} channels",
                             nn::to_string(latent.shape()), latent_channels_));
  }
  RETURN_IF_ERROR(check_tiling(run.tiling));
  const Index chunks = latent.extent(1);
  const Tensor cells = from_latent_(denormalised(latent));
  const TileGrid grid(latent.extent(2), latent.extent(3), run.tiling);
  TileWalk walk(grid, chunks, run.tiling.order, decoder_.slots, run);
  if (walk.trace() != nullptr) {
    for (Index i = 0; i < chunks; ++i) {
      walk.trace()->record("conv2", cells.slice(0, i, i + 1));
    }
    walk.trace()->flush("dec");
  }
  std::vector<Tensor> clips(static_cast<std::size_t>(chunks));
  const auto begin = [&](Index chunk) -> Result<void> {
    if (clips[chunk].empty()) {
      clips[chunk] =
          Tensor::zeros({kColours, chunk_frames(chunk), latent.extent(2) * stride_space(),
                         latent.extent(3) * stride_space()});
    }
    return {};
  };
  const auto code = [&](std::size_t tile, Index chunk, Pass& pass) -> Result<void> {
    RETURN_IF_ERROR(decode_chunk(crop(cells, chunk, grid.region(tile, 1)),
                                 grid.region(tile, stride_space()),
                                 grid.ramps(tile, stride_space()), pass, clips[chunk]));
    if (pass.trace != nullptr) {
      pass.trace->flush(fmt::format("dec.chunk{}", chunk));
    }
    return {};
  };
  return walk.run(begin, code, [&](Index chunk) -> Result<void> {
    Tensor clip = std::exchange(clips[chunk], {});
    clamp_pixels(clip);
    return sink(clip);
  });
}

Result<Tensor> Vae::decode(const Tensor& latent, const Run& run) const {
  Tensor video;
  Index at = 0;
  const auto sink = [&](const Tensor& frames) -> Result<void> {
    if (video.empty()) {
      video = Tensor::uninitialised(
          {kColours, clip_frames(latent.extent(1)), frames.extent(2), frames.extent(3)});
    }
    for (Index c = 0; c < kColours; ++c) {
      video.select(0, c).slice(0, at, at + frames.extent(1)).copy_from(frames.select(0, c));
    }
    at += frames.extent(1);
    return {};
  };
  RETURN_IF_ERROR(decode(latent, sink, run));
  return video;
}

}  // namespace kirin::wan
