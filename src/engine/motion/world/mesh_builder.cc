#include "engine/motion/world/mesh_builder.h"

#include <array>
#include <vector>

namespace kirin::engine::motion::world {

std::uint32_t MeshBuilder::vertex(Vec3 position, Vec3 normal, const Paint& paint) {
  Vertex v;
  v.position = position;
  v.normal = normal;
  v.colour = paint.colour;
  v.surface = paint.surface;
  v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(paint.bone);
  v.sway = paint.sway;
  mesh_.vertices.push_back(v);
  return static_cast<std::uint32_t>(mesh_.vertices.size() - 1);
}

void MeshBuilder::triangle(Vec3 a, Vec3 b, Vec3 c, const Paint& paint) {
  const Vec3 n = normalized(cross(b - a, c - a));
  const std::uint32_t i = vertex(a, n, paint);
  vertex(b, n, paint);
  vertex(c, n, paint);
  mesh_.indices.insert(mesh_.indices.end(), {i, i + 1, i + 2});
}

void MeshBuilder::quad(Vec3 a, Vec3 b, Vec3 c, Vec3 d, const Paint& paint) {
  const Vec3 n = normalized(cross(c - a, d - b));
  const std::uint32_t i = vertex(a, n, paint);
  vertex(b, n, paint);
  vertex(c, n, paint);
  vertex(d, n, paint);
  mesh_.indices.insert(mesh_.indices.end(), {i, i + 1, i + 2, i, i + 2, i + 3});
}

void MeshBuilder::box(const Affine& frame, Vec3 half, const Paint& paint) {
  bevelled_box(frame, half, 0, paint);
}

void MeshBuilder::bevelled_box(const Affine& frame, Vec3 half, float bevel, const Paint& paint) {
  const float b = std::min({bevel, half.x * 0.9F, half.y * 0.9F, half.z * 0.9F});
  // A face of each axis and sign, pulled in by the bevel.
  const auto corner = [&](int axis, float sx, float sy, float sz) {
    Vec3 p{sx * (half.x - (axis == 0 ? 0 : b)), sy * (half.y - (axis == 1 ? 0 : b)),
           sz * (half.z - (axis == 2 ? 0 : b))};
    return frame.point(p);
  };
  for (const float s : {1.0F, -1.0F}) {
    // Counter-clockwise seen from outside for s = 1; the other side is turned round.
    const std::array<std::array<Vec3, 4>, 3> faces = {{
        {corner(0, s, -1, 1), corner(0, s, -1, -1), corner(0, s, 1, -1), corner(0, s, 1, 1)},
        {corner(1, -1, s, 1), corner(1, 1, s, 1), corner(1, 1, s, -1), corner(1, -1, s, -1)},
        {corner(2, -1, -1, s), corner(2, 1, -1, s), corner(2, 1, 1, s), corner(2, -1, 1, s)},
    }};
    for (const auto& f : faces) {
      s > 0 ? quad(f[0], f[1], f[2], f[3], paint) : quad(f[3], f[2], f[1], f[0], paint);
    }
  }
  if (b <= 0) {
    return;
  }
  const auto outward_quad = [&](Vec3 p, Vec3 q, Vec3 r, Vec3 t) {
    const bool outward = dot(cross(r - p, t - q), p + q + r + t - frame.origin * 4) > 0;
    outward ? quad(p, q, r, t, paint) : quad(t, r, q, p, paint);
  };
  for (const float s : {1.0F, -1.0F}) {
    for (const float t : {1.0F, -1.0F}) {
      outward_quad(corner(0, s, t, 1), corner(0, s, t, -1), corner(1, s, t, -1),
                   corner(1, s, t, 1));
      outward_quad(corner(0, s, 1, t), corner(0, s, -1, t), corner(2, s, -1, t),
                   corner(2, s, 1, t));
      outward_quad(corner(1, 1, s, t), corner(1, -1, s, t), corner(2, -1, s, t),
                   corner(2, 1, s, t));
      for (const float u : {1.0F, -1.0F}) {
        const Vec3 p = corner(0, s, t, u);
        const Vec3 q = corner(1, s, t, u);
        const Vec3 r = corner(2, s, t, u);
        const bool outward = dot(cross(q - p, r - p), p + q + r - frame.origin * 3) > 0;
        outward ? triangle(p, q, r, paint) : triangle(p, r, q, paint);
      }
    }
  }
}

void MeshBuilder::cylinder(Vec3 base, Vec3 tip, float base_radius, float tip_radius, int sides,
                           const Paint& paint, bool has_caps) {
  const float height = length(tip - base);
  std::vector<Point2> profile;
  if (has_caps && base_radius > 0) {
    profile.push_back({0, 0});
  }
  profile.push_back({base_radius, 0});
  profile.push_back({tip_radius, height});
  if (has_caps && tip_radius > 0) {
    profile.push_back({0, height});
  }
  lathe(pointing(base, tip), profile, sides, paint);
}

void MeshBuilder::lathe(const Affine& frame, std::span<const Point2> profile, int sides,
                        const Paint& paint) {
  const std::size_t count = profile.size();
  if (count < 2 || sides < 3) {
    return;
  }
  const auto normal_of = [&](std::size_t i) {  // of the stretch i to i + 1
    const Point2 d{profile[i + 1].x - profile[i].x, profile[i + 1].y - profile[i].y};
    const float norm = std::max(std::hypot(d.x, d.y), 1e-9F);
    return Point2{d.y / norm, -d.x / norm};
  };
  constexpr float kCrease = 0.766F;  // cos 40°
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Point2 own = normal_of(i);
    const auto joined = [&](Point2 other) {
      const bool is_smooth = own.x * other.x + own.y * other.y > kCrease;
      return is_smooth ? Point2{own.x + other.x, own.y + other.y} : own;
    };
    const Point2 from = i > 0 ? joined(normal_of(i - 1)) : own;
    const Point2 to = i + 2 < count ? joined(normal_of(i + 1)) : own;
    const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
    for (int s = 0; s <= sides; ++s) {
      const float angle = 2 * kPi * static_cast<float>(s) / static_cast<float>(sides);
      const float c = std::cos(angle);
      const float n = std::sin(angle);
      const auto put = [&](Point2 p, Point2 normal) {
        vertex(frame.point({p.x * n, p.y, p.x * c}),
               normalized(frame.direction({normal.x * n, normal.y, normal.x * c})), paint);
      };
      put(profile[i], from);
      put(profile[i + 1], to);
    }
    for (int s = 0; s < sides; ++s) {
      const std::uint32_t a = base + 2 * static_cast<std::uint32_t>(s);
      mesh_.indices.insert(mesh_.indices.end(), {a, a + 2, a + 3, a, a + 3, a + 1});
    }
  }
}

void MeshBuilder::ball(const Affine& frame, Vec3 radii, int rings, int sides, const Paint& paint) {
  const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
  for (int r = 0; r <= rings; ++r) {
    const float polar = kPi * static_cast<float>(r) / static_cast<float>(rings);
    for (int s = 0; s <= sides; ++s) {
      const float angle = 2 * kPi * static_cast<float>(s) / static_cast<float>(sides);
      const Vec3 u{std::sin(polar) * std::sin(angle), -std::cos(polar),
                   std::sin(polar) * std::cos(angle)};
      const Vec3 n{u.x / radii.x, u.y / radii.y, u.z / radii.z};
      vertex(frame.point(u * radii), normalized(frame.direction(n)), paint);
    }
  }
  const auto row = static_cast<std::uint32_t>(sides + 1);
  for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(rings); ++r) {
    for (std::uint32_t s = 0; s < static_cast<std::uint32_t>(sides); ++s) {
      const std::uint32_t a = base + r * row + s;
      mesh_.indices.insert(mesh_.indices.end(), {a, a + 1, a + row + 1, a, a + row + 1, a + row});
    }
  }
}

void MeshBuilder::tube(std::span<const Vec3> path, std::span<const float> radii, int sides,
                       const Paint& paint) {
  if (path.size() < 2 || radii.size() != path.size()) {
    return;
  }
  const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
  Vec3 side{};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Vec3 ahead = path[std::min(i + 1, path.size() - 1)] - path[i > 0 ? i - 1 : 0];
    const Affine frame = pointing({}, ahead);
    // The side is carried along so that the tube does not twist.
    side = i == 0 ? frame.x : normalized(side - frame.y * dot(side, frame.y));
    const Vec3 other = cross(side, frame.y);
    for (int s = 0; s <= sides; ++s) {
      const float angle = 2 * kPi * static_cast<float>(s) / static_cast<float>(sides);
      const Vec3 n = side * std::sin(angle) + other * std::cos(angle);
      vertex(path[i] + n * radii[i], n, paint);
    }
  }
  const auto row = static_cast<std::uint32_t>(sides + 1);
  for (std::uint32_t i = 0; i + 1 < path.size(); ++i) {
    for (std::uint32_t s = 0; s < static_cast<std::uint32_t>(sides); ++s) {
      const std::uint32_t a = base + i * row + s;
      mesh_.indices.insert(mesh_.indices.end(), {a, a + 1, a + row + 1, a, a + row + 1, a + row});
    }
  }
}

void MeshBuilder::extrude(const Affine& frame, std::span<const Point2> outline, float half_depth,
                          const Paint& paint) {
  Point2 middle;
  for (const Point2 p : outline) {
    middle.x += p.x / static_cast<float>(outline.size());
    middle.y += p.y / static_cast<float>(outline.size());
  }
  const auto at = [&](Point2 p, float z) { return frame.point({p.x, p.y, z}); };
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point2 a = outline[i];
    const Point2 b = outline[(i + 1) % outline.size()];
    triangle(at(middle, half_depth), at(a, half_depth), at(b, half_depth), paint);
    triangle(at(middle, -half_depth), at(b, -half_depth), at(a, -half_depth), paint);
    if (half_depth > 0) {
      quad(at(a, half_depth), at(a, -half_depth), at(b, -half_depth), at(b, half_depth), paint);
    }
  }
}

void MeshBuilder::torus(const Affine& frame, float radius, float tube_radius, int segments,
                        int sides, const Paint& paint) {
  const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
  for (int i = 0; i <= segments; ++i) {
    const float around = 2 * kPi * static_cast<float>(i) / static_cast<float>(segments);
    const Vec3 out{std::sin(around), 0, std::cos(around)};
    for (int s = 0; s <= sides; ++s) {
      const float angle = 2 * kPi * static_cast<float>(s) / static_cast<float>(sides);
      const Vec3 n = out * std::cos(angle) + Vec3{0, std::sin(angle), 0};
      vertex(frame.point(out * radius + n * tube_radius), normalized(frame.direction(n)), paint);
    }
  }
  const auto row = static_cast<std::uint32_t>(sides + 1);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(segments); ++i) {
    for (std::uint32_t s = 0; s < static_cast<std::uint32_t>(sides); ++s) {
      const std::uint32_t a = base + i * row + s;
      mesh_.indices.insert(mesh_.indices.end(), {a, a + row, a + row + 1, a, a + row + 1, a + 1});
    }
  }
}

}  // namespace kirin::engine::motion::world
