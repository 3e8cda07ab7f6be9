/// \file
/// The laws that lifeless things obey: falling and bouncing, pendulums, easing.
#pragma once

#include <vector>

namespace kirin::engine::motion::animate {

inline constexpr double kGravity = 9.81;  ///< metres per second squared

/// A body that falls from rest and bounces on the ground until it rests. In each flight the height
/// is h = v t − g t² / 2; each impact keeps the part `restitution` of the speed.
struct Drop {
  double height = 1;         ///< metres it falls from
  double restitution = 0.5;  ///< [0, 1)

  /// Height of its lowest point above the ground, metres.
  double height_at(double seconds) const;
  /// The moments of its impacts until it rests (when it would rise less than 1 % of `height`).
  std::vector<double> impacts() const;
  /// When it rests.
  double rest_at() const;
};

/// Hops that all reach `height`: what a ball does that somebody keeps bouncing.
struct Hops {
  double height = 0.5;
  double period() const;                   ///< seconds from ground to ground: 2 √(2 h / g)
  double height_at(double seconds) const;  ///< it leaves the ground at 0
  /// Seconds since the last or until the next touch of the ground, whichever is less.
  double away_from_touch(double seconds) const;
};

/// Seconds of a pendulum's swing there and back for small swings: 2π √(l / g).
double pendulum_period(double length_m);

/// 0 up to 0, 1 from 1, with no speed at either end.
double eased(double t);
/// The same with an overshoot of a tenth, as cartoons do it.
double eased_over(double t);

}  // namespace kirin::engine::motion::animate
