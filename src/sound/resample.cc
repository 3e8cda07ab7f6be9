#include "sound/resample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "base/expects.h"

namespace kirin::sound {
namespace {

constexpr int kZeroCrossings = 16;
constexpr double kBeta = 9;
constexpr double kCutoff = 0.92;
constexpr double kExactPi = 3.14159265358979323846;

double sinc(double x) { return x == 0 ? 1 : std::sin(kExactPi * x) / (kExactPi * x); }

// The modified Bessel function I0, by its power series.
double bessel_i0(double x) {
  double sum = 1;
  double term = 1;
  for (int k = 1; term > 1e-12 * sum; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

double kaiser(double x) {
  return x * x >= 1 ? 0 : bessel_i0(kBeta * std::sqrt(1 - x * x)) / bessel_i0(kBeta);
}

// One row of taps for each fraction p / phases of an input sample that an output may fall on.
struct Taps {
  int reach;                ///< taps a side, in input samples
  std::vector<float> rows;  ///< [phases][2 · reach]
};

Taps make_taps(int phases, double cutoff) {
  Taps taps{static_cast<int>(std::ceil(kZeroCrossings / cutoff)), {}};
  taps.rows.reserve(static_cast<std::size_t>(phases) * 2 * static_cast<std::size_t>(taps.reach));
  for (int phase = 0; phase < phases; ++phase) {
    std::vector<double> row;
    for (int k = 1 - taps.reach; k <= taps.reach; ++k) {
      const double x = k - static_cast<double>(phase) / phases;
      row.push_back(sinc(x * cutoff) * kaiser(x / taps.reach));
    }
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);  // each phase passes DC alike
    for (const double tap : row) {
      taps.rows.push_back(static_cast<float>(tap / sum));
    }
  }
  return taps;
}

}  // namespace

std::vector<float> resampled(std::span<const float> samples, int from_hz, int to_hz) {
  EXPECTS(from_hz > 0 && to_hz > 0);
  const int divisor = std::gcd(from_hz, to_hz);
  const std::int64_t phases = to_hz / divisor;
  const std::int64_t step = from_hz / divisor;
  const double cutoff = kCutoff * std::min(1.0, static_cast<double>(to_hz) / from_hz);
  const Taps taps = make_taps(static_cast<int>(phases), cutoff);

  const auto size = static_cast<std::int64_t>(samples.size());
  std::vector<float> out(static_cast<std::size_t>((size * phases + step - 1) / step));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::int64_t position = static_cast<std::int64_t>(i) * step;
    const std::int64_t first = position / phases + 1 - taps.reach;
    const float* row = &taps.rows[static_cast<std::size_t>(position % phases * 2 * taps.reach)];
    const std::int64_t begin = std::max<std::int64_t>(0, -first);
    const std::int64_t end = std::min<std::int64_t>(2 * taps.reach, size - first);
    float sum = 0;
    for (std::int64_t k = begin; k < end; ++k) {
      sum += row[k] * samples[static_cast<std::size_t>(first + k)];
    }
    out[i] = sum;
  }
  return out;
}

}  // namespace kirin::sound
