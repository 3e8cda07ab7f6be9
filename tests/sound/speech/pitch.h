/// \file
/// What tells voices apart, measured.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "sound/tones.h"

namespace kirin::sound {

/// The median fundamental frequency of the voiced frames, by normalised autocorrelation.
inline double pitch_of(const std::vector<float>& samples) {
  std::vector<double> found;
  constexpr std::size_t kFrame = 2400;
  for (std::size_t at = 0; at + 2 * kFrame < samples.size(); at += 1200) {
    const std::span<const float> frame(&samples[at], kFrame);
    if (rms(frame) < 0.03) {
      continue;
    }
    double best = 0.6;
    std::size_t best_lag = 0;
    for (std::size_t lag = 100; lag < 700; lag += 2) {  // 480 down to 69 Hz
      const std::span<const float> other(&samples[at + lag], kFrame);
      double sum = 0;
      for (std::size_t i = 0; i < kFrame; i += 2) {
        sum += static_cast<double>(frame[i]) * other[i];
      }
      const double correlation = 2 * sum / (kFrame * rms(frame) * rms(other) + 1e-9);
      if (correlation > best + 0.02) {  // the first of several equal peaks is the pitch
        best = correlation;
        best_lag = lag;
      }
    }
    if (best_lag > 0) {
      found.push_back(48000.0 / static_cast<double>(best_lag));
    }
  }
  std::ranges::sort(found);
  return found.empty() ? 0 : found[found.size() / 2];
}

}  // namespace kirin::sound
