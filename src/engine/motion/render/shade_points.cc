#include "engine/motion/render/shade_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "engine/motion/render/surface_look.h"

namespace kirin::engine::motion::render {
namespace {

using world::Affine;
using world::Vec3;

constexpr std::size_t kPadding = 32;

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

/// All samples of the cell see the same triangle, or nothing.
bool is_uniform(const std::uint32_t* cell) {
  std::uint32_t differs = 0;
  for (int i = 1; i < kCellSamples; ++i) {
    differs |= cell[i] ^ cell[0];
  }
  return differs == 0;
}

/// A number in [0, 1) that tells copies apart and stays with a place.
float number_of(const Draw& draw) {
  const float x = draw.place.origin.x * 12.9898F + draw.place.origin.z * 78.233F +
                  static_cast<float>(draw.object) * 0.37F;
  const float s = std::sin(x) * 43758.547F;
  return s - std::floor(s);
}

}  // namespace

void PointMaker::fill(const Source& source, const SeenTriangle& triangle, Record& record,
                      PointPlanes& planes) const {
  const Draw& draw = source.list->draws[triangle.draw];
  const world::Mesh& mesh = *draw.mesh->source;
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
  const float number = number_of(draw);
  record.draw = triangle.draw;
  record.surface = mesh.vertices[indices[0]].surface;
  const bool rows = has_rows(record.surface);
  const float glow = record.surface == world::Surface::glow ? draw.glow : 1.0F;
  std::array<Double3, 3> seen{};
  alignas(64) float values[3][kValues] = {};
  planes.low = 1e30F;
  planes.high = 0;
  Vec3 facet{};
  for (std::size_t i = 0; i < 3; ++i) {
    const world::Vertex& v = mesh.vertices[indices[i]];
    const Vec3 corner = source.geometry->corner(first + indices[i]);
    seen[i] = {double{corner.x} - double{corner.z} * origin_x_,
               double{corner.y} - double{corner.z} * origin_y_, corner.z};
    const Vec3 normal = world::normalized(normals.direction(posed_normal(v, bones)) * sign);
    const world::Light colour = v.colour * draw.tint * glow;
    facet += normal;
    float* to = values[i];
    to[0] = normal.x;
    to[1] = normal.y;
    to[2] = normal.z;
    to[3] = 1;
    to[4] = colour.x;
    to[5] = colour.y;
    to[6] = colour.z;
    to[7] = number;
    const Vec3 rest = rows ? along_rows(v) : v.position;
    to[8] = rest.x * draw.scale;
    to[9] = rest.y * draw.scale;
    to[10] = rest.z * draw.scale;
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
  // Olano & Greer (1997): with the corners (X, Y, W) as a matrix's rows, the columns of its inverse
  // give each corner's share over the distance, for corners behind the eye too.
  const Double3 c0 = cross(seen[1], seen[2]);
  const Double3 c1 = cross(seen[2], seen[0]);
  const Double3 c2 = cross(seen[0], seen[1]);
  const double det = dot(seen[0], c0);
  const double size = std::abs(dot({std::abs(seen[0].x), std::abs(seen[0].y), std::abs(seen[0].z)},
                                   {std::abs(c0.x), std::abs(c0.y), std::abs(c0.z)}));
  if (std::abs(det) <= 1e-12 * size) {  // seen from its edge
    for (int k = 0; k < kValues; ++k) {
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
    for (int k = 0; k < kValues; ++k) {
      planes.plane[p][k] =
          values[0][k] * share[p][0] + values[1][k] * share[p][1] + values[2][k] * share[p][2];
    }
  }
}

std::uint32_t PointMaker::record_of(const Source& source, const std::vector<std::uint32_t>& bin,
                                    std::uint32_t at) {
  std::uint32_t& slot = record_of_[at];
  if (slot == kNothing) {
    slot = static_cast<std::uint32_t>(records_.size());
    records_.emplace_back();
    planes_.emplace_back();
    fill(source, source.geometry->triangles()[bin[at]], records_.back(), planes_.back());
  }
  return slot;
}

bool PointMaker::is_same_surface(std::uint32_t a, std::uint32_t b) const {
  const Record& p = records_[a];
  const Record& q = records_[b];
  const Vec3 off = p.colour - q.colour;
  return p.draw == q.draw && p.surface == q.surface && world::dot(p.normal, q.normal) > 0.9F &&
         world::dot(off, off) < 0.002F &&
         std::max(planes_[a].low, planes_[b].low) <=
             1.15F * std::min(planes_[a].high, planes_[b].high);
}

/// One point for each surface seen by the pixel's samples, at the middle of those that see it.
void PointMaker::add_pixel(const std::uint32_t* samples, const SamplePattern& pattern, int x, int y,
                           const Source& source, const std::vector<std::uint32_t>& bin) {
  const int count = pattern.samples;
  const auto pixel = static_cast<std::uint16_t>(y * kTile + x);
  const auto fx = static_cast<float>(x);
  const auto fy = static_cast<float>(y);
  bool is_one = true;
  for (int s = 1; s < count; ++s) {
    is_one = is_one && samples[s] == samples[0];
  }
  if (is_one) {
    const std::uint32_t record =
        samples[0] == kNothing ? kNothing : record_of(source, bin, samples[0]);
    raw_[raw_count_++] = {record, fx + 0.5F, fy + 0.5F, 1, pixel};
    return;
  }
  const std::size_t from = raw_count_;
  int seen[kMaxSamples] = {};
  for (int s = 0; s < count; ++s) {
    const std::uint32_t record =
        samples[s] == kNothing ? kNothing : record_of(source, bin, samples[s]);
    std::size_t k = from;
    while (k < raw_count_ &&
           !(raw_[k].record == record || (record != kNothing && raw_[k].record != kNothing &&
                                          is_same_surface(raw_[k].record, record)))) {
      ++k;
    }
    if (k == raw_count_) {
      raw_[raw_count_++] = {record, 0, 0, 0, pixel};
    }
    ++seen[k - from];
    raw_[k].x += fx + pattern.offset_x(s);
    raw_[k].y += fy + pattern.offset_y(s);
  }
  for (std::size_t k = from; k < raw_count_; ++k) {
    const auto n = static_cast<float>(seen[k - from]);
    raw_[k].x /= n;
    raw_[k].y /= n;
    raw_[k].weight = n / static_cast<float>(count);
  }
}

void PointMaker::make(const Source& source, int tile_x, int tile_y, const TileSamples& samples,
                      ShadePoints& out) {
  origin_x_ = tile_x * kTile;
  origin_y_ = tile_y * kTile;
  records_.clear();
  planes_.clear();
  raw_.resize(std::size_t{kTile} * kTile * kMaxSamples);
  raw_count_ = 0;
  const std::vector<std::uint32_t>& bin = source.geometry->bin(tile_x, tile_y);
  record_of_.assign(bin.size(), kNothing);
  const SamplePattern& pattern = *source.pattern;
  const int width = std::min(kTile, source.size.width - origin_x_);
  const int height = std::min(kTile, source.size.height - origin_y_);
  for (int cy = 0; cy * pattern.cell_height < height; ++cy) {
    for (int cx = 0; cx * pattern.cell_width < width; ++cx) {
      const std::uint32_t* cell =
          samples.triangle + (cy * pattern.cells_across() + cx) * kCellSamples;
      const int pixels = kCellSamples / pattern.samples;
      if (is_uniform(cell) && (cx + 1) * pattern.cell_width <= width &&
          (cy + 1) * pattern.cell_height <= height) {
        const std::uint32_t record =
            cell[0] == kNothing ? kNothing : record_of(source, bin, cell[0]);
        for (int pixel = 0; pixel < pixels; ++pixel) {
          const int x = cx * pattern.cell_width + pixel % pattern.cell_width;
          const int y = cy * pattern.cell_height + pixel / pattern.cell_width;
          raw_[raw_count_++] = {record, static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F,
                                1, static_cast<std::uint16_t>(y * kTile + x)};
        }
        continue;
      }
      for (int pixel = 0; pixel < pixels; ++pixel) {
        const int x = cx * pattern.cell_width + pixel % pattern.cell_width;
        const int y = cy * pattern.cell_height + pixel / pattern.cell_width;
        if (x < width && y < height) {
          add_pixel(cell + pixel * pattern.samples, pattern, x, y, source, bin);
        }
      }
    }
  }
  sort(out);
  interpolate_points(planes_, out.sky_first(), source.has_motion ? 4 : 3, out);
  const auto left = static_cast<float>(origin_x_);
  const auto top = static_cast<float>(origin_y_);
  for (std::size_t i = 0; i < out.count(); ++i) {
    out.x[i] += left;
    out.y[i] += top;
  }
}

/// A counting sort by surface, so that a vector of points has one surface.
void PointMaker::sort(ShadePoints& out) const {
  const auto bucket = [this](const RawPoint& point) {
    return point.record == kNothing ? static_cast<std::size_t>(world::kSurfaceCount)
                                    : static_cast<std::size_t>(records_[point.record].surface);
  };
  std::array<std::uint32_t, world::kSurfaceCount + 1> at{};
  for (const RawPoint& point : std::span(raw_.data(), raw_count_)) {
    ++at[bucket(point)];
  }
  std::uint32_t sum = 0;
  for (std::size_t s = 0; s < at.size(); ++s) {
    out.first[s] = sum;
    sum += at[s];
    at[s] = out.first[s];
  }
  out.first[world::kSurfaceCount + 1] = sum;
  const std::size_t room = raw_count_ + kPadding;
  if (out.x.size() < room) {
    for (std::vector<float>* array : {&out.x, &out.y, &out.weight}) {
      array->resize(room);
    }
    for (std::vector<float>* array :
         {&out.normal_nearness, &out.colour_number, &out.rest_sides, &out.motion}) {
      array->resize(4 * room);
    }
    out.pixel.resize(room);
    out.record.resize(room);
  }
  for (const RawPoint& point : std::span(raw_.data(), raw_count_)) {
    const std::uint32_t to = at[bucket(point)]++;
    out.x[to] = point.x;
    out.y[to] = point.y;
    out.weight[to] = point.weight;
    out.pixel[to] = point.pixel;
    out.record[to] = point.record;
  }
}

}  // namespace kirin::engine::motion::render
