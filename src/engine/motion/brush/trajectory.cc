#include "engine/motion/brush/trajectory.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/expects.h"
#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {
namespace {

constexpr int kSteps = 32;              // between two points
constexpr double kCornerReach = 0.015;  // of the length: how far before a turn one slows down
constexpr double kCornerEffort = 0.8;   // a full turn back takes so much longer there

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

std::vector<Point> distinct(std::span<const Point> points) {
  std::vector<Point> knots;
  for (const Point point : points) {
    if (knots.empty() || between(knots.back(), point) > 1e-6) {
      knots.push_back(point);
    }
  }
  return knots;
}

/// Points that follow each other closely move towards the middle of their neighbours, on a leash of
/// `tolerance`; points far apart were placed one by one and stay.
std::vector<Point> evened(std::vector<Point> knots, double tolerance) {
  if (tolerance <= 0) {
    return knots;
  }
  const std::vector<Point> drawn = knots;
  constexpr int kRounds = 12;
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<Point> before = knots;
    for (std::size_t i = 1; i + 1 < knots.size(); ++i) {
      const double apart =
          std::max(between(drawn[i - 1], drawn[i]), between(drawn[i], drawn[i + 1]));
      const double closeness = std::exp(-std::pow(apart / (8 * tolerance), 2));
      Point moved = mix(before[i], mix(before[i - 1], before[i + 1], 0.5), 0.5 * closeness);
      if (const double leash = between(drawn[i], moved); leash > tolerance) {
        moved = mix(drawn[i], moved, tolerance / leash);
      }
      knots[i] = moved;
    }
  }
  return distinct(knots);
}

double heading(Point a, Point b) { return std::atan2(b.y - a.y, b.x - a.x); }

/// How much the path turns at each of its points, radians in [0, pi].
std::vector<double> turns_of(const std::vector<Point>& path) {
  std::vector<double> turns(path.size(), 0.0);
  for (std::size_t i = 1; i + 1 < path.size(); ++i) {
    const double turn = heading(path[i], path[i + 1]) - heading(path[i - 1], path[i]);
    turns[i] = std::abs(std::remainder(turn, 2 * std::numbers::pi));
  }
  return turns;
}

}  // namespace

Trajectory::Trajectory(std::span<const Point> points, double tolerance) {
  EXPECTS(!points.empty());
  const std::vector<Point> knots = evened(distinct(points), tolerance);
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

  // Each stretch takes time by its length and by the turns within reach of it.
  const std::vector<double> turns = turns_of(dense_);
  const double reach = kCornerReach * length();
  times_.push_back(0);
  std::size_t first = 0;
  std::size_t past = 0;
  double turned = 0;
  for (std::size_t i = 1; i < dense_.size(); ++i) {
    const double middle = (lengths_[i - 1] + lengths_[i]) / 2;
    for (; past < dense_.size() && lengths_[past] < middle + reach; ++past) {
      turned += turns[past];
    }
    for (; lengths_[first] < middle - reach; ++first) {
      turned -= turns[first];
    }
    const double effort =
        1 + kCornerEffort * std::min(1.0, std::max(0.0, turned) / std::numbers::pi);
    times_.push_back(times_.back() + (lengths_[i] - lengths_[i - 1]) * effort);
  }
  const double all = times_.back();
  for (double& time : times_) {
    time = all > 0 ? time / all : 0;
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

double Trajectory::walked(double t) const {
  if (length() <= 0) {
    return eased(t);
  }
  const double wanted = eased(t);
  const auto place = std::lower_bound(times_.begin(), times_.end(), wanted);
  const auto i = static_cast<std::size_t>(std::distance(times_.begin(), place));
  if (i == 0 || place == times_.end()) {
    return i == 0 ? 0 : 1;
  }
  const double part = (wanted - times_[i - 1]) / (times_[i] - times_[i - 1]);
  return (lengths_[i - 1] + (lengths_[i] - lengths_[i - 1]) * part) / length();
}

}  // namespace kirin::engine::motion
