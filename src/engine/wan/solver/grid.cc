#include "engine/wan/solver/grid.h"

#include <cmath>

namespace kirin::wan {
namespace {

constexpr double kTrainingSteps = 1000;

double shifted(double s, double shift) { return shift * s / (1 + (shift - 1) * s); }

}  // namespace

SolverGrid shifted_grid(int steps, double shift, double first, TimeOfModel time) {
  SolverGrid grid;
  const double spacing = -first / steps;
  for (int i = 0; i < steps; ++i) {
    const double sigma = shifted(i * spacing + first, shift);
    const auto rounded = static_cast<float>(sigma);
    grid.sigmas.push_back(rounded);
    grid.timesteps.push_back(time == TimeOfModel::whole
                                 ? std::trunc(sigma * kTrainingSteps)
                                 : static_cast<double>(static_cast<float>(sigma * kTrainingSteps)));
  }
  grid.sigmas.push_back(0.0F);
  return grid;
}

SolverGrid twice_shifted_grid(int steps, double shift) {
  SolverGrid grid;
  const double last = shifted(1 / kTrainingSteps, shift);
  for (int i = 0; i < steps; ++i) {
    const double s = steps == 1 ? 1.0 : 1 + i * (last - 1) / (steps - 1);
    const double sigma = shifted(s, shift);
    grid.sigmas.push_back(static_cast<float>(sigma));
    grid.timesteps.push_back(static_cast<float>(sigma * kTrainingSteps));
  }
  grid.sigmas.push_back(0.0F);
  return grid;
}

}  // namespace kirin::wan
