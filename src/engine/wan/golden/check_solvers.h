#pragma once

#include "engine/wan/golden/checks.h"

namespace kirin::wan {

/// Kind "schedulers": timesteps, sigmas and trajectories of every solver over steps and shifts,
/// with a velocity that stands for a model.
Result<void> check_solvers(const GoldenCase& golden, Comparison& comparison);
/// Whole timesteps are exact, sigmas within float32, trajectories within the case's tolerance.
double solver_tolerance(const GoldenCase& golden, std::string_view name);

}  // namespace kirin::wan
