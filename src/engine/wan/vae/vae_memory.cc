#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/wan/vae/vae.h"

namespace kirin::wan {
namespace {

using nn::Index;

constexpr std::size_t kColours = 3;
constexpr Index kOverlapPixels = 64;
/// Tiles shorter than so many overlaps compute most of a clip more than once.
constexpr Index kLeastOverlaps = 3;

std::size_t bytes(Index frames, Index height, Index width, std::size_t channels) {
  return static_cast<std::size_t>(frames * height * width) * channels * sizeof(float);
}

/// The longest span when `extent` is cut into `count` of them.
Index length_of(Index extent, Index count, Index overlap) {
  return count == 1 ? extent : (extent + (count - 1) * overlap + count - 1) / count;
}

}  // namespace

std::size_t Vae::predicted_peak_bytes(Direction direction, const ClipSize& size,
                                      const Tiling& tiling) const {
  const bool encodes = direction == Direction::encode;
  const Coder& coder = encodes ? encoder_ : decoder_;
  const Index stride = stride_space();
  const Index height = size.height / stride;
  const Index width = size.width / stride;
  const Index chunks = latent_frames(size.frames);
  const auto z = static_cast<std::size_t>(latent_channels_);
  const TileGrid grid(height, width, tiling);
  const bool by_tile = tiling.order == Tiling::Order::tiles && grid.count() > 1;

  Rehearsal rehearsal{.first_frame_only = chunks == 1,
                      .weights_packed = chunks > 1 || grid.count() > 1};
  const Region tile = grid.region(0, encodes ? stride : 1);
  const Index patch = encodes ? patch_ : 1;
  const FrameShape frame{tile.height / patch, tile.width / patch, coder.inputs};
  rehearsal.hold(frame.bytes());
  coder.chain.rehearse(frame, rehearsal, [](const FrameShape&) {});

  const std::size_t latent = bytes(chunks, height, width, z);
  const Index frames_at_a_time = chunks == 1 ? 1 : stride_time();
  const std::size_t chunk = bytes(frames_at_a_time, size.height, size.width, kColours);
  const std::size_t others = by_tile ? 0 : grid.count() - 1;
  const std::size_t pasts = rehearsal.past_bytes * (others + (chunks == 1 ? 0 : 1));
  const std::size_t clip =
      by_tile && !encodes ? bytes(clip_frames(chunks), size.height, size.width, kColours) : chunk;
  const std::size_t weights = rehearsal.weights_packed ? rehearsal.weight_bytes : 0;
  return weights + latent + clip + pasts + rehearsal.peak_bytes;
}

Result<Tiling> Vae::tiling_within(std::size_t budget_bytes, Direction direction,
                                  const ClipSize& size) const {
  RETURN_IF_ERROR(check(size));
  const Index height = size.height / stride_space();
  const Index width = size.width / stride_space();
  const Index overlap = std::max<Index>(1, kOverlapPixels / stride_space());
  std::optional<Tiling> best;
  Index least_cells = 0;
  std::size_t least_bytes = 0;
  for (Index rows = 1; rows == 1 || length_of(height, rows, overlap) >= kLeastOverlaps * overlap;
       ++rows) {
    for (Index columns = 1;
         columns == 1 || length_of(width, columns, overlap) >= kLeastOverlaps * overlap;
         ++columns) {
      for (const auto order : {Tiling::Order::chunks, Tiling::Order::tiles}) {
        const Index tile_height = length_of(height, rows, overlap);
        const Index tile_width = length_of(width, columns, overlap);
        // A clip may be smaller than the overlap: what is not cut says so by 0.
        const Tiling tiling{.height = rows == 1 ? 0 : tile_height,
                            .width = columns == 1 ? 0 : tile_width,
                            .overlap = overlap,
                            .order = order};
        const std::size_t needed = predicted_peak_bytes(direction, size, tiling);
        least_bytes = least_bytes == 0 ? needed : std::min(least_bytes, needed);
        const Index cells = rows * columns * tile_height * tile_width;
        if (needed <= budget_bytes && (!best || cells < least_cells)) {
          best = tiling;
          least_cells = cells;
        }
      }
    }
  }
  if (!best) {
    return Error{
        ErrorCode::resource_exhausted,
        fmt::format("the autoencoder needs {} MiB for {} frames of {}x{}, allowed are {}",
                    least_bytes >> 20U, size.frames, size.width, size.height, budget_bytes >> 20U)};
  }
  return *best;
}

}  // namespace kirin::wan
