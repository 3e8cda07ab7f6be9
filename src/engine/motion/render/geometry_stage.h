/// \file
/// From what is drawn to triangles in the picture's tiles: corners, clipping, binning.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/render/draw_list.h"
#include "engine/motion/render/view.h"

namespace kirin::engine::motion::render {

inline constexpr int kTile = 64;  ///< pixels along a tile's side

/// A triangle, or a part of one that was clipped, as seen; its corners turn so that its area is
/// positive with y downwards.
struct SeenTriangle {
  std::int32_t x[3];  ///< in 1 / kSnap pixels
  std::int32_t y[3];
  float nearness[3];
  std::uint32_t draw;
  std::uint32_t source;  ///< the triangle's number in its mesh
  float opacity;
};

/// A frame's corners and triangles.
class GeometryStage {
 public:
  /// `wind` and `seconds` move what sways. Triangles that pass between all samples of `samples` a
  /// pixel are left out.
  void build(const DrawList& list, const View& view, world::Vec3 wind, double seconds, int samples);

  const std::vector<SeenTriangle>& triangles() const { return triangles_; }
  int tiles_across() const { return tiles_across_; }
  int tiles_down() const { return tiles_down_; }
  /// Indices of the triangles whose box touches the tile, in the order they were drawn.
  const std::vector<std::uint32_t>& bin(int tile_x, int tile_y) const {
    return bins_[static_cast<std::size_t>(tile_y * tiles_across_ + tile_x)];
  }
  /// A corner before the division: (X, Y, W) as View::to_pixels makes them.
  world::Vec3 corner(std::uint32_t vertex) const { return {x_[vertex], y_[vertex], w_[vertex]}; }
  /// Of `draws` of the last build: where each has its first vertex.
  std::uint32_t first_vertex(std::uint32_t draw) const { return first_vertices_[draw]; }

 private:
  struct ClipCorner {
    float x = 0;
    float y = 0;
    float w = 1;
    float nearness = 0;
  };
  void see(const Draw& draw, const DrawList& list, const View& view, world::Vec3 wind,
           double seconds, std::size_t at);
  void pose(const Draw& draw, const DrawList& list);
  void add_triangles(const Draw& draw, std::uint32_t index, const View& view);
  void add_clipped(const std::uint32_t (&corners)[3], SeenTriangle triangle, bool is_two_sided,
                   bool is_mirrored, const View& view);
  void add(SeenTriangle triangle, bool is_two_sided, bool is_mirrored, const View& view);

  std::vector<float> x_, y_, w_, nearness_;
  std::vector<std::int32_t> snap_x_, snap_y_;
  std::vector<float> posed_x_, posed_y_, posed_z_;  // of one mesh, while it is posed
  std::vector<std::uint32_t> first_vertices_;
  std::vector<SeenTriangle> triangles_;
  std::vector<std::vector<std::uint32_t>> bins_;
  int tiles_across_ = 0;
  int tiles_down_ = 0;
  std::int32_t sample_step_ = kSnap;  // from a row of samples to the next, 1 / kSnap pixels
};

}  // namespace kirin::engine::motion::render
