#include "engine/motion/render/prepared_mesh.h"

namespace kirin::engine::motion::render {

using world::Vec3;

const PreparedMesh* MeshShelf::prepared(const world::Mesh& mesh) {
  std::unique_ptr<PreparedMesh>& slot = meshes_[&mesh];
  if (slot) {
    return slot.get();
  }
  constexpr std::size_t kPadding = 16;  // the widest vector
  slot = std::make_unique<PreparedMesh>();
  slot->source = &mesh;
  const std::size_t count = mesh.vertices.size() + kPadding;
  for (std::vector<float>* array : {&slot->x, &slot->y, &slot->z, &slot->sway}) {
    array->assign(count, 0.0F);
  }
  const world::Bounds bounds = bounds_of(mesh);
  slot->middle = bounds.is_empty() ? Vec3{} : bounds.middle();
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const world::Vertex& vertex = mesh.vertices[i];
    slot->x[i] = vertex.position.x;
    slot->y[i] = vertex.position.y;
    slot->z[i] = vertex.position.z;
    slot->sway[i] = vertex.sway;
    slot->sways = slot->sways || vertex.sway != 0;
    slot->radius = std::max(slot->radius, length(vertex.position - slot->middle) + vertex.sway);
  }
  return slot.get();
}

float largest_stretch(const world::Affine& map) {
  const float x = dot(map.x, map.x);
  const float y = dot(map.y, map.y);
  const float z = dot(map.z, map.z);
  const float skew = std::max(
      {std::abs(dot(map.x, map.y)), std::abs(dot(map.y, map.z)), std::abs(dot(map.z, map.x))});
  return std::sqrt(std::max({x, y, z}) + 2 * skew);  // Gershgorin on the Gram matrix
}

}  // namespace kirin::engine::motion::render
