#pragma once

#include "engine/wan/solver/solver.h"

namespace kirin::wan {

/// UniPC of order 2 with B2(h) = e^h - 1 and data prediction: each step first corrects the latent
/// with the prediction made at it, then predicts the next.
/// Source: Zhao et al., "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of
/// Diffusion Models" (2023), algorithms 1 and 2.
class UniPc : public Solver {
 public:
  explicit UniPc(SolverGrid grid) : Solver(std::move(grid)) {}

 private:
  void take(int index, const nn::Tensor& velocity, nn::Tensor& latent) override;
  void correct(int index, const nn::Tensor& clean, nn::Tensor& latent) const;

  nn::Tensor corrected_;      ///< the last step's latent after its correction
  nn::Tensor newest_;         ///< the last step's prediction of the clean latent
  nn::Tensor second_newest_;  ///< that of the step before
  int order_ = 1;             ///< of the predictor that made the latent at hand
};

}  // namespace kirin::wan
