/// \file
/// Chance that repeats: hashed numbers for layouts, and smooth one-dimensional noise for outlines
/// and sway.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace kirin::engine::motion {

/// A well mixed 64-bit value of `x` (the finalizer of SplitMix64; Steele, Lea, Flood, 2014).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

/// FNV-1a of `text`, mixed.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return mixed(hash);
}

/// A stream of numbers that depends on its seed alone.
class Dice {
 public:
  explicit constexpr Dice(std::uint64_t seed) : state_(mixed(seed)) {}

  constexpr std::uint64_t next() { return mixed(state_++); }
  /// In [0, 1).
  constexpr float unit() { return static_cast<float>(next() >> 40) * 0x1p-24F; }
  constexpr float between(float low, float high) { return low + (high - low) * unit(); }
  /// In [0, count); count at least 1.
  constexpr int below(int count) {
    return static_cast<int>(next() % static_cast<std::uint64_t>(count));
  }

 private:
  std::uint64_t state_;
};

/// The value in [0, 1) that `salt` gives the integer `at`.
inline float hashed_unit(std::int64_t at, std::uint64_t salt) {
  return static_cast<float>(mixed(static_cast<std::uint64_t>(at) * 0x632BE59BD9B4E019U ^ salt) >>
                            40) *
         0x1p-24F;
}

/// Value noise in [-1, 1], smooth in `x`.
inline float noise1(float x, std::uint64_t salt) {
  const float floor = std::floor(x);
  const auto cell = static_cast<std::int64_t>(floor);
  const float f = x - floor;
  const float a = hashed_unit(cell, salt);
  const float b = hashed_unit(cell + 1, salt);
  return 2.0F * (a + (b - a) * f * f * f * (f * (f * 6.0F - 15.0F) + 10.0F)) - 1.0F;
}

/// `octaves` of noise1, each twice as fine and `gain` times as strong as the one before; about [-1,
/// 1].
inline float fbm1(float x, int octaves, float gain, std::uint64_t salt) {
  float sum = 0;
  float amplitude = 1;
  float total = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += amplitude * noise1(x, salt + static_cast<std::uint64_t>(i));
    total += amplitude;
    amplitude *= gain;
    x = x * 2.03F + 17.3F;
  }
  return sum / total;
}

}  // namespace kirin::engine::motion
