/// \file
/// Light on points: the key light and its shadows, the light of sky and ground, lamps, reflections,
/// fog. In Highway vectors dispatched at run time.
#pragma once

#include <span>
#include <vector>

#include "engine/motion/render/environment.h"
#include "engine/motion/render/shade_points.h"
#include "engine/motion/render/shadow_map.h"
#include "engine/motion/render/view.h"
#include "engine/motion/render/waves.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// A lamp at one moment, in the world.
struct LitLamp {
  world::Vec3 at = {};
  world::Light radiance = {};
  float reach = 8;
};

/// What all points of a frame share.
struct ShadeScene {
  View view = {};
  world::Lighting light = {};
  world::Sky sky = {};
  world::Fog fog = {};
  bool has_motion = false;
  View earlier = {};                  ///< when the shutter opened
  const ShadowMap* moving = nullptr;  ///< maps may be empty
  const ShadowMap* near = nullptr;
  const ShadowMap* far = nullptr;
  const Environment* environment = nullptr;
  const world::Water* water = nullptr;  ///< null: dry
  WaveTrains waves = {};                ///< of the water
  bool has_caustics = false;            ///< something lies under water
  std::span<const LitLamp> lamps = {};
  float night = 0;         ///< [0, 1]: lit windows
  float hour_seconds = 0;  ///< seconds, within an hour
  bool is_cel = false;     ///< ShadingStyle
  bool is_clay = false;
  bool is_plain = false;
  bool has_normals = false;
  double seconds = 0;
};

/// What became of the points: one value each.
struct ShadedPoints {
  std::vector<float> red, green, blue, depth, ambient, mirror;
  std::vector<float> motion_x, motion_y;  ///< pixels since the shutter opened; only where asked
  std::vector<float> normal_x, normal_y, normal_z;  ///< of surfaces; only where asked
  void resize(std::size_t count);
};

/// Points of surfaces.
void shade_points(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out);
/// Points where nothing is: the sky, or what the place has instead. `out` has been resized.
void shade_sky_points(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out);

}  // namespace kirin::engine::motion::render
