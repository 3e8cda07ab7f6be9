/// \file
/// Chance that follows from a seed.
#pragma once

#include <cstdint>

namespace kirin::engine::motion {

/// Numbers in [-1, 1) that follow from a seed (SplitMix64, Steele et al. 2014).
inline double dice(std::uint64_t seed, std::uint64_t which) {
  std::uint64_t z = seed + (which + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

}  // namespace kirin::engine::motion
