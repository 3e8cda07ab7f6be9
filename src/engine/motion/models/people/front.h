/// \file
/// Laying flat things on the front of a body: mouths, lapels, buttons, badges.
#pragma once

#include <functional>

#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models::person {

/// Looks up where the front of a mesh lies. Views the mesh: do not add to it meanwhile.
class Front {
 public:
  explicit Front(const world::Mesh& mesh) : mesh_(mesh) {}

  struct Hit {
    float z = 0;
    std::uint8_t bones[2] = {0, 0};
    float weight = 1;
    bool found = false;
  };
  /// The foremost point of the mesh at (x, y), and the bones it follows.
  Hit hit(float x, float y) const;
  /// Its z; `otherwise` where there is none.
  float z(float x, float y, float otherwise) const;

 private:
  const world::Mesh& mesh_;
};

/// A closed patch on `front` between the heights `low` and `high`, its sides at `left(t)` and
/// `right(t)` (x, metres; t from 0 at `low` to 1 at `high`), `lift` in front of it.
struct Patch {
  float low = 0;
  float high = 0;
  std::function<float(float)> left = {};
  std::function<float(float)> right = {};
  float lift = 0.004F;
  int rows = 8;
  int columns = 4;
};
void lay(world::Mesh& mesh, const Front& front, const Patch& patch, const world::Paint& paint);

}  // namespace kirin::engine::motion::models::person
