/// \file
/// A mesh as the vertex kernels read it: one array for each coordinate, and a sphere about it all.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::render {

struct PreparedMesh {
  const world::Mesh* source = nullptr;
  std::vector<float> x, y, z, sway;  ///< padded so that whole vectors can be read
  world::Vec3 middle = {};
  float radius = 0;
  bool sways = false;
};

/// Each mesh prepared once. Pointers stay good as long as the shelf lives.
class MeshShelf {
 public:
  const PreparedMesh* prepared(const world::Mesh& mesh);

 private:
  std::unordered_map<const world::Mesh*, std::unique_ptr<PreparedMesh>> meshes_;
};

/// An upper bound of the factor by which the map stretches lengths.
float largest_stretch(const world::Affine& map);

}  // namespace kirin::engine::motion::render
