#pragma once

#include "engine/wan/solver/solver.h"

namespace kirin::wan {

/// DPM-Solver++ 2M, midpoint form, data prediction: the first and the last step are first order.
/// Source: Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic
/// Models" (2022).
class DpmSolver : public Solver {
 public:
  explicit DpmSolver(SolverGrid grid) : Solver(std::move(grid)) {}

 private:
  void take(int index, const nn::Tensor& velocity, nn::Tensor& latent) override;

  nn::Tensor previous_;  ///< the last step's prediction of the clean latent
};

}  // namespace kirin::wan
