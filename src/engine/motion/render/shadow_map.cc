#include "engine/motion/render/shadow_map.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion::render {
namespace {

using world::Vec3;

/// Clips last 5 or 10 seconds; these moments tell where their cameras go.
constexpr std::array kMoments = {0.0, 2.5, 5.0, 7.5, 10.0};

void pack(const std::vector<float>& nearness, ShadowMap& out) {
  float low = 1e30F;
  float high = -1e30F;
  for (const float value : nearness) {
    low = value > -1e29F ? std::min(low, value) : low;
    high = std::max(high, value);
  }
  out.steps.assign(nearness.size() + 1, 0);  // pairs are read
  if (high < low) {
    return;
  }
  out.steps_per_metre = 65534 / std::max(high - low, 0.1F);
  out.base = low - 1 / out.steps_per_metre;
  for (std::size_t i = 0; i < nearness.size(); ++i) {
    const float step = (nearness[i] - out.base) * out.steps_per_metre;
    out.steps[i] = static_cast<std::uint16_t>(std::clamp(step, 0.0F, 65535.0F));
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
  scratch.nearness.assign(side * side, -1e30F);
  scratch.list.clear();
  cast.collect({.seconds = seconds, .shutter_seconds = 0}, which, true, Frustum(out.view), middle,
               scratch.list);
  scratch.geometry.build(scratch.list, out.view, world.wind, seconds, 1);
  const SamplePattern& pattern = sample_pattern(1);
  const std::size_t cells = static_cast<std::size_t>(pattern.cells_across());
  for (int ty = 0; ty < scratch.geometry.tiles_down(); ++ty) {
    for (int tx = 0; tx < scratch.geometry.tiles_across(); ++tx) {
      const auto& bin = scratch.geometry.bin(tx, ty);
      if (bin.empty()) {
        continue;
      }
      draw_tile(pattern, scratch.geometry.triangles(), bin, tx, ty, *scratch.samples);
      for (std::size_t y = 0; y < kTile; ++y) {
        float* to = scratch.nearness.data() + (static_cast<std::size_t>(ty) * kTile + y) * side +
                    static_cast<std::size_t>(tx) * kTile;
        const float* row = scratch.samples->nearness + y / 4 * cells * kCellSamples + y % 4 * 4;
        for (std::size_t cell = 0; cell < cells; ++cell) {
          std::copy_n(row + cell * kCellSamples, 4, to + 4 * cell);
        }
      }
    }
  }
  pack(scratch.nearness, out);
}

}  // namespace kirin::engine::motion::render
