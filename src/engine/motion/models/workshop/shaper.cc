#include "engine/motion/models/workshop/shaper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/motion/dice.h"

namespace kirin::engine::motion::models {
namespace {

using world::Affine;
using world::Paint;
using world::Point2;
using world::Vec3;

constexpr float kSmoothBend = 0.82F;  // cos 35°

/// The outline pulled in by `by`, corner by corner along the bisectors.
Outline pulled_in(std::span<const Point2> outline, float by) {
  Outline result;
  const std::size_t n = outline.size();
  for (std::size_t i = 0; i < n; ++i) {
    const auto inward = [&](Point2 a, Point2 b) {
      const float norm = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-9F);
      return Point2{-(b.y - a.y) / norm, (b.x - a.x) / norm};
    };
    const Point2 before = inward(outline[(i + n - 1) % n], outline[i]);
    const Point2 after = inward(outline[i], outline[(i + 1) % n]);
    const float cosine = before.x * after.x + before.y * after.y;
    const float reach = by / std::max(1 + cosine, 0.5F);
    result.push_back(
        {outline[i].x + (before.x + after.x) * reach, outline[i].y + (before.y + after.y) * reach});
  }
  return result;
}

Vec3 normal_at(const SurfaceFunction& surface, float u, float v, bool is_round) {
  constexpr float kStep = 2e-3F;
  const auto at = [&](float a, float b) {
    a = is_round ? a - std::floor(a) : std::clamp(a, 0.0F, 1.0F);
    return surface(a, std::clamp(b, 0.0F, 1.0F));
  };
  Vec3 n = cross(at(u + kStep, v) - at(u - kStep, v), at(u, v + kStep) - at(u, v - kStep));
  if (dot(n, n) < 1e-18F) {  // a pole: a little towards the middle there is a direction
    const float w = v < 0.5F ? v + 0.01F : v - 0.01F;
    n = cross(at(u + kStep, w) - at(u - kStep, w), at(u, w + kStep) - at(u, w - kStep));
  }
  return normalized(n);
}

/// A triangle in a frame's axes.
struct FlatTriangle {
  std::array<Vec3, 3> at;
  std::array<Vec3, 3> normal;
};

struct Hit {
  float z = 0;
  Vec3 normal{0, 0, 1};
};

/// The triangles that a decal with this outline may fall on.
std::vector<FlatTriangle> seen_from(const world::Mesh& mesh, const Affine& frame,
                                    std::span<const Point2> outline) {
  world::Bounds reach;
  for (const Point2 p : outline) {
    reach.add({p.x, p.y, 0});
  }
  const Affine to_local = world::inverse(frame);
  std::vector<FlatTriangle> found;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    FlatTriangle t;
    for (std::size_t k = 0; k < 3; ++k) {
      const world::Vertex& v = mesh.vertices[mesh.indices[i + k]];
      t.at[k] = to_local.point(v.position);
      t.normal[k] = to_local.direction(v.normal);
    }
    const Vec3 low = min(min(t.at[0], t.at[1]), t.at[2]);
    const Vec3 high = max(max(t.at[0], t.at[1]), t.at[2]);
    const bool is_near = high.x >= reach.low.x && low.x <= reach.high.x && high.y >= reach.low.y &&
                         low.y <= reach.high.y;
    const Vec3 a = t.at[1] - t.at[0];
    const Vec3 b = t.at[2] - t.at[0];
    if (is_near && a.x * b.y - a.y * b.x > 1e-12F) {
      found.push_back(t);
    }
  }
  return found;
}

std::optional<Hit> highest(const std::vector<FlatTriangle>& triangles, Point2 p) {
  std::optional<Hit> best;
  for (const FlatTriangle& t : triangles) {
    const auto area = [&](Vec3 a, Vec3 b) {
      return (a.x - p.x) * (b.y - p.y) - (a.y - p.y) * (b.x - p.x);
    };
    const float u = area(t.at[1], t.at[2]);
    const float v = area(t.at[2], t.at[0]);
    const float w = area(t.at[0], t.at[1]);
    const float sum = u + v + w;
    constexpr float kSlack = -1e-4F;  // no gaps between neighbours
    if (u < kSlack * sum || v < kSlack * sum || w < kSlack * sum) {
      continue;
    }
    const float z = (t.at[0].z * u + t.at[1].z * v + t.at[2].z * w) / sum;
    if (!best || z > best->z) {
      best = Hit{z, normalized(t.normal[0] * u + t.normal[1] * v + t.normal[2] * w)};
    }
  }
  return best;
}

}  // namespace

std::uint32_t Shaper::put(Vec3 position, Vec3 normal, const Paint& paint) {
  world::Vertex v;
  v.position = position;
  v.normal = normal;
  v.colour = paint.colour;
  v.surface = paint.surface;
  v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(paint.bone);
  v.sway = paint.sway;
  mesh_.vertices.push_back(v);
  return static_cast<std::uint32_t>(mesh_.vertices.size() - 1);
}

void Shaper::grid(int nu, int nv, std::uint32_t base, bool is_flipped) {
  const auto row = static_cast<std::uint32_t>(nu + 1);
  for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(nv); ++j) {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(nu); ++i) {
      const std::uint32_t a = base + j * row + i;
      std::array<std::uint32_t, 4> q{a, a + 1, a + row + 1, a + row};
      if (is_flipped) {
        std::swap(q[1], q[3]);
      }
      mesh_.indices.insert(mesh_.indices.end(), {q[0], q[1], q[2], q[0], q[2], q[3]});
    }
  }
}

void Shaper::rounded_box(const Affine& frame, Vec3 half, float radius, const Paint& paint) {
  const float r = std::min({radius, half.x, half.y, half.z});
  const Vec3 core = half - Vec3{r, r, r};
  constexpr int kArc = 2;  // quads from a face's edge to the middle of the rounding
  const auto stops = [&](float inner, float outer) {
    std::vector<float> at;
    for (int i = kArc; i > 0; --i) {
      at.push_back(-inner -
                   (outer - inner) * std::tan(world::kPi / 4 * static_cast<float>(i) / kArc));
    }
    at.push_back(-inner);
    for (std::size_t i = at.size(); i > 0; --i) {
      at.push_back(-at[i - 1]);
    }
    return at;
  };
  for (int axis = 0; axis < 3; ++axis) {
    const float depth = axis == 0 ? half.x : axis == 1 ? half.y : half.z;
    const std::vector<float> us = axis == 0   ? stops(core.y, half.y)
                                  : axis == 1 ? stops(core.z, half.z)
                                              : stops(core.x, half.x);
    const std::vector<float> vs = axis == 0   ? stops(core.z, half.z)
                                  : axis == 1 ? stops(core.x, half.x)
                                              : stops(core.y, half.y);
    for (const float side : {1.0F, -1.0F}) {
      const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
      for (const float v : vs) {
        for (const float u : us) {
          const float d = side * depth;
          const Vec3 p = axis == 0 ? Vec3{d, u, v} : axis == 1 ? Vec3{v, d, u} : Vec3{u, v, d};
          const Vec3 inner = max(min(p, core), -core);
          const Vec3 n = normalized(p - inner);
          put(frame.point(inner + n * r), normalized(frame.direction(n)), paint);
        }
      }
      grid(static_cast<int>(us.size()) - 1, static_cast<int>(vs.size()) - 1, base, side < 0);
    }
  }
}

void Shaper::plate(const Affine& frame, std::span<const Point2> outline, float half_depth,
                   float bevel, const Paint& paint) {
  const std::size_t n = outline.size();
  const float b = std::min(bevel, half_depth * 0.9F);
  const Outline cap = b > 0 ? pulled_in(outline, b) : Outline(outline.begin(), outline.end());
  const std::vector<std::uint32_t> triangles = triangulated(cap);
  for (const float side : {1.0F, -1.0F}) {
    const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
    for (const Point2 p : cap) {
      put(frame.point({p.x, p.y, side * half_depth}), normalized(frame.z * side), paint);
    }
    for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
      mesh_.indices.insert(mesh_.indices.end(),
                           {base + triangles[i], base + triangles[i + (side > 0 ? 1 : 2)],
                            base + triangles[i + (side > 0 ? 2 : 1)]});
    }
  }
  const auto outward = [&](std::size_t i) {  // of the stretch i to i + 1
    const Point2 from = outline[i % n];
    const Point2 to = outline[(i + 1) % n];
    return normalized(Vec3{to.y - from.y, from.x - to.x, 0});
  };
  for (std::size_t i = 0; i < n; ++i) {
    const Vec3 own = outward(i);
    const auto joined = [&](Vec3 other) {
      return dot(own, other) > kSmoothBend ? normalized(own + other) : own;
    };
    const Vec3 at_from = joined(outward(i + n - 1));
    const Vec3 at_to = joined(outward(i + 1));
    const std::size_t j = (i + 1) % n;
    const float z = half_depth - b;
    const auto strip = [&](Point2 a, Point2 c, float za, Point2 d, Point2 e, float zd, float tilt) {
      const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
      const auto at = [&](Point2 p, float depth, Vec3 normal) {
        put(frame.point({p.x, p.y, depth}),
            normalized(frame.direction(normalized(normal + Vec3{0, 0, tilt}))), paint);
      };
      at(a, za, at_from);
      at(c, za, at_to);
      at(e, zd, at_to);
      at(d, zd, at_from);
      mesh_.indices.insert(mesh_.indices.end(),
                           {base, base + 1, base + 2, base, base + 2, base + 3});
    };
    strip(outline[i], outline[j], -z, outline[i], outline[j], z, 0);
    if (b > 0) {
      strip(outline[i], outline[j], z, cap[i], cap[j], half_depth, 0.8F);
      strip(cap[i], cap[j], -half_depth, outline[i], outline[j], -z, -0.8F);
    }
  }
}

void Shaper::sheet(const SurfaceFunction& surface, int nu, int nv, const Paint& paint,
                   bool is_round) {
  const auto base = static_cast<std::uint32_t>(mesh_.vertices.size());
  for (int j = 0; j <= nv; ++j) {
    for (int i = 0; i <= nu; ++i) {
      const float u = static_cast<float>(i) / static_cast<float>(nu);
      const float v = static_cast<float>(j) / static_cast<float>(nv);
      put(surface(is_round && i == nu ? 0 : u, v), normal_at(surface, u, v, is_round), paint);
    }
  }
  grid(nu, nv, base, false);
}

void Shaper::cloth(const SurfaceFunction& surface, int nu, int nv, const Paint& paint) {
  sheet(surface, nu, nv, paint);
  sheet([&](float u, float v) { return surface(1 - u, v); }, nu, nv, paint);
}

void Shaper::patch(const SurfaceFunction& surface, std::span<const Point2> outline_uv, float lift,
                   const Paint& paint) {
  constexpr int kRings = 4;
  const auto n = static_cast<std::uint32_t>(outline_uv.size());
  Point2 middle;
  for (const Point2 p : outline_uv) {
    middle.x += p.x / static_cast<float>(n);
    middle.y += p.y / static_cast<float>(n);
  }
  const auto add_point = [&](Point2 p) {
    const Vec3 normal = normal_at(surface, p.x, p.y, false);
    return put(surface(p.x, p.y) + normal * lift, normal, paint);
  };
  const std::uint32_t hub = add_point(middle);
  for (int ring = 1; ring <= kRings; ++ring) {
    const float t = static_cast<float>(ring) / kRings;
    for (const Point2 p : outline_uv) {
      add_point({world::mix(middle.x, p.x, t), world::mix(middle.y, p.y, t)});
    }
  }
  fan(hub, n, kRings);
}

void Shaper::fan(std::uint32_t hub, std::uint32_t n, std::uint32_t rings) {
  for (std::uint32_t ring = 1; ring <= rings; ++ring) {
    const std::uint32_t outer = hub + 1 + (ring - 1) * n;
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t j = (i + 1) % n;
      if (ring == 1) {
        mesh_.indices.insert(mesh_.indices.end(), {hub, outer + i, outer + j});
      } else {
        mesh_.indices.insert(mesh_.indices.end(), {outer - n + i, outer + i, outer + j,
                                                   outer - n + i, outer + j, outer - n + j});
      }
    }
  }
}

void Shaper::decal(const Affine& frame, std::span<const Point2> outline, float lift,
                   const Paint& paint) {
  const std::vector<FlatTriangle> targets = seen_from(mesh_, frame, outline);
  const auto n = static_cast<std::uint32_t>(outline.size());
  Point2 middle;
  world::Bounds reach;
  for (const Point2 p : outline) {
    middle.x += p.x / static_cast<float>(n);
    middle.y += p.y / static_cast<float>(n);
    reach.add({p.x, p.y, 0});
  }
  // Rings close enough for the decal to follow the body's bends.
  const float size = std::max(reach.extent().x, reach.extent().y);
  const int rings = std::clamp(static_cast<int>(size / 0.16F), 2, 7);
  Hit last = highest(targets, middle).value_or(Hit{});
  const auto add_point = [&](Point2 p) {
    last = highest(targets, p).value_or(last);  // beyond the edge it goes straight on
    const Vec3 normal = normalized(frame.direction(last.normal));
    return put(frame.point({p.x, p.y, last.z}) + normal * lift, normal, paint);
  };
  const std::uint32_t hub = add_point(middle);
  for (int ring = 1; ring <= rings; ++ring) {
    const float t = static_cast<float>(ring) / static_cast<float>(rings);
    for (const Point2 p : outline) {
      add_point({world::mix(middle.x, p.x, t), world::mix(middle.y, p.y, t)});
    }
  }
  fan(hub, n, static_cast<std::uint32_t>(rings));
}

void Shaper::side_decal(std::span<const Point2> outline_zy, float lift, const Paint& paint) {
  // On the left one sees +z to the right; on the right side everything is turned over.
  decal({{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}, {}}, outline_zy, lift, paint);
  decal({{0, 0, -1}, {0, 1, 0}, {1, 0, 0}, {}}, mirrored(outline_zy), lift, paint);
}

void Shaper::front_decal(std::span<const Point2> outline, float lift, const Paint& paint) {
  decal({}, outline, lift, paint);
}

void Shaper::rear_decal(std::span<const Point2> outline, float lift, const Paint& paint) {
  decal(world::turn_y(world::kPi), mirrored(outline), lift, paint);
}

void Shaper::top_decal(std::span<const Point2> outline, float lift, const Paint& paint) {
  decal({{1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {}}, outline, lift, paint);
}

void Shaper::rod(std::span<const Vec3> path, float radius, const Paint& paint, int sides) {
  if (path.size() < 2) {
    return;
  }
  const std::vector<float> radii(path.size(), radius);
  tube(path, radii, sides, paint);
  for (const Vec3 end : {path.front(), path.back()}) {
    ball(world::translation(end), {radius, radius, radius}, 4, sides, paint);
  }
}

void Shaper::add(const Affine& place, const std::function<void(Shaper&)>& build) {
  world::Mesh part;
  Shaper shaper(part);
  build(shaper);
  world::append(mesh_, part, place);
}

void Shaper::both_sides(const std::function<void(Shaper&)>& build) {
  world::Mesh part;
  Shaper shaper(part);
  build(shaper);
  world::append(mesh_, part);
  world::append(mesh_, part, world::scaling(Vec3{-1, 1, 1}));
}

void Shaper::repaint(std::size_t from, const std::function<void(world::Vertex&)>& change) {
  for (std::size_t i = from; i < mesh_.vertices.size(); ++i) {
    change(mesh_.vertices[i]);
  }
}

float noise3(Vec3 p, std::uint64_t salt) {
  const Vec3 low{std::floor(p.x), std::floor(p.y), std::floor(p.z)};
  const Vec3 f = p - low;
  const auto eased = [](float t) { return t * t * t * (t * (t * 6 - 15) + 10); };
  const auto corner = [&](int dx, int dy, int dz) {
    const auto x = static_cast<std::int64_t>(low.x) + dx;
    const auto y = static_cast<std::int64_t>(low.y) + dy;
    const auto z = static_cast<std::int64_t>(low.z) + dz;
    return hashed_unit(x * 73'856'093 ^ y * 19'349'663 ^ z * 83'492'791, salt);
  };
  const auto row = [&](int dy, int dz) {
    return world::mix(corner(0, dy, dz), corner(1, dy, dz), eased(f.x));
  };
  const float near = world::mix(row(0, 0), row(1, 0), eased(f.y));
  const float far = world::mix(row(0, 1), row(1, 1), eased(f.y));
  return 2 * world::mix(near, far, eased(f.z)) - 1;
}

float fbm3(Vec3 p, int octaves, std::uint64_t salt) {
  float sum = 0;
  float amplitude = 0.5F;
  for (int i = 0; i < octaves; ++i) {
    sum += amplitude * noise3(p, salt + static_cast<std::uint64_t>(i));
    amplitude *= 0.5F;
    p = p * 2.03F + Vec3{17.3F, 5.1F, 9.7F};
  }
  return sum;
}

}  // namespace kirin::engine::motion::models
