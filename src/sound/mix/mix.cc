#include "sound/mix/mix.h"

#include <algorithm>
#include <cmath>

namespace kirin::sound {
namespace {

constexpr std::size_t kDuckAttack = kSampleRate * 15 / 100;
constexpr std::size_t kDuckRelease = kSampleRate * 4 / 10;

float smooth(float x) { return x * x * (3 - 2 * x); }

// How deep in speech position `at` is: 1 inside of `speech`, 0 out of the reach of its ramps.
float depth_in(const Stretch& speech, std::size_t at) {
  if (at < speech.begin) {
    const std::size_t before = speech.begin - at;
    return before >= kDuckAttack ? 0 : smooth(1 - static_cast<float>(before) / kDuckAttack);
  }
  const std::size_t after = at < speech.end ? 0 : at - speech.end;
  return after >= kDuckRelease ? 0 : smooth(1 - static_cast<float>(after) / kDuckRelease);
}

}  // namespace

void duck(Stereo& bed, std::span<const Stretch> speech, double depth_db) {
  const auto ducked = static_cast<float>(std::pow(10.0, -depth_db / 20));
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < bed.length() && !speech.empty(); ++i) {
    while (nearest + 1 < speech.size() && i >= speech[nearest].end + kDuckRelease) {
      ++nearest;
    }
    float depth = depth_in(speech[nearest], i);
    if (nearest + 1 < speech.size()) {
      depth = std::max(depth, depth_in(speech[nearest + 1], i));
    }
    const float gain = 1 - (1 - ducked) * depth;
    bed.left[i] *= gain;
    bed.right[i] *= gain;
  }
}

void fade_ends(Stereo& sound) {
  const std::size_t length = sound.length();
  const std::size_t in = std::min<std::size_t>(kSampleRate * 15 / 100, length / 10);
  const std::size_t out = std::min<std::size_t>(kSampleRate * 4 / 10, length / 10);
  const auto scale = [&](std::size_t at, float gain) {
    sound.left[at] *= gain;
    sound.right[at] *= gain;
  };
  for (std::size_t i = 0; i < in; ++i) {
    scale(i, smooth(static_cast<float>(i) / static_cast<float>(in)));
  }
  for (std::size_t i = 0; i < out; ++i) {
    scale(length - 1 - i, smooth(static_cast<float>(i) / static_cast<float>(out)));
  }
}

void add_to(Stereo& sound, const Stereo& other, float gain) {
  for (std::size_t i = 0; i < sound.length(); ++i) {
    sound.left[i] += gain * other.left[i];
    sound.right[i] += gain * other.right[i];
  }
}

}  // namespace kirin::sound
