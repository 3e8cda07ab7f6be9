/// \file
/// What a sound looks like to a meter: spectra, envelopes, how it beats.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace kirin::sound {

/// In place; the size is a power of two.
inline void fourier(std::vector<std::complex<double>>& values) {
  const std::size_t size = values.size();
  for (std::size_t i = 1, j = 0; i < size; ++i) {
    std::size_t bit = size / 2;
    for (; (j & bit) != 0; bit /= 2) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      std::swap(values[i], values[j]);
    }
  }
  for (std::size_t length = 2; length <= size; length *= 2) {
    const auto turn = std::polar(1.0, -2 * std::numbers::pi / static_cast<double>(length));
    for (std::size_t i = 0; i < size; i += length) {
      std::complex<double> w = 1;
      for (std::size_t k = 0; k < length / 2; ++k) {
        const auto a = values[i + k];
        const auto b = values[i + k + length / 2] * w;
        values[i + k] = a + b;
        values[i + k + length / 2] = a - b;
        w *= turn;
      }
    }
  }
}

/// Mean power by frequency: bin k is k · 48000 / 8192 Hz.
inline constexpr std::size_t kWindow = 8192;
inline constexpr double kBinHz = 48000.0 / kWindow;
inline std::vector<double> power_spectrum(std::span<const float> samples) {
  std::vector<double> power(kWindow / 2);
  for (std::size_t at = 0; at == 0 || at + kWindow <= samples.size(); at += kWindow / 2) {
    std::vector<std::complex<double>> values(kWindow);
    for (std::size_t i = 0; i < kWindow && at + i < samples.size(); ++i) {
      const double x = static_cast<double>(i) / kWindow;
      values[i] = samples[at + i] * (0.5 - 0.5 * std::cos(2 * std::numbers::pi * x));
    }
    fourier(values);
    for (std::size_t k = 0; k < power.size(); ++k) {
      power[k] += std::norm(values[k]);
    }
  }
  return power;
}

/// The centre of gravity of the power between `low_hz` and `high_hz`.
inline double centroid_hz(std::span<const float> samples, double low_hz = 30,
                          double high_hz = 16000) {
  const auto power = power_spectrum(samples);
  double sum = 0;
  double weighted = 0;
  for (std::size_t k = 1; k < power.size(); ++k) {
    const double hz = static_cast<double>(k) * kBinHz;
    if (hz >= low_hz && hz <= high_hz) {
      sum += power[k];
      weighted += power[k] * hz;
    }
  }
  return weighted / sum;
}

/// The share of all power that lies between two frequencies.
inline double share_between(std::span<const float> samples, double low_hz, double high_hz) {
  const auto power = power_spectrum(samples);
  double all = 0;
  double within = 0;
  for (std::size_t k = 1; k < power.size(); ++k) {
    const double hz = static_cast<double>(k) * kBinHz;
    all += power[k];
    within += hz >= low_hz && hz < high_hz ? power[k] : 0;
  }
  return within / all;
}

/// The frequency with the most power.
inline double strongest_hz(std::span<const float> samples, double low_hz, double high_hz) {
  const auto power = power_spectrum(samples);
  std::size_t best = 0;
  for (std::size_t k = 1; k < power.size(); ++k) {
    const double hz = static_cast<double>(k) * kBinHz;
    if (hz >= low_hz && hz <= high_hz && (best == 0 || power[k] > power[best])) {
      best = k;
    }
  }
  return static_cast<double>(best) * kBinHz;
}

/// The pitch of a voiced sound: the shortest of the lags where it is most like itself.
inline double pitch_hz(std::span<const float> samples, double low_hz, double high_hz) {
  const auto from = static_cast<std::size_t>(48000 / high_hz);
  const auto to = static_cast<std::size_t>(48000 / low_hz);
  std::vector<double> likeness;
  for (std::size_t lag = from - 1; lag <= to + 1; ++lag) {
    double like = 0;
    double power = 0;
    for (std::size_t i = 0; i + lag < samples.size(); ++i) {
      like += static_cast<double>(samples[i]) * samples[i + lag];
      power += static_cast<double>(samples[i]) * samples[i] +
               static_cast<double>(samples[i + lag]) * samples[i + lag];
    }
    likeness.push_back(power > 0 ? 2 * like / power : 0);
  }
  const double highest = std::ranges::max(likeness);
  for (std::size_t i = 1; i + 1 < likeness.size(); ++i) {
    const double before = likeness[i - 1];
    const double here = likeness[i];
    const double after = likeness[i + 1];
    if (here >= 0.92 * highest && here >= before && here >= after) {
      const double bend = before - 2 * here + after;  // the top of the parabola through the three
      const double off = bend < 0 ? 0.5 * (before - after) / bend : 0;
      return 48000.0 / (static_cast<double>(from - 1 + i) + off);
    }
  }
  return 0;
}

/// The root mean square of each `seconds`.
inline std::vector<double> envelope(std::span<const float> samples, double seconds) {
  const auto step = static_cast<std::size_t>(seconds * 48000);
  std::vector<double> levels;
  for (std::size_t at = 0; at + step <= samples.size(); at += step) {
    double sum = 0;
    for (const float sample : samples.subspan(at, step)) {
      sum += static_cast<double>(sample) * sample;
    }
    levels.push_back(std::sqrt(sum / static_cast<double>(step)));
  }
  return levels;
}

/// When the level rises from below a sixth of its highest to above: seconds.
inline std::vector<double> onsets(std::span<const float> samples, double step = 0.01,
                                  double least_gap = 0.05) {
  const auto levels = envelope(samples, step);
  const double highest = levels.empty() ? 0 : std::ranges::max(levels);
  std::vector<double> found;
  double last = -1;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double before = i == 0 ? 0 : levels[i - 1];
    const double at = static_cast<double>(i) * step;
    if (levels[i] > highest / 6 && levels[i] > 2 * before && at - last > least_gap) {
      found.push_back(at);
      last = at;
    }
  }
  return found;
}

/// How strongly the envelope beats at `hz`, of 1 for all of it.
inline double beating(std::span<const float> samples, double hz) {
  const auto levels = envelope(samples, 0.002);
  double mean = 0;
  for (const double level : levels) {
    mean += level / static_cast<double>(levels.size());
  }
  std::complex<double> sum = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    sum += (levels[i] - mean) *
           std::polar(1.0, -2 * std::numbers::pi * hz * 0.002 * static_cast<double>(i));
  }
  return 2 * std::abs(sum) / static_cast<double>(levels.size()) / mean;
}

}  // namespace kirin::sound
