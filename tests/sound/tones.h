/// \file
/// Measuring sound in tests.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

#include "sound/filters.h"
#include "sound/stereo.h"

namespace kirin::sound {

inline std::vector<float> sine(double hz, int sample_rate, std::size_t length,
                               double amplitude = 1) {
  std::vector<float> samples(length);
  for (std::size_t i = 0; i < length; ++i) {
    samples[i] = static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / sample_rate));
  }
  return samples;
}

/// The root of the mean square.
inline double rms(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) {
    sum += static_cast<double>(sample) * sample;
  }
  return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

/// The amplitude of the sine of `hz` in samples at 48 kHz; whole periods are due.
inline double amplitude_at(double hz, std::span<const float> samples) {
  double cosine = 0;
  double sine_sum = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double phase = 2 * std::numbers::pi * hz * static_cast<double>(i) / 48000;
    cosine += std::cos(phase) * samples[i];
    sine_sum += std::sin(phase) * samples[i];
  }
  return 2 * std::hypot(cosine, sine_sum) / static_cast<double>(samples.size());
}

/// Both ears together.
inline std::vector<float> mono_of(const Stereo& sound) {
  std::vector<float> sum(sound.length());
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] = 0.5F * (sound.left[i] + sound.right[i]);
  }
  return sum;
}

/// The left channel of interleaved stereo.
inline std::vector<float> left_of(std::span<const float> interleaved) {
  std::vector<float> left;
  for (std::size_t i = 0; i < interleaved.size(); i += 2) {
    left.push_back(interleaved[i]);
  }
  return left;
}

inline std::vector<float> band(std::vector<float> samples, float low_hz, float high_hz) {
  for (int pass = 0; pass < 2; ++pass) {
    Biquad high = Biquad::high_pass(low_hz);
    Biquad low = Biquad::low_pass(high_hz);
    for (float& sample : samples) {
      sample = low(high(sample));
    }
  }
  return samples;
}

/// A stretch of `samples` in seconds, at 48 kHz.
inline std::span<const float> stretch(std::span<const float> samples, double from, double to) {
  const auto begin = static_cast<std::size_t>(from * 48000);
  return samples.subspan(begin, static_cast<std::size_t>(to * 48000) - begin);
}

}  // namespace kirin::sound
