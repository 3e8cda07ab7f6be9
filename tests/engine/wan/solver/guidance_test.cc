#include "engine/wan/solver/guidance.h"

#include <gtest/gtest.h>

#include "nn/tensors.h"

namespace kirin::wan {
namespace {

TEST(Guidance, ExtrapolatesFromTheUnconditionalVelocity) {
  const nn::Tensor conditional = nn::random_tensor({2, 5}, 1);
  const nn::Tensor unconditional = nn::random_tensor({2, 5}, 2);
  nn::Tensor guided = unconditional.clone();

  guide(conditional, guided, 5.0, guided);

  const auto with = conditional.values();
  const auto without = unconditional.values();
  for (std::size_t i = 0; i < with.size(); ++i) {
    EXPECT_NEAR(guided.values()[i], without[i] + 5.0 * (with[i] - without[i]), 1e-5);
  }
}

TEST(Guidance, ReferencesAndWordsPullByTheirOwnScales) {
  const nn::Tensor negative = nn::random_tensor({9}, 1);
  const nn::Tensor image = nn::random_tensor({9}, 2);
  const nn::Tensor both = nn::random_tensor({9}, 3);
  nn::Tensor guided = negative.clone();

  guide_three_ways(negative, image, both, {.image = 5.0, .text = 7.5}, guided);

  for (std::size_t i = 0; i < 9; ++i) {
    const double none = negative.values()[i];
    const double pictures = image.values()[i];
    const double expected = none + 5.0 * (pictures - none) + 7.5 * (both.values()[i] - pictures);
    EXPECT_NEAR(guided.values()[i], expected, 2e-5);
  }
}

}  // namespace
}  // namespace kirin::wan
