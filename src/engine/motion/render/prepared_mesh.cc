#include "engine/motion/render/prepared_mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "engine/motion/render/surface_look.h"

namespace kirin::engine::motion::render {

using world::Vec3;

namespace {

/// The way along a surface and up it: on walls round the vertical and upwards, on floors x and z.
/// Round towers the way is an arc: the normal's angle times the distance from the axis.
Vec3 along_rows(const world::Vertex& v) {
  const Vec3 n = v.normal;
  if (std::abs(n.y) > 0.97F) {
    return {v.position.x, v.position.z, v.position.y};
  }
  const Vec3 along = world::normalized({n.z, 0, -n.x});
  const Vec3 up = world::cross(n, along);
  const float flat = std::hypot(n.x, n.z);
  const float radius = (v.position.x * n.x + v.position.z * n.z) / flat;
  return {world::dot(v.position, along) + std::atan2(n.x, n.z) * radius, world::dot(v.position, up),
          radius};
}

}  // namespace

const PreparedMesh* MeshShelf::prepared(const world::Mesh& mesh) {
  std::unique_ptr<PreparedMesh>& slot = meshes_[&mesh];
  if (slot) {
    return slot.get();
  }
  constexpr std::size_t kPadding = 16;  // the widest vector
  slot = std::make_unique<PreparedMesh>();
  slot->source = &mesh;
  if (makes_coarse_) {
    world::Mesh coarse = coarse_mesh(mesh);
    if (!coarse.indices.empty()) {
      slot->coarse = std::make_unique<world::Mesh>(std::move(coarse));
      slot->source = slot->coarse.get();
    }
  }
  const world::Mesh& source = *slot->source;
  const std::size_t count = source.vertices.size() + kPadding;
  for (std::vector<float>* array : {&slot->x, &slot->y, &slot->z, &slot->sway}) {
    array->assign(count, 0.0F);
  }
  const world::Bounds bounds = bounds_of(source);
  slot->middle = bounds.is_empty() ? Vec3{} : bounds.middle();
  for (std::size_t i = 0; i < source.vertices.size(); ++i) {
    const world::Vertex& vertex = source.vertices[i];
    slot->x[i] = vertex.position.x;
    slot->y[i] = vertex.position.y;
    slot->z[i] = vertex.position.z;
    slot->sway[i] = vertex.sway;
    slot->sways = slot->sways || vertex.sway != 0;
    slot->radius = std::max(slot->radius, length(vertex.position - slot->middle) + vertex.sway);
  }
  if (std::ranges::any_of(source.vertices,
                          [](const world::Vertex& v) { return has_rows(v.surface); })) {
    std::ranges::transform(source.vertices, std::back_inserter(slot->rows), along_rows);
  }
  return slot.get();
}

world::Mesh coarse_mesh(const world::Mesh& mesh) {
  constexpr std::size_t kFewest = 500;  // triangles
  constexpr float kLargest = 12;        // metres
  constexpr float kEdges = 3.4F;        // of a cell
  const world::Bounds bounds = bounds_of(mesh);
  const float extent = bounds.is_empty() ? 0 : length(bounds.extent());
  if (mesh.is_two_sided || mesh.triangle_count() < kFewest || extent > kLargest) {
    return {};
  }
  double edges = 0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    edges += length(mesh.vertices[mesh.indices[i]].position -
                    mesh.vertices[mesh.indices[i + 1]].position);
  }
  const float cell =
      kEdges * static_cast<float>(edges / static_cast<double>(mesh.triangle_count()));
  if (cell > 0.12F * extent || cell <= 0) {
    return {};
  }
  world::Mesh coarse;
  std::vector<float> members;
  std::map<std::array<int, 5>, std::uint32_t> cells;
  std::vector<std::uint32_t> vertex_of(mesh.vertices.size());
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const world::Vertex& vertex = mesh.vertices[i];
    const Vec3 at = (vertex.position - bounds.low) * (1 / cell);
    const std::array<int, 5> key = {static_cast<int>(at.x), static_cast<int>(at.y),
                                    static_cast<int>(at.z), static_cast<int>(vertex.surface),
                                    vertex.bones[0]};
    const auto [slot, is_new] =
        cells.try_emplace(key, static_cast<std::uint32_t>(coarse.vertices.size()));
    if (is_new) {
      coarse.vertices.push_back(vertex);
      members.push_back(1);
    } else {
      world::Vertex& sum = coarse.vertices[slot->second];
      sum.position += vertex.position;
      sum.normal += vertex.normal;
      sum.colour += vertex.colour;
      members[slot->second] += 1;
    }
    vertex_of[i] = slot->second;
  }
  for (std::size_t i = 0; i < coarse.vertices.size(); ++i) {
    world::Vertex& vertex = coarse.vertices[i];
    vertex.position = vertex.position * (1 / members[i]);
    vertex.normal = world::normalized(vertex.normal);
    vertex.colour = vertex.colour * (1 / members[i]);
  }
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const std::uint32_t a = vertex_of[mesh.indices[i]];
    const std::uint32_t b = vertex_of[mesh.indices[i + 1]];
    const std::uint32_t c = vertex_of[mesh.indices[i + 2]];
    if (a != b && b != c && c != a) {
      coarse.indices.insert(coarse.indices.end(), {a, b, c});
    }
  }
  // Thin parts fold flat; seen from both sides they stay closed.
  coarse.is_two_sided = true;
  return coarse;
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
