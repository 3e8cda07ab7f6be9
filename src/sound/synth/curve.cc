#include "sound/synth/curve.h"

#include <cstddef>

namespace kirin::sound {

float Curve::at(float x) const {
  if (x <= points_.front().x) {
    return points_.front().y;
  }
  for (std::size_t i = 1; i < points_.size(); ++i) {
    const Point& from = points_[i - 1];
    const Point& to = points_[i];
    if (x < to.x) {
      return from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
    }
  }
  return points_.back().y;
}

Curve Curve::times(float factor) const {
  Curve scaled = *this;
  for (Point& point : scaled.points_) {
    point.y *= factor;
  }
  return scaled;
}

}  // namespace kirin::sound
