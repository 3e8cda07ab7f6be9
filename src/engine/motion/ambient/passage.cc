#include "engine/motion/ambient/passage.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

}  // namespace

double Passage::elapsed(double t) const {
  if (loops) {
    return t * seconds;
  }
  const double away = (is_arriving ? 1 - t : t) * seconds;
  // The speed grows evenly over the onset.
  const double passed = away < kOnset ? away * away / (2 * kOnset) : away - kOnset / 2;
  return is_arriving ? -passed : passed;
}

double Passage::presence(double t, double onset) const {
  onset = std::min(onset, loops ? seconds / 2 : seconds);
  const double away = (is_arriving ? 1 - t : t) * seconds;
  const double left = loops ? (1 - t) * seconds : away;
  return smoothstep(std::min(away, left) / onset);
}

double Passage::fitted_hz(double hz) const {
  return loops ? std::max(1.0, std::round(hz * seconds)) / seconds : hz;
}

}  // namespace kirin::engine::motion
