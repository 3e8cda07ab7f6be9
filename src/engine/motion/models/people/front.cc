#include "engine/motion/models/people/front.h"

#include <cstddef>
#include <vector>

namespace kirin::engine::motion::models::person {

using world::Vec3;

Front::Hit Front::hit(float x, float y) const {
  Hit best;
  best.z = -1e9F;
  for (std::size_t i = 0; i + 2 < mesh_.indices.size(); i += 3) {
    const world::Vertex& first = mesh_.vertices[mesh_.indices[i]];
    const Vec3 a = first.position;
    const Vec3 b = mesh_.vertices[mesh_.indices[i + 1]].position;
    const Vec3 c = mesh_.vertices[mesh_.indices[i + 2]].position;
    if (std::min({a.y, b.y, c.y}) > y || std::max({a.y, b.y, c.y}) < y) {
      continue;
    }
    const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (std::abs(area) < 1e-12F) {
      continue;
    }
    const float u = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
    const float v = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
    const float z = a.z + u * (b.z - a.z) + v * (c.z - a.z);
    if (u >= 0 && v >= 0 && u + v <= 1 && z > best.z) {
      best = {z, {first.bones[0], first.bones[1]}, first.weight, true};
    }
  }
  return best;
}

float Front::z(float x, float y, float otherwise) const {
  const Hit found = hit(x, y);
  return found.found ? found.z : otherwise;
}

void lay(world::Mesh& mesh, const Front& front, const Patch& patch, const world::Paint& paint) {
  const auto columns = static_cast<std::uint32_t>(patch.columns);
  const auto rows = static_cast<std::uint32_t>(patch.rows);
  std::vector<world::Vertex> top;
  float last_z = 0;
  for (std::uint32_t r = 0; r <= rows; ++r) {
    const float t = static_cast<float>(r) / static_cast<float>(rows);
    for (std::uint32_t c = 0; c <= columns; ++c) {
      const float x = world::mix(patch.left(t), patch.right(t),
                                 static_cast<float>(c) / static_cast<float>(columns));
      const float y = world::mix(patch.low, patch.high, t);
      const Front::Hit hit = front.hit(x, y);
      last_z = hit.found ? hit.z : last_z;
      world::Vertex v;
      v.position = {x, y, last_z + patch.lift};
      v.colour = paint.colour;
      v.surface = paint.surface;
      v.bones[0] = hit.found ? hit.bones[0] : static_cast<std::uint8_t>(paint.bone);
      v.bones[1] = hit.found ? hit.bones[1] : static_cast<std::uint8_t>(paint.bone);
      v.weight = hit.weight;
      top.push_back(v);
    }
  }
  const auto at = [&](std::uint32_t r, std::uint32_t c) -> world::Vertex& {
    return top[r * (columns + 1) + c];
  };
  for (std::uint32_t r = 0; r <= rows; ++r) {
    for (std::uint32_t c = 0; c <= columns; ++c) {
      const Vec3 across =
          at(r, std::min(c + 1, columns)).position - at(r, c > 0 ? c - 1 : 0).position;
      const Vec3 up = at(std::min(r + 1, rows), c).position - at(r > 0 ? r - 1 : 0, c).position;
      Vec3 n = world::normalized(world::cross(across, up));
      at(r, c).normal = n.z < 0 ? -n : n;
    }
  }
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  for (const world::Vertex& v : top) {
    mesh.vertices.push_back(v);
    world::Vertex under = v;
    under.position.z -= 2.2F * patch.lift;
    under.normal = -v.normal;
    mesh.vertices.push_back(under);
  }
  const bool is_mirrored = patch.left(0.5F) > patch.right(0.5F);
  const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (is_mirrored) {
      std::swap(b, d);
    }
    mesh.indices.insert(mesh.indices.end(),
                        {base + a, base + b, base + c, base + a, base + c, base + d});
  };
  const auto id = [&](std::uint32_t r, std::uint32_t c) { return 2 * (r * (columns + 1) + c); };
  for (std::uint32_t r = 0; r < rows; ++r) {
    for (std::uint32_t c = 0; c < columns; ++c) {
      quad(id(r, c), id(r, c + 1), id(r + 1, c + 1), id(r + 1, c));
      quad(id(r, c) + 1, id(r + 1, c) + 1, id(r + 1, c + 1) + 1, id(r, c + 1) + 1);
    }
    quad(id(r, 0) + 1, id(r, 0), id(r + 1, 0), id(r + 1, 0) + 1);
    quad(id(r, columns), id(r, columns) + 1, id(r + 1, columns) + 1, id(r + 1, columns));
  }
  for (std::uint32_t c = 0; c < columns; ++c) {
    quad(id(0, c) + 1, id(0, c + 1) + 1, id(0, c + 1), id(0, c));
    quad(id(rows, c), id(rows, c + 1), id(rows, c + 1) + 1, id(rows, c) + 1);
  }
}

}  // namespace kirin::engine::motion::models::person
