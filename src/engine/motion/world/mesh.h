/// \file
/// Surfaces made of triangles, as models and places build them and the renderer draws them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/motion/world/geometry.h"

namespace kirin::engine::motion::world {

/// Linear light, Rec. 709 primaries; 1 is white paper in full light. As a Vec3: r = x, g = y, b =
/// z.
using Light = Vec3;

/// The linear light of 0xRRGGBB in sRGB (IEC 61966-2-1).
Light from_srgb(std::uint32_t hex);

/// What a surface is made of; the renderer gives each its gloss and fine structure.
enum class Surface : std::uint8_t {
  matte,
  skin,
  cloth,
  fur,
  hair,
  feathers,
  scales,
  leaf,
  petal,
  bark,
  wood,
  rock,
  sand,
  soil,
  grass,
  snow,
  ice,
  brick,
  plaster,
  roof_tiles,
  asphalt,
  paving,
  paint,  ///< glossy, as on cars
  metal,
  glass,
  plastic,
  ceramic,
  paper,
  glow,     ///< shines by itself: colour is radiance
  windows,  ///< a façade's window grid in object space; lit by night
  eye,
  fruit,
  lava
};
inline constexpr int kSurfaceCount = static_cast<int>(Surface::lava) + 1;

struct Vertex {
  Vec3 position = {};  ///< at rest, metres in the model's frame
  Vec3 normal = {};    ///< outwards, length 1
  Light colour = {};   ///< diffuse albedo (of glow: radiance)
  Surface surface = Surface::matte;
  std::uint8_t bones[2] = {0, 0};
  float weight = 1;  ///< of bones[0]; the rest is bones[1]'s
  float sway = 0;    ///< metres the wind may move it
};

/// Triangles are counter-clockwise seen from outside.
struct Mesh {
  std::vector<Vertex> vertices = {};
  std::vector<std::uint32_t> indices = {};
  bool is_two_sided = false;  ///< leaves and cloth: both faces show

  std::size_t triangle_count() const { return indices.size() / 3; }
};

Bounds bounds_of(const Mesh& mesh);
/// Adds `part` as `place` puts it.
void append(Mesh& mesh, const Mesh& part, const Affine& place = {});

}  // namespace kirin::engine::motion::world
