#pragma once

#include "engine/wan/solver/solver.h"

namespace kirin::wan {

/// x += (sigma(next) - sigma) · v, the explicit Euler method.
class Euler : public Solver {
 public:
  explicit Euler(SolverGrid grid) : Solver(std::move(grid)) {}

 private:
  void take(int index, const nn::Tensor& velocity, nn::Tensor& latent) override;
};

}  // namespace kirin::wan
