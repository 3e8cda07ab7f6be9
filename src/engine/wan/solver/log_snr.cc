#include "engine/wan/solver/log_snr.h"

namespace kirin::wan {

SecondOrderStep second_order_step(double before, double sigma, double next, int order) {
  const double h = log_snr(next) - log_snr(sigma);
  const double scale = -(1 - next) * std::expm1(-h);
  SecondOrderStep step{next / sigma, scale, 0};
  if (order == 2) {
    const double h_before = log_snr(sigma) - log_snr(before);
    const double share = 0.5 * scale * (h / h_before);
    step.newest += share;
    step.previous = -share;
  }
  return step;
}

}  // namespace kirin::wan
