#include "engine/motion/world/clay.h"

#include <array>
#include <cstddef>

namespace kirin::engine::motion::world {
namespace {

constexpr float kFar = 1e3F;
constexpr std::size_t kMostPoints = 4'000'000;

/// Quilez' polynomial smooth minimum: `width` is where it begins to differ from the minimum.
float smooth_min(float a, float b, float width) {
  if (width <= 0) {
    return std::min(a, b);
  }
  const float h = std::max(width - std::abs(a - b), 0.0F) / width;
  return std::min(a, b) - h * h * width * 0.25F;
}

/// Distance to an ellipsoid at the origin; exact on the surface, a bound elsewhere (Quilez 2008).
float ellipsoid_distance(Vec3 p, Vec3 radii) {
  const Vec3 q{p.x / radii.x, p.y / radii.y, p.z / radii.z};
  const Vec3 s{q.x / radii.x, q.y / radii.y, q.z / radii.z};
  const float k0 = length(q);
  const float k1 = length(s);
  return k1 < 1e-6F ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1) / k1;
}

float limb_distance(Vec3 p, Vec3 a, Vec3 b, float ra, float rb) {
  const Vec3 along = b - a;
  const float span = std::max(dot(along, along), 1e-9F);
  const float t = std::clamp(dot(p - a, along) / span, 0.0F, 1.0F);
  return length(p - a - along * t) - mix(ra, rb, t);
}

float block_distance(Vec3 p, Vec3 half, float rounding) {
  const Vec3 q{std::abs(p.x) - half.x + rounding, std::abs(p.y) - half.y + rounding,
               std::abs(p.z) - half.z + rounding};
  const float inside = std::min(std::max({q.x, q.y, q.z}), 0.0F);
  return length(max(q, {0, 0, 0})) + inside - rounding;
}

Bounds box_bounds(const Affine& frame, Vec3 half) {
  const Vec3 reach{
      std::abs(frame.x.x) * half.x + std::abs(frame.y.x) * half.y + std::abs(frame.z.x) * half.z,
      std::abs(frame.x.y) * half.x + std::abs(frame.y.y) * half.y + std::abs(frame.z.y) * half.z,
      std::abs(frame.x.z) * half.x + std::abs(frame.y.z) * half.y + std::abs(frame.z.z) * half.z};
  return {frame.origin - reach, frame.origin + reach};
}

/// A grid of distances.
struct Field {
  Vec3 low;
  float cell = 0;
  int nx = 0;
  int ny = 0;
  int nz = 0;
  std::vector<float> at;

  std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(z) * static_cast<std::size_t>(ny) +
            static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(nx) +
           static_cast<std::size_t>(x);
  }
  Vec3 point(int x, int y, int z) const {
    return low + Vec3{static_cast<float>(x), static_cast<float>(y), static_cast<float>(z)} * cell;
  }
  float sample(Vec3 p) const {
    const Vec3 q = (p - low) * (1 / cell);
    const int x = std::clamp(static_cast<int>(q.x), 0, nx - 2);
    const int y = std::clamp(static_cast<int>(q.y), 0, ny - 2);
    const int z = std::clamp(static_cast<int>(q.z), 0, nz - 2);
    const Vec3 f{q.x - static_cast<float>(x), q.y - static_cast<float>(y),
                 q.z - static_cast<float>(z)};
    const auto row = [&](int j, int k) {
      return mix(at[index(x, y + j, z + k)], at[index(x + 1, y + j, z + k)], f.x);
    };
    return mix(mix(row(0, 0), row(1, 0), f.y), mix(row(0, 1), row(1, 1), f.y), f.z);
  }
  Vec3 gradient(Vec3 p) const {
    const float h = cell * 0.75F;
    return normalized({sample(p + Vec3{h, 0, 0}) - sample(p - Vec3{h, 0, 0}),
                       sample(p + Vec3{0, h, 0}) - sample(p - Vec3{0, h, 0}),
                       sample(p + Vec3{0, 0, h}) - sample(p - Vec3{0, 0, h})});
  }
};

Field empty_field(const Bounds& bounds, float cell) {
  Field field;
  Vec3 extent{};
  for (;;) {
    field.low = bounds.low - Vec3{1, 1, 1} * (3 * cell);
    extent = bounds.high + Vec3{1, 1, 1} * (3 * cell) - field.low;
    field.nx = static_cast<int>(extent.x / cell) + 2;
    field.ny = static_cast<int>(extent.y / cell) + 2;
    field.nz = static_cast<int>(extent.z / cell) + 2;
    const double points = static_cast<double>(field.nx) * field.ny * field.nz;
    if (points <= static_cast<double>(kMostPoints)) {
      break;
    }
    cell *= 1.26F;
  }
  field.cell = cell;
  field.at.assign(static_cast<std::size_t>(field.nx) * static_cast<std::size_t>(field.ny) *
                      static_cast<std::size_t>(field.nz),
                  kFar);
  return field;
}

/// Where the surface crosses the cell's edges, on the average; nothing where it does not.
bool crossing(const Field& field, int x, int y, int z, Vec3& middle) {
  std::array<float, 8> d{};
  int inside = 0;
  for (int i = 0; i < 8; ++i) {
    d[static_cast<std::size_t>(i)] =
        field.at[field.index(x + (i & 1), y + (i >> 1 & 1), z + (i >> 2))];
    inside += d[static_cast<std::size_t>(i)] < 0 ? 1 : 0;
  }
  if (inside == 0 || inside == 8) {
    return false;
  }
  Vec3 sum{};
  int count = 0;
  for (int i = 0; i < 8; ++i) {
    for (const int axis : {1, 2, 4}) {
      const int j = i | axis;
      const float a = d[static_cast<std::size_t>(i)];
      const float b = d[static_cast<std::size_t>(j)];
      if (j == i || (a < 0) == (b < 0)) {
        continue;
      }
      const float t = a / (a - b);
      const Vec3 from{static_cast<float>(i & 1), static_cast<float>(i >> 1 & 1),
                      static_cast<float>(i >> 2)};
      const Vec3 step{axis == 1 ? 1.0F : 0, axis == 2 ? 1.0F : 0, axis == 4 ? 1.0F : 0};
      sum += from + step * t;
      ++count;
    }
  }
  middle = field.point(x, y, z) + sum * (field.cell / static_cast<float>(count));
  return true;
}

void add_quad(Mesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d,
              bool flip) {
  if (flip) {
    std::swap(b, d);
  }
  mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d});
}

}  // namespace

Clay& Clay::ball(Vec3 middle, float radius, const Paint& paint) {
  return ellipsoid(translation(middle), {radius, radius, radius}, paint);
}

Clay& Clay::ellipsoid(const Affine& frame, Vec3 radii, const Paint& paint) {
  shapes_.push_back({.kind = Kind::ellipsoid,
                     .to_local = inverse(frame),
                     .size = radii,
                     .a = {},
                     .b = {},
                     .blend = blend_,
                     .paint = paint,
                     .bounds = box_bounds(frame, radii)});
  return *this;
}

Clay& Clay::limb(Vec3 a, Vec3 b, float radius_a, float radius_b, const Paint& paint) {
  Bounds bounds;
  for (const auto& [p, r] : {std::pair{a, radius_a}, std::pair{b, radius_b}}) {
    bounds.add(p - Vec3{r, r, r});
    bounds.add(p + Vec3{r, r, r});
  }
  shapes_.push_back({.kind = Kind::limb,
                     .to_local = {},
                     .size = {},
                     .a = a,
                     .b = b,
                     .radius_a = radius_a,
                     .radius_b = radius_b,
                     .blend = blend_,
                     .paint = paint,
                     .bounds = bounds});
  return *this;
}

Clay& Clay::block(const Affine& frame, Vec3 half, float rounding, const Paint& paint) {
  shapes_.push_back({.kind = Kind::block,
                     .to_local = inverse(frame),
                     .size = half,
                     .a = {},
                     .b = {},
                     .rounding = std::min({rounding, half.x, half.y, half.z}),
                     .blend = blend_,
                     .paint = paint,
                     .bounds = box_bounds(frame, half)});
  return *this;
}

Clay& Clay::carve(const Affine& frame, Vec3 radii, const Paint& paint) {
  ellipsoid(frame, radii, paint);
  shapes_.back().kind = Kind::carving;
  return *this;
}

Clay& Clay::stain(const Affine& frame, Vec3 radii, Light colour) {
  stains_.push_back({inverse(frame), radii, colour});
  return *this;
}

float Clay::distance(const Shape& shape, Vec3 p) {
  switch (shape.kind) {
    case Kind::ellipsoid:
    case Kind::carving:
      return ellipsoid_distance(shape.to_local.point(p), shape.size);
    case Kind::limb:
      return limb_distance(p, shape.a, shape.b, shape.radius_a, shape.radius_b);
    case Kind::block:
      return block_distance(shape.to_local.point(p), shape.size, shape.rounding);
  }
  return kFar;
}

Vertex Clay::finished(Vec3 position, Vec3 normal, float cell) const {
  Vertex vertex;
  vertex.position = position;
  vertex.normal = normal;
  // The nearer a shape, the more it says; colours change faster than bones.
  std::array<float, 256> by_bone{};
  float total = 0;
  float nearest = kFar;
  for (const Shape& shape : shapes_) {
    const float away = std::abs(distance(shape, position));
    if (away > 4 * (cell + shape.blend)) {
      continue;
    }
    const float paint_width = 0.35F * cell;
    const float share = std::exp(-away / paint_width);
    vertex.colour += shape.paint.colour * share;
    total += share;
    const float hold = std::exp(-away / std::max(0.5F * shape.blend, cell));
    by_bone[static_cast<std::uint8_t>(shape.paint.bone)] += shape.kind == Kind::carving ? 0 : hold;
    if (away < nearest) {
      nearest = away;
      vertex.surface = shape.paint.surface;
      vertex.sway = shape.paint.sway;
    }
  }
  vertex.colour = total > 0 ? vertex.colour * (1 / total) : Light{0.5F, 0.5F, 0.5F};
  for (const Stain& stain : stains_) {
    const Vec3 p = stain.to_local.point(position);
    const float in = length({p.x / stain.radii.x, p.y / stain.radii.y, p.z / stain.radii.z});
    vertex.colour = mix(vertex.colour, stain.colour, 1 - smooth_step(0.9F, 1.1F, in));
  }
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < by_bone.size(); ++i) {
    if (by_bone[i] > by_bone[first]) {
      first = i;
    }
  }
  second = first == 0 ? 1 : 0;
  for (std::size_t i = 0; i < by_bone.size(); ++i) {
    if (i != first && by_bone[i] > by_bone[second]) {
      second = i;
    }
  }
  vertex.bones[0] = static_cast<std::uint8_t>(first);
  vertex.bones[1] = static_cast<std::uint8_t>(by_bone[second] > 0 ? second : first);
  const float both = by_bone[first] + by_bone[second];
  vertex.weight = both > 0 ? by_bone[first] / both : 1;
  return vertex;
}

Mesh Clay::mesh(float cell) const {
  Mesh mesh;
  Bounds bounds;
  for (const Shape& shape : shapes_) {
    if (shape.kind != Kind::carving) {
      bounds.add(shape.bounds.low);
      bounds.add(shape.bounds.high);
    }
  }
  if (bounds.is_empty() || !(cell > 0)) {
    return mesh;
  }
  Field field = empty_field(bounds, cell);
  cell = field.cell;
  for (const Shape& shape : shapes_) {
    const Vec3 margin = Vec3{1, 1, 1} * (shape.blend + 4 * cell);
    const Vec3 from = (shape.bounds.low - margin - field.low) * (1 / cell);
    const Vec3 to = (shape.bounds.high + margin - field.low) * (1 / cell);
    for (int z = std::max(0, static_cast<int>(from.z));
         z < std::min(field.nz, static_cast<int>(to.z) + 2); ++z) {
      for (int y = std::max(0, static_cast<int>(from.y));
           y < std::min(field.ny, static_cast<int>(to.y) + 2); ++y) {
        for (int x = std::max(0, static_cast<int>(from.x));
             x < std::min(field.nx, static_cast<int>(to.x) + 2); ++x) {
          float& d = field.at[field.index(x, y, z)];
          const float own = distance(shape, field.point(x, y, z));
          d = shape.kind == Kind::carving ? -smooth_min(-d, own, shape.blend)
                                          : smooth_min(d, own, shape.blend);
        }
      }
    }
  }
  std::vector<std::uint32_t> vertex_of(field.at.size(), ~0U);
  for (int z = 0; z + 1 < field.nz; ++z) {
    for (int y = 0; y + 1 < field.ny; ++y) {
      for (int x = 0; x + 1 < field.nx; ++x) {
        Vec3 middle{};
        if (crossing(field, x, y, z, middle)) {
          vertex_of[field.index(x, y, z)] = static_cast<std::uint32_t>(mesh.vertices.size());
          mesh.vertices.push_back(finished(middle, field.gradient(middle), cell));
        }
      }
    }
  }
  for (int z = 1; z + 1 < field.nz; ++z) {
    for (int y = 1; y + 1 < field.ny; ++y) {
      for (int x = 1; x + 1 < field.nx; ++x) {
        const bool inside = field.at[field.index(x, y, z)] < 0;
        const auto v = [&](int dx, int dy, int dz) {
          return vertex_of[field.index(x - dx, y - dy, z - dz)];
        };
        if (inside != (field.at[field.index(x + 1, y, z)] < 0)) {
          add_quad(mesh, v(0, 0, 0), v(0, 1, 0), v(0, 1, 1), v(0, 0, 1), !inside);
        }
        if (inside != (field.at[field.index(x, y + 1, z)] < 0)) {
          add_quad(mesh, v(0, 0, 0), v(0, 0, 1), v(1, 0, 1), v(1, 0, 0), !inside);
        }
        if (inside != (field.at[field.index(x, y, z + 1)] < 0)) {
          add_quad(mesh, v(0, 0, 0), v(1, 0, 0), v(1, 1, 0), v(0, 1, 0), !inside);
        }
      }
    }
  }
  return mesh;
}

}  // namespace kirin::engine::motion::world
