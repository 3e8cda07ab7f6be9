/// \file
/// Cuts a clip into overlapping tiles that are coded one by one and blended, so that less memory is
/// needed at a time.
#pragma once

#include <vector>

#include "engine/wan/vae/pixels.h"

namespace kirin::wan {

/// How a clip is cut. All lengths are in latent cells.
///
/// What a coder remembers between frames is most of its memory, and each tile has its own. With
/// `chunks` all tiles of a chunk are coded before the next chunk, so frames are made as the clip
/// goes on; the pasts of all tiles stand in memory, and only activations become smaller. With
/// `tiles` one tile is coded for the whole clip before the next one; only its past stands in
/// memory, but so does the whole clip that is made, and when encoding frames are asked for again
/// for every tile.
struct Tiling {
  enum class Order { chunks, tiles };
  nn::Index height = 0;  ///< the most lines of a tile; 0: as many as the clip has
  nn::Index width = 0;
  nn::Index overlap = 0;  ///< the least that neighbours share, less than a tile
  Order order = Order::chunks;
};

/// A row or column of tiles, seen along its length.
struct Span {
  nn::Index begin = 0;
  nn::Index length = 0;
  nn::Index shared_before = 0;  ///< with the one before it, 0 at the border
  nn::Index shared_after = 0;
};

/// Spans of one length that cover `extent`: as few as `longest` allows, as short as the overlap
/// allows, evenly spread. `longest` 0: one.
std::vector<Span> cut(nn::Index extent, nn::Index longest, nn::Index overlap);

/// The tiles of a clip of height x width cells, in row-major order.
class TileGrid {
 public:
  TileGrid(nn::Index height, nn::Index width, const Tiling& tiling)
      : rows_(cut(height, tiling.height, tiling.overlap)),
        columns_(cut(width, tiling.width, tiling.overlap)) {}

  std::size_t count() const { return rows_.size() * columns_.size(); }
  /// Where the tile is when a cell is `factor` x `factor` numbers. All tiles have one size.
  Region region(std::size_t tile, nn::Index factor) const;
  /// How much it counts there: linear ramps over what is shared. The weights of all tiles add up to
  /// 1 everywhere.
  Ramps ramps(std::size_t tile, nn::Index factor) const;

 private:
  std::vector<Span> rows_;
  std::vector<Span> columns_;
};

}  // namespace kirin::wan
