/// \file
/// The path of a brush stroke, walked at a natural pace.
#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"

namespace kirin::engine::motion {

/// A centripetal Catmull-Rom spline (Barry & Goldman 1988) through points, by arc length. Two
/// points are a straight line.
class Trajectory {
 public:
  /// At least one point; points that coincide with the one before are left out. Points that lie
  /// closer together than some eight times `tolerance` (pixels) are what a hand drew: they are
  /// evened out, none moving farther than `tolerance`; the first and the last stay.
  explicit Trajectory(std::span<const Point> points, double tolerance = 0);

  /// The point a share `s` in [0, 1] of the length along.
  Point at(double s) const;
  double length() const { return lengths_.back(); }

  /// The share of the length walked at `t` in [0, 1]: at rest at both ends, steady between, a
  /// little slower where the path turns sharply. Never decreases; 0 at 0, 1 at 1.
  double walked(double t) const;

 private:
  std::vector<Point> dense_;
  std::vector<double> lengths_;  ///< from the start to each of dense_
  std::vector<double> times_;    ///< at a steady effort, when each of dense_ is reached: [0, 1]
};

}  // namespace kirin::engine::motion
