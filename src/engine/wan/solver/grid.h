/// \file
/// Where the steps of a solver lie.
#pragma once

#include <vector>

namespace kirin::wan {

struct SolverGrid {
  std::vector<double> timesteps;  ///< one a step
  std::vector<float> sigmas;      ///< one a step, then 0
};

enum class TimeOfModel : unsigned char {
  whole,     ///< trunc(1000 sigma), as the official solvers feed it
  unrounded  ///< 1000 sigma in f32
};

/// sigma = shift · s / (1 + (shift - 1) · s) for s = `first`, ..., evenly spaced down to but
/// without 0.
SolverGrid shifted_grid(int steps, double shift, double first, TimeOfModel time);

/// The grid of diffusers' FlowMatchEulerDiscreteScheduler: evenly spaced from 1 to the shifted 1 /
/// 1000, then shifted (again).
SolverGrid twice_shifted_grid(int steps, double shift);

}  // namespace kirin::wan
