#include "engine/motion/models/workshop/outlines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Point2;
using world::Vec3;

float turned(Point2 a, Point2 b, Point2 c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool holds(Point2 a, Point2 b, Point2 c, Point2 p) {
  return turned(a, b, p) >= 0 && turned(b, c, p) >= 0 && turned(c, a, p) >= 0;
}

template <class Point>
std::vector<Point> catmull_rom(std::span<const Point> points, int steps,
                               Point (*blend)(Point, Point, Point, Point, float)) {
  std::vector<Point> line;
  if (points.empty()) {
    return line;
  }
  const std::size_t last = points.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    for (int s = 0; s < steps; ++s) {
      const float t = static_cast<float>(s) / static_cast<float>(steps);
      line.push_back(blend(points[i > 0 ? i - 1 : 0], points[i], points[i + 1],
                           points[std::min(i + 2, last)], t));
    }
  }
  line.push_back(points[last]);
  return line;
}

float cubic(float a, float b, float c, float d, float t) {
  return 0.5F * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                 (3 * b - a - 3 * c + d) * t * t * t);
}

}  // namespace

Outline ellipse_outline(Point2 middle, float radius_x, float radius_y, int points) {
  Outline outline;
  for (int i = 0; i < points; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / static_cast<float>(points);
    outline.push_back(
        {middle.x + radius_x * std::cos(angle), middle.y + radius_y * std::sin(angle)});
  }
  return outline;
}

Outline circle_outline(float radius, int points) {
  return ellipse_outline({}, radius, radius, points);
}

Outline rounded_rectangle(Point2 low, Point2 high, float radius, int corner_points) {
  const float r = std::min({radius, (high.x - low.x) / 2, (high.y - low.y) / 2});
  const Point2 middles[] = {{high.x - r, high.y - r},
                            {low.x + r, high.y - r},
                            {low.x + r, low.y + r},
                            {high.x - r, low.y + r}};
  Outline outline;
  for (int corner = 0; corner < 4; ++corner) {
    for (int i = 0; i < corner_points; ++i) {
      const float part =
          corner_points > 1 ? static_cast<float>(i) / static_cast<float>(corner_points - 1) : 0.5F;
      const float angle = kPi / 2 * (static_cast<float>(corner) + part);
      outline.push_back(
          {middles[corner].x + r * std::cos(angle), middles[corner].y + r * std::sin(angle)});
    }
  }
  return outline;
}

Outline rounded_polygon(std::span<const Point2> corners, float radius, int corner_points) {
  Outline outline;
  const std::size_t n = corners.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Point2 corner = corners[i];
    const auto towards = [&](Point2 other) {
      const float away = std::hypot(other.x - corner.x, other.y - corner.y);
      const float part = std::min(radius / std::max(away, 1e-6F), 0.48F);
      return Point2{world::mix(corner.x, other.x, part), world::mix(corner.y, other.y, part)};
    };
    const Point2 from = towards(corners[(i + n - 1) % n]);
    const Point2 to = towards(corners[(i + 1) % n]);
    for (int k = 0; k < corner_points; ++k) {  // a quadratic Bézier with the corner as its handle
      const float t =
          corner_points > 1 ? static_cast<float>(k) / static_cast<float>(corner_points - 1) : 0.5F;
      const auto bend = [t](float a, float b, float c) {
        return (1 - t) * (1 - t) * a + 2 * t * (1 - t) * b + t * t * c;
      };
      outline.push_back({bend(from.x, corner.x, to.x), bend(from.y, corner.y, to.y)});
    }
  }
  return outline;
}

Outline rounded_polygon(std::initializer_list<Point2> corners, float radius, int corner_points) {
  return rounded_polygon(std::span(corners.begin(), corners.size()), radius, corner_points);
}

Outline star_outline(int tips, float outer, float inner) {
  Outline outline;
  for (int i = 0; i < 2 * tips; ++i) {
    const float angle = kPi / 2 + kPi * static_cast<float>(i) / static_cast<float>(tips);
    const float r = i % 2 == 0 ? outer : inner;
    outline.push_back({r * std::cos(angle), r * std::sin(angle)});
  }
  return outline;
}

Outline heart_outline(float height) {
  // The classic sixteen-sine heart, from tip to tip.
  Outline outline;
  constexpr int kPoints = 40;
  for (int i = 0; i < kPoints; ++i) {
    const float t = -kPi + 2 * kPi * static_cast<float>(i) / kPoints;
    const float x = 16 * std::pow(std::sin(t), 3.0F);
    const float y = 13 * std::cos(t) - 5 * std::cos(2 * t) - 2 * std::cos(3 * t) - std::cos(4 * t);
    outline.push_back({x * height / 29.0F, (y + 17) * height / 29.0F});
  }
  std::reverse(outline.begin(), outline.end());
  return outline;
}

Outline gear_outline(int teeth, float outer, float inner) {
  Outline outline;
  const float step = 2 * kPi / static_cast<float>(teeth);
  for (int i = 0; i < teeth; ++i) {
    const float at = step * static_cast<float>(i);
    for (const auto& [part, r] :
         {std::pair{0.0F, inner}, {0.28F, inner}, {0.42F, outer}, {0.86F, outer}}) {
      outline.push_back({r * std::cos(at + part * step), r * std::sin(at + part * step)});
    }
  }
  return outline;
}

Outline arch_outline(float width, float bottom, float top, bool is_pointed) {
  const float half = width / 2;
  const float rise = is_pointed ? width * 0.87F : half;
  const float spring = std::max(bottom, top - rise);
  Outline outline{{-half, bottom}, {half, bottom}};
  constexpr int kSteps = 8;
  for (int i = 0; i <= kSteps; ++i) {
    const float t = static_cast<float>(i) / kSteps;
    if (is_pointed) {  // two arcs as wide as the door, each about the other's foot
      const float angle = kPi / 3 * t;
      outline.push_back({-half + width * std::cos(angle),
                         spring + (top - spring) * std::sin(angle) / std::sin(kPi / 3)});
    } else {
      const float angle = kPi / 2 * t;
      outline.push_back({half * std::cos(angle), spring + (top - spring) * std::sin(angle)});
    }
  }
  for (int i = kSteps - 1; i >= 0; --i) {
    const Point2 p = outline[static_cast<std::size_t>(2 + i)];
    outline.push_back({-p.x, p.y});
  }
  return outline;
}

Outline mirrored(std::span<const Point2> outline) {
  Outline result;
  for (std::size_t i = outline.size(); i > 0; --i) {
    result.push_back({-outline[i - 1].x, outline[i - 1].y});
  }
  return result;
}

std::vector<Vec3> smooth_line(std::span<const Vec3> points, int steps) {
  return catmull_rom<Vec3>(points, steps, [](Vec3 a, Vec3 b, Vec3 c, Vec3 d, float t) {
    return Vec3{cubic(a.x, b.x, c.x, d.x, t), cubic(a.y, b.y, c.y, d.y, t),
                cubic(a.z, b.z, c.z, d.z, t)};
  });
}

Outline smooth_profile(std::span<const Point2> points, int steps) {
  return catmull_rom<Point2>(points, steps, [](Point2 a, Point2 b, Point2 c, Point2 d, float t) {
    return Point2{std::max(0.0F, cubic(a.x, b.x, c.x, d.x, t)), cubic(a.y, b.y, c.y, d.y, t)};
  });
}

std::vector<Vec3> arc_line(const world::Affine& frame, float radius, float from, float to,
                           int steps) {
  std::vector<Vec3> line;
  for (int i = 0; i <= steps; ++i) {
    const float angle = from + (to - from) * static_cast<float>(i) / static_cast<float>(steps);
    line.push_back(frame.point({radius * std::sin(angle), 0, radius * std::cos(angle)}));
  }
  return line;
}

std::vector<std::uint32_t> triangulated(std::span<const Point2> outline) {
  std::vector<std::uint32_t> left(outline.size());
  std::iota(left.begin(), left.end(), 0U);
  std::vector<std::uint32_t> triangles;
  std::size_t tried = 0;
  std::size_t at = 0;
  while (left.size() > 3 && tried <= left.size()) {
    const std::size_t n = left.size();
    at %= n;
    const std::uint32_t i = left[(at + n - 1) % n];
    const std::uint32_t j = left[at];
    const std::uint32_t k = left[(at + 1) % n];
    bool is_ear = turned(outline[i], outline[j], outline[k]) > 0;
    for (std::size_t other = 0; is_ear && other < n; ++other) {
      const std::uint32_t p = left[other];
      is_ear = p == i || p == j || p == k || !holds(outline[i], outline[j], outline[k], outline[p]);
    }
    if (is_ear) {
      triangles.insert(triangles.end(), {i, j, k});
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
      tried = 0;
      ++at;  // the next ear elsewhere: no fan of slivers
    } else {
      ++at;
      ++tried;
    }
  }
  for (std::size_t i = 1; i + 1 < left.size(); ++i) {
    triangles.insert(triangles.end(), {left[0], left[i], left[i + 1]});
  }
  return triangles;
}

}  // namespace kirin::engine::motion::models
