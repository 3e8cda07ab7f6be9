/// \file
/// Time. Functions that depend on the time of day take `now`, so that no test has to wait.
#pragma once

#include <chrono>
#include <cstdint>

namespace kirin {

using Clock = std::chrono::system_clock;
using TimePoint = Clock::time_point;

/// Milliseconds since the Unix epoch: the form of every time on the wire and in the store.
inline std::int64_t to_millis(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

inline TimePoint from_millis(std::int64_t millis) {
  return TimePoint{std::chrono::duration_cast<Clock::duration>(std::chrono::milliseconds{millis})};
}

}  // namespace kirin
