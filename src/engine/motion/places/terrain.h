/// \file
/// Land as a height over the plane, and the mesh of it: fine near the stage, coarse far away.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/motion/places/land_colours.h"
#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::places {

struct GroundPaint {
  world::Light colour{};
  world::Surface surface = world::Surface::grass;
};

struct Land {
  std::function<float(float x, float z)> height;  ///< metres; thread-safe
  std::function<GroundPaint(world::Vec3 at, world::Vec3 normal)> paint;
};

struct LandExtent {
  world::Vec3 middle{0, 0, 2};
  float nearest = 0.6F;        ///< radius of the first ring of vertices
  float farthest = 1800;       ///< of the last
  float growth = 1.075F;       ///< from ring to ring
  float fine_degrees = 0.75F;  ///< between vertices within 58° of −z
};

/// Rings of vertices round `extent.middle`, so that triangles look about equally large from there;
/// ahead (−z) they are finer than behind.
world::Mesh land_mesh(const Land& land, const LandExtent& extent = {});

/// The land's upward normal at (x, z), from heights `step` metres apart.
world::Vec3 land_normal(const std::function<float(float, float)>& height, float x, float z,
                        float step);

/// 1 on the stage (an ellipse about the origin), 0 well outside it: what levels rough land where
/// the action is and between it and the camera.
float stage_mask(float x, float z, float half_width, float half_depth);

/// Natural ground: `low` with patches of `high`, soil and rock where it is steep, snow as far as
/// `colours.snow_cover` says.
GroundPaint grassy_ground(const LandColours& colours, world::Vec3 at, world::Vec3 normal,
                          std::uint64_t salt);
/// `paint` under the season's snow: none where it is steep.
GroundPaint snowed(const LandColours& colours, GroundPaint paint, world::Vec3 at,
                   world::Vec3 normal, std::uint64_t salt);

}  // namespace kirin::engine::motion::places
