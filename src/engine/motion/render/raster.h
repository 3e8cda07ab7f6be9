/// \file
/// Which triangle is seen at each sample of a tile, decided exactly.
///
/// Corners lie on a grid of 1 / kSnap pixels and edges are tested in whole numbers (Pineda 1988),
/// so each sample of a surface without holes belongs to exactly one of its triangles. Highway
/// vectors hold the samples of a cell: a small block of pixels with 16 samples in all.
#pragma once

#include <cstdint>
#include <span>

#include "engine/motion/render/geometry_stage.h"

namespace kirin::engine::motion::render {

inline constexpr int kCellSamples = 16;
inline constexpr int kMaxSamples = 8;
inline constexpr std::uint32_t kNothing = 0xFFFFFFFFU;

/// Where the samples of a cell are. Sample s of the cell's pixel p (row by row) is lane
/// p * samples + s; all pixels have the same pattern.
struct SamplePattern {
  int samples = 4;  ///< of a pixel
  int cell_width = 2;
  int cell_height = 2;
  int shift = 0;  ///< of all samples, in 1 / kSnap pixels, to the right and down
  std::int32_t eighth_x[kCellSamples] = {};  ///< from the cell's corner, 1/8 pixels
  std::int32_t eighth_y[kCellSamples] = {};
  /// Of a covering below 1: the sample belongs to it where this is less than the opacity.
  float threshold[kCellSamples] = {};

  /// Of sample s from its pixel's corner, in pixels.
  float offset_x(int s) const {
    return static_cast<float>(eighth_x[s]) / 8 + static_cast<float>(shift) / kSnap;
  }
  float offset_y(int s) const {
    return static_cast<float>(eighth_y[s]) / 8 + static_cast<float>(shift) / kSnap;
  }
  int cells_across() const { return kTile / cell_width; }
  int cells_down() const { return kTile / cell_height; }
};

/// The pattern for 1, 4 or 8 samples a pixel: the middle, a turned grid, eight rooks.
const SamplePattern& sample_pattern(int samples);

/// What is seen in a tile, cell by cell in rows.
struct TileSamples {
  alignas(64) float nearness[kTile * kTile * kMaxSamples];
  alignas(64) std::uint32_t triangle[kTile * kTile * kMaxSamples];  ///< kNothing: none
};

/// Clears `out` and draws `bin` (indices into `triangles`) into it; `triangle` of a sample is the
/// position in `bin`. Where two are as near, the first stays.
void draw_tile(const SamplePattern& pattern, std::span<const SeenTriangle> triangles,
               std::span<const std::uint32_t> bin, int tile_x, int tile_y, TileSamples& out);

}  // namespace kirin::engine::motion::render
