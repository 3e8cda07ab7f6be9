#include "sound/synth/reverb.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kirin::sound {
namespace {

constexpr std::size_t kLines = 8;
// Lengths without common factors, 23 to 71 ms.
constexpr std::array<std::size_t, kLines> kLengths{1109, 1319, 1571, 1847, 2113, 2447, 2887, 3407};

// The unitary mix of eight values: three stages of sums and differences.
void hadamard(std::array<float, kLines>& x) {
  for (std::size_t half = 1; half < kLines; half *= 2) {
    for (std::size_t i = 0; i < kLines; ++i) {
      if ((i & half) == 0) {
        const float a = x[i];
        const float b = x[i + half];
        x[i] = a + b;
        x[i + half] = a - b;
      }
    }
  }
  for (float& value : x) {
    value *= 0.35355339F;
  }
}

}  // namespace

void add_reverb(Stereo& out, const Stereo& dry, const Place& place) {
  std::array<std::vector<float>, kLines> lines;
  std::array<float, kLines> gains{};
  std::array<float, kLines> dulled{};
  std::array<std::size_t, kLines> at{};
  for (std::size_t k = 0; k < kLines; ++k) {
    lines[k].resize(kLengths[k]);
    gains[k] =
        std::pow(10.0F, -3 * static_cast<float>(kLengths[k]) / (place.decay_seconds * kSampleRate));
  }
  const float dull = 1 - std::exp(-2 * kPi * place.dull_hz / kSampleRate);
  const std::size_t length = std::min(out.length(), dry.length());
  for (std::size_t i = 0; i < length; ++i) {
    std::array<float, kLines> x{};
    for (std::size_t k = 0; k < kLines; ++k) {
      dulled[k] += dull * (lines[k][at[k]] * gains[k] - dulled[k]);
      x[k] = dulled[k];
    }
    out.left[i] += place.gain * (x[0] - x[2] + x[4] - x[6]);
    out.right[i] += place.gain * (x[1] - x[3] + x[5] - x[7]);
    hadamard(x);
    for (std::size_t k = 0; k < kLines; ++k) {
      lines[k][at[k]] = x[k] + (k % 2 == 0 ? dry.left[i] : dry.right[i]);
      at[k] = at[k] + 1 == kLengths[k] ? 0 : at[k] + 1;
    }
  }
}

}  // namespace kirin::sound
