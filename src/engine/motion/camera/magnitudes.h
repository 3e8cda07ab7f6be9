/// \file
/// How far an ordinary move goes.
#pragma once

#include <cstddef>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// What a move, or several at once, do to the image at the middle disparity 0.5, and how much of it
/// is parallax. Sums of moves: add log_scale, push and the rest.
struct ScreenWay {
  double log_scale = 0;  ///< logarithm of the magnification
  double push = 0;       ///< travel forwards within it, as CameraPose's
  double x = 0;          ///< how far the view moves over the image, fractions of its width
  double y = 0;
  double truck_x = 0;  ///< the same at disparity 0.5, by travel: far points move 0.45 of it
  double truck_y = 0;
  double swing = 0;  ///< of near points to the right, and far ones to the left: an orbit
  double roll = 0;
  double focus = 0;     ///< 1: to what is near, -1: to what is far
  double aperture = 0;  ///< at its end
};

ScreenWay& operator+=(ScreenWay& sum, const ScreenWay& way);

/// What the move does. Ever larger sizes approach a limit that pictures stand: docs/prompting.md.
ScreenWay way_of(const PlannedMove& move);

/// The place of a speed (-3 to 3) in a table of seven.
std::size_t speed_index(int speed);

/// How far an ordinary move goes at a speed (-3 to 3).
double reach_of_speed(int speed);

/// cfg_scale in [0, 1] to 0.5 … 1 … 1.6.
double reach_of_strength(double strength);

/// A clip of so many seconds lets moves go so far, of what 5 s do.
double reach_of_seconds(double seconds);

}  // namespace kirin::engine::motion
