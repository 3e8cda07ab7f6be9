/// \file
/// From noise to a clean latent in a few steps: solvers of the flow-matching equation.
///
/// A model predicts velocities v = noise - clean along the straight path x(sigma) = (1 - sigma) ·
/// clean + sigma · noise (Lipman et al., "Flow Matching for Generative Modeling", 2023). A solver
/// owns the sigmas, says which time the model is fed, and turns a latent and its velocity into the
/// next latent. Coefficients are double, latents f32.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/wan/solver/grid.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// One run from noise (step 0) to the clean latent. Steps are taken once and in order: multistep
/// solvers remember the last two predictions. Steps are found by position, not by their timestep:
/// with many steps and a high shift neighbours share an integer timestep.
class Solver {
 public:
  virtual ~Solver() = default;

  int steps() const { return static_cast<int>(grid_.timesteps.size()); }
  /// What the model is fed at each step, on the scale 0..1000; whole numbers for unipc and dpmpp.
  const std::vector<double>& timesteps() const { return grid_.timesteps; }
  /// The noise level of the latent before each step, and a last 0 after all. Rounded to f32, as the
  /// reference's tables are.
  const std::vector<float>& sigmas() const { return grid_.sigmas; }

  /// Replaces the latent of step `index` by that of the next. velocity, latent: any one shape, f32.
  /// `index` is 0 (a new run) or one more than at the last call.
  void step(int index, const nn::Tensor& velocity, nn::Tensor& latent);

 protected:
  explicit Solver(SolverGrid grid) : grid_(std::move(grid)) {}

  double sigma(int index) const { return grid_.sigmas[static_cast<std::size_t>(index)]; }

 private:
  virtual void take(int index, const nn::Tensor& velocity, nn::Tensor& latent) = 0;

  SolverGrid grid_;
  int next_ = 0;
};

/// The solver of that name for `steps` in [1, 1000] and a `shift` in [0.01, 1000]; invalid_argument
/// else, not_found for another name.
///
/// - "unipc": UniPC, order 2, B2(h), data prediction (Zhao et al., 2023); starts at sigma 0.999.
/// - "dpmpp": DPM-Solver++ 2M (Lu et al., 2022); starts at sigma 1.
/// - "fm_euler": Euler on the grid of diffusers' FlowMatchEulerDiscreteScheduler, which shifts the
///   low end twice.
/// - "linear_euler": Euler on the shifted linear grid with unrounded timesteps, as distilled models
///   of few steps are used.
///
/// Higher shifts spend more of the steps at high noise: sigma = shift · s / (1 + (shift - 1) · s)
/// (Esser et al., "Scaling Rectified Flow Transformers", 2024).
Result<std::unique_ptr<Solver>> make_solver(std::string_view name, int steps, double shift);

}  // namespace kirin::wan
