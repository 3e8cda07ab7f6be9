/// \file
/// The path of a brush stroke, walked at an eased pace.
#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"

namespace kirin::engine::motion {

/// A centripetal Catmull-Rom spline (Barry & Goldman 1988) through points, by arc length.
class Trajectory {
 public:
  /// At least one point; points that coincide with the one before are left out.
  explicit Trajectory(std::span<const Point> points);

  /// The point a share `s` in [0, 1] of the length along.
  Point at(double s) const;
  double length() const { return lengths_.back(); }

 private:
  std::vector<Point> dense_;
  std::vector<double> lengths_;  ///< from the start to each of dense_
};

}  // namespace kirin::engine::motion
