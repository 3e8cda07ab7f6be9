#include "engine/wan/solver/euler.h"

#include "nn/ops/elementwise.h"

namespace kirin::wan {

void Euler::take(int index, const nn::Tensor& velocity, nn::Tensor& latent) {
  const double change = sigma(index + 1) - sigma(index);
  nn::Combine{}({{1.0F, &latent}, {static_cast<float>(change), &velocity}}, latent);
}

}  // namespace kirin::wan
