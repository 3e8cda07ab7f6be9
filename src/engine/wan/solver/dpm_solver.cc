#include "engine/wan/solver/dpm_solver.h"

#include "engine/wan/solver/log_snr.h"
#include "engine/wan/solver/prediction.h"
#include "nn/ops/elementwise.h"

namespace kirin::wan {

void DpmSolver::take(int index, const nn::Tensor& velocity, nn::Tensor& latent) {
  nn::Tensor clean = predicted_clean(sigma(index), velocity, latent);
  const bool first_order = index == 0 || index + 1 == steps();
  const double before = first_order ? 1.0 : sigma(index - 1);
  const auto factors =
      second_order_step(before, sigma(index), sigma(index + 1), first_order ? 1 : 2);
  advance(factors, clean, previous_, latent);
  previous_ = std::move(clean);
}

}  // namespace kirin::wan
