#include "engine/wan/pipeline/noise.h"

#include <array>
#include <cmath>
#include <numbers>

namespace kirin::wan {
namespace {

using Words = std::array<std::uint32_t, 4>;

/// Ten rounds of Philox4x32; multipliers and Weyl steps from the paper.
Words philox(Words counter, std::uint64_t key) {
  constexpr std::uint64_t kFirst = 0xD2511F53;
  constexpr std::uint64_t kSecond = 0xCD9E8D57;
  auto low = static_cast<std::uint32_t>(key);
  auto high = static_cast<std::uint32_t>(key >> 32U);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = kFirst * counter[0];
    const std::uint64_t b = kSecond * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32U) ^ counter[1] ^ low, static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32U) ^ counter[3] ^ high, static_cast<std::uint32_t>(a)};
    low += 0x9E3779B9U;
    high += 0xBB67AE85U;
  }
  return counter;
}

/// In (0, 1].
double uniform(std::uint32_t word) { return (static_cast<double>(word) + 1) / 4294967296.0; }

}  // namespace

nn::Tensor gaussian_noise(nn::Shape shape, std::uint64_t seed) {
  nn::Tensor noise = nn::Tensor::uninitialised(std::move(shape));
  auto* out = noise.mutable_data<float>();
  for (nn::Index i = 0; i < noise.count(); i += 4) {
    const auto block = static_cast<std::uint64_t>(i) / 4;
    const Words words = philox(
        {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32U), 0, 0}, seed);
    std::array<double, 4> normal{};
    for (std::size_t pair = 0; pair < 4; pair += 2) {
      const double radius = std::sqrt(-2 * std::log(uniform(words[pair])));
      const double angle = 2 * std::numbers::pi * uniform(words[pair + 1]);
      normal[pair] = radius * std::cos(angle);
      normal[pair + 1] = radius * std::sin(angle);
    }
    for (nn::Index k = 0; k < 4 && i + k < noise.count(); ++k) {
      out[i + k] = static_cast<float>(normal[static_cast<std::size_t>(k)]);
    }
  }
  return noise;
}

}  // namespace kirin::wan
