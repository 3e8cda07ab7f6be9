#include <cmath>

#include "engine/wan/condition/tracks.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Pixel frames of a latent frame, and pixels of a latent cell, in the VAE of Wan 2.1.
constexpr Index kFrames = 4;
constexpr Index kPixels = 8;

}  // namespace

Tensor scaled_tracks(const Tensor& tracks, VideoSize picture, VideoSize video) {
  EXPECTS(tracks.rank() == 3 && tracks.extent(2) == 2);
  const auto across = static_cast<float>(video.width) / static_cast<float>(picture.width);
  const auto down = static_cast<float>(video.height) / static_cast<float>(picture.height);
  Tensor scaled = tracks.clone();
  auto* position = scaled.mutable_data<float>();
  for (Index i = 0; i < scaled.count(); i += 2) {
    position[i] *= across;
    position[i + 1] *= down;
  }
  return scaled;
}

Tensor track_cells(const Tensor& tracks, const Tensor& visible, Index latent_frames, Index rows,
                   Index columns) {
  EXPECTS(tracks.rank() == 3 && tracks.extent(2) == 2);
  const Index count = tracks.extent(1);
  EXPECTS(visible.shape() == (nn::Shape{tracks.extent(0), count}));
  EXPECTS(tracks.extent(0) > (latent_frames - 1) * kFrames);
  const auto positions = tracks.values();
  const auto seen = visible.values();
  Tensor cells = Tensor::uninitialised({count, latent_frames, 2}, nn::DType::i64);
  auto* out = cells.mutable_data<std::int64_t>();
  for (Index track = 0; track < count; ++track) {
    for (Index frame = 0; frame < latent_frames; ++frame, out += 2) {
      const Index at = frame * kFrames * count + track;
      const float column = std::floor(positions[2 * at] / kPixels);
      const float row = std::floor(positions[2 * at + 1] / kPixels);
      const bool inside = seen[at] != 0 && column >= 0 && row >= 0 &&
                          column < static_cast<float>(columns) && row < static_cast<float>(rows);
      out[0] = inside ? static_cast<Index>(row) : -1;
      out[1] = inside ? static_cast<Index>(column) : -1;
    }
  }
  return cells;
}

void copy_along_tracks(Tensor& latents, const Tensor& tracks, const Tensor& visible,
                       HiddenStart hidden_start) {
  EXPECTS(latents.rank() == 4 && latents.is_contiguous());
  const Index frames = latents.extent(1);
  const Index rows = latents.extent(2);
  const Index columns = latents.extent(3);
  const Tensor cells = track_cells(tracks, visible, frames, rows, columns);
  const auto* cell = cells.data<std::int64_t>();
  auto* values = latents.mutable_data<float>();
  const Tensor source = latents.slice(1, 0, 1).clone();
  const auto* features = source.data<float>();
  for (Index track = 0; track < cells.extent(0); ++track, cell += 2 * frames) {
    if (cell[0] < 0 && hidden_start == HiddenStart::skip) {
      continue;
    }
    const Index from = cell[0] < 0 ? rows * columns - 1 : cell[0] * columns + cell[1];
    for (Index frame = 1; frame < frames; ++frame) {
      const auto* at = cell + 2 * frame;
      if (at[0] < 0) {
        continue;
      }
      const Index to = (frame * rows + at[0]) * columns + at[1];
      for (Index channel = 0; channel < latents.extent(0); ++channel) {
        values[channel * frames * rows * columns + to] = features[channel * rows * columns + from];
      }
    }
  }
}

}  // namespace kirin::wan
