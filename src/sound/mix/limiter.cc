#include "sound/mix/limiter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numbers>
#include <vector>

namespace kirin::sound {
namespace {

constexpr std::size_t kLookAhead = kSampleRate / 200;
constexpr std::size_t kPhases = 4;
constexpr std::ptrdiff_t kReach = 6;  // taps a side: 12 a phase, as BS.1770-4, annex 2, has

using Taps = std::array<std::array<float, 2 * kReach>, kPhases>;

// Windowed sincs at 0, ¼, ½ and ¾ of a sample.
Taps make_taps() {
  Taps taps{};
  for (std::size_t phase = 0; phase < kPhases; ++phase) {
    double sum = 0;
    std::array<double, 2 * kReach> row{};
    for (std::ptrdiff_t k = 0; k < 2 * kReach; ++k) {
      const double x = static_cast<double>(k - kReach + 1) -
                       static_cast<double>(phase) / static_cast<double>(kPhases);
      const double angle = std::numbers::pi * x;
      const double window = 0.5 + 0.5 * std::cos(angle / kReach);
      row[static_cast<std::size_t>(k)] = (x == 0 ? 1 : std::sin(angle) / angle) * window;
      sum += row[static_cast<std::size_t>(k)];
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
      taps[phase][k] = static_cast<float>(row[k] / sum);
    }
  }
  return taps;
}

// Raises peaks[i] to the highest point of the curve through the samples from i to i + 1.
void find_peaks(const std::vector<float>& samples, const Taps& taps, float floor,
                std::vector<float>& peaks) {
  const auto size = std::ssize(samples);
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    const float here = std::abs(samples[static_cast<std::size_t>(i)]);
    const float next = i + 1 < size ? std::abs(samples[static_cast<std::size_t>(i + 1)]) : 0;
    float peak = here;
    // Between small samples there is no high peak: most of a track need not be looked at closely.
    if (std::max(here, next) > floor && i >= kReach && i + kReach < size) {
      const float* const first = &samples[static_cast<std::size_t>(i - kReach + 1)];
      for (std::size_t phase = 1; phase < kPhases; ++phase) {
        float sum = 0;
        for (std::size_t k = 0; k < 2 * kReach; ++k) {
          sum += taps[phase][k] * first[k];
        }
        peak = std::max(peak, std::abs(sum));
      }
    }
    peaks[static_cast<std::size_t>(i)] = std::max(peaks[static_cast<std::size_t>(i)], peak);
  }
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

double limit(Stereo& sound, double ceiling_db) {
  const auto ceiling = static_cast<float>(std::pow(10.0, ceiling_db / 20));
  static const Taps kTaps = make_taps();
  std::vector<float> gains(sound.length());
  find_peaks(sound.left, kTaps, 0.5F * ceiling, gains);
  find_peaks(sound.right, kTaps, 0.5F * ceiling, gains);
  float least = 1;
  for (float& gain : gains) {
    gain = gain > ceiling ? ceiling / gain : 1;
    least = std::min(least, gain);
  }
  if (least >= 1) {
    return 0;
  }
  // The mean of least values over the same reach is nowhere above what the sample needs.
  gains = mean_around(least_around(gains, kLookAhead), kLookAhead);
  for (std::size_t i = 0; i < sound.length(); ++i) {
    sound.left[i] *= gains[i];
    sound.right[i] *= gains[i];
  }
  return -20 * std::log10(static_cast<double>(least));
}

}  // namespace kirin::sound
