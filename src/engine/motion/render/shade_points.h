/// \file
/// From a tile's samples to the points that are shaded: one for each pixel and surface seen in it.
///
/// Most pixels see one surface and lie beside others that see the same: blocks of them stay
/// together, so that later steps read and write whole rows. Only pixels on edges are taken apart.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/render/geometry_stage.h"
#include "engine/motion/render/point_planes.h"
#include "engine/motion/render/raster.h"

namespace kirin::engine::motion::render {

inline constexpr int kBlockWidth = 8;  ///< pixels
inline constexpr int kBlockHeight = 2;
inline constexpr int kBlockPixels = kBlockWidth * kBlockHeight;

/// Pixels side by side that see nothing but one surface: as many points, row by row.
struct PointBlock {
  std::uint32_t first;   ///< of its points
  std::uint32_t record;  ///< of all its points; kNothing: each has its own, or all see the sky
  std::uint16_t pixel;   ///< the upper left one: y * kTile + x
};

/// The points of a tile, those of the same surface next to each other. Arrays have room for whole
/// vectors.
struct ShadePoints {
  float left = 0;  ///< of the tile, pixels of the frame
  float top = 0;
  /// Points [first[s], first[s + 1]) are of surface s; the last range is the sky. Each range begins
  /// with the points of blocks [first_block[s], first_block[s + 1]); then come single ones.
  std::uint32_t first[world::kSurfaceCount + 2] = {};
  std::uint32_t first_block[world::kSurfaceCount + 2] = {};
  std::vector<PointBlock> blocks = {};
  std::vector<float> x = {}, y = {};       ///< pixels of the frame
  std::vector<float> weight = {};          ///< share of the pixel; of single points only
  std::vector<std::uint16_t> pixel = {};   ///< of the tile, y * kTile + x; of single points only
  std::vector<std::uint32_t> record = {};  ///< not of blocks that have one for all; sky: kNothing
  std::vector<std::uint16_t> open = {};    ///< upper left pixels of all that is no block
  std::vector<PointRecord> records = {};   ///< triangles that are seen
  std::vector<PointPlanes> planes = {};    ///< as many

  std::uint32_t count() const { return first[world::kSurfaceCount + 1]; }
  std::uint32_t sky_first() const { return first[world::kSurfaceCount]; }
  /// Where the single points of a surface begin.
  std::uint32_t single_first(std::size_t surface) const {
    return first[surface] + (first_block[surface + 1] - first_block[surface]) * kBlockPixels;
  }
};

/// Makes the points of one tile after the other; keeps its memory.
class PointMaker {
 public:
  struct Source {
    TriangleSource triangles = {};
    const SamplePattern* pattern = nullptr;
    media::Size size = {};
  };
  void make(const Source& source, int tile_x, int tile_y, const TileSamples& samples,
            ShadePoints& out);

 private:
  struct RawPoint {
    std::uint32_t record;
    float x, y;  // of the tile
    float weight;
    std::uint16_t pixel;
  };
  struct RawBlock {
    std::uint32_t surface;
    std::uint32_t record;
    std::uint32_t mixed;  // where its records begin in mixed_, where each pixel has its own
    std::uint16_t pixel;
  };
  template <int kSamples>
  void make_blocks(const std::uint32_t* samples);
  template <int kSamples>
  void make_block(const std::uint32_t* samples, int x, int y, bool fits);
  bool add_mixed(const std::uint32_t (&ids)[kBlockPixels], std::uint16_t pixel);
  template <int kSamples>
  void add_pixel(const std::uint32_t* samples, int x, int y);
  std::uint32_t record_of(std::uint32_t id);
  std::uint32_t surface_of(std::uint32_t record) const;
  bool is_same_surface(std::uint32_t a, std::uint32_t b) const;
  void sort();
  void put_blocks();

  const Source* source_ = nullptr;  // of the tile at hand, as all below
  const std::vector<std::uint32_t>* bin_ = nullptr;
  ShadePoints* out_ = nullptr;
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint32_t> record_of_;  // bin position → record
  std::vector<RawPoint> raw_;             // [0, raw_count_)
  std::size_t raw_count_ = 0;
  std::vector<RawBlock> raw_blocks_;
  std::vector<std::uint32_t> mixed_;
};

}  // namespace kirin::engine::motion::render
