#include "engine/motion/render/shadow_map.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace kirin::engine::motion::render {
namespace {

using world::Vec3;

/// Clips last 5 or 10 seconds; these moments tell where their cameras go.
constexpr std::array kMoments = {0.0, 2.5, 5.0, 7.5, 10.0};

/// From the least to the most of what is in the map.
struct Span {
  float low = 1e30F;
  float high = -1e30F;

  void add(float nearness) {
    low = std::min(low, nearness);
    high = std::max(high, nearness);
  }
};

/// Ground may reach far beyond the map: of such triangles the part that lies within counts, taken
/// from the corners of its box.
Span span_within(const SeenTriangle& t, std::int32_t side) {
  Span all;
  for (const float nearness : t.nearness) {
    all.add(nearness);
  }
  const auto [left, right] = std::minmax({t.x[0], t.x[1], t.x[2]});
  const auto [top, bottom] = std::minmax({t.y[0], t.y[1], t.y[2]});
  if (left >= 0 && top >= 0 && right <= side && bottom <= side) {
    return all;
  }
  const double ax = t.x[1] - t.x[0];
  const double ay = t.y[1] - t.y[0];
  const double bx = t.x[2] - t.x[0];
  const double by = t.y[2] - t.y[0];
  const double an = t.nearness[1] - t.nearness[0];
  const double bn = t.nearness[2] - t.nearness[0];
  const double area = ax * by - bx * ay;
  Span within;
  for (const std::int32_t x : {std::max(left, 0), std::min(right, side)}) {
    for (const std::int32_t y : {std::max(top, 0), std::min(bottom, side)}) {
      const double dx = x - t.x[0];
      const double dy = y - t.y[0];
      const double rise = (dx * (an * by - bn * ay) + dy * (ax * bn - bx * an)) / area;
      within.add(std::clamp(t.nearness[0] + static_cast<float>(rise), all.low, all.high));
    }
  }
  return within;
}

/// Sets the steps so that they span the casters.
void span_casters(std::span<const SeenTriangle> triangles, ShadowMap& out) {
  Span span;
  for (const SeenTriangle& triangle : triangles) {
    const Span within = span_within(triangle, out.view.size.width * kSnap);
    span.add(within.low);
    span.add(within.high);
  }
  out.steps_per_metre = 65534 / std::max(span.high - span.low, 0.1F);
  out.base = span.low - 1 / out.steps_per_metre;
}

/// A tile's nearness as steps; `to` is the tile's first texel in rows of `side`.
void pack(const TileSamples& samples, const ShadowMap& map, std::size_t side, std::uint16_t* to) {
  constexpr std::size_t kCells = kTile / 4;  // of 4 x 4 samples
  for (std::size_t cell = 0; cell < kCells * kCells; ++cell) {
    const float* from = samples.nearness + cell * kCellSamples;
    const std::uint32_t* seen = samples.triangle + cell * kCellSamples;
    std::uint16_t* corner = to + cell / kCells * 4 * side + cell % kCells * 4;
    for (std::size_t y = 0; y < 4; ++y) {
      for (std::size_t x = 0; x < 4; ++x) {
        const std::size_t i = 4 * y + x;
        const float step = (from[i] - map.base) * map.steps_per_metre;
        corner[y * side + x] =
            seen[i] == kNothing ? std::uint16_t{0}
                                : static_cast<std::uint16_t>(
                                      static_cast<std::int32_t>(std::clamp(step, 1.0F, 65535.0F)));
      }
    }
  }
}

/// ShadowMap::highest: of each block and the eight about it.
void find_highest(std::size_t side, ShadowMap& map) {
  const std::size_t blocks = side / kShadowBlock;
  std::vector<std::uint16_t> own(blocks * blocks, 0);
  for (std::size_t y = 0; y < side; ++y) {
    const std::uint16_t* row = map.steps.data() + y * side;
    std::uint16_t* to = own.data() + y / kShadowBlock * blocks;
    for (std::size_t x = 0; x < side; x += kShadowBlock) {
      std::uint64_t values[2];
      static_assert(sizeof(values) == kShadowBlock * sizeof(*row));
      std::memcpy(values, row + x, sizeof(values));
      if ((values[0] | values[1]) != 0) {
        to[x / kShadowBlock] =
            std::max(to[x / kShadowBlock], *std::max_element(row + x, row + x + kShadowBlock));
      }
    }
  }
  map.highest.assign(blocks * blocks + 1, 0);
  for (std::size_t y = 0; y < blocks; ++y) {
    for (std::size_t x = 0; x < blocks; ++x) {
      std::uint16_t most = 0;
      for (std::size_t j = std::max<std::size_t>(y, 1) - 1; j < std::min(y + 2, blocks); ++j) {
        for (std::size_t i = std::max<std::size_t>(x, 1) - 1; i < std::min(x + 2, blocks); ++i) {
          most = std::max(most, own[j * blocks + i]);
        }
      }
      map.highest[y * blocks + x] = most;
    }
  }
}

}  // namespace

ShadowFit shadow_fit(const world::World& world) {
  world::Bounds near;
  world::Bounds far;
  float reach = 4;
  for (const double seconds : kMoments) {
    const world::CameraState camera = world.camera(seconds);
    const Vec3 forward = -camera.pose.z;
    const float distance = std::clamp(camera.focus_distance, 3.0F, 60.0F);
    near.add(camera.pose.origin + forward * (0.9F * distance));
    far.add(camera.pose.origin + forward * (5 * distance));
    reach = std::max(reach, distance);
  }
  ShadowFit fit;
  fit.near_middle = near.middle();
  fit.near_half = 0.5F * length(near.extent()) + 1.1F * reach;
  fit.far_middle = far.middle();
  fit.far_half = std::min(0.5F * length(far.extent()) + 8 * reach, 400.0F);
  return fit;
}

void draw_shadow_map(const Cast& cast, Cast::Which which, double seconds, Vec3 middle, float half,
                     int pixels, const world::World& world, ShadowScratch& scratch,
                     ShadowMap& out) {
  out.view = parallel_view(middle, world.light.key_direction, half, pixels);
  out.texel = 2 * half / static_cast<float>(pixels);
  const auto side = static_cast<std::size_t>(pixels);
  out.steps.assign(side * side + 1, 0);  // pairs are read
  scratch.list.clear();
  cast.collect({.seconds = seconds, .shutter_seconds = 0}, which, true, Frustum(out.view), middle,
               scratch.list);
  scratch.geometry.build(scratch.list, out.view, world.wind, seconds, 1);
  span_casters(scratch.geometry.triangles(), out);
  const SamplePattern& pattern = sample_pattern(1);
  for (int ty = 0; ty < scratch.geometry.tiles_down(); ++ty) {
    for (int tx = 0; tx < scratch.geometry.tiles_across(); ++tx) {
      const auto& bin = scratch.geometry.bin(tx, ty);
      if (bin.empty()) {
        continue;
      }
      draw_tile(pattern, scratch.geometry.triangles(), bin, tx, ty, *scratch.samples);
      pack(*scratch.samples, out, side,
           out.steps.data() + static_cast<std::size_t>(ty) * kTile * side +
               static_cast<std::size_t>(tx) * kTile);
    }
  }
  find_highest(side, out);
}

}  // namespace kirin::engine::motion::render
