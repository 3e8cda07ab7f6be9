/// \file
/// Light on points: the key light and its shadows, the light of sky and ground, lamps, reflections,
/// fog. In Highway vectors dispatched at run time.
#pragma once

#include <span>
#include <vector>

#include "engine/motion/render/shade_points.h"
#include "engine/motion/render/shadow_map.h"
#include "engine/motion/render/view.h"
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
  const ShadowMap* moving = nullptr;  ///< maps may be empty
  const ShadowMap* near = nullptr;
  const ShadowMap* far = nullptr;
  std::span<const LitLamp> lamps = {};
  double seconds = 0;
};

/// What became of the points: one value each.
struct ShadedPoints {
  std::vector<float> red, green, blue, depth, ambient;
  void resize(std::size_t count);
};

void shade_points(const ShadeScene& scene, const ShadePoints& points, ShadedPoints& out);

}  // namespace kirin::engine::motion::render
