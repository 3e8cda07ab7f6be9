#include "engine/motion/render/raster.h"

#include <algorithm>
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/render/raster.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/motion/render/simd-inl.h"

#ifndef KIRIN_ENGINE_MOTION_RENDER_RASTER_EDGES_
#define KIRIN_ENGINE_MOTION_RENDER_RASTER_EDGES_
namespace kirin::engine::motion::render {
namespace {

constexpr int kEighth = kSnap / 8;

/// A triangle as one tile tests it; positions in 1/8 pixels from the tile's first sample grid
/// point.
struct TileTriangle {
  std::int32_t value[3];   // of the edge functions at the origin, at least 0 inside
  std::int32_t step_x[3];  // per 1/8 pixel
  std::int32_t step_y[3];
  int first_x, last_x, first_y, last_y;  // cells
  float nearness, nearness_x, nearness_y;
  float low, high;  // of nearness
};

/// Which cells the triangle's box touches, and how near it may be.
void find_cells(const SamplePattern& pattern, const SeenTriangle& t, int tile_x, int tile_y,
                TileTriangle& out) {
  const std::int32_t left = tile_x * kTile * kSnap;
  const std::int32_t top = tile_y * kTile * kSnap;
  const auto cell = [](std::int32_t snapped, int pixels, int last) {
    return std::clamp(snapped / (kSnap * pixels), 0, last);
  };
  const int last_x = pattern.cells_across() - 1;
  const int last_y = pattern.cells_down() - 1;
  out.first_x = cell(std::min({t.x[0], t.x[1], t.x[2]}) - left, pattern.cell_width, last_x);
  out.last_x = cell(std::max({t.x[0], t.x[1], t.x[2]}) - left, pattern.cell_width, last_x);
  out.first_y = cell(std::min({t.y[0], t.y[1], t.y[2]}) - top, pattern.cell_height, last_y);
  out.last_y = cell(std::max({t.y[0], t.y[1], t.y[2]}) - top, pattern.cell_height, last_y);
  out.low = std::min({t.nearness[0], t.nearness[1], t.nearness[2]});
  out.high = std::max({t.nearness[0], t.nearness[1], t.nearness[2]});
}

/// False where the triangle misses the tile.
bool set_up(const SamplePattern& pattern, const SeenTriangle& t, int tile_x, int tile_y,
            TileTriangle& out) {
  const std::int32_t left = tile_x * kTile * kSnap;
  const std::int32_t top = tile_y * kTile * kSnap;
  const std::int64_t at_x = left + pattern.shift;
  const std::int64_t at_y = top + pattern.shift;
  constexpr std::int64_t kSure = 1'000'000'000;  // more than any edge grows inside a tile (kGuard)
  constexpr std::int64_t kSide = std::int64_t{8} * kTile;
  for (int i = 0; i < 3; ++i) {
    const int j = (i + 1) % 3;
    const std::int64_t dx = t.x[j] - t.x[i];
    const std::int64_t dy = t.y[j] - t.y[i];
    // Samples on the edge belong to the side that the rule names; to the other side of the same
    // edge, which runs the other way, they do not.
    const bool owns_edge = dy < 0 || (dy == 0 && dx < 0);
    const std::int64_t value = dx * (at_y - t.y[i]) - dy * (at_x - t.x[i]) - (owns_edge ? 0 : 1);
    const std::int64_t eighths = value >> 5;  // steps are multiples of kEighth = 32
    if (eighths + std::max<std::int64_t>(0, dx) * kSide + std::max<std::int64_t>(0, -dy) * kSide <
        0) {
      return false;
    }
    out.value[i] = static_cast<std::int32_t>(std::clamp(eighths, -kSure, kSure));
    out.step_x[i] = static_cast<std::int32_t>(-dy);
    out.step_y[i] = static_cast<std::int32_t>(dx);
  }
  const double ax = t.x[1] - t.x[0];
  const double ay = t.y[1] - t.y[0];
  const double bx = t.x[2] - t.x[0];
  const double by = t.y[2] - t.y[0];
  const double scale = 1 / (ax * by - bx * ay);
  const double da = double{t.nearness[1]} - t.nearness[0];
  const double db = double{t.nearness[2]} - t.nearness[0];
  const double slope_x = (da * by - db * ay) * scale;
  const double slope_y = (db * ax - da * bx) * scale;
  out.nearness = static_cast<float>(t.nearness[0] + slope_x * static_cast<double>(at_x - t.x[0]) +
                                    slope_y * static_cast<double>(at_y - t.y[0]));
  out.nearness_x = static_cast<float>(slope_x * kEighth);
  out.nearness_y = static_cast<float>(slope_y * kEighth);
  return true;
}
static_assert(kEighth == 32);

}  // namespace
}  // namespace kirin::engine::motion::render
#endif

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::render::HWY_NAMESPACE {
namespace {

/// A bit for each lane that is not below 0.
HWY_INLINE std::uint32_t not_below_zero(VI v) {
  const DI di;
  alignas(8) std::uint8_t bits[8] = {};
  hn::StoreMaskBits(di, hn::Gt(v, hn::Set(di, -1)), bits);
  return static_cast<std::uint32_t>(bits[0]) | (hn::Lanes(di) > 8 ? bits[1] * 256U : 0U);
}

/// Draws a triangle's samples of one part of each cell; vectors may be shorter than a cell.
HWY_INLINE void draw(const SamplePattern& pattern, const TileTriangle& t, float opacity,
                     std::uint32_t id, std::size_t part, TileSamples& out) {
  const DI di;
  const DU du;
  const VI kx = hn::LoadU(di, pattern.eighth_x + part);
  const VI ky = hn::LoadU(di, pattern.eighth_y + part);
  const int width = 8 * pattern.cell_width;
  const int height = 8 * pattern.cell_height;
  const int stride = pattern.cells_across() * kCellSamples;
  const auto offset = [&](int e) HWY_ATTR {
    return hn::Add(hn::Mul(hn::Set(di, t.step_x[e]), kx), hn::Mul(hn::Set(di, t.step_y[e]), ky));
  };
  const VI offset0 = offset(0);
  const VI offset1 = offset(1);
  const VI offset2 = offset(2);
  const F depth_offset = madd(to_float(kx), t.nearness_x, to_float(ky) * t.nearness_y) + t.nearness;
  const F low = t.low;
  const F high = t.high;
  const bool is_veil = opacity < 1;
  const Mask veil = F(load(pattern.threshold + part)) < F(opacity);
  const VU ids = hn::Set(du, id);
  // A row's cells are looked at together: what an edge function is at most in each. Where that is
  // below 0 no sample is covered.
  const VI columns = hn::Iota(di, t.first_x);
  const auto most = [&](int e) HWY_ATTR {
    const int step = t.step_x[e] * width;
    const int grows = std::max(0, t.step_x[e]) * width + std::max(0, t.step_y[e]) * height;
    return hn::Add(hn::Mul(columns, hn::Set(di, step)), hn::Set(di, t.value[e] + grows));
  };
  const VI most0 = most(0);
  const VI most1 = most(1);
  const VI most2 = most(2);
  for (int y = t.first_y; y <= t.last_y; ++y) {
    const int ey = y * height;
    const std::int32_t row0 = t.step_y[0] * ey;
    const std::int32_t row1 = t.step_y[1] * ey;
    const std::int32_t row2 = t.step_y[2] * ey;
    const float depth_row = t.nearness_y * static_cast<float>(ey);
    for (int from = t.first_x; from <= t.last_x; from += lanes()) {
      const int past = (from - t.first_x) * width;
      const auto edge = [&](int e, VI at_most, std::int32_t row) HWY_ATTR {
        return hn::Add(at_most, hn::Set(di, row + t.step_x[e] * past));
      };
      std::uint32_t cells = not_below_zero(
          hn::Or(edge(0, most0, row0), hn::Or(edge(1, most1, row1), edge(2, most2, row2))));
      const int left = t.last_x - from;
      cells &= left >= 31 ? 0xFFFFFFFFU : (2U << left) - 1;
      for (; cells != 0; cells &= cells - 1) {
        const int x = from + std::countr_zero(cells);
        const int ex = x * width;
        const auto value = [&](int e, std::int32_t row, VI off) HWY_ATTR {
          return hn::Add(hn::Set(di, t.value[e] + row + t.step_x[e] * ex), off);
        };
        const VI outside = hn::Or(value(0, row0, offset0),
                                  hn::Or(value(1, row1, offset1), value(2, row2, offset2)));
        Mask covered = hn::RebindMask(D(), hn::Gt(outside, hn::Set(di, -1)));
        if (is_veil) {
          covered = hn::And(covered, veil);
        }
        const F plane = depth_offset + (t.nearness_x * static_cast<float>(ex) + depth_row);
        const F depth = clamp(plane, low, high);
        const std::size_t at = static_cast<std::size_t>(y * stride + x * kCellSamples) + part;
        const Mask seen = hn::And(covered, depth > load(out.nearness + at));
        hn::BlendedStore(depth.v, seen, D(), out.nearness + at);
        hn::BlendedStore(ids, hn::RebindMask(du, seen), du, out.triangle + at);
      }
    }
  }
}

/// The farthest that is seen in each of a tile's 4 x 4 blocks.
struct BlockDepths {
  static constexpr int kBlocks = 4;
  float low[kBlocks * kBlocks];

  void find(const SamplePattern& pattern, const TileSamples& samples) {
    const int across = pattern.cells_across();
    const int wide = across / kBlocks;
    const int high = pattern.cells_down() / kBlocks;
    for (int by = 0; by < kBlocks; ++by) {
      for (int bx = 0; bx < kBlocks; ++bx) {
        F least = 1e30F;
        for (int y = by * high; y < (by + 1) * high; ++y) {
          const float* row = samples.nearness + (y * across + bx * wide) * kCellSamples;
          for (int i = 0; i < wide * kCellSamples; i += lanes()) {
            least = min(least, load(row + i));
          }
        }
        low[by * kBlocks + bx] = hn::GetLane(hn::MinOfLanes(D(), least.v));
      }
    }
  }
  /// The farthest in all blocks that the triangle's box touches.
  float under(const SamplePattern& pattern, const TileTriangle& t) const {
    const int wide = pattern.cells_across() / kBlocks;
    const int high = pattern.cells_down() / kBlocks;
    float least = 1e30F;
    for (int by = t.first_y / high; by <= t.last_y / high; ++by) {
      for (int bx = t.first_x / wide; bx <= t.last_x / wide; ++bx) {
        least = std::min(least, low[by * kBlocks + bx]);
      }
    }
    return least;
  }
};

void DrawTile(const SamplePattern& pattern, std::span<const SeenTriangle> triangles,
              std::span<const std::uint32_t> bin, int tile_x, int tile_y, TileSamples& out) {
  const auto count = static_cast<std::size_t>(kTile * kTile * pattern.samples);
  std::fill_n(out.nearness, count, -1e30F);
  std::fill_n(out.triangle, count, kNothing);
  TileTriangle t{};
  BlockDepths blocks;
  std::fill_n(blocks.low, BlockDepths::kBlocks * BlockDepths::kBlocks, -1e30F);
  constexpr int kRefresh = 96;  // triangles from one look at the blocks to the next
  int drawn = 0;
  for (std::size_t i = 0; i < bin.size(); ++i) {
    const SeenTriangle& triangle = triangles[bin[i]];
    find_cells(pattern, triangle, tile_x, tile_y, t);
    if (t.high <= blocks.under(pattern, t) || !set_up(pattern, triangle, tile_x, tile_y, t)) {
      continue;
    }
    for (std::size_t part = 0; part < kCellSamples; part += hn::Lanes(D())) {
      draw(pattern, t, triangle.opacity, static_cast<std::uint32_t>(i), part, out);
    }
    if (++drawn == kRefresh) {
      drawn = 0;
      blocks.find(pattern, out);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::render::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion::render {

HWY_EXPORT(DrawTile);

namespace {

SamplePattern made(int samples, int cell_width, int cell_height, int shift, std::span<const int> xs,
                   std::span<const int> ys) {
  SamplePattern pattern;
  pattern.samples = samples;
  pattern.cell_width = cell_width;
  pattern.cell_height = cell_height;
  pattern.shift = shift;
  // A Bayer-like order of the 16 lanes: neighbours in a pixel and between pixels are far apart.
  constexpr int kOrder[kCellSamples] = {0, 8, 4, 12, 10, 2, 14, 6, 5, 13, 1, 9, 15, 7, 11, 3};
  for (int lane = 0; lane < kCellSamples; ++lane) {
    const int pixel = lane / samples;
    const int s = lane % samples;
    pattern.eighth_x[lane] = 8 * (pixel % cell_width) + xs[static_cast<std::size_t>(s)];
    pattern.eighth_y[lane] = 8 * (pixel / cell_width) + ys[static_cast<std::size_t>(s)];
    pattern.threshold[lane] = (static_cast<float>(kOrder[lane]) + 0.5F) / kCellSamples;
  }
  return pattern;
}

}  // namespace

const SamplePattern& sample_pattern(int samples) {
  static constexpr int kOneX[] = {4};
  static constexpr int kFourX[] = {3, 7, 1, 5};
  static constexpr int kFourY[] = {1, 3, 5, 7};
  static constexpr int kEightX[] = {4, 1, 6, 3, 0, 7, 2, 5};
  static constexpr int kEightY[] = {0, 1, 2, 3, 4, 5, 6, 7};
  static const SamplePattern one = made(1, 4, 4, 0, kOneX, kOneX);
  static const SamplePattern four = made(4, 2, 2, 0, kFourX, kFourY);
  static const SamplePattern eight = made(8, 2, 1, kSnap / 16, kEightX, kEightY);
  return samples >= 8 ? eight : samples >= 4 ? four : one;
}

void draw_tile(const SamplePattern& pattern, std::span<const SeenTriangle> triangles,
               std::span<const std::uint32_t> bin, int tile_x, int tile_y, TileSamples& out) {
  HWY_DYNAMIC_DISPATCH(DrawTile)(pattern, triangles, bin, tile_x, tile_y, out);
}

}  // namespace kirin::engine::motion::render
#endif
