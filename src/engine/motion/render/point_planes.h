/// \file
/// What a triangle gives each point it is seen at, as planes over the picture.
#pragma once

#include <cstdint>

#include "engine/motion/render/geometry_stage.h"

namespace kirin::engine::motion::render {

/// How a triangle's values run over the tile: value / distance = plane · (1, x, y), x and y in
/// pixels from the tile's corner.
///
/// Values: normal (not of length 1) and 1, which gives the nearness; colour and a number in [0, 1)
/// of its draw; place at rest and 1 where both faces show; way in metres since the shutter opened.
struct PointPlanes {
  static constexpr int kValues = 16;
  alignas(64) float plane[3][kValues];
  float low, high;  ///< of nearness
};

/// What is the same all over a triangle.
struct PointRecord {
  world::Vec3 normal;
  world::Light colour;
  std::uint32_t draw;
  world::Surface surface;
};

/// Where triangles come from.
struct TriangleSource {
  const GeometryStage* geometry = nullptr;
  const DrawList* list = nullptr;
  bool has_motion = false;
  bool is_faceted = false;  ///< normals of the triangles instead of the vertices'
};

/// The triangle's planes over the tile whose upper left pixel is (left, top).
void find_planes(const TriangleSource& source, const SeenTriangle& triangle, int left, int top,
                 PointRecord& record, PointPlanes& planes);

}  // namespace kirin::engine::motion::render
