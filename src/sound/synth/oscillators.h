/// \file
/// Periodic waves by their phase in turns, cheap enough to sum by the dozen.
#pragma once

#include <cmath>

namespace kirin::sound {

/// sin(2π · turns) by a polynomial, at most 1e-4 wrong: far below what noise and limiter leave.
inline float sine(float turns) {
  const float x = turns - std::floor(turns + 0.5F);  // [-½, ½)
  const float folded = x > 0.25F ? 0.5F - x : x < -0.25F ? -0.5F - x : x;
  const float y = 6.2831853F * folded;
  const float y2 = y * y;
  return y * (1 + y2 * (-0.16666667F + y2 * (0.0083333310F - y2 * 0.00019840874F)));
}

/// A saw-tooth in [-1, 1] without most of its aliasing: a polynomial bends its step (Välimäki and
/// Huovilainen, "Antialiasing Oscillators in Subtractive Synthesis", 2007). `phase` in [0, 1),
/// `step` = hz / sample rate.
inline float saw(float phase, float step) {
  float value = 2 * phase - 1;
  if (phase < step) {
    const float x = phase / step;
    value -= x + x - x * x - 1;
  } else if (phase > 1 - step) {
    const float x = (phase - 1) / step;
    value -= x * x + x + x + 1;
  }
  return value;
}

/// A phase in [0, 1) that runs.
struct Phase {
  float turns = 0;
  /// The phase after one sample more at `step` = hz / sample rate.
  float advance(float step) {
    turns += step;
    turns -= std::floor(turns);
    return turns;
  }
};

}  // namespace kirin::sound
