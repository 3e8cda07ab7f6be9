#include "engine/wan/solver/solver.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/ops/elementwise.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

constexpr const char* kNames[] = {"unipc", "dpmpp", "fm_euler", "linear_euler"};

std::unique_ptr<Solver> solver_of(std::string_view name, int steps, double shift) {
  auto solver = make_solver(name, steps, shift);
  EXPECT_TRUE(solver) << (solver ? "" : solver.error().message);
  return *std::move(solver);
}

/// The latent after all steps; `velocity(sigma, latent)` is the model.
template <typename Velocity>
nn::Tensor solved(Solver& solver, const nn::Tensor& noise, const Velocity& velocity) {
  nn::Tensor latent = noise.clone();
  for (int i = 0; i < solver.steps(); ++i) {
    solver.step(i, velocity(solver.sigmas()[static_cast<std::size_t>(i)], latent), latent);
  }
  return latent;
}

TEST(Solver, AStraightPathIsFollowedExactlyWhateverTheSteps) {
  const nn::Tensor noise = nn::random_tensor({2, 3, 5}, 1);
  const nn::Tensor clean = nn::random_tensor({2, 3, 5}, 2);
  nn::Tensor along = noise.clone();
  nn::Combine{}({{1.0F, &noise}, {-1.0F, &clean}}, along);
  for (const char* name : kNames) {
    for (const int steps : {1, 2, 3, 7, 50}) {
      for (const double shift : {0.3, 1.0, 5.0, 12.0}) {
        const auto solver = solver_of(name, steps, shift);
        nn::Tensor start = clean.clone();  // unipc starts a little below pure noise
        nn::Combine{}({{1.0F, &clean}, {solver->sigmas().front(), &along}}, start);
        const auto end = solved(*solver, start, [&](float, const nn::Tensor&) { return along; });
        EXPECT_LT(nn::relative_error(end, clean), 5e-6) << name << steps << " shift " << shift;
      }
    }
  }
}

/// The error at the end for clean latents that are normal with deviation 0.5: there the ideal
/// velocity has a closed form and the exact path grows with √((1 - sigma)² 0.25 + sigma²).
double error_on_normal_data(std::string_view name, int steps) {
  const auto solver = solver_of(name, steps, 1.0);
  const auto variance = [](double sigma) {
    return (1 - sigma) * (1 - sigma) * 0.25 + sigma * sigma;
  };
  const nn::Tensor noise = nn::random_tensor({4, 4}, 3);
  const nn::Tensor end = solved(*solver, noise, [&](float sigma, const nn::Tensor& latent) {
    const double clean = (1 - sigma) * 0.25 / variance(sigma);
    nn::Tensor velocity = latent.clone();
    nn::Combine{}({{static_cast<float>((1 - clean) / sigma), &latent}}, velocity);
    return velocity;
  });
  nn::Tensor exact = noise.clone();
  nn::Combine{}({{static_cast<float>(0.5 / std::sqrt(variance(solver->sigmas().front()))), &noise}},
                exact);
  return nn::relative_error(end, exact);
}

TEST(Solver, SecondOrderSolversConvergeFasterThanEuler) {
  EXPECT_NEAR(error_on_normal_data("linear_euler", 20) / error_on_normal_data("linear_euler", 40),
              2.0, 0.3);
  for (const char* name : {"unipc", "dpmpp"}) {
    EXPECT_LT(error_on_normal_data(name, 40), error_on_normal_data("linear_euler", 40) / 4) << name;
  }
  // Not so dpmpp, whose step from pure noise is first order and infinitely long in log SNR.
  EXPECT_GT(error_on_normal_data("unipc", 20) / error_on_normal_data("unipc", 40), 3.0);
}

TEST(Solver, StaysFiniteWhereNeighboursShareATimestep) {
  for (const char* name : kNames) {
    for (const double shift : {0.01, 16.0, 1000.0}) {
      const auto solver = solver_of(name, 1000, shift);
      const auto end = solved(*solver, nn::random_tensor({3}, 4),
                              [](float, const nn::Tensor& latent) { return latent.clone(); });
      for (const float value : end.values()) {
        EXPECT_TRUE(std::isfinite(value)) << name << " shift " << shift;
      }
    }
  }
  const auto solver = solver_of("unipc", 100, 16);
  EXPECT_EQ(solver->timesteps()[0], solver->timesteps()[1]);
  EXPECT_GT(solver->sigmas()[0], solver->sigmas()[1]);
}

TEST(Solver, ARunMayBeginAgain) {
  const auto solver = solver_of("unipc", 5, 5);
  const nn::Tensor noise = nn::random_tensor({7}, 5);
  const auto model = [](float sigma, const nn::Tensor& latent) {
    nn::Tensor velocity = latent.clone();
    nn::Combine{}({{sigma, &latent}}, velocity);
    return velocity;
  };
  const auto first = solved(*solver, noise, model).values();
  EXPECT_EQ(solved(*solver, noise, model).values(), first);
}

TEST(Solver, RefusesWhatItCannotBe) {
  EXPECT_EQ(make_solver("heun", 4, 5).error().code, ErrorCode::not_found);
  EXPECT_EQ(make_solver("unipc", 0, 5).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(make_solver("unipc", 1001, 5).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(make_solver("unipc", 4, 0).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(make_solver("unipc", 4, std::nan("")).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::wan
