/// \file
/// Particles that are born at a steady rate, each a function of its number and its age.
#pragma once

#include "engine/motion/animate/emitters.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {

/// One particle at one moment.
struct Particle {
  std::int64_t number = 0;
  double birth = 0;         ///< seconds
  float age = 0;            ///< seconds
  float life = 1;           ///< seconds
  world::Vec3 origin = {};  ///< where it was born
  std::uint64_t seed = 0;

  float t() const { return age / life; }  ///< [0, 1)
  /// Chance that is this particle's own, in [0, 1) and [-1, 1).
  float unit(std::uint64_t salt) const { return hashed_unit(number, seed * 31 + salt); }
  float both(std::uint64_t salt) const { return 2 * unit(salt) - 1; }
  float between(std::uint64_t salt, float low, float high) const {
    return low + (high - low) * unit(salt);
  }
  /// A direction anywhere on the sphere.
  world::Vec3 direction(std::uint64_t salt) const;
  /// Smooth noise along its life, in [-1, 1].
  float noise(float rate, std::uint64_t salt) const {
    return noise1(rate * age + 37 * unit(salt), seed + salt);
  }
};

using Painter = std::function<void(const Particle& particle, world::Sprite& sprite)>;

/// `rate` births a second; lives between `life_low` and `life_high`. A painter that leaves the
/// opacity at 0 shows nothing.
world::SpriteSource stream(const Emission& emission, double rate, float life_low, float life_high,
                           Painter paint);
/// `count` particles born together at `start` (spread over `spread` seconds).
world::SpriteSource burst(const Emission& emission, int count, float life_low, float life_high,
                          double spread, Painter paint);
/// All of them.
world::SpriteSource together(std::vector<world::SpriteSource> sources);

/// The way in `age` seconds of what is thrown with `velocity` through air that slows it by `drag`
/// per second, under `gravity` (metres per second squared, downwards): the solution of
/// v' = −drag v − g.
world::Vec3 thrown(world::Vec3 velocity, float gravity, float drag, float age);

/// Fades in over the part `in` of life and out from the part `out`.
float faded(float t, float in, float out);

}  // namespace kirin::engine::motion::animate
