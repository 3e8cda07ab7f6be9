/// \file
/// The filters and slow curves that make noise sound like something.
#pragma once

#include "sound/random.h"

namespace kirin::sound {

/// A second-order section; the designs are those of R. Bristow-Johnson, "Cookbook formulae for
/// audio equalizer biquad filter coefficients". Frequencies in Hz at 48 kHz, clamped to what is
/// stable.
class Biquad {
 public:
  static Biquad low_pass(float frequency, float q = 0.7071F);
  static Biquad high_pass(float frequency, float q = 0.7071F);
  /// Unit gain at its centre.
  static Biquad band_pass(float frequency, float q);
  /// Lifts what is above `frequency` by `gain_db`, in its gentlest form (Q = 1/√2).
  static Biquad high_shelf(float frequency, float gain_db);
  /// y = b0·x + b1·x₋₁ + b2·x₋₂ − a1·y₋₁ − a2·y₋₂
  static Biquad with(double b0, double b1, double b2, double a1, double a2);

  float operator()(float x) {
    const double y = b0_ * x + z1_;
    z1_ = b1_ * x - a1_ * y + z2_;
    z2_ = b2_ * x - a2_ * y;
    return static_cast<float>(y);
  }
  /// Takes over the coefficients of `other` and keeps the state: a filter that moves.
  void tune(const Biquad& other);

 private:
  double b0_ = 1, b1_ = 0, b2_ = 0, a1_ = 0, a2_ = 0;
  double z1_ = 0, z2_ = 0;
};

/// A smooth random curve in [0, 1]: smooth steps between random values, `rate` of them a second.
class Wander {
 public:
  Wander(Random& random, float rate);
  /// The curve one sample further.
  float next();

 private:
  Random random_;
  float step_;
  float phase_ = 0;
  float from_;
  float to_;
};

}  // namespace kirin::sound
