#include "sound/filters.h"

#include <algorithm>
#include <cmath>

#include "sound/stereo.h"

namespace kirin::sound {
namespace {

struct Angle {
  double cosine;
  double alpha;
};

Angle angle(float frequency, float q) {
  const double f = std::clamp(static_cast<double>(frequency), 5.0, 0.46 * kSampleRate);
  const double w = 2 * 3.14159265358979323846 * f / kSampleRate;
  return {std::cos(w), std::sin(w) / (2 * q)};
}

}  // namespace

Biquad Biquad::high_shelf(float frequency, float gain_db) {
  const auto [c, alpha] = angle(frequency, 0.7071F);
  const double a = std::pow(10.0, gain_db / 40);
  const double slope = 2 * std::sqrt(a) * alpha;
  const double a0 = (a + 1) - (a - 1) * c + slope;
  return with(a * ((a + 1) + (a - 1) * c + slope) / a0, -2 * a * ((a - 1) + (a + 1) * c) / a0,
              a * ((a + 1) + (a - 1) * c - slope) / a0, 2 * ((a - 1) - (a + 1) * c) / a0,
              ((a + 1) - (a - 1) * c - slope) / a0);
}

Biquad Biquad::with(double b0, double b1, double b2, double a1, double a2) {
  Biquad filter;
  filter.b0_ = b0;
  filter.b1_ = b1;
  filter.b2_ = b2;
  filter.a1_ = a1;
  filter.a2_ = a2;
  return filter;
}

Biquad Biquad::low_pass(float frequency, float q) {
  const auto [c, alpha] = angle(frequency, q);
  const double a0 = 1 + alpha;
  return with((1 - c) / 2 / a0, (1 - c) / a0, (1 - c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0);
}

Biquad Biquad::high_pass(float frequency, float q) {
  const auto [c, alpha] = angle(frequency, q);
  const double a0 = 1 + alpha;
  return with((1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0);
}

Biquad Biquad::band_pass(float frequency, float q) {
  const auto [c, alpha] = angle(frequency, q);
  const double a0 = 1 + alpha;
  return with(alpha / a0, 0, -alpha / a0, -2 * c / a0, (1 - alpha) / a0);
}

void Biquad::tune(const Biquad& other) {
  b0_ = other.b0_;
  b1_ = other.b1_;
  b2_ = other.b2_;
  a1_ = other.a1_;
  a2_ = other.a2_;
}

Wander::Wander(Random& random, float rate)
    : random_(random.next()),
      step_(rate / kSampleRate),
      from_(random_.uniform()),
      to_(random_.uniform()) {}

float Wander::next() {
  phase_ += step_;
  if (phase_ >= 1) {
    phase_ -= 1;
    from_ = to_;
    to_ = random_.uniform();
  }
  // Smoothstep: as smooth to the ear as a cosine, and far cheaper a sample.
  return from_ + (to_ - from_) * phase_ * phase_ * (3 - 2 * phase_);
}

}  // namespace kirin::sound
