/// \file
/// From a tile's samples to the points that are shaded: one for each pixel and surface seen in it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/render/geometry_stage.h"
#include "engine/motion/render/raster.h"

namespace kirin::engine::motion::render {

/// The points of a tile, those of the same surface next to each other. Arrays have room for whole
/// vectors.
struct ShadePoints {
  /// Points [first[s], first[s + 1]) are of surface s; the last range is the sky.
  std::uint32_t first[world::kSurfaceCount + 2] = {};
  std::vector<float> x, y;           ///< pixels of the frame
  std::vector<float> weight;         ///< share of the pixel
  std::vector<std::uint16_t> pixel;  ///< of the tile: y * kTile + x
  std::vector<std::uint32_t> record;
  /// Four interleaved values a point each: normal (not of length 1) and nearness; colour and a
  /// number in [0, 1) of its draw; place at rest and 1 where both faces show; way in metres since
  /// the shutter opened, and nothing.
  std::vector<float> normal_nearness, colour_number, rest_sides, motion;

  std::uint32_t count() const { return first[world::kSurfaceCount + 1]; }
  std::uint32_t sky_first() const { return first[world::kSurfaceCount]; }
};

/// How a triangle's values run over the tile: value / distance = plane · (1, x, y).
struct PointPlanes {
  float plane[3][16];
  float low, high;  ///< of nearness
};
/// Fills in the interleaved values of points [0, count), of which `x` and `y` are the tile's;
/// `groups` of the four arrays.
void interpolate_points(const std::vector<PointPlanes>& planes, std::size_t count, int groups,
                        ShadePoints& points);

/// Makes the points of one tile after the other; keeps its memory.
class PointMaker {
 public:
  struct Source {
    const GeometryStage* geometry = nullptr;
    const DrawList* list = nullptr;
    const SamplePattern* pattern = nullptr;
    media::Size size = {};
    bool has_motion = false;
    bool is_faceted = false;  ///< normals of the triangles instead of the vertices'
  };
  void make(const Source& source, int tile_x, int tile_y, const TileSamples& samples,
            ShadePoints& out);
  /// The draw that a point of the last tile belongs to.
  std::uint32_t draw_of(std::uint32_t record) const { return records_[record].draw; }

 private:
  static constexpr int kValues = 16;
  struct Record {
    world::Vec3 normal;
    world::Light colour;
    std::uint32_t draw;
    world::Surface surface;
  };
  struct RawPoint {
    std::uint32_t record;
    float x, y;  // of the tile
    float weight;
    std::uint16_t pixel;
  };
  std::uint32_t record_of(const Source& source, const std::vector<std::uint32_t>& bin,
                          std::uint32_t at);
  void fill(const Source& source, const SeenTriangle& triangle, Record& record,
            PointPlanes& planes) const;
  bool is_same_surface(std::uint32_t a, std::uint32_t b) const;
  void add_pixel(const std::uint32_t* samples, const SamplePattern& pattern, int x, int y,
                 const Source& source, const std::vector<std::uint32_t>& bin);
  void sort(ShadePoints& out) const;

  std::vector<Record> records_;  // of the tile's triangles that are seen
  std::vector<PointPlanes> planes_;
  std::vector<std::uint32_t> record_of_;  // bin position → record
  std::vector<RawPoint> raw_;             // [0, raw_count_) are the tile's
  std::size_t raw_count_ = 0;
  int origin_x_ = 0;
  int origin_y_ = 0;
};

}  // namespace kirin::engine::motion::render
