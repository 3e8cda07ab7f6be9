#include "engine/motion/animate/ballistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kirin::engine::motion::animate {
namespace {

constexpr double kRest = 0.01;  // of the first height

}  // namespace

double Drop::height_at(double seconds) const {
  const double first = std::sqrt(2 * height / kGravity);
  if (seconds <= 0) {
    return height;
  }
  if (seconds < first) {
    return height - 0.5 * kGravity * seconds * seconds;
  }
  double start = first;
  double speed = std::sqrt(2 * kGravity * height) * restitution;
  while (speed * speed / (2 * kGravity) > kRest * height) {
    const double flight = 2 * speed / kGravity;
    const double t = seconds - start;
    if (t < flight) {
      return speed * t - 0.5 * kGravity * t * t;
    }
    start += flight;
    speed *= restitution;
  }
  return 0;
}

std::vector<double> Drop::impacts() const {
  std::vector<double> moments{std::sqrt(2 * height / kGravity)};
  double speed = std::sqrt(2 * kGravity * height) * restitution;
  while (speed * speed / (2 * kGravity) > kRest * height) {
    moments.push_back(moments.back() + 2 * speed / kGravity);
    speed *= restitution;
  }
  return moments;
}

double Drop::rest_at() const { return impacts().back(); }

double Hops::period() const { return 2 * std::sqrt(2 * height / kGravity); }

double Hops::height_at(double seconds) const {
  const double t = seconds - period() * std::floor(seconds / period());
  return 0.5 * kGravity * t * (period() - t);
}

double Hops::away_from_touch(double seconds) const {
  const double t = seconds - period() * std::floor(seconds / period());
  return std::min(t, period() - t);
}

double pendulum_period(double length_m) {
  return 2 * std::numbers::pi * std::sqrt(std::max(length_m, 1e-3) / kGravity);
}

double eased(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * t * (t * (t * 6 - 15) + 10);
}

double eased_over(double t) {
  t = std::clamp(t, 0.0, 1.0) - 1;
  constexpr double kOver = 1.70158;  // overshoots by a tenth (Penner 2002)
  return 1 + t * t * ((kOver + 1) * t + kOver);
}

}  // namespace kirin::engine::motion::animate
