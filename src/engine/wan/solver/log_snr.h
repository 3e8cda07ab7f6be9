/// \file
/// What the exponential integrators are written in: the half logarithm of the signal-to-noise ratio
/// of x = alpha · clean + sigma · noise, alpha = 1 - sigma.
#pragma once

#include <cmath>

namespace kirin::wan {

/// ln(alpha / sigma): minus infinity for pure noise (sigma 1), infinity for the clean latent.
inline double log_snr(double sigma) { return std::log((1 - sigma) / sigma); }

/// How x(next) is made of x and of predictions of the clean latent, "data prediction" of order 2
/// (Lu et al., "DPM-Solver++", 2022, algorithm 2M; UniPC's predictor with B2(h) is the same):
/// x(next) = x_factor · x + newest · m0 + previous · m1, m0 predicted at `sigma` and m1 a step
/// before.
struct SecondOrderStep {
  double x_factor = 0;
  double newest = 0;
  double previous = 0;
};

/// Finite for all 0 <= next < sigma < before <= 1 and for sigma 1 at the first step. `order` 1
/// leaves out m1 (and `before`). From pure noise h is infinite: expm1(-h) is -1, and a step from
/// there gives the history the factor h / infinity = 0.
SecondOrderStep second_order_step(double before, double sigma, double next, int order);

}  // namespace kirin::wan
