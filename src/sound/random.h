/// \file
/// Random numbers that are the same everywhere for a seed: the standard's distributions are not.
#pragma once

#include <cstdint>
#include <string_view>

namespace kirin::sound {

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// A stream of its own for each `name`, so that one sound more does not change the others.
  Random(std::uint64_t seed, std::string_view name);

  std::uint64_t next();
  /// In [0, 1).
  float uniform();
  /// In [-1, 1): one sample of white noise.
  float bipolar();
  float between(float low, float high);
  /// In [0, count); count > 0.
  int index(int count);
  /// Waiting time to the next event of a Poisson process, of this mean.
  float waiting_time(float mean);

 private:
  std::uint64_t state_;
};

}  // namespace kirin::sound
