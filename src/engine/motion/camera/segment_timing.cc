#include "engine/motion/camera/segment_timing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/motion/camera/dice.h"

namespace kirin::engine::motion {
namespace {

double quick(double t, double active) {
  return 0.9 * eased(std::min(1.0, t / active)) + 0.1 * eased(t);
}

}  // namespace

int speed_of(const CameraSegment& segment) {
  int speed = -3;
  for (const PlannedMove& move : segment.moves) {
    speed = std::max(speed, move.speed);
  }
  return speed;
}

double way_made(const CameraSegment& segment, double seconds, double t) {
  t = std::clamp(t, 0.0, 1.0);
  const double own_seconds = std::max(0.1, (segment.end - segment.start) * seconds);
  switch (speed_of(segment)) {
    case 3: {
      const double length = std::min(0.5, 0.5 / own_seconds);
      return 0.05 * eased(t) + 0.95 * eased(std::clamp((t - 0.42) / length, 0.0, 1.0));
    }
    case 2:
      return quick(t, std::clamp(1.6 / own_seconds, 0.3, 0.8));
    case 1:
      return quick(t, std::clamp(2.8 / own_seconds, 0.45, 0.85));
    default:
      return own_seconds > 6.5 ? quick(t, 0.8) : eased(t);
  }
}

double hand_tremor(double seconds, std::uint64_t seed, std::uint64_t axis) {
  constexpr std::array kHertz = {0.37, 0.93, 2.1};
  constexpr std::array kShare = {0.58, 0.30, 0.12};
  double sum = 0;
  for (std::size_t i = 0; i < kHertz.size(); ++i) {
    const double hertz = kHertz[i] * (1 + 0.15 * dice(seed, axis * 16 + i));
    const double phase = dice(seed, axis * 16 + 8 + i);
    sum += kShare[i] * std::sin(2 * std::numbers::pi * (hertz * seconds + phase));
  }
  return sum;
}

}  // namespace kirin::engine::motion
