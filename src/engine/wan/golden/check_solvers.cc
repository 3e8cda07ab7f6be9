#include "engine/wan/golden/check_solvers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/wan/solver/solver.h"

namespace kirin::wan {
namespace {

/// The reference's stand-in for a model: tanh(0.3 x) + t / 1000.
nn::Tensor velocity_of(const nn::Tensor& latent, double timestep) {
  auto values = latent.values();
  for (float& value : values) {
    value = std::tanh(0.3F * value) + static_cast<float>(timestep / 1000);
  }
  return nn::Tensor::of(values, latent.shape());
}

void check_one(Solver& solver, const std::string& key, const nn::Tensor& noise,
               Comparison& comparison) {
  const std::vector<float>& sigmas = solver.sigmas();
  comparison.see_numbers(key + ".timesteps", solver.timesteps());
  comparison.see_numbers(key + ".sigmas", {sigmas.begin(), sigmas.end()});
  nn::Shape shape = noise.shape();
  shape[0] = solver.steps() + 1;
  nn::Tensor trajectory = nn::Tensor::uninitialised(shape);
  nn::Tensor latent = noise.clone();
  for (int i = 0; i <= solver.steps(); ++i) {
    trajectory.slice(0, i, i + 1).copy_from(latent);
    if (i < solver.steps()) {
      const double timestep = solver.timesteps()[static_cast<std::size_t>(i)];
      solver.step(i, velocity_of(latent, timestep), latent);
    }
  }
  comparison.see(key + ".trajectory", trajectory);
}

}  // namespace

Result<void> check_solvers(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const auto all_steps, golden.numbers("steps"));
  ASSIGN_OR_RETURN(const auto shifts, golden.numbers("shifts"));
  ASSIGN_OR_RETURN(const nn::Tensor noise, golden.input("latent"));
  for (const char* name : {"unipc", "dpmpp", "fm_euler", "linear_euler"}) {
    for (const double steps : all_steps) {
      for (const double shift : shifts) {
        ASSIGN_OR_RETURN(const auto solver, make_solver(name, static_cast<int>(steps), shift));
        check_one(*solver, fmt::format("{}.n{}.s{}", name, steps, shift), noise, comparison);
      }
    }
  }
  return {};
}

double solver_tolerance(const GoldenCase& golden, std::string_view name) {
  constexpr double kFloat32 = 1e-6;
  if (name.ends_with(".timesteps")) {
    return name.starts_with("unipc") || name.starts_with("dpmpp") ? 0 : kFloat32;
  }
  return name.ends_with(".sigmas") ? kFloat32 : golden.tolerance_rel();
}

}  // namespace kirin::wan
