/// \file
/// What the key light sees: maps of how near to it the nearest caster is.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/motion/render/draw_list.h"
#include "engine/motion/render/geometry_stage.h"
#include "engine/motion/render/raster.h"

namespace kirin::engine::motion::render {

inline constexpr int kShadowBlock = 8;  ///< texels

/// A square map of how near to the light the nearest caster is, in 65534 steps from `base` on; 0
/// where nothing casts.
struct ShadowMap {
  View view = {};
  std::vector<std::uint16_t> steps = {};  ///< row by row; empty: the map is not used
  /// The highest step in and around each block of kShadowBlock x kShadowBlock texels, row by row:
  /// at least as far around as a filter about one of its texels reaches. One more, for pairs.
  std::vector<std::uint16_t> highest = {};
  float base = 0;  ///< metres towards the light, of step 0
  float steps_per_metre = 1;
  float texel = 0;  ///< metres
};

/// Where maps must be good: what the cameras of a clip look at.
struct ShadowFit {
  world::Vec3 near_middle = {};
  float near_half = 10;  ///< metres
  world::Vec3 far_middle = {};
  float far_half = 80;
};
ShadowFit shadow_fit(const world::World& world);

/// Memory that drawing a map needs.
struct ShadowScratch {
  DrawList list;
  GeometryStage geometry;
  std::unique_ptr<TileSamples> samples = std::make_unique<TileSamples>();
};

/// Draws the casters into a map of `pixels` (a multiple of kTile) along each side.
void draw_shadow_map(const Cast& cast, Cast::Which which, double seconds, world::Vec3 middle,
                     float half, int pixels, const world::World& world, ShadowScratch& scratch,
                     ShadowMap& out);

}  // namespace kirin::engine::motion::render
