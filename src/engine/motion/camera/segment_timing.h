/// \file
/// When a camera makes how much of its way, and how a hand shakes.
#pragma once

#include <cstdint>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// The speed of the fastest move of the segment, -3 to 3.
int speed_of(const CameraSegment& segment);

/// How much of its way a segment has made at `t` of its own time: 0 to 1, before and after it
/// likewise. A fast move is done early and settles; a whip waits for the room it needs; in a long
/// clip the last fifth is a settling. `seconds`: of the whole clip.
double way_made(const CameraSegment& segment, double seconds, double t);

/// A hand's shake: three slow sines an axis, about 0.4, 0.9 and 2.1 Hz, in [-1, 1].
double hand_tremor(double seconds, std::uint64_t seed, std::uint64_t axis);

}  // namespace kirin::engine::motion
