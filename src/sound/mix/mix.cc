#include "sound/mix/mix.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

namespace kirin::sound {
namespace {

constexpr float kDuckedGain = 0.316F;  // -10 dB
constexpr std::size_t kDuckAttack = kSampleRate * 15 / 100;
constexpr std::size_t kDuckRelease = kSampleRate * 4 / 10;
constexpr std::size_t kLookAhead = kSampleRate / 200;

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

// The least of each value and the `reach` before and behind it: a monotone queue, linear in time.
std::vector<float> least_around(const std::vector<float>& values, std::size_t reach) {
  std::vector<float> least(values.size());
  std::deque<std::size_t> rising;
  std::size_t next = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (; next < values.size() && next <= i + reach; ++next) {
      while (!rising.empty() && values[rising.back()] >= values[next]) {
        rising.pop_back();
      }
      rising.push_back(next);
    }
    while (rising.front() + reach < i) {
      rising.pop_front();
    }
    least[i] = values[rising.front()];
  }
  return least;
}

// The mean of each value and the `reach` before and behind it; what lies outside counts as the
// edge.
std::vector<float> mean_around(const std::vector<float>& values, std::size_t reach) {
  const auto size = std::ssize(values);
  const auto width = static_cast<std::ptrdiff_t>(reach);
  const auto value_at = [&](std::ptrdiff_t i) {
    return static_cast<double>(
        values[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, size - 1))]);
  };
  double sum = 0;
  for (std::ptrdiff_t i = -width; i <= width; ++i) {
    sum += value_at(i);
  }
  std::vector<float> mean(values.size());
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    mean[static_cast<std::size_t>(i)] =
        static_cast<float>(sum / static_cast<double>(2 * width + 1));
    sum += value_at(i + width + 1) - value_at(i - width);
  }
  return mean;
}

}  // namespace

void duck(Stereo& bed, std::span<const Stretch> speech) {
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < bed.length() && !speech.empty(); ++i) {
    while (nearest + 1 < speech.size() && i >= speech[nearest].end + kDuckRelease) {
      ++nearest;
    }
    float depth = depth_in(speech[nearest], i);
    if (nearest + 1 < speech.size()) {
      depth = std::max(depth, depth_in(speech[nearest + 1], i));
    }
    const float gain = 1 - (1 - kDuckedGain) * depth;
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

void limit(Stereo& sound) {
  std::vector<float> gains(sound.length());
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const float peak = std::max(std::abs(sound.left[i]), std::abs(sound.right[i]));
    gains[i] = peak > kCeiling ? kCeiling / peak : 1;
  }
  if (gains.empty() || std::ranges::min(gains) >= 1) {
    return;
  }
  // The mean of least values over the same reach is nowhere above what the sample needs.
  gains = mean_around(least_around(gains, kLookAhead), kLookAhead);
  for (std::size_t i = 0; i < gains.size(); ++i) {
    sound.left[i] = std::clamp(sound.left[i] * gains[i], -kCeiling, kCeiling);
    sound.right[i] = std::clamp(sound.right[i] * gains[i], -kCeiling, kCeiling);
  }
}

}  // namespace kirin::sound
