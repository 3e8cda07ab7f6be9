/// \file
/// A mesh as the vertex kernels read it: one array for each coordinate, and a sphere about it all.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::render {

struct PreparedMesh {
  const world::Mesh* source = nullptr;  ///< the world's, or `coarse`
  std::unique_ptr<world::Mesh> coarse = {};
  std::vector<float> x, y, z, sway;  ///< padded so that whole vectors can be read
  /// Of vertices of meshes with surfaces laid in rows (has_rows): the way along the surface, up it,
  /// and how far it is from the axis; else empty.
  std::vector<world::Vec3> rows = {};
  world::Vec3 middle = {};
  float radius = 0;
  bool sways = false;
};

/// Each mesh prepared once. Pointers stay good as long as the shelf lives.
class MeshShelf {
 public:
  /// `makes_coarse`: closed meshes of small things are made of few large triangles.
  explicit MeshShelf(bool makes_coarse = false) : makes_coarse_(makes_coarse) {}
  const PreparedMesh* prepared(const world::Mesh& mesh);

 private:
  bool makes_coarse_;
  std::unordered_map<const world::Mesh*, std::unique_ptr<PreparedMesh>> meshes_;
};

/// The mesh with all vertices in cells of a few mean edges melted into one (Rossignac & Borrel
/// 1993); empty where the mesh is not of the kind that gains by it: too large, thin, or coarse
/// already.
world::Mesh coarse_mesh(const world::Mesh& mesh);

/// An upper bound of the factor by which the map stretches lengths.
float largest_stretch(const world::Affine& map);

}  // namespace kirin::engine::motion::render
