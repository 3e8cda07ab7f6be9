#include "engine/motion/brush/trajectory.h"

#include <algorithm>
#include <cmath>

#include "base/expects.h"

namespace kirin::engine::motion {
namespace {

constexpr int kSteps = 32;  // between two points

Point mix(Point a, Point b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}
double between(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Barry and Goldman's pyramid: the point at share `u` between b and c.
Point spline(Point a, Point b, Point c, Point d, double u) {
  const double t1 = std::sqrt(between(a, b));
  const double t2 = t1 + std::sqrt(between(b, c));
  const double t3 = t2 + std::sqrt(between(c, d));
  const double t = t1 + (t2 - t1) * u;
  const Point p = mix(a, b, t / t1);
  const Point q = mix(b, c, (t - t1) / (t2 - t1));
  const Point r = mix(c, d, (t - t2) / (t3 - t2));
  return mix(mix(p, q, t / t2), mix(q, r, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1));
}

Point mirrored(Point end, Point inner) { return {2 * end.x - inner.x, 2 * end.y - inner.y}; }

}  // namespace

Trajectory::Trajectory(std::span<const Point> points) {
  EXPECTS(!points.empty());
  std::vector<Point> knots;
  for (const Point point : points) {
    if (knots.empty() || between(knots.back(), point) > 1e-6) {
      knots.push_back(point);
    }
  }
  dense_.push_back(knots.front());
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Point before = i == 0 ? mirrored(knots[0], knots[1]) : knots[i - 1];
    const Point after = i + 2 < knots.size() ? knots[i + 2] : mirrored(knots[i + 1], knots[i]);
    for (int step = 1; step <= kSteps; ++step) {
      dense_.push_back(
          spline(before, knots[i], knots[i + 1], after, static_cast<double>(step) / kSteps));
    }
  }
  lengths_.push_back(0);
  for (std::size_t i = 1; i < dense_.size(); ++i) {
    lengths_.push_back(lengths_.back() + between(dense_[i - 1], dense_[i]));
  }
}

Point Trajectory::at(double s) const {
  const double wanted = std::clamp(s, 0.0, 1.0) * length();
  const auto place = std::lower_bound(lengths_.begin(), lengths_.end(), wanted);
  const auto i = static_cast<std::size_t>(std::distance(lengths_.begin(), place));
  if (i == 0 || place == lengths_.end()) {
    return i == 0 ? dense_.front() : dense_.back();
  }
  return mix(dense_[i - 1], dense_[i],
             (wanted - lengths_[i - 1]) / (lengths_[i] - lengths_[i - 1]));
}

}  // namespace kirin::engine::motion
