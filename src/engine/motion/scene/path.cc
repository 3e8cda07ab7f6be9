#include "engine/motion/scene/path.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kirin::engine::motion::scene {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

float length(Vec2 v) { return std::hypot(v.x, v.y); }

/// Enough edges for a circle to look round: one per 2.5 pixels of its rim.
int edges_of(float radius) { return std::clamp(static_cast<int>(radius * 2.5F), 10, 96); }

Vec2 across(Vec2 along) {
  const float norm = std::max(length(along), 1e-4F);
  return {-along.y / norm, along.x / norm};
}

}  // namespace

Vec2 turned(Vec2 point, float angle) {
  if (angle == 0) {
    return point;
  }
  const float c = std::cos(angle);
  const float s = std::sin(angle);
  return {point.x * c - point.y * s, point.x * s + point.y * c};
}

float signed_area(std::span<const Vec2> contour) {
  float sum = 0;
  for (std::size_t i = 0; i < contour.size(); ++i) {
    const Vec2 a = contour[i];
    const Vec2 b = contour[i + 1 < contour.size() ? i + 1 : 0];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

void Path::clear() {
  points_.clear();
  ends_.clear();
}

std::span<const Vec2> Path::contour(std::size_t i) const {
  const std::size_t from = i == 0 ? 0 : ends_[i - 1];
  return {points_.data() + from, ends_[i] - from};
}

Path& Path::polygon(std::span<const Vec2> corners) {
  points_.insert(points_.end(), corners.begin(), corners.end());
  ends_.push_back(points_.size());
  return *this;
}

Path& Path::polygon(std::initializer_list<Vec2> corners) {
  return polygon(std::span<const Vec2>(corners.begin(), corners.size()));
}

Path& Path::ellipse(Vec2 center, float radius_x, float radius_y, float angle) {
  const int edges = edges_of(std::max(std::abs(radius_x), std::abs(radius_y)));
  for (int i = 0; i < edges; ++i) {
    const float a = 2 * kPi * static_cast<float>(i) / static_cast<float>(edges);
    points_.push_back(center + turned({radius_x * std::cos(a), radius_y * std::sin(a)}, angle));
  }
  ends_.push_back(points_.size());
  return *this;
}

Path& Path::rectangle(Vec2 from, Vec2 to) {
  return polygon({from, {to.x, from.y}, to, {from.x, to.y}});
}

Path& Path::capsule(Vec2 from, Vec2 to, float from_radius, float to_radius) {
  const Vec2 side = across(to - from);
  polygon({from + side * from_radius, to + side * to_radius, to - side * to_radius,
           from - side * from_radius});
  ellipse(from, from_radius, from_radius);
  return ellipse(to, to_radius, to_radius);
}

Path& Path::stroke(std::span<const Vec2> points, float from_width, float to_width) {
  if (points.size() < 2) {
    return *this;
  }
  const std::size_t last = points.size() - 1;
  const auto side_of = [&](std::size_t i) {
    const Vec2 along = points[std::min(i + 1, last)] - points[i == 0 ? 0 : i - 1];
    const float t = static_cast<float>(i) / static_cast<float>(last);
    return across(along) * (0.5F * (from_width + (to_width - from_width) * t));
  };
  for (std::size_t i = 0; i <= last; ++i) {
    points_.push_back(points[i] + side_of(i));
  }
  for (std::size_t i = last + 1; i-- > 0;) {
    points_.push_back(points[i] - side_of(i));
  }
  ends_.push_back(points_.size());
  return *this;
}

Path& Path::stroke(std::initializer_list<Vec2> points, float from_width, float to_width) {
  return stroke(std::span<const Vec2>(points.begin(), points.size()), from_width, to_width);
}

Path& Path::blob(std::span<const Vec2> knots) {
  constexpr int kSteps = 6;
  const std::size_t n = knots.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Vec2 a = knots[(i + n - 1) % n];
    const Vec2 b = knots[i];
    const Vec2 c = knots[(i + 1) % n];
    const Vec2 d = knots[(i + 2) % n];
    for (int k = 0; k < kSteps; ++k) {
      const float t = static_cast<float>(k) / kSteps;
      points_.push_back((b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * (t * t) +
                         (b * 3 - a - c * 3 + d) * (t * t * t)) *
                        0.5F);
    }
  }
  ends_.push_back(points_.size());
  return *this;
}

Path& Path::blob(std::initializer_list<Vec2> knots) {
  return blob(std::span<const Vec2>(knots.begin(), knots.size()));
}

Path Path::moved(Vec2 by) const {
  Path copy = *this;
  for (Vec2& point : copy.points_) {
    point = point + by;
  }
  return copy;
}

}  // namespace kirin::engine::motion::scene
