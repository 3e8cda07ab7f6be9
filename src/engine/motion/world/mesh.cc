#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::world {
namespace {

float linear(std::uint32_t byte) {
  const float s = static_cast<float>(byte & 255U) / 255.0F;
  return s <= 0.04045F ? s / 12.92F : std::pow((s + 0.055F) / 1.055F, 2.4F);
}

}  // namespace

Light from_srgb(std::uint32_t hex) { return {linear(hex >> 16), linear(hex >> 8), linear(hex)}; }

Bounds bounds_of(const Mesh& mesh) {
  Bounds bounds;
  for (const Vertex& vertex : mesh.vertices) {
    bounds.add(vertex.position);
  }
  return bounds;
}

void append(Mesh& mesh, const Mesh& part, const Affine& place) {
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  // Normals go with the inverse transpose, whose columns are these cross products.
  const Affine normals{
      cross(place.y, place.z), cross(place.z, place.x), cross(place.x, place.y), {}};
  const bool is_mirrored = dot(place.x, normals.x) < 0;
  for (Vertex vertex : part.vertices) {
    vertex.position = place.point(vertex.position);
    vertex.normal = normalized(normals.direction(vertex.normal)) * (is_mirrored ? -1.0F : 1.0F);
    mesh.vertices.push_back(vertex);
  }
  for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
    mesh.indices.push_back(base + part.indices[i]);
    mesh.indices.push_back(base + part.indices[i + (is_mirrored ? 2 : 1)]);
    mesh.indices.push_back(base + part.indices[i + (is_mirrored ? 1 : 2)]);
  }
  mesh.is_two_sided = mesh.is_two_sided || part.is_two_sided;
}

}  // namespace kirin::engine::motion::world
