/// \file
/// A value that changes over a stretch: the pitch of a call, the level of a gust.
#pragma once

#include <vector>

namespace kirin::sound {

struct Point {
  float x;
  float y;
};

/// Straight lines between points in order of x; before the first and behind the last point the
/// curve stays where it is.
class Curve {
 public:
  Curve(float constant) : points_{{0, constant}} {}  // NOLINT: a number is a curve
  Curve(std::initializer_list<Point> points) : points_(points) {}

  float at(float x) const;
  /// The curve with every y times `factor`.
  Curve times(float factor) const;

 private:
  std::vector<Point> points_;
};

}  // namespace kirin::sound
