#include "engine/motion/render/point_planes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/render/surface_look.h"

namespace kirin::engine::motion::render {
namespace {

using world::Affine;
using world::Vec3;

struct Double3 {
  double x, y, z;
};
Double3 cross(const Double3& a, const Double3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
double dot(const Double3& a, const Double3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

/// Where a vertex is in the draw's frame, posed.
Vec3 posed_point(const world::Vertex& v, const Affine* bones) {
  if (bones == nullptr) {
    return v.position;
  }
  const Vec3 p = bones[v.bones[0]].point(v.position);
  return v.weight < 1 ? world::mix(bones[v.bones[1]].point(v.position), p, v.weight) : p;
}
Vec3 posed_normal(const world::Vertex& v, const Affine* bones) {
  if (bones == nullptr) {
    return v.normal;
  }
  const Vec3 n = bones[v.bones[0]].direction(v.normal);
  return v.weight < 1 ? world::mix(bones[v.bones[1]].direction(v.normal), n, v.weight) : n;
}

using Corners = std::array<Double3, 3>;
using Values = float[3][PointPlanes::kValues];

/// Olano & Greer (1997): with the corners (X, Y, W) as a matrix's rows, the columns of its inverse
/// give each corner's share over the distance, for corners behind the eye too.
void lay_planes(const Corners& seen, const Values& values, PointPlanes& planes) {
  const Double3 c0 = cross(seen[1], seen[2]);
  const Double3 c1 = cross(seen[2], seen[0]);
  const Double3 c2 = cross(seen[0], seen[1]);
  const double det = dot(seen[0], c0);
  const double size = std::abs(dot({std::abs(seen[0].x), std::abs(seen[0].y), std::abs(seen[0].z)},
                                   {std::abs(c0.x), std::abs(c0.y), std::abs(c0.z)}));
  if (std::abs(det) <= 1e-12 * size) {  // seen from its edge
    for (int k = 0; k < PointPlanes::kValues; ++k) {
      planes.plane[0][k] = values[0][k] * planes.high;
      planes.plane[1][k] = planes.plane[2][k] = 0;
    }
    return;
  }
  const double scale = 1 / det;
  const float share[3][3] = {
      {static_cast<float>(c0.z * scale), static_cast<float>(c1.z * scale),
       static_cast<float>(c2.z * scale)},
      {static_cast<float>(c0.x * scale), static_cast<float>(c1.x * scale),
       static_cast<float>(c2.x * scale)},
      {static_cast<float>(c0.y * scale), static_cast<float>(c1.y * scale),
       static_cast<float>(c2.y * scale)},
  };
  for (int p = 0; p < 3; ++p) {
    for (int k = 0; k < PointPlanes::kValues; ++k) {
      planes.plane[p][k] =
          values[0][k] * share[p][0] + values[1][k] * share[p][1] + values[2][k] * share[p][2];
    }
  }
}

}  // namespace

void find_planes(const TriangleSource& source, const SeenTriangle& triangle, int left, int top,
                 PointRecord& record, PointPlanes& planes) {
  const Draw& draw = source.list->draws[triangle.draw];
  const PreparedMesh& prepared = *draw.mesh;
  const world::Mesh& mesh = *prepared.source;
  const std::uint32_t* indices = mesh.indices.data() + std::size_t{3} * triangle.source;
  const std::uint32_t first = source.geometry->first_vertex(triangle.draw);
  const Affine normals{world::cross(draw.place.y, draw.place.z),
                       world::cross(draw.place.z, draw.place.x),
                       world::cross(draw.place.x, draw.place.y),
                       {}};
  const float sign = draw.is_mirrored ? -1.0F : 1.0F;
  const Affine* bones = draw.skin < 0 ? nullptr : source.list->bones.data() + draw.skin;
  const Affine* earlier =
      draw.earlier_skin < 0 ? nullptr : source.list->bones.data() + draw.earlier_skin;
  record.draw = triangle.draw;
  record.surface = mesh.vertices[indices[0]].surface;
  const float glow = record.surface == world::Surface::glow ? draw.glow : 1.0F;
  const bool rows = has_rows(record.surface);
  Corners seen{};
  alignas(64) Values values = {};
  planes.low = 1e30F;
  planes.high = 0;
  Vec3 facet{};
  for (std::size_t i = 0; i < 3; ++i) {
    const world::Vertex& v = mesh.vertices[indices[i]];
    const Vec3 corner = source.geometry->corner(first + indices[i]);
    seen[i] = {double{corner.x} - double{corner.z} * left,
               double{corner.y} - double{corner.z} * top, corner.z};
    const Vec3 normal = world::normalized(normals.direction(posed_normal(v, bones)) * sign);
    const world::Light colour = v.colour * draw.tint * glow;
    const Vec3 rest = (rows ? prepared.rows[indices[i]] : v.position) * draw.scale;
    facet += normal;
    float* to = values[i];
    to[0] = normal.x;
    to[1] = normal.y;
    to[2] = normal.z;
    to[3] = 1;
    to[4] = colour.x;
    to[5] = colour.y;
    to[6] = colour.z;
    to[7] = draw.number;
    to[8] = rest.x;
    to[9] = rest.y;
    to[10] = rest.z;
    to[11] = mesh.is_two_sided ? 1.0F : 0.0F;
    if (source.has_motion && draw.moves) {
      const Vec3 way = draw.place.point(posed_point(v, bones)) -
                       draw.earlier_place.point(posed_point(v, earlier));
      to[12] = way.x;
      to[13] = way.y;
      to[14] = way.z;
    }
    const float nearness = 1 / std::max(corner.z, kNear);
    planes.low = std::min(planes.low, corner.z > kNear ? nearness : planes.low);
    planes.high = std::max(planes.high, nearness);
  }
  planes.low = std::min(planes.low, planes.high);
  record.normal = world::normalized(facet);
  record.colour = {(values[0][4] + values[1][4] + values[2][4]) / 3,
                   (values[0][5] + values[1][5] + values[2][5]) / 3,
                   (values[0][6] + values[1][6] + values[2][6]) / 3};
  if (source.is_faceted) {
    const auto at = [&](std::size_t i) {
      return draw.place.point(posed_point(mesh.vertices[indices[i]], bones));
    };
    const Vec3 a = at(0);
    record.normal = world::normalized(world::cross(at(1) - a, at(2) - a)) * sign;
    for (auto& to : values) {
      to[0] = record.normal.x;
      to[1] = record.normal.y;
      to[2] = record.normal.z;
    }
  }
  lay_planes(seen, values, planes);
}

}  // namespace kirin::engine::motion::render
