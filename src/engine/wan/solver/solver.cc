#include "engine/wan/solver/solver.h"

#include <fmt/format.h>

#include "engine/wan/solver/dpm_solver.h"
#include "engine/wan/solver/euler.h"
#include "engine/wan/solver/grid.h"
#include "engine/wan/solver/unipc.h"

namespace kirin::wan {
namespace {

/// Where the official UniPC starts: its float32 table's highest sigma. At exactly 1 its corrector
/// would divide by zero.
constexpr double kHighestUniPcSigma = static_cast<double>(0.999F);

}  // namespace

void Solver::step(int index, const nn::Tensor& velocity, nn::Tensor& latent) {
  EXPECTS(index >= 0 && index < steps() && (index == 0 || index == next_));
  EXPECTS(velocity.shape() == latent.shape());
  EXPECTS(velocity.type() == nn::DType::f32 && latent.type() == nn::DType::f32);
  take(index, velocity, latent);
  next_ = index + 1;
}

Result<std::unique_ptr<Solver>> make_solver(std::string_view name, int steps, double shift) {
  constexpr int kMostSteps = 1000;
  if (steps < 1 || steps > kMostSteps) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} steps; 1 to {} can be taken", steps, kMostSteps)};
  }
  if (!(shift >= 0.01 && shift <= 1000)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a shift of {}; 0.01 to 1000 is understood", shift)};
  }
  std::unique_ptr<Solver> solver;
  if (name == "unipc") {
    solver =
        std::make_unique<UniPc>(shifted_grid(steps, shift, kHighestUniPcSigma, TimeOfModel::whole));
  } else if (name == "dpmpp") {
    solver = std::make_unique<DpmSolver>(shifted_grid(steps, shift, 1, TimeOfModel::whole));
  } else if (name == "fm_euler") {
    solver = std::make_unique<Euler>(twice_shifted_grid(steps, shift));
  } else if (name == "linear_euler") {
    solver = std::make_unique<Euler>(shifted_grid(steps, shift, 1, TimeOfModel::unrounded));
  } else {
    return Error{
        ErrorCode::not_found,
        fmt::format("no solver \"{}\"; there are unipc, dpmpp, fm_euler, linear_euler", name)};
  }
  return solver;
}

}  // namespace kirin::wan
