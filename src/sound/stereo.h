/// \file
/// A stretch of stereo sound at 48 kHz, a plane a channel: what the textures add to and the mix
/// works on.
#pragma once

#include <cstddef>
#include <vector>

namespace kirin::sound {

inline constexpr int kSampleRate = 48000;
inline constexpr float kPi = 3.14159265358979F;

struct Stereo {
  explicit Stereo(std::size_t length) : left(length), right(length) {}

  std::size_t length() const { return left.size(); }
  /// Adds `sample` at `pan` in [-1 left, 1 right]; outside the stretch nothing happens. Linear pan:
  /// the middle loses 3 dB beside a side, which no one hears in a bed of noises.
  void add(std::size_t at, float sample, float pan) {
    if (at < left.size()) {
      left[at] += sample * (1 - pan) * 0.5F;
      right[at] += sample * (1 + pan) * 0.5F;
    }
  }

  std::vector<float> left;
  std::vector<float> right;
};

}  // namespace kirin::sound
